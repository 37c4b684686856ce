using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Anjie.Benchmarks;

/// <summary>
/// The statement pgbench runs: exactly the rows one registration left behind, in tables with the same columns, indexes and
/// keys, as one prepared statement of one transaction. Ids and numbers get a random part, everything else is as it was.
/// </summary>
static partial class SameRows
{
    static readonly string[] Order = ["matter", "visit", "demand", "petitioner", "case_clock", "case_history", "outbox", "audit_row"];

    /// <returns>The script, and what it writes: rows by table.</returns>
    public static async Task<(string Script, string Rows)> ScriptAsync(string database, Guid visit)
    {
        var matter = (await Database.ReadAsync(database, $"select m.id from matter m join visit v using (matter_id) where v.id = '{visit}'", row => row.GetGuid(0)))[0];
        var (both, writes, told) = ($"('{visit}', '{matter}')", new StringBuilder(), new List<string>());
        var session = (await Database.ReadAsync(database, $"select session_id::text from visit where id = '{visit}'", row => row.GetString(0)))[0];
        var ids = new List<string>();
        foreach (var table in Order)
        {
            var where = table switch
            {
                "matter" => $"id = '{matter}'",
                "visit" => $"id = '{visit}'",
                "demand" or "petitioner" => $"matter_id = '{matter}'",
                "outbox" => $"body ->> 'caseId' in {both}",
                "audit_row" => $"subject like '%{visit}%'",
                _ => $"case_id in {both}",
            };
            var columns = await Database.ReadAsync(
                database,
                $"select attname::text, format_type(atttypid, atttypmod) from pg_attribute where attrelid = '{table}'::regclass and attnum > 0 and not attisdropped and attidentity = '' and attname <> 'written_at' order by attnum",
                row => (Name: row.GetString(0), Type: row.GetString(1)));
            var rows = await Database.ReadAsync(
                database, $"select array[{string.Join(", ", columns.Select(column => table == "outbox" && column.Name == "published_at" ? "null::text" : $"quote_nullable(\"{column.Name}\"::text)"))}] from {table} where {where}",
                row => row.GetFieldValue<string?[]>(0));
            told.Add(string.Create(CultureInfo.InvariantCulture, $"{table} {rows.Count}"));
            var selects = rows.Select(row => "select " + string.Join(", ", columns.Zip(row, (column, value) => $"({Varied(value ?? "null", session, ids)})::{column.Type}")) + " from s");
            writes.Append(table == Order[^1] ? "" : $"w_{table} as (").Append(CultureInfo.InvariantCulture, $"insert into {table} ({string.Join(", ", columns.Select(column => $"\"{column.Name}\""))}) ")
                .AppendJoin(" union all ", selects).Append(table == Order[^1] ? "" : "), ");
        }

        var statement = writes.ToString();
        var last = statement.LastIndexOf("), insert into", StringComparison.Ordinal);
        var script = $"\\set v random(100000000000, 999999999999)\nwith s as (select (:v)::text as v), {statement[..last]}) {statement[(last + 3)..]};\n";
        return (script, string.Join(", ", told));
    }

    /// <summary>Every id this registration made, wherever it stands in a text, becomes the same id with another random part; numbers likewise. The session was there before.</summary>
    static string Varied(string literal, string session, List<string> ids)
    {
        if (literal is "null" or "NULL")
            return "null";
        // pgbench takes every colon with letters behind it for a variable of its own.
        var varied = OwnId().Replace(literal.Replace(":", "' || chr(58) || '", StringComparison.Ordinal), found =>
        {
            if (found.Value == session)
                return session;
            var at = ids.IndexOf(found.Value);
            if (at < 0)
            {
                at = ids.Count;
                ids.Add(found.Value);
            }

            return string.Create(CultureInfo.InvariantCulture, $"01900000-0000-7{at:X3}-8000-' || s.v || '");
        });
        return OwnNumber().Replace(varied, found => $"{found.Value[..2]}' || s.v || '");
    }

    // Version 7 ids are made at registration; units, people and posts carry others.
    [GeneratedRegex("01[0-9a-f]{6}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", RegexOptions.None, 1000)]
    private static partial Regex OwnId();

    [GeneratedRegex("(JF|XF)2026[0-9]{6}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OwnNumber();
}

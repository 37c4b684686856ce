using Npgsql;

namespace Anjie.EndToEnd.Tests.Fuzz;

/// <summary>What must hold in the databases after any traffic: a case, its history, its events, the log of all events and the evidence tell the same.</summary>
sealed class Consistency(RunningSystem running)
{
    static readonly Dictionary<string, string[]> Cases = new(StringComparer.Ordinal)
    {
        ["anjie_screening"] = ["dispute"],
        ["anjie_reception"] = ["session", "visit", "matter"],
        ["anjie_backlog"] = ["backlog_case"],
        ["anjie_supervision"] = ["supervision_item"],
    };

    // The rows of a file are taken over by one command, whose evidence names the file.
    const string OrOfAnImport = """
         and not exists (select from province_record r join audit_row a on a.subject = r.import_id::text and a.actor_id = h.actor_id and a.result = 'done' where r.id = h.case_id and h.version <= r.imported_version)
        """;

    public async Task<IReadOnlyList<string>> FaultsAsync()
    {
        var faults = new List<string>();
        var published = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (database, tables) in Cases)
        {
            foreach (var table in tables)
                faults.AddRange(await RowsAsync(database, $"""
                    select '{database}.{table} ' || c.id || ': version ' || c.version || ', history ' || coalesce(h.n, 0) || ' up to ' || coalesce(h.last, 0) || ', events ' || coalesce(o.n, 0)
                    from {table} c
                    left join (select case_id, count(*) n, max(version) last from case_history group by case_id) h on h.case_id = c.id
                    left join (select (body ->> 'caseId')::uuid case_id, count(distinct body ->> 'version') n from outbox where body ? 'caseId' group by 1) o on o.case_id = c.id
                    where c.version <> coalesce(h.n, 0) or c.version <> coalesce(h.last, 0) or coalesce(o.n, 0) <> {(table == "matter" ? "case c.class when 'Accusation' then 0 else c.version end" : "c.version")}
                    """));
            var all = string.Join(" union all ", tables.Select(table => $"select id from {table}"));
            faults.AddRange(await RowsAsync(database, $"select '{database}: history of no case ' || case_id from case_history where case_id not in ({all})"));
            faults.AddRange(await RowsAsync(database, $"select '{database}: a person acted without an audit row: ' || h.case_id || ' ' || h.fact from case_history h where h.actor_id <> '{Guid.Empty}' and not exists (select from audit_row a where a.actor_id = h.actor_id and a.occurred_at = h.occurred_at){(tables.Contains("matter") ? OrOfAnImport : "")}"));
            faults.AddRange(await RowsAsync(database, $"select '{database}: ' || count(*) || ' audit rows of one act: ' || action || ' ' || subject from audit_row group by trace_id, actor_id, occurred_at, action, subject having count(*) > 1"));
            faults.AddRange(await RowsAsync(database, $"select '{database}: unsent or parked event ' || position from outbox where published_at is null"));
            faults.AddRange(await RowsAsync(database, $"select '{database}: parked message ' || contract || ' at ' || endpoint || ': ' || exception_type || ' ' || coalesce(code, '') from parked_message where replayed_at is null"));
            foreach (var row in await RowsAsync(database, $"select id || ' ' || version from ({string.Join(" union all ", tables.Select(table => $"select id, version from {table}"))}) c"))
                published[row.Split(' ')[0]] = long.Parse(row.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        }

        var logged = (await RowsAsync("anjie_supervision", "select case_id || ' ' || count(*) from event_log group by case_id"))
            .Select(row => row.Split(' ')).ToDictionary(row => row[0], row => long.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);
        // Accusations never leave VisitReception, so a case may be absent from the log, but never be there in part.
        faults.AddRange(published.Where(one => logged.TryGetValue(one.Key, out var count) && count != one.Value).Select(one => $"the log has {logged[one.Key]} of {one.Value} events of {one.Key}"));
        return faults;
    }

    async Task<List<string>> RowsAsync(string database, string query)
    {
        await using var connection = new NpgsqlConnection(running.ConnectionTo(database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(query, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }
}

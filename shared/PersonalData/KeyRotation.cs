using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Anjie.PersonalData;

/// <summary>Seals anew, with the key that is active now, whatever another key has sealed, in small sets while services go on reading and writing.</summary>
/// <remarks>It never waits for a row that somebody else holds, so it can neither stop nor deadlock their work: such a row is met again in the next round.
/// No version, history or event changes, because no text does.</remarks>
public sealed class KeyRotation(FieldCipher cipher)
{
    const int SetSize = 200;
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    // By then every process has looked at the ring again, and what was sealed before is committed.
    static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    /// <summary>Returns when no column of the context's tables holds a text of another key.</summary>
    /// <returns>How many texts were sealed anew.</returns>
    public async Task<long> RunAsync(DbContext db, CancellationToken ct)
    {
        var tables = db.Model.GetEntityTypes().Where(type => SealedColumn.Of(type).Count > 0).Select(type => new Table(type, db.GetService<ISqlGenerationHelper>())).ToList();
        await Task.Delay(Settling, ct);
        long total = 0;
        for (; ; await Task.Delay(Pause, ct))
        {
            foreach (var table in tables)
                total += await RoundAsync(db, table, ct);
            if (!await IsLeftAsync(db, tables, ct))
                return total;
        }
    }

    async Task<bool> IsLeftAsync(DbContext db, List<Table> tables, CancellationToken ct)
    {
        foreach (var table in tables)
            if (await db.Database.SqlQueryRaw<bool>(table.IsLeft, cipher.ActiveHeader).SingleAsync(ct))
                return true;
        return false;
    }

    async Task<long> RoundAsync(DbContext db, Table table, CancellationToken ct)
    {
        long total = 0;
        object[]? after = null;
        do
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var rows = await ReadAsync(db, table, after, ct);
            foreach (var row in rows)
                total += await WriteAsync(db, table, row, ct);
            await transaction.CommitAsync(ct);
            after = rows.Count == SetSize ? rows[^1].Key : null;
        }
        while (after is not null);
        return total;
    }

    async Task<List<(object[] Key, byte[]?[] Texts)>> ReadAsync(DbContext db, Table table, object[]? after, CancellationToken ct)
    {
        await using var command = Command(db, after is null ? table.First : table.Next, [cipher.ActiveHeader, .. after ?? []]);
        await using var reader = await command.ExecuteReaderAsync(ct);
        List<(object[], byte[]?[])> rows = [];
        while (await reader.ReadAsync(ct))
            rows.Add((
                [.. Enumerable.Range(0, table.Keys.Count).Select(reader.GetValue)],
                [.. Enumerable.Range(table.Keys.Count, table.Columns.Count).Select(at => reader.IsDBNull(at) ? null : reader.GetFieldValue<byte[]>(at))]));
        return rows;
    }

    async Task<int> WriteAsync(DbContext db, Table table, (object[] Key, byte[]?[] Texts) row, CancellationToken ct)
    {
        var place = SealedColumn.RowOf(row.Key);
        var changed = 0;
        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (row.Texts[i] is not { } text || cipher.IsSealedWithActiveKey(text))
                continue;
            var where = table.Columns[i].PlaceIn(place);
            await using var command = Command(db, table.Update(i), [cipher.Seal(cipher.Open(text, where), where), .. row.Key]);
            changed += await command.ExecuteNonQueryAsync(ct);
        }

        return changed;
    }

    static DbCommand Command(DbContext db, string sql, object[] values)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"p{i}", values[i]);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>The statements for one table; <c>@p0</c> is the beginning of every text of the active key, or the new text.</summary>
    sealed class Table
    {
        readonly ISqlGenerationHelper _sql;
        readonly string _name;

        public Table(IEntityType type, ISqlGenerationHelper sql)
        {
            var table = SealedColumn.TableOf(type);
            (_sql, _name, Columns) = (sql, sql.DelimitIdentifier(table.Name, table.Schema), SealedColumn.Of(type));
            Keys = [.. type.FindPrimaryKey()!.Properties.Select(key => sql.DelimitIdentifier(key.GetColumnName(table)!))];
            var columns = Columns.Select(column => sql.DelimitIdentifier(column.Name)).ToList();
            var keys = string.Join(", ", Keys);
            var old = $"({string.Join(" or ", columns.Select(column => $"substring({column} from 1 for length(@p0)) <> @p0"))})";
            var (begin, end) = ($"select {keys}, {string.Join(", ", columns)} from {_name} where {old}", $" order by {keys} limit {SetSize} for update skip locked");
            First = begin + end;
            Next = $"{begin} and ({keys}) > ({string.Join(", ", Keys.Select((_, i) => $"@p{i + 1}"))}){end}";
            IsLeft = $"select exists(select from {_name} where {old.Replace("@p0", "{0}", StringComparison.Ordinal)}) as \"Value\"";
        }

        public IReadOnlyList<SealedColumn> Columns { get; }

        public IReadOnlyList<string> Keys { get; }

        public string First { get; }

        public string Next { get; }

        public string IsLeft { get; }

        public string Update(int column) =>
            $"update {_name} set {_sql.DelimitIdentifier(Columns[column].Name)} = @p0 where {string.Join(" and ", Keys.Select((key, i) => $"{key} = @p{i + 1}"))}";
    }
}

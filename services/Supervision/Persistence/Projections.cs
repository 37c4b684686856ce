using Anjie.Cases;
using Anjie.Supervision.Domain;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Anjie.Supervision.Persistence;

/// <summary>The locks and statements that keep ledger, watches and copies in step with each other.</summary>
internal static class Projections
{
    const long Lock = 7301;

    /// <summary>One writer per matter: two events of one case must see each other, or both wait for a gap that is none.
    /// Moves of units and a rebuild keep everybody out.</summary>
    public static Task LockMatterAsync(this SupervisionDb db, Guid matterId, CancellationToken ct) =>
        db.Database.ExecuteSqlRawAsync(LockSql("{0}"), [new[] { matterId }], ct);

    // In order, so that two sets cannot wait for each other.
    static string LockSql(string matterIds) =>
        $"select pg_advisory_xact_lock_shared({Lock}), pg_advisory_xact_lock(key) from (select distinct hashtextextended(id::text, {Lock}) as key from unnest({matterIds}::uuid[]) id order by 1) keys";

    // By hand: EF Core cannot send two statements and read the second's rows.
    const string StoreSql = """
        insert into event_log (case_id, version, matter_id, contract, body, occurred_at, actor_id, actor_unit_id, actor_role, received_at)
        select * from unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::jsonb[], $6::timestamptz[], $7::uuid[], $8::uuid[], $9::text[], $10::timestamptz[])
        on conflict do nothing returning case_id, version
        """;

    // For the whole transaction. A list of ids looks a little cheaper to the planner with its true length than with any,
    // so it would plan each statement anew each time, which takes five times as long as running it.
    const string PlansSql = "set local plan_cache_mode = force_generic_plan";

    const string LinesSql = "select id from ledger_entry where id = any($1)";
    const string PathsSql = "select id, path from unit_copy where id = any($1)";

    /// <summary>As <see cref="LockMatterAsync"/> for each matter, then writes the events into the log and reads what telling them mostly needs, in one round trip:
    /// every event of every case comes by here.</summary>
    public static async Task<StoredEvents> LockMattersAndStoreAsync(this SupervisionDb db, List<LoggedEvent> entries, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection())
        {
            BatchCommands =
            {
                new(PlansSql),
                new(LockSql("$1")) { Parameters = { Of(e => e.MatterId) } },
                new(StoreSql)
                {
                    Parameters =
                    {
                        Of(e => e.CaseId), Of(e => e.Version), Of(e => e.MatterId), Of(e => e.Contract), Of(e => e.Body),
                        Of(e => e.OccurredAt), Of(e => e.ActorId), Of(e => e.ActorUnitId), Of(e => e.ActorRole), Of(e => e.ReceivedAt),
                    },
                },
                new(LinesSql) { Parameters = { Of(e => e.CaseId) } },
                new(PathsSql) { Parameters = { new() { Value = entries.SelectMany(e => LedgerFacts.UnitsOf(e.Fact)).Distinct().ToArray() } } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        HashSet<(Guid, int)> stored = [];
        while (await reader.ReadAsync(ct))
            stored.Add((reader.GetGuid(0), reader.GetInt32(1)));
        await reader.NextResultAsync(ct);
        HashSet<Guid> lines = [];
        while (await reader.ReadAsync(ct))
            lines.Add(reader.GetGuid(0));
        await reader.NextResultAsync(ct);
        Dictionary<Guid, string> paths = [];
        while (await reader.ReadAsync(ct))
            paths.Add(reader.GetGuid(0), reader.GetString(1));
        return new([.. entries.Where(entry => stored.Remove((entry.CaseId, entry.Version)))], lines, paths);

        NpgsqlParameter Of<T>(Func<LoggedEvent, T> value) => new() { Value = entries.Select(value).ToArray() };
    }

    public static Task LockProjectionsAsync(this SupervisionDb db, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({Lock})", ct);

    /// <summary>The paths of the units of each line, and of the units of its posts.</summary>
    /// <param name="db">Asked for what <paramref name="pathOf"/> does not have.</param>
    /// <param name="lines">The lines whose units or posts have changed.</param>
    /// <param name="pathOf">Paths that were read in this transaction.</param>
    /// <param name="ct">The host stops.</param>
    public static async Task FillPathsAsync(this SupervisionDb db, IReadOnlyCollection<LedgerEntry> lines, Dictionary<Guid, string> pathOf, CancellationToken ct)
    {
        Guid[] posts = [.. lines.SelectMany(line => line.PostIds).Distinct()];
        var unitOf = posts.Length == 0 ? [] : await db.Set<PostCopy>().AsNoTracking().Where(post => posts.Contains(post.Id)).ToDictionaryAsync(post => post.Id, post => post.UnitId, ct);
        Guid[] others = [.. lines.SelectMany(line => line.UnitIds).Concat(unitOf.Values).Distinct().Where(unit => !pathOf.ContainsKey(unit))];
        if (others.Length > 0)
            foreach (var unit in await db.Set<UnitCopy>().AsNoTracking().Where(unit => others.Contains(unit.Id)).Select(unit => new { unit.Id, unit.Path }).ToListAsync(ct))
                pathOf.Add(unit.Id, unit.Path);
        foreach (var line in lines)
            line.UnitPaths = [.. line.UnitIds.Concat(line.PostIds.Where(unitOf.ContainsKey).Select(post => unitOf[post]))
                .Distinct().Where(pathOf.ContainsKey).Select(unit => pathOf[unit]).Order(StringComparer.Ordinal)];
    }

    public static async Task RefreshPathsAsync(this SupervisionDb db, Guid[] unitIds, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            update ledger_entry set unit_paths = coalesce(
              (select array_agg(u.path order by u.path collate "C") from unit_copy u
               where u.id = any(ledger_entry.unit_ids) or u.id in (select p.unit_id from post_copy p where p.id = any(ledger_entry.post_ids))), array[]::text[])
            where unit_ids && {unitIds}
            """, ct);
        await db.Database.ExecuteSqlAsync(
            $"update supervision_item set unit_paths = array[u.path] from unit_copy u where u.id = supervision_item.unit_id and u.id = any({unitIds})", ct);
    }

    /// <summary>The runtime role adds to the log and reads it; nobody rewrites it.</summary>
    public static async Task ProtectLogAsync(this SupervisionDb db, CancellationToken ct)
    {
        var role = db.Database.GetDbConnection().Database + "_app";
        var sql = $"""
            do $$ begin
              if exists (select from pg_roles where rolname = '{role}') then
                revoke update, delete, truncate on event_log from "{role}";
              end if;
            end $$
            """;
        await db.Database.ExecuteSqlRawAsync(sql, ct);
    }
}

/// <summary>What became of a set of events.</summary>
/// <param name="New">Those the log did not have; of the others it has something under their case and version already.</param>
/// <param name="Lines">The cases that have a line on the ledger.</param>
/// <param name="Paths">The paths of the units that the events name.</param>
internal sealed record StoredEvents(List<LoggedEvent> New, IReadOnlySet<Guid> Lines, Dictionary<Guid, string> Paths);

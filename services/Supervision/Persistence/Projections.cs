using Anjie.Cases;
using Anjie.Supervision.Domain;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Supervision.Persistence;

/// <summary>The locks and statements that keep ledger, watches and copies in step with each other.</summary>
internal static class Projections
{
    const long Lock = 7301;

    /// <summary>One writer per matter: two events of one case must see each other, or both wait for a gap that is none.
    /// Moves of units and a rebuild keep everybody out.</summary>
    public static Task LockMatterAsync(this SupervisionDb db, Guid matterId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock_shared({Lock}), pg_advisory_xact_lock(hashtextextended({matterId.ToString()}, {Lock}))", ct);

    /// <summary>As <see cref="LockMatterAsync"/>, and then writes the event into the log, in one round trip: every event of every case comes by here.</summary>
    /// <returns>False if the log has something under this case and version already.</returns>
    public static async Task<bool> LockMatterAndStoreAsync(this SupervisionDb db, LoggedEvent entry, CancellationToken ct) =>
        await db.Database.ExecuteSqlAsync(
            $"""
            select pg_advisory_xact_lock_shared({Lock}), pg_advisory_xact_lock(hashtextextended({entry.MatterId.ToString()}, {Lock}));
            insert into event_log (case_id, version, matter_id, contract, body, occurred_at, actor_id, actor_unit_id, actor_role, received_at)
            values ({entry.CaseId}, {entry.Version}, {entry.MatterId}, {entry.Contract}, {entry.Body}::jsonb, {entry.OccurredAt}, {entry.ActorId}, {entry.ActorUnitId}, {entry.ActorRole}, {entry.ReceivedAt})
            on conflict do nothing
            """, ct) == 1;

    public static Task LockProjectionsAsync(this SupervisionDb db, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({Lock})", ct);

    public static Task<List<string>> PathsAsync(this SupervisionDb db, LedgerEntry entry, CancellationToken ct) =>
        db.Set<UnitCopy>().AsNoTracking()
            .Where(unit => entry.UnitIds.Contains(unit.Id) || db.Set<PostCopy>().Any(post => entry.PostIds.Contains(post.Id) && post.UnitId == unit.Id))
            .OrderBy(unit => unit.Path).Select(unit => unit.Path).ToListAsync(ct);

    public static async Task RefreshPathsAsync(this SupervisionDb db, Guid[] unitIds, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            update ledger_entry set unit_paths = coalesce(
              (select array_agg(u.path order by u.path) from unit_copy u
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

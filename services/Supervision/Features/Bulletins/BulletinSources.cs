using Anjie.Cases;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Supervision.Features.Bulletins;

/// <summary>Reads what the figures are counted from: every case of the city that was open or moved in the period, out of the log, some hundred at a time.</summary>
internal static class BulletinSources
{
    const int CasesPerBatch = 500;

    static readonly CaseKind[] Counted = [CaseKind.Visit, CaseKind.Matter, CaseKind.Backlog, CaseKind.Supervision];
    static readonly string[] Levels = ["City", "County", "Department", "Town"];

    /// <summary>Call it within a transaction that sees one moment.</summary>
    public static async Task<BulletinFigures> CountAsync(SupervisionDb db, Act act, BulletinWindow window, CancellationToken ct)
    {
        var (cases, items) = (new List<CountedCase>(), new List<CountedItem>());
        var from = OfficeDay.StartOf(window.Period.From);
        // Who moved before the period and ended has no part in it.
        var known = await db.Ledger.AsNoTracking().VisibleTo(act).Where(line => Counted.Contains(line.Kind) && (line.ClosedOn == null || line.LastAt >= from))
            .OrderBy(line => line.Id).Select(line => new { line.Id, IsItem = line.Kind == CaseKind.Supervision }).ToListAsync(ct);
        foreach (var batch in known.Chunk(CasesPerBatch))
        {
            var ids = batch.Select(line => line.Id).ToList();
            var logs = (await db.Log.AsNoTracking().Where(entry => ids.Contains(entry.CaseId) && entry.OccurredAt <= window.CutOff).ToListAsync(ct)).GroupBy(entry => entry.CaseId).ToDictionary(log => log.Key, log => log.ToList());
            foreach (var line in batch.Where(line => logs.ContainsKey(line.Id)))
                if (line.IsItem)
                    items.AddRange(BulletinCount.Item(logs[line.Id], window) is { } item ? [item] : []);
                else
                    cases.AddRange(BulletinCount.Case(logs[line.Id], window) is { } one ? [one] : []);
        }

        var leaders = await LeadersAsync(db, act, window, ct);
        Guid[] units = [.. cases.Select(one => one.UnitId).OfType<Guid>().Concat(leaders.Select(leader => leader.Post.UnitId)).Distinct()];
        var names = await db.Set<UnitCopy>().AsNoTracking().Where(unit => units.Contains(unit.Id)).ToDictionaryAsync(unit => unit.Id, ct);
        return BulletinCount.Of(cases, leaders, items, names, window, act.Calendar);
    }

    static async Task<List<CountedLeader>> LeadersAsync(SupervisionDb db, Act act, BulletinWindow window, CancellationToken ct)
    {
        if (act.Policy.SightOf(act.Actor, "Quota") is not [{ Path: var scope }])
            return [];
        var posts = await (
            from post in db.Set<PostCopy>().AsNoTracking()
            join unit in db.Set<UnitCopy>() on post.UnitId equals unit.Id
            where post.Active && post.PersonId != null && post.Level != null && Levels.Contains(post.Level) && EF.Functions.Like(unit.Path, scope + "%")
            select post).ToListAsync(ct);
        var ids = posts.Select(post => post.Id).ToList();
        // The week in which the period begins may have begun before it.
        var first = QuotaPeriod.Of("Town", window.Period.From).From;
        var days = (await db.ReceptionDays.AsNoTracking().Where(day => ids.Contains(day.LeaderPostId) && day.HeldOn >= first && day.HeldOn <= window.Last)
            .Select(day => new { day.LeaderPostId, day.HeldOn }).ToListAsync(ct)).ToLookup(day => day.LeaderPostId, day => day.HeldOn);
        return [.. posts.Select(post => new CountedLeader(post, [.. days[post.Id]]))];
    }
}

using Anjie.Contracts;
using Anjie.Contracts.Reception;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Supervision.Features.Log;

/// <summary>The verb <c>rebuild</c>: ledger, watches and reception days anew from the log. Items and notices are acts of their own and stay.</summary>
internal static class RebuildProjections
{
    const int CasesPerBatch = 500;

    public static async Task RunAsync(SupervisionDb db, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockProjectionsAsync(ct);
        await db.Watches.ExecuteDeleteAsync(ct);
        await db.Ledger.ExecuteDeleteAsync(ct);
        await db.ReceptionDays.ExecuteDeleteAsync(ct);

        for (var (last, more) = (Guid.Empty, true); more;)
        {
            var cases = await db.Log.Where(e => e.CaseId.CompareTo(last) > 0).Select(e => e.CaseId).Distinct().OrderBy(id => id).Take(CasesPerBatch).ToListAsync(ct);
            await AddAsync(db, cases, ct);
            (last, more) = (cases.LastOrDefault(), cases.Count == CasesPerBatch);
        }
        await transaction.CommitAsync(ct);
    }

    static async Task AddAsync(SupervisionDb db, List<Guid> cases, CancellationToken ct)
    {
        var logs = (await db.Log.AsNoTracking().Where(e => cases.Contains(e.CaseId)).ToListAsync(ct)).GroupBy(e => e.CaseId).ToList();
        foreach (var log in logs)
        {
            if (log.Where(e => e.Fact is SessionClosed).MaxBy(e => e.Version)?.Fact is SessionClosed session)
                db.Add(new ReceptionDay { SessionId = session.CaseId, Version = session.Version, LeaderId = session.LeaderId, LeaderPostId = session.LeaderPostId, HeldOn = session.HeldOn });
            if (!log.First().IsOfACase)
                continue;
            var line = LedgerEntry.For(log.Key, log.First().MatterId);
            line.Fold(log);
            db.Add(line);
        }

        await db.FillPathsAsync([.. db.Ledger.Local], [], ct);
        var clocks = logs.SelectMany(log => log).Select(e => e.Fact).OfType<ClockEvent>().Select(e => e.ClockId).Distinct().ToList();
        var fired = (await db.Firings.AsNoTracking().Where(f => clocks.Contains(f.ClockId)).ToListAsync(ct)).ToLookup(f => f.ClockId);
        foreach (var clock in db.ChangeTracker.Entries<ClockWatch>().Select(e => e.Entity))
            clock.Schedule([.. fired[clock.Id]]);
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }
}

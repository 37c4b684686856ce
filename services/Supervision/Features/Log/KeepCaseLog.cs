using Anjie.Cases;
using Anjie.Contracts;
using Anjie.Contracts.Reception;
using Anjie.Messaging;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Features.Items;
using Anjie.Supervision.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Supervision.Features.Log;

/// <summary>Keeps every event of every case for ever, and tells ledger, watches and items of it in the order of its case.</summary>
internal sealed partial class KeepCaseLog(SupervisionDb db, FollowCases follow, SupervisionMetrics metrics, TimeProvider time, ILogger<KeepCaseLog> log) : IConsumer<ICaseEvent>
{
    public async Task Consume(ConsumeContext<ICaseEvent> context)
    {
        var entry = Read(context);
        if (!await StoreAsync(entry, context.CancellationToken))
            return;

        if (entry.Fact is SessionClosed session)
            await CountDayAsync(session, context.CancellationToken);
        if (entry.IsOfACase)
            await TellAsync(entry, context.CancellationToken);
    }

    LoggedEvent Read(ConsumeContext<ICaseEvent> context)
    {
        var (header, stored) = (context.Message, context.Read());
        return new()
        {
            CaseId = header.CaseId, Version = header.Version, MatterId = header.MatterId, Contract = stored.Contract, Body = stored.Body,
            OccurredAt = header.OccurredAt.ToUniversalTime(), ActorId = header.ActorId, ActorUnitId = header.ActorUnitId, ActorRole = header.ActorRole, ReceivedAt = time.GetUtcNow(),
        };
    }

    /// <returns>False if the log has this very event already.</returns>
    async Task<bool> StoreAsync(LoggedEvent entry, CancellationToken ct)
    {
        if (await db.LockMatterAndStoreAsync(entry, ct))
            return true;

        var same = await db.Database.SqlQuery<bool>(
            $"select (contract = {entry.Contract} and body = {entry.Body}::jsonb) as \"Value\" from event_log where case_id = {entry.CaseId} and version = {entry.Version}").SingleAsync(ct);
        if (same)
            return false;

        // Two truths about one version: the log keeps the first, the second is parked for a person to judge.
        metrics.Conflict();
        LogConflict(entry.CaseId, entry.Version, entry.Contract);
        throw new BrokenRuleException(ItemErrors.LogConflict, entry.CaseId, entry.Version);
    }

    async Task CountDayAsync(SessionClosed session, CancellationToken ct)
    {
        var day = await db.ReceptionDays.FindAsync([session.CaseId], ct);
        if (day is null)
            db.Add(new ReceptionDay { SessionId = session.CaseId, Version = session.Version, LeaderId = session.LeaderId, LeaderPostId = session.LeaderPostId, HeldOn = session.HeldOn });
        else if (day.Version < session.Version)
            (day.Version, day.LeaderId, day.LeaderPostId, day.HeldOn) = (session.Version, session.LeaderId, session.LeaderPostId, session.HeldOn);
    }

    async Task TellAsync(LoggedEvent entry, CancellationToken ct)
    {
        var line = await db.Ledger.Include(e => e.Clocks).FirstOrDefaultAsync(e => e.Id == entry.CaseId, ct);
        if (line is null)
            db.Add(line = LedgerEntry.For(entry.CaseId, entry.MatterId));
        var (units, posts, watched) = (line.UnitIds, line.PostIds, line.Clocks.Select(clock => clock.Id).ToHashSet());

        var waiting = line.Highest > entry.Version
            ? await db.Log.AsNoTracking().Where(e => e.CaseId == entry.CaseId && e.Version > line.Version).OrderBy(e => e.Version).ToListAsync(ct)
            : [entry];
        var told = line.Fold(waiting);
        if (!units.SequenceEqual(line.UnitIds) || !posts.SequenceEqual(line.PostIds))
            line.UnitPaths = await db.PathsAsync(line, ct);

        // A clock that was not watched until now has fired nothing.
        var clocks = told.Select(e => e.Fact).OfType<ClockEvent>().Select(e => e.ClockId).Where(watched.Contains).ToHashSet();
        if (clocks.Count > 0)
        {
            var fired = await db.Firings.Where(f => clocks.Contains(f.ClockId)).ToListAsync(ct);
            foreach (var clock in line.Clocks.Where(clock => clocks.Contains(clock.Id)))
                clock.Schedule([.. fired.Where(f => f.ClockId == clock.Id)]);
        }
        foreach (var fact in told)
            await follow.OnAsync(fact, ct);
    }

    [LoggerMessage(LogLevel.Critical, "Case {CaseId} version {Version}: a second, different {Contract} was refused")]
    partial void LogConflict(Guid caseId, int version, string contract);
}

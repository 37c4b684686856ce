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

/// <summary>Hears every event of every case.</summary>
internal sealed class KeepCaseLog(Sets<ICaseEvent> sets) : IConsumer<ICaseEvent>
{
    public Task Consume(ConsumeContext<ICaseEvent> context) => sets.ConsumeAsync(context);
}

/// <summary>Keeps every event of every case for ever, and tells ledger, watches and items of it in the order of its case.</summary>
internal sealed partial class CaseLog(SupervisionDb db, FollowCases follow, SupervisionMetrics metrics, TimeProvider time, ILogger<CaseLog> log) : ISetConsumer<ICaseEvent>
{
    public async Task ConsumeAsync(IReadOnlyList<ConsumeContext<ICaseEvent>> set, CancellationToken ct)
    {
        List<LoggedEvent> entries = [.. set.Select(Read)];
        var stored = await db.LockMattersAndStoreAsync(entries, ct);
        foreach (var entry in entries.Except(stored.New))
            await ExpectSameAsync(entry, ct);

        foreach (var session in stored.New.Select(entry => entry.Fact).OfType<SessionClosed>())
            await CountDayAsync(session, ct);
        await TellAsync(stored, ct);
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

    // Two truths about one version: the log keeps the first, the second is parked for a person to judge.
    async Task ExpectSameAsync(LoggedEvent entry, CancellationToken ct)
    {
        var same = await db.Database.SqlQuery<bool>(
            $"select (contract = {entry.Contract} and body = {entry.Body}::jsonb) as \"Value\" from event_log where case_id = {entry.CaseId} and version = {entry.Version}").SingleAsync(ct);
        if (same)
            return;
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

    async Task TellAsync(StoredEvents stored, CancellationToken ct)
    {
        var cases = stored.New.Where(entry => entry.IsOfACase).ToLookup(entry => entry.CaseId);
        Guid[] known = [.. cases.Select(one => one.Key).Where(stored.Lines.Contains)];
        var lines = known.Length == 0 ? [] : await db.Ledger.Include(line => line.Clocks).Where(line => known.Contains(line.Id)).ToDictionaryAsync(line => line.Id, ct);
        // A clock that was not watched until now has fired nothing.
        var watched = lines.Values.SelectMany(line => line.Clocks).ToDictionary(clock => clock.Id);

        var (told, moved) = (new List<LoggedEvent>(), new List<LedgerEntry>());
        foreach (var entries in cases)
        {
            if (!lines.TryGetValue(entries.Key, out var line))
                db.Add(line = LedgerEntry.For(entries.Key, entries.First().MatterId));
            var (units, posts) = (line.UnitIds, line.PostIds);
            var waiting = line.Highest > entries.Min(entry => entry.Version)
                ? await db.Log.AsNoTracking().Where(entry => entry.CaseId == line.Id && entry.Version > line.Version).ToListAsync(ct)
                : entries.AsEnumerable();
            told.AddRange(line.Fold(waiting));
            if (!units.SequenceEqual(line.UnitIds) || !posts.SequenceEqual(line.PostIds))
                moved.Add(line);
        }

        await db.FillPathsAsync(moved, stored.Paths, ct);
        await ScheduleAsync([.. told.Select(entry => entry.Fact).OfType<ClockEvent>().Select(clock => clock.ClockId).Where(watched.ContainsKey).Distinct().Select(id => watched[id])], ct);
        foreach (var entry in told)
            await follow.OnAsync(entry, ct);
    }

    async Task ScheduleAsync(List<ClockWatch> clocks, CancellationToken ct)
    {
        if (clocks.Count == 0)
            return;
        Guid[] ids = [.. clocks.Select(clock => clock.Id)];
        var fired = (await db.Firings.Where(firing => ids.Contains(firing.ClockId)).ToListAsync(ct)).ToLookup(firing => firing.ClockId);
        foreach (var clock in clocks)
            clock.Schedule([.. fired[clock.Id]]);
    }

    [LoggerMessage(LogLevel.Critical, "Case {CaseId} version {Version}: a second, different {Contract} was refused")]
    partial void LogConflict(Guid caseId, int version, string contract);
}

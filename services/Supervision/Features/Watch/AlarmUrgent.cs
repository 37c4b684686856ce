using Anjie.Deadlines;
using Anjie.Hosting;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Features.Items;
using Anjie.Supervision.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Supervision.Features.Watch;

/// <summary>Raises the alarm when a grave or urgent matter was not reported within its hours (Art 25, T14). Once for each matter, also after a rebuild.</summary>
internal sealed partial class AlarmUrgent(IServiceScopeFactory scopes, BusinessClock clock, ILogger<AlarmUrgent> log) : BackgroundService
{
    const int Batch = 100;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in clock.LooksAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailure(e);
            }
        }
    }

    async Task LookAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SupervisionDb>();
        var due = await Due(db, now).AsNoTracking().OrderBy(line => line.UrgentReportBy).Take(Batch).Select(line => new { line.Id, line.MatterId }).ToListAsync(ct);
        foreach (var line in due)
        {
            try
            {
                await AlarmAsync(line.Id, line.MatterId, now, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException) // the others must not wait for this one
            {
                LogSkipped(line.Id, e);
            }
        }
    }

    /// <summary>The first day on which an alarm can be raised at this time of day.</summary>
    public static async Task<DateOnly?> NextOnAsync(SupervisionDb db, BusinessClock clock, CancellationToken ct) =>
        await Pending(db).MinAsync(line => line.UrgentReportBy, ct) is { } next ? clock.Today().AddDays(Math.Max(0, (int)Math.Ceiling((next - clock.GetUtcNow()).TotalDays))) : null;

    async Task AlarmAsync(Guid caseId, Guid matterId, DateTimeOffset now, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SupervisionDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockMatterAsync(matterId, ct);
        if (await Due(db, now).AsNoTracking().SingleOrDefaultAsync(line => line.Id == caseId, ct) is not { UrgentUnitId: { } unit, UrgentReportBy: { } end })
            return; // reported meanwhile, or another process has it

        var act = await scope.ServiceProvider.GetRequiredService<Acts<SupervisionDb>>().BySystemAsync(ct);
        var item = await scope.ServiceProvider.GetRequiredService<FollowCases>().ItemForAsync(act, matterId, caseId, unit, ct);
        item.TellOfUrgency(act, caseId, late: true);
        db.Add(new WatchFiring { ClockId = caseId, Stage = WatchStage.Overdue, Legal = OfficeDay.Of(end), FiredOn = act.Today });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    // A case has no clock of its own id, so its firing is that of its hours.
    static IQueryable<LedgerEntry> Pending(SupervisionDb db) =>
        db.Ledger.Where(line => line.UrgentReportBy != null && line.ClosedOn == null && !db.Firings.Any(firing => firing.ClockId == line.Id));

    static IQueryable<LedgerEntry> Due(SupervisionDb db, DateTimeOffset now) => Pending(db).Where(line => line.UrgentReportBy <= now);

    [LoggerMessage(LogLevel.Error, "The alarm of case {CaseId} could not be raised; it is tried again")]
    partial void LogSkipped(Guid caseId, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The urgent matters could not be read; it is tried again")]
    partial void LogFailure(Exception exception);
}

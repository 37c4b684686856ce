using Anjie.Hosting;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Supervision.Features.Watch;

/// <summary>Acts on clocks whose day has come: by index on the next day, one transaction per stage, each stage once.</summary>
internal sealed partial class FireWatches(IServiceScopeFactory scopes, BusinessClock clock, SupervisionMetrics metrics, ILogger<FireWatches> log) : BackgroundService
{
    const int Batch = 200;

    /// <summary>The earliest day on which something fires, or should have.</summary>
    public static Task<DateOnly?> NextOnAsync(SupervisionDb db, CancellationToken ct) => db.Watches.MinAsync(watch => watch.NextOn, ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in clock.LooksAsync(stoppingToken))
        {
            try
            {
                while (await FireDueAsync(stoppingToken) > 0) { }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailure(e);
            }
        }
    }

    /// <returns>How many stages were acted on.</returns>
    async Task<int> FireDueAsync(CancellationToken ct)
    {
        var today = clock.Today();
        await using var scope = scopes.CreateAsyncScope();
        var due = await scope.ServiceProvider.GetRequiredService<SupervisionDb>().Watches.AsNoTracking()
            .Where(watch => watch.NextOn <= today).OrderBy(watch => watch.NextOn).Take(Batch)
            .Select(watch => new { watch.Id, watch.MatterId }).ToListAsync(ct);
        var fired = 0;
        foreach (var watch in due)
        {
            try
            {
                fired += await FireAsync(watch.Id, watch.MatterId, today, ct) ? 1 : 0;
            }
            catch (Exception e) when (e is not OperationCanceledException) // the others must not wait for this one
            {
                LogSkipped(watch.Id, e);
            }
        }
        return fired;
    }

    async Task<bool> FireAsync(Guid id, Guid matterId, DateOnly today, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SupervisionDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockMatterAsync(matterId, ct);
        var watch = await db.Watches.FromSql($"select * from clock_watch where id = {id} and next_on <= {today} for update skip locked").SingleOrDefaultAsync(ct);
        if (watch?.NextStage is not { } stage)
            return false; // stopped meanwhile, or another process has it

        db.Add(new WatchFiring { ClockId = id, Stage = stage, Legal = watch.Legal, FiredOn = today });
        await scope.ServiceProvider.GetRequiredService<WatchDuties>().OnAsync(watch, stage, ct);
        await db.SaveChangesAsync(ct);
        watch.Schedule(await db.Firings.Where(f => f.ClockId == id).ToListAsync(ct));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        metrics.Fired(stage.ToString());
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "The watches could not be read; it is tried again")]
    partial void LogFailure(Exception exception);

    [LoggerMessage(LogLevel.Error, "Clock {ClockId} could not be acted on; it is tried again")]
    partial void LogSkipped(Guid clockId, Exception exception);
}

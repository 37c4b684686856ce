using Anjie.Supervision.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Supervision.Features.Log;

/// <summary>Raises the alarm when a case has waited too long for a missing event: it was lost on the way, or its publisher parked it.</summary>
internal sealed partial class AlarmGaps(IServiceScopeFactory scopes, SupervisionMetrics metrics, TimeProvider time, ILogger<AlarmGaps> log) : BackgroundService
{
    static readonly TimeSpan Poll = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly HashSet<(Guid, int)> _told = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Poll);
        while (await timer.WaitForNextTickAsync(stoppingToken))
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
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SupervisionDb>();
        var patient = time.GetUtcNow() - Patience;
        var gaps = await db.Ledger.AsNoTracking()
            .Where(line => line.Version < line.Highest && db.Log.Any(e => e.CaseId == line.Id && e.Version > line.Version && e.ReceivedAt < patient))
            .OrderBy(line => line.Id).Select(line => new { line.Id, line.Version }).Take(1000).ToListAsync(ct);
        metrics.Gaps(gaps.Count);
        foreach (var gap in gaps.Where(gap => _told.Add((gap.Id, gap.Version))))
            LogGap(gap.Id, gap.Version + 1);
    }

    [LoggerMessage(LogLevel.Critical, "Case {CaseId} waits for its version {Version}; later ones are here")]
    partial void LogGap(Guid caseId, int version);

    [LoggerMessage(LogLevel.Warning, "The search for gaps failed; it is tried again")]
    partial void LogFailure(Exception exception);
}

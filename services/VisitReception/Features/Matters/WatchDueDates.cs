using Anjie.Cases;
using Anjie.Hosting;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Matters;

/// <summary>Does what happens by the date alone: an assignment left unsigned is signed, a matter with nothing left to wait for is closed.
/// Both are read by the index on their date; nothing is scanned.</summary>
internal sealed partial class WatchDueDates(IServiceScopeFactory scopes, ILogger<WatchDueDates> log) : BackgroundService
{
    const int Batch = 50;
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        while (await NextAsync(timer, stoppingToken))
        {
            try
            {
                bool more;
                do
                    more = await RunAsync(stoppingToken) == Batch;
                while (more);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e.GetType().Name);
            }
        }
    }

    /// <summary>Whether the business day has asked for something that is not done yet.</summary>
    public static async Task<bool> IsIdleAsync(ReceptionDb db, DateOnly today, CancellationToken ct) =>
        !await db.Visits.AnyAsync(v => v.SignBy < today, ct) && !await db.Matters.AnyAsync(m => m.ClosesOn <= today, ct);

    async Task<int> RunAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ReceptionDb>();
        var act = await scope.ServiceProvider.GetRequiredService<Acts<ReceptionDb>>().BySystemAsync(ct);
        var unsigned = await db.Visits.Where(v => v.SignBy < act.Today).OrderBy(v => v.SignBy).Take(Batch).Select(v => v.Id).ToListAsync(ct);
        foreach (var id in unsigned)
            await ChangeAsync(id, static (Visit visit, Act act) => visit.SignAssignment(act), ct);
        var ended = await db.Matters.Where(m => m.ClosesOn <= act.Today).OrderBy(m => m.ClosesOn).Take(Batch).Select(m => m.Id).ToListAsync(ct);
        foreach (var id in ended)
            await ChangeAsync(id, static (Matter matter, Act act) => matter.Close(act, acceptance: null), ct);
        return Math.Max(unsigned.Count, ended.Count);
    }

    // One scope and one save each: a case that cannot move must not hold back its neighbours.
    async Task ChangeAsync<TCase>(Guid id, Action<TCase, Act> change, CancellationToken ct) where TCase : class, ICase
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ReceptionDb>();
        try
        {
            var act = await scope.ServiceProvider.GetRequiredService<Acts<ReceptionDb>>().BySystemAsync(ct);
            change(await db.Set<TCase>().FirstAsync(x => x.Id == id, ct), act);
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException) { } // somebody else was quicker; the next look sees what is left
        catch (BrokenRuleException e)
        {
            LogRefused(id, e.Code);
        }
    }

    static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken ct)
    {
        try { return await timer.WaitForNextTickAsync(ct); }
        catch (OperationCanceledException) { return false; }
    }

    [LoggerMessage(LogLevel.Error, "The due dates could not be worked on ({ExceptionType})")]
    partial void LogFailed(string exceptionType);

    [LoggerMessage(LogLevel.Error, "Case {CaseId} was due but refused the step: {Code}")]
    partial void LogRefused(Guid caseId, string code);
}

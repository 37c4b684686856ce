using Anjie.Cases;
using Anjie.Hosting;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Matters;

/// <summary>Does what happens by the date alone: an assignment left unsigned is signed, a matter with nothing left to wait for is closed.
/// Both are read by the index on their date; nothing is scanned.</summary>
internal sealed partial class WatchDueDates(IServiceScopeFactory scopes, BusinessClock clock, ILogger<WatchDueDates> log) : BackgroundService
{
    const int Batch = 50;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in clock.LooksAsync(stoppingToken))
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

    /// <summary>The earliest day on which something happens by the date alone, or should have.</summary>
    public static async Task<DateOnly?> NextOnAsync(ReceptionDb db, CancellationToken ct)
    {
        var signed = (await db.Visits.MinAsync(v => v.SignBy, ct))?.AddDays(1); // unsigned to the end of that day
        var closed = await db.Matters.MinAsync(m => m.ClosesOn, ct);
        return signed < closed ? signed : closed ?? signed;
    }

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

    [LoggerMessage(LogLevel.Error, "The due dates could not be worked on ({ExceptionType})")]
    partial void LogFailed(string exceptionType);

    [LoggerMessage(LogLevel.Error, "Case {CaseId} was due but refused the step: {Code}")]
    partial void LogRefused(Guid caseId, string code);
}

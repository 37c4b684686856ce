using Anjie.Cases;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Supervision.Features.Ledger;

internal static class GetBoard
{
    const int Shown = 50;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/board", HandleAsync)
        .WithSummary("What is late, what falls due by Sunday, and how many items stand at which level.");

    public sealed record LevelCount(int Level, int Count);

    public sealed record Response(
        IReadOnlyList<LedgerLine> Overdue, int OverdueTotal, IReadOnlyList<LedgerLine> DueThisWeek, int DueThisWeekTotal, IReadOnlyList<LevelCount> ByLevel, int OpenItems);

    static async Task<Ok<Response>> HandleAsync(SupervisionDb db, Act act, CancellationToken ct)
    {
        var sunday = act.Today.AddDays((7 - (int)act.Today.DayOfWeek) % 7);
        var late = db.LedgerOf(act).Where(e => e.ClosedOn == null && e.LegalOn < act.Today);
        var due = db.LedgerOf(act).Where(e => e.ClosedOn == null && e.LegalOn >= act.Today && e.DueOn <= sunday);
        var levels = await db.Items.AsNoTracking().VisibleTo(act).Where(i => i.State != ItemState.Closed && i.State != ItemState.Cancelled)
            .GroupBy(i => i.Level).Select(group => new LevelCount(group.Key, group.Count())).ToListAsync(ct);
        return TypedResults.Ok(new Response(
            await FirstAsync(db, late, act, ct), await late.CountAsync(ct), await FirstAsync(db, due, act, ct), await due.CountAsync(ct),
            [.. levels.OrderBy(level => level.Level)], levels.Sum(level => level.Count)));
    }

    static async Task<List<LedgerLine>> FirstAsync(SupervisionDb db, IQueryable<LedgerEntry> lines, Act act, CancellationToken ct) =>
        await db.LinesOfAsync(await lines.OrderBy(e => e.LegalOn).ThenBy(e => e.Id).Take(Shown).ToListAsync(ct), act, ct);
}

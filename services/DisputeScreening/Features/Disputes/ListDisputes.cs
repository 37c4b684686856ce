using Anjie.Cases;
using Anjie.DisputeScreening.Domain;
using Anjie.DisputeScreening.Persistence;
using Anjie.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.DisputeScreening.Features.Disputes;

internal static class ListDisputes
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/disputes", HandleAsync)
        .WithSummary("The dispute ledger of the caller's area, newest first.");

    public sealed record Line(
        Guid Id, Guid MatterId, string Number, string State, string Title, DateOnly FoundOn, string TypeCode, RiskColour? Risk,
        Guid ReportingUnitId, Guid HolderUnitId, DateOnly? ResolveBy, ClockView? Clock);

    static async Task<Ok<Page<Line>>> HandleAsync(
        ScreeningDb db, Act act, CancellationToken ct, DisputeState? state = null, string? q = null, Guid? matterId = null, string? after = null, int? limit = null)
    {
        var disputes = db.Disputes.AsNoTracking().VisibleTo(act);
        if (state is not null)
            disputes = disputes.Where(d => d.State == state);
        if (!string.IsNullOrEmpty(q))
            disputes = disputes.Where(d => d.Number == q);
        if (matterId is not null)
            disputes = disputes.Where(d => d.MatterId == matterId);
        if (Paging.After(after) is { } last)
            disputes = disputes.Where(d => d.Id.CompareTo(last) < 0);

        var take = Paging.Limit(limit);
        var rows = await disputes.OrderByDescending(d => d.Id).Take(take + 1).ToListAsync(ct);
        var page = rows.Take(take).Select(d => new Line(
            d.Id, d.MatterId, d.Number, d.State.ToString(), d.Title.Text, d.FoundOn, d.TypeCode, d.Risk, d.ReportingUnitId, d.HolderUnitId, d.ResolveBy,
            CaseViews.ViewsOf(d.Clocks, act).FirstOrDefault(clock => clock.State != ClockStates.Stopped))).ToList();
        return TypedResults.Ok(new Page<Line>(page, rows.Count > take ? page[^1].Id.ToString() : null));
    }
}

using Anjie.Cases;
using Anjie.Deadlines;
using Anjie.Hosting;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Matters;

internal static class ListMatters
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/matters", HandleAsync)
        .WithSummary("The matters of the caller's area, newest first.");

    public sealed record Line(
        Guid Id, Guid MatterId, string Number, string State, string Title, DateOnly ReceivedOn, int Form, MatterCategory Category, string ContentCode,
        bool PetitionerPending, Guid RegisteringUnitId, Guid? HandlingUnitId, DateOnly? NextDueOn, Light? Light);

    static async Task<Ok<Page<Line>>> HandleAsync(
        ReceptionDb db, Act act, CancellationToken ct, MatterState? state = null, string? q = null, bool? pending = null, Guid? unitId = null, Guid? matterId = null, bool reviewRequested = false, string? after = null, int? limit = null)
    {
        var matters = Chosen(db.Matters.AsNoTracking().VisibleTo(act), state, q, pending, unitId, matterId, reviewRequested);
        if (Paging.After(after) is { } last)
            matters = matters.Where(m => m.Id.CompareTo(last) < 0);

        var take = Paging.Limit(limit);
        var rows = await matters.OrderByDescending(m => m.Id).Take(take + 1).ToListAsync(ct);
        return TypedResults.Ok(rows.ToPage(take, m => m.Id, m => new Line(
            m.Id, m.MatterId, m.Number, m.State.ToString(), m.Summary.Text, m.ReceivedOn, m.Form, m.Category, m.ContentCode,
            m.PetitionerPending, m.RegisteringUnitId, m.HandlingUnitId, Lists.NextDue(m.Clocks), Lists.WorstLight(m.Clocks, act))));
    }

    /// <summary>What the filters leave; the export of the ledger goes by the same ones.</summary>
    internal static IQueryable<Matter> Chosen(IQueryable<Matter> matters, MatterState? state, string? q, bool? pending, Guid? unitId, Guid? matterId, bool reviewRequested = false)
    {
        if (state is not null)
            matters = matters.Where(m => m.State == state);
        if (!string.IsNullOrEmpty(q))
            matters = matters.Where(m => m.Number == q);
        if (pending is not null)
            matters = matters.Where(m => m.PetitionerPending == pending);
        if (unitId is not null)
            matters = matters.Where(m => m.HandlingUnitId == unitId || m.RegisteringUnitId == unitId);
        if (matterId is not null)
            matters = matters.Where(m => m.MatterId == matterId);
        if (reviewRequested)
            matters = matters.Where(m => m.ReviewRequests.Any(request => m.Clocks.Any(clock => clock.Id == request.ClockId && clock.State != ClockStates.Stopped)));
        return matters;
    }
}

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
        .WithSummary("The matters of the caller's area, newest first if not asked otherwise, with their number.");

    public sealed record Line(
        Guid Id, Guid MatterId, string Number, string State, string Title, DateOnly ReceivedOn, int Form, MatterCategory Category, string ContentCode,
        bool PetitionerPending, Guid RegisteringUnitId, Guid? HandlingUnitId, DateOnly? NextDueOn, Light? Light);

    /// <param name="Items">One page.</param>
    /// <param name="Next">Where the next page begins; null on the last one.</param>
    /// <param name="Total">How many there are on all pages, of those the caller may see; on the first page only.</param>
    public sealed record Response(IReadOnlyList<Line> Items, string? Next, int? Total);

    static async Task<Ok<Response>> HandleAsync(
        [AsParameters] MatterFilter filter, ReceptionDb db, Act act, CancellationToken ct, MatterSort sort = MatterSort.Newest, string? after = null, int? limit = null)
    {
        // The same rows are counted and listed: what is hidden is in no total either.
        var matters = filter.In(db.Matters.AsNoTracking().VisibleTo(act), act.Today);
        var last = Paging.After(after);
        int? total = last is null ? await matters.CountAsync(ct) : null;
        var take = Paging.Limit(limit);
        var rows = await (await MatterFilter.PageAsync(matters, sort, last, ct)).Take(take + 1).ToListAsync(ct);
        var page = rows.ToPage(take, m => m.Id, m => new Line(
            m.Id, m.MatterId, m.Number, m.State.ToString(), m.Summary.Text, m.ReceivedOn, m.Form, m.Category, m.ContentCode,
            m.PetitionerPending, m.RegisteringUnitId, m.HandlingUnitId, Lists.NextDue(m.Clocks), Lists.WorstLight(m.Clocks, act)));
        return TypedResults.Ok(new Response(page.Items, page.Next, total));
    }
}

using Anjie.Cases;
using Anjie.Hosting;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Visits;

internal static class GetVisit
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/visits/{id:guid}", HandleAsync).WithSummary("One visit, with what the caller may do now.");
        api.MapGet("/visits/{id:guid}/history", HistoryAsync).WithSummary("What happened to the visit, in order.");
    }

    static async Task<Results<Ok<VisitView>, NotFound>> HandleAsync(Guid id, ReceptionDb db, Act act, HttpContext http, CancellationToken ct) =>
        await db.FindVisitAsync(id, act, ct) is { } visit
            ? TypedResults.Ok(http.Tagged(visit.Version, VisitView.Of(visit, await db.MatterOfAsync(visit, ct), act)))
            : TypedResults.NotFound();

    static async Task<Results<Ok<List<HistoryView>>, NotFound>> HistoryAsync(Guid id, ReceptionDb db, Act act, CancellationToken ct) =>
        await db.Visits.VisibleTo(act).AnyAsync(v => v.Id == id, ct)
            ? TypedResults.Ok(await HistoryView.OfAsync(db, id, ct))
            : TypedResults.NotFound();
}

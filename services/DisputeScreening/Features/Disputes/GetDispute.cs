using Anjie.Cases;
using Anjie.DisputeScreening.Persistence;
using Anjie.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.DisputeScreening.Features.Disputes;

internal static class GetDispute
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/disputes/{id:guid}", HandleAsync).WithSummary("One dispute, with what the caller may do now.");
        api.MapGet("/disputes/{id:guid}/history", HistoryAsync).WithSummary("What happened to the dispute, in order.");
    }

    static async Task<Results<Ok<DisputeView>, NotFound>> HandleAsync(Guid id, ScreeningDb db, Act act, HttpContext http, CancellationToken ct) =>
        await db.FindVisibleAsync(id, act, ct) is { } dispute
            ? TypedResults.Ok(http.Tagged(dispute.Version, DisputeView.Of(dispute, act)))
            : TypedResults.NotFound();

    static async Task<Results<Ok<List<HistoryView>>, NotFound>> HistoryAsync(Guid id, ScreeningDb db, Act act, CancellationToken ct) =>
        await db.Disputes.VisibleTo(act).AnyAsync(d => d.Id == id, ct)
            ? TypedResults.Ok(await HistoryView.OfAsync(db, id, ct))
            : TypedResults.NotFound();
}

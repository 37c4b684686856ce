using Anjie.Cases;
using Anjie.DisputeScreening.Persistence;
using Anjie.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.DisputeScreening.Features.Disputes;

internal static class StartHandling
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/disputes/{id:guid}/handling", HandleAsync)
        .WithSummary("Begin the work; possible once all five guarantees are assigned.");

    static async Task<Results<Ok<DisputeView>, NotFound>> HandleAsync(
        Guid id, Precondition precondition, ScreeningDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } dispute)
            return TypedResults.NotFound();

        precondition.Change(dispute, () => dispute.StartHandling(act));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(dispute.Version, DisputeView.Of(dispute, act)));
    }
}

using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.DisputeScreening.Persistence;
using Anjie.Hosting;
using Anjie.PersonalData;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.DisputeScreening.Features.Disputes;

internal static class ReturnResolution
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/disputes/{id:guid}/return", HandleAsync)
        .WithSummary("Send the resolution back; what was left of the time goes on, at least three days.");

    public sealed record Request(
        [property: Required, PlainText(1000)] string Reason);

    static async Task<Results<Ok<DisputeView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, ScreeningDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } dispute)
            return TypedResults.NotFound();

        precondition.Change(dispute, () => dispute.Return(act, request.Reason));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(dispute.Version, DisputeView.Of(dispute, act)));
    }
}

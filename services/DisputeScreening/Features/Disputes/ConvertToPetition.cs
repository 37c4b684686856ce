using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.DisputeScreening.Persistence;
using Anjie.Hosting;
using Anjie.PersonalData;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.DisputeScreening.Features.Disputes;

internal static class ConvertToPetition
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/disputes/{id:guid}/petition", HandleAsync)
        .WithSummary("A person states a demand and wants it handled as a petition; the matter keeps its id.");

    public sealed record Request(
        [property: Required] DateOnly? StatedOn,
        [property: Required] Guid? ReceivingUnitId,
        [property: Required, PlainText(2000)] string Statement);

    static async Task<Results<Ok<DisputeView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, ScreeningDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } dispute)
            return TypedResults.NotFound();

        var receiving = await db.UnitAsync(request.ReceivingUnitId!.Value, ct);
        precondition.Change(dispute, () => dispute.ConvertToPetition(act, request.StatedOn!.Value, request.Statement, receiving));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(dispute.Version, DisputeView.Of(dispute, act)));
    }
}

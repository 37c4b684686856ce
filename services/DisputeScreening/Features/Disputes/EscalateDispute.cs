using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.DisputeScreening.Persistence;
using Anjie.Hosting;
using Anjie.PersonalData;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.DisputeScreening.Features.Disputes;

internal static class EscalateDispute
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/disputes/{id:guid}/escalation", HandleAsync)
        .WithSummary("Hand the dispute to a unit above: past its date, or beyond the authority of the holder.");

    public sealed record Request(
        [property: Required] Guid? ToUnitId,
        [property: Required, PlainText(1000)] string Reason);

    static async Task<Results<Ok<DisputeView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, ScreeningDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } dispute)
            return TypedResults.NotFound();

        var to = await db.UnitAsync(request.ToUnitId!.Value, ct);
        precondition.Change(dispute, () => dispute.Escalate(act, to, request.Reason));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(dispute.Version, DisputeView.Of(dispute, act)));
    }
}

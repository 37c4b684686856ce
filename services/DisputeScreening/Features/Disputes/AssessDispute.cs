using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.DisputeScreening.Domain;
using Anjie.DisputeScreening.Persistence;
using Anjie.Hosting;
using Anjie.PersonalData;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.DisputeScreening.Features.Disputes;

internal static class AssessDispute
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/disputes/{id:guid}/assessment", HandleAsync)
        .WithSummary("Assess a dispute: crux and root cause, risk and responsible unit, all required (seed item 9).");

    public sealed record Request(
        [property: Required, CodeText] string TypeCode,
        [property: Required] RiskColour? Risk,
        [property: Required, PlainText(2000)] string Crux,
        [property: Required, PlainText(2000)] string RootCause,
        [property: Required] Guid? ResponsibleUnitId);

    static async Task<Results<Ok<DisputeView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, ScreeningDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } dispute)
            return TypedResults.NotFound();

        var responsible = await db.UnitAsync(request.ResponsibleUnitId!.Value, ct);
        precondition.Change(dispute, () => dispute.Assess(act, new(request.TypeCode, request.Risk!.Value, request.Crux, request.RootCause), responsible));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(dispute.Version, DisputeView.Of(dispute, act)));
    }
}

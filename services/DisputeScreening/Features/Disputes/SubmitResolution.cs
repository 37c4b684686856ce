using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.DisputeScreening.Domain;
using Anjie.DisputeScreening.Persistence;
using Anjie.Hosting;
using Anjie.PersonalData;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.DisputeScreening.Features.Disputes;

internal static class SubmitResolution
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/disputes/{id:guid}/resolution", HandleAsync)
        .WithSummary("Report the dispute resolved, with the result of each guarantee.");

    public sealed record GuaranteeResultRequest(
        [property: Required] GuaranteeItem? Item,
        bool Done,
        [property: Required, PlainText(1000)] string Evidence);

    public sealed record Request(
        [property: Required] Outcome? Outcome,
        [property: Required, PlainText(2000)] string Resolution,
        [property: Required, MaxLength(10)] IReadOnlyList<GuaranteeResultRequest> Guarantees);

    static async Task<Results<Ok<DisputeView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, ScreeningDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } dispute)
            return TypedResults.NotFound();

        List<GuaranteeResult> results = [.. request.Guarantees.Select(row => new GuaranteeResult(row.Item!.Value, row.Done, row.Evidence))];
        precondition.Change(dispute, () => dispute.SubmitResolution(act, request.Outcome!.Value, request.Resolution, results));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(dispute.Version, DisputeView.Of(dispute, act)));
    }
}

using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Features.Letters;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Visits;

internal static class ResolveOnSpot
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/visits/{id:guid}/on-spot-resolution", HandleAsync)
        .WithSummary("Solved before the leader's eyes, with a signed slip; the matter is answered in the same step.");

    public sealed record Request(
        [property: Required, PlainText(2000)] string Measure,
        [property: Required] DateOnly? DoneOn,
        [property: Required] ProofRequest Proof);

    static async Task<Results<Ok<VisitView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, LetterDesk desk, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisitAsync(id, act, ct) is not { } visit)
            return TypedResults.NotFound();

        var matter = await db.MatterOfAsync(visit, ct);
        await desk.IssueAsync(visit, matter, visit.LeaderUnitId, matter.LetterOfResolution, act, sheet =>
            precondition.Change(visit, () => visit.ResolveOnSpot(act, matter, request.Measure, request.DoneOn!.Value, request.Proof.Read(), sheet)), ct);
        return TypedResults.Ok(http.Tagged(visit.Version, VisitView.Of(visit, matter, act)));
    }
}

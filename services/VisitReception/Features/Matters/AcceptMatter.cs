using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.VisitReception.Features.Letters;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Matters;

internal static class AcceptMatter
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/matters/{id:guid}/acceptance", HandleAsync)
        .WithSummary("Accept the matter; the sixty days, or ten working days, run from the date of the decision (Art 34).");

    public sealed record Request([property: Required] DateOnly? AcceptedOn, bool Simple = false);

    static async Task<Results<Ok<MatterView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, LetterDesk desk, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        await desk.IssueAsync(matter, matter, act.Actor.UnitId, matter.LetterOfAcceptance(request.Simple), act, sheet =>
            precondition.Change(matter, () => matter.Accept(act, request.AcceptedOn!.Value, request.Simple, sheet)), ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }
}

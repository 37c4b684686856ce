using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Letters;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Visits;

internal static class AssignVisit
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/visits/{id:guid}/assignment", HandleAsync)
        .WithSummary("Assign what cannot be solved on the spot: unit, person and date, all three (seed item 12).");

    public sealed record Request(
        [property: Required] Guid? ResponsibleUnitId,
        [property: Required] Guid? ResponsiblePostId,
        [property: Required] DateOnly? DueOn,
        [property: Required, PlainText(2000)] string Requirements);

    static async Task<Results<Ok<VisitView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, LetterDesk desk, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisitAsync(id, act, ct) is not { } visit)
            return TypedResults.NotFound();

        var matter = await db.MatterOfAsync(visit, ct);
        var unit = await db.UnitAsync(request.ResponsibleUnitId!.Value, ct);
        var post = await db.PostAsync(request.ResponsiblePostId!.Value, ct);
        BrokenRuleException.ThrowIf(post.UnitId != unit.Id, VisitErrors.PostOfAnotherUnit);
        await desk.IssueAsync(visit, matter, matter.RegisteringUnitId, matter.LetterOfAssignment(unit.Id), act, sheet =>
            precondition.Change(visit, () => visit.Assign(act, matter, new(UnitPlace.Of(unit), post.Id, request.DueOn!.Value, request.Requirements), sheet)), ct, unit.Id);
        return TypedResults.Ok(http.Tagged(visit.Version, VisitView.Of(visit, matter, act)));
    }
}

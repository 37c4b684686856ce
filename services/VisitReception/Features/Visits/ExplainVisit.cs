using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Letters;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Visits;

internal static class ExplainVisit
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/visits/{id:guid}/explanation", HandleAsync)
        .WithSummary("Explained with its basis; an undispatched appeal gets a short written opinion in the same step.");

    public sealed record Request(
        [property: Required, PlainText(1000)] string Basis,
        [property: Required, PlainText(4000)] string Text,
        [property: PlainText(100)] string? ReviewOrgan = null);

    static async Task<Results<Ok<VisitView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, LetterDesk desk, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisitAsync(id, act, ct) is not { } visit)
            return TypedResults.NotFound();

        var matter = await db.MatterOfAsync(visit, ct);
        var explanation = new VisitExplanation(request.Basis, request.Text, request.ReviewOrgan);
        await desk.IssueAsync(visit, matter, visit.LeaderUnitId, matter.LetterOfExplanation, act, sheet =>
            precondition.Change(visit, () => visit.Explain(act, matter, explanation, sheet)), ct);
        return TypedResults.Ok(http.Tagged(visit.Version, VisitView.Of(visit, matter, act)));
    }
}

using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Letters;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Visits;

internal static class GuideVisit
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/visits/{id:guid}/legal-route", HandleAsync)
        .WithSummary("Guide one demand, or all, to a legal route with a served notice (seed item 12).");

    public sealed record Request(
        [property: Required] LegalRoute? Route,
        [property: Required, PlainText(100)] string Organ,
        [property: Required, PlainText(100)] string TimeLimit,
        [property: Required] ProofRequest Proof,
        Guid? DemandId = null,
        [property: PlainText(60)] string? NoticeNumber = null,
        [property: PlainText(200)] string? Address = null,
        [property: MaxLength(20), OrganNames] IReadOnlyList<string>? Materials = null)
    {
        internal Guidance Read() => new(Route!.Value, Organ, TimeLimit, string.IsNullOrWhiteSpace(NoticeNumber) ? null : NoticeNumber, Proof.Read(), Address, Materials);
    }

    static async Task<Results<Ok<VisitView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, LetterDesk desk, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisitAsync(id, act, ct) is not { } visit)
            return TypedResults.NotFound();

        var matter = await db.MatterOfAsync(visit, ct);
        var guidance = request.Read();
        await desk.IssueAsync(visit, matter, visit.LeaderUnitId, Matter.LetterOfGuidance(guidance), act, sheet =>
            precondition.Change(visit, () => visit.GuideToLegalRoute(act, matter, request.DemandId, guidance, sheet)), ct);
        return TypedResults.Ok(http.Tagged(visit.Version, VisitView.Of(visit, matter, act)));
    }
}

using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Letters;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Matters;

internal static class GuideMatter
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/matters/{id:guid}/legal-route", HandleAsync)
        .WithSummary("Guide one demand to a legal route with a served notice; the others go on (Art 31).");

    public sealed record Request(
        [property: Required] Guid? DemandId,
        [property: Required] LegalRoute? Route,
        [property: Required, PlainText(100)] string Organ,
        [property: Required, PlainText(100)] string TimeLimit,
        [property: Required] ProofRequest Proof,
        [property: PlainText(60)] string? NoticeNumber = null,
        [property: PlainText(200)] string? Address = null,
        [property: MaxLength(20), OrganNames] IReadOnlyList<string>? Materials = null)
    {
        internal Guidance Read() => new(Route!.Value, Organ, TimeLimit, string.IsNullOrWhiteSpace(NoticeNumber) ? null : NoticeNumber, Proof.Read(), Address, Materials);
    }

    static async Task<Results<Ok<MatterView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, LetterDesk desk, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        var guidance = request.Read();
        await desk.IssueAsync(matter, matter, act.Actor.UnitId, Matter.LetterOfGuidance(guidance), act, sheet =>
            precondition.Change(matter, () => matter.GuideToLegalRoute(act, request.DemandId!.Value, guidance, sheet)), ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }
}

using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Matters;

internal static class DraftOpinion
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/matters/{id:guid}/opinion-draft", HandleAsync)
        .WithSummary("Keep the draft of the opinion for the head who signs; a draft makes no version.");

    public sealed record FindingDraft(
        [property: Required] Guid? DemandId,
        DemandFindingKind? Finding = null,
        [property: PlainText(4000)] string? Opinion = null,
        [property: PlainText(1000)] string? Basis = null);

    public sealed record Request(
        [property: Required, MaxLength(20)] IReadOnlyList<FindingDraft> Findings,
        [property: PlainText(4000)] string? Facts = null,
        [property: PlainText(100)] string? ReviewOrgan = null);

    static async Task<Results<Ok<MatterView>, NotFound>> HandleAsync(
        Guid id, Request request, ReceptionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        var draft = new OpinionDraft(
            [.. request.Findings.Select(finding => new OpinionDraft.Finding(finding.DemandId!.Value, finding.Finding, finding.Opinion ?? "", finding.Basis ?? ""))], request.Facts ?? "", request.ReviewOrgan ?? "");
        matter.DraftOpinion(act, draft.Write());
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }
}

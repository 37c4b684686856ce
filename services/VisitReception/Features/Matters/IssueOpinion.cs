using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Letters;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Matters;

internal static class IssueOpinion
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/matters/{id:guid}/opinion", HandleAsync)
        .WithSummary("Sign the written opinion: a finding with its law for every demand, and the organ for review (Art 32).");

    public sealed record Request(
        [property: Required, MinLength(1), MaxLength(20)] IReadOnlyList<FindingRequest> Findings,
        [property: Required, PlainText(4000)] string Facts,
        [property: Required, PlainText(100)] string ReviewOrgan,
        [property: MaxLength(10), OrganNames] IReadOnlyList<string>? CopyTo = null)
    {
        internal OpinionReport Read() => new([.. Findings.Select(finding => finding.Read())], Facts, ReviewOrgan, CopyTo);
    }

    static async Task<Results<Ok<MatterView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, LetterDesk desk, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        var report = request.Read();
        await desk.IssueAsync(matter, matter, matter.HandlingUnitId ?? matter.RegisteringUnitId, matter.LetterOfOpinion, act, sheet =>
            precondition.Change(matter, () => matter.IssueOpinion(act, report, sheet!)), ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }
}

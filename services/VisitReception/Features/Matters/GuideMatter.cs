using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
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
        [property: Required, PlainText(60)] string NoticeNumber,
        [property: Required] ProofRequest Proof);

    static async Task<Results<Ok<MatterView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        var guidance = new Guidance(request.Route!.Value, request.Organ, request.TimeLimit, request.NoticeNumber, request.Proof.Read());
        precondition.Change(matter, () => matter.GuideToLegalRoute(act, request.DemandId!.Value, guidance));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }
}

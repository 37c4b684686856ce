using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Letters;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Matters;

internal static class RefuseMatter
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/matters/{id:guid}/refusal", HandleAsync)
        .WithSummary("Decide that the matter is not accepted (N1 to N4) or not accepted again (R1 to R3), with a notice that is to be served.");

    public sealed record Request(
        [property: Required, PlainText(4)] string Ground,
        [property: Required, PlainText(2000)] string Reason,
        [property: Required, PlainText(500)] string Basis,
        [property: PlainText(100)] string? CompetentOrgan = null,
        [property: PlainText(60)] string? FinalNumber = null);

    static async Task<Results<Ok<MatterView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, LetterDesk desk, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        var refusal = new Refusal(request.Ground, request.Reason, request.Basis, request.CompetentOrgan, request.FinalNumber);
        await desk.IssueAsync(matter, matter, matter.HandlingUnitId ?? matter.RegisteringUnitId, matter.LetterOfRefusal(request.Ground), act, sheet =>
            precondition.Change(matter, () => matter.Refuse(act, refusal, sheet)), ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }
}

using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Matters;

internal static class CompleteMatter
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/matters/{id:guid}/completion", HandleAsync)
        .WithSummary("Complete the registration of a petition that came out of a dispute.");

    public sealed record Request(
        [property: Required] MatterCategory? Category,
        [property: Required, CodeText] string ContentCode,
        [property: Required, PlainText(2000)] string Summary,
        [property: Required, MinLength(1), MaxLength(20)] IReadOnlyList<DemandRequest> Demands,
        [property: Required, MaxLength(50)] IReadOnlyList<PetitionerRequest> Petitioners,
        [property: Range(1, 1_000_000)] int PeopleConcerned,
        [property: PlainText(200)] string? ProblemPlace = null,
        bool Confidential = false);

    static async Task<Results<Ok<MatterView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, Act act, BlindIndex index, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        var petition = new Petition(
            matter.ReceivedOn, matter.Form, request.Category!.Value, request.ContentCode, request.Summary, request.ProblemPlace, matter.Anonymous, request.PeopleConcerned,
            request.Demands.Texts(), request.Petitioners.Read(act, index).Told())
        { Confidential = request.Confidential };
        precondition.Change(matter, () => matter.Complete(act, petition));
        await db.QueryCodeAsync(matter, act, index, ct);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }
}

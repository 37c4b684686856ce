using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Visits;

internal static class RecordTalk
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/visits/{id:guid}/talk", HandleAsync)
        .WithSummary("The leader confirms the talk and is accountable from now on (seed item 12).");

    public sealed record OpinionRequest([property: Required] Guid? DemandId, [property: Required, PlainText(2000)] string Opinion);

    public sealed record Request(
        [property: Required, PlainText(4000)] string Opinion,
        [property: MaxLength(20)] IReadOnlyList<OpinionRequest>? DemandOpinions = null);

    static async Task<Results<Ok<VisitView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisitAsync(id, act, ct) is not { } visit)
            return TypedResults.NotFound();

        var matter = await db.MatterOfAsync(visit, ct);
        List<DemandOpinionReport> opinions = [.. (request.DemandOpinions ?? []).Select(opinion => new DemandOpinionReport(opinion.DemandId!.Value, opinion.Opinion))];
        precondition.Change(visit, () => visit.RecordTalk(act, matter, request.Opinion, opinions));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(visit.Version, VisitView.Of(visit, matter, act)));
    }
}

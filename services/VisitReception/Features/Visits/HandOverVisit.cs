using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Visits;

internal static class HandOverVisit
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/visits/{id:guid}/handover", HandleAsync)
        .WithSummary("The petition office hands the item to another leader, who answers for it from now on.");

    public sealed record Request(
        [property: Required] Guid? LeaderPostId,
        [property: Required] HandoverReason? Reason,
        [property: PlainText(2000)] string? Sheet = null);

    static async Task<Results<Ok<VisitView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisitAsync(id, act, ct) is not { } visit)
            return TypedResults.NotFound();

        var matter = await db.MatterOfAsync(visit, ct);
        var post = await db.PostAsync(request.LeaderPostId!.Value, ct);
        var unit = UnitPlace.Of(await db.UnitAsync(post.UnitId, ct));
        precondition.Change(visit, () => visit.HandOver(act, new(post.PersonId!.Value, post.Id, unit, post.Roles.Contains(Roles.Leader)), request.Reason!.Value, request.Sheet));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(visit.Version, VisitView.Of(visit, matter, act)));
    }
}

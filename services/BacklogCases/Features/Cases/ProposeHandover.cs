using System.ComponentModel.DataAnnotations;
using Anjie.BacklogCases.Domain;
using Anjie.BacklogCases.Persistence;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.BacklogCases.Features.Cases;

internal static class ProposeHandover
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/cases/{id:guid}/handover", HandleAsync)
        .WithSummary("Propose who shall carry the case on; until that person accepts, the leader so far stays accountable.");

    public sealed record Request(
        [property: Required] Guid? LeaderPostId,
        [property: Required] HandoverReason? Reason,
        [property: Required, PlainText(5000)] string Sheet);

    static async Task<Results<Ok<BacklogView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, BacklogDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } backlog)
            return TypedResults.NotFound();

        var successor = await db.AppointeeAsync(request.LeaderPostId!.Value, ct);
        precondition.Change(backlog, () => backlog.ProposeHandover(act, successor, request.Reason!.Value, request.Sheet));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(backlog.Version, BacklogView.Of(backlog, act)));
    }
}

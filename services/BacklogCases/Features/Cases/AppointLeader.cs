using System.ComponentModel.DataAnnotations;
using Anjie.BacklogCases.Persistence;
using Anjie.Cases;
using Anjie.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.BacklogCases.Features.Cases;

internal static class AppointLeader
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/cases/{id:guid}/appointment", HandleAsync)
        .WithSummary("Appoint the leader of a case that nobody claimed.");

    public sealed record Request([property: Required] Guid? LeaderPostId);

    static async Task<Results<Ok<BacklogView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, BacklogDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } backlog)
            return TypedResults.NotFound();

        var leader = await db.AppointeeAsync(request.LeaderPostId!.Value, ct);
        precondition.Change(backlog, () => backlog.Appoint(act, leader));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(backlog.Version, BacklogView.Of(backlog, act)));
    }
}

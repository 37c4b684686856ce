using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Sessions;

internal static class CloseSession
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/sessions/{id:guid}/closure", HandleAsync)
        .WithSummary("End the reception day; it counts for the leader who was present, also without visitors (seed item 10).");

    public sealed record Request([property: Required] DateOnly? HeldOn, Guid? ActualLeaderPostId = null);

    static async Task<Results<Ok<SessionView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindSessionAsync(id, act, ct) is not { } session)
            return TypedResults.NotFound();

        var leader = await db.PostAsync(request.ActualLeaderPostId ?? session.LeaderPostId, ct);
        var visits = await db.Visits.CountAsync(v => v.SessionId == id, ct);
        precondition.Change(session, () => session.Close(act, request.HeldOn!.Value, leader, visits));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(session.Version, SessionView.Of(session, act)));
    }
}

using Anjie.Cases;
using Anjie.Hosting;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Sessions;

/// <summary>Publication, opening and calling off: three steps that need nothing but the session.</summary>
internal static class RunSession
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/sessions/{id:guid}/publication", (Guid id, Precondition precondition, ReceptionDb db, Act act, HttpContext http, CancellationToken ct) =>
            ChangeAsync(id, precondition, db, act, http, session => session.Publish(act), ct)).WithSummary("Make the reception day public, at least two days ahead.");
        api.MapPost("/sessions/{id:guid}/opening", (Guid id, Precondition precondition, ReceptionDb db, Act act, HttpContext http, CancellationToken ct) =>
            ChangeAsync(id, precondition, db, act, http, session => session.Open(act), ct)).WithSummary("Begin to receive.");
        api.MapPost("/sessions/{id:guid}/cancellation", (Guid id, Precondition precondition, ReceptionDb db, Act act, HttpContext http, CancellationToken ct) =>
            ChangeAsync(id, precondition, db, act, http, session => session.Cancel(act), ct)).WithSummary("Call the reception day off; it counts for nobody.");
    }

    static async Task<Results<Ok<SessionView>, NotFound>> ChangeAsync(
        Guid id, Precondition precondition, ReceptionDb db, Act act, HttpContext http, Action<Session> change, CancellationToken ct)
    {
        if (await db.FindSessionAsync(id, act, ct) is not { } session)
            return TypedResults.NotFound();

        precondition.Change(session, () => change(session));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(session.Version, SessionView.Of(session, act)));
    }
}

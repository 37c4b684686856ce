using Anjie.Cases;
using Anjie.Hosting;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Sessions;

internal static class ListSessions
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/sessions", HandleAsync).WithSummary("Reception days of the city, newest first.");
        api.MapGet("/sessions/{id:guid}", GetAsync).WithSummary("One reception day.");
    }

    public sealed record Line(
        Guid Id, Guid MatterId, string Number, string State, Guid LeaderPostId, Guid LeaderId, string LeaderLevel, DateOnly On, string From, string To, string Place,
        ReceptionKind Kind, DateOnly? HeldOn, int? Visits, bool Mine);

    static async Task<Ok<Page<Line>>> HandleAsync(
        ReceptionDb db, Act act, CancellationToken ct, DateOnly? from = null, DateOnly? to = null, string? leader = null, SessionState? state = null, string? after = null, int? limit = null)
    {
        var take = Paging.Limit(limit);
        var sessions = db.Sessions.AsNoTracking().VisibleTo(act);
        if (from is not null)
            sessions = sessions.Where(s => s.On >= from);
        if (to is not null)
            sessions = sessions.Where(s => s.On <= to);
        if (leader == "me")
            sessions = sessions.Where(s => s.LeaderPostId == act.Actor.PostId);
        else if (Guid.TryParse(leader, out var post))
            sessions = sessions.Where(s => s.LeaderPostId == post);
        if (state is not null)
            sessions = sessions.Where(s => s.State == state);
        if (Paging.After(after) is { } last)
            sessions = sessions.Where(s => s.Id.CompareTo(last) < 0);
        var rows = await sessions.OrderByDescending(s => s.Id).Take(take + 1).ToListAsync(ct);
        return TypedResults.Ok(rows.ToPage(take, s => s.Id, s => new Line(
            s.Id, s.MatterId, s.Number, s.State.ToString(), s.LeaderPostId, s.LeaderPersonId, s.LeaderLevel, s.On, SessionView.Hour(s.From), SessionView.Hour(s.To), s.Place, s.Kind, s.HeldOn, s.Visits,
            Session.MayRun(act.Actor, s.LeaderPath, s.OfficePath))));
    }

    static async Task<Results<Ok<SessionView>, NotFound>> GetAsync(Guid id, ReceptionDb db, Act act, HttpContext http, CancellationToken ct) =>
        await db.FindSessionAsync(id, act, ct) is { } session
            ? TypedResults.Ok(http.Tagged(session.Version, SessionView.Of(session, act)))
            : TypedResults.NotFound();
}

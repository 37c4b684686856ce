using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Sessions;

internal static class PlanSession
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/sessions/{id:guid}", HandleAsync)
        .WithSummary("Plan a leader's reception day under an id chosen by the client; warns when leaders crowd at one place.")
        .ProducesProblem(StatusCodes.Status409Conflict);

    const string Hour = @"^([01]\d|2[0-3]):[0-5]\d$";

    public sealed record Request(
        [property: Required] Guid? LeaderPostId,
        [property: Required] DateOnly? On,
        [property: Required, RegularExpression(Hour)] string From,
        [property: Required, RegularExpression(Hour)] string To,
        [property: Required, PlainText(200)] string Place,
        [property: Required] ReceptionKind? Kind);

    static async Task<Results<Created<SessionView>, Ok<SessionView>>> HandleAsync(
        Guid id, Request request, ReceptionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.Sessions.FirstOrDefaultAsync(s => s.Id == id, ct) is { } known)
            return IsRepeat(known, request) ? TypedResults.Ok(http.Tagged(known.Version, SessionView.Of(known, act))) : throw new BrokenRuleException(CaseErrors.IdReused);

        var leader = await db.PostAsync(request.LeaderPostId!.Value, ct);
        var unit = await db.UnitAsync(leader.UnitId, ct);
        // The petition office beside the leader's unit serves the leader; where there is none, the planning unit does.
        var office = await db.Set<UnitCopy>().AsNoTracking().Where(u => u.ParentId == unit.ParentId && u.Kind == "PetitionOffice" && u.Active).OrderBy(u => u.Path).FirstOrDefaultAsync(ct)
            ?? await db.UnitAsync(act.Actor.UnitId, ct);
        var plan = new SessionPlan(request.On!.Value, Time(request.From), Time(request.To), request.Place, request.Kind!.Value);
        var session = Session.Plan(act, id, await db.NextNumberAsync("JX", "session_number", act.Today.Year, ct), plan, leader, UnitPlace.Of(unit), UnitPlace.Of(office));
        db.Add(session);
        await db.SaveChangesAsync(ct);
        var clashes = await db.Sessions.AnyAsync(s => s.Id != id && s.On == session.On && s.Place == session.Place && s.LeaderPostId != session.LeaderPostId && s.State != SessionState.Cancelled, ct);
        return TypedResults.Created($"/api/reception/sessions/{id}", http.Tagged(session.Version, SessionView.Of(session, act, clashes ? [SessionErrors.PlaceClash] : [])));
    }

    static bool IsRepeat(Session known, Request request) =>
        known.LeaderPostId == request.LeaderPostId && known.On == request.On && known.Place == request.Place && known.Kind == request.Kind
        && SessionView.Hour(known.From) == request.From && SessionView.Hour(known.To) == request.To;

    static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);
}

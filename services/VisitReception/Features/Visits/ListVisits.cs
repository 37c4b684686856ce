using Anjie.Cases;
using Anjie.Deadlines;
using Anjie.Hosting;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Visits;

internal static class ListVisits
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/visits", HandleAsync)
        .WithSummary("The reception ledger of the caller's area, newest first.");

    public sealed record Line(
        Guid Id, Guid MatterId, string Number, string State, string Title, Guid SessionId, DateOnly VisitedOn, int Visitors, Guid LeaderPostId,
        Guid? ResponsibleUnitId, DateOnly? DueOn, Light? Light);

    static async Task<Ok<Page<Line>>> HandleAsync(
        ReceptionDb db, Act act, CancellationToken ct, VisitState? state = null, string? q = null, Guid? matterId = null, Guid? sessionId = null, bool mine = false, string? after = null, int? limit = null)
    {
        var visits = db.Visits.AsNoTracking().VisibleTo(act);
        if (state is not null)
            visits = visits.Where(v => v.State == state);
        if (!string.IsNullOrEmpty(q))
            visits = visits.Where(v => v.Number == q);
        if (matterId is not null)
            visits = visits.Where(v => v.MatterId == matterId);
        if (sessionId is not null)
            visits = visits.Where(v => v.SessionId == sessionId);
        if (mine)
            visits = visits.Where(v => v.LeaderPostId == act.Actor.PostId || v.ResponsiblePostId == act.Actor.PostId);
        if (Paging.After(after) is { } last)
            visits = visits.Where(v => v.Id.CompareTo(last) < 0);

        var take = Paging.Limit(limit);
        var rows = await visits.OrderByDescending(v => v.Id).Take(take + 1).ToListAsync(ct);
        return TypedResults.Ok(rows.ToPage(take, v => v.Id, v => new Line(
            v.Id, v.MatterId, v.Number, v.State.ToString(), v.Summary.Text, v.SessionId, v.VisitedOn, v.Visitors, v.LeaderPostId, v.ResponsibleUnitId, v.DueOn, Lists.WorstLight(v.Clocks, act))));
    }
}

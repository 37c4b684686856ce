using Anjie.BacklogCases.Domain;
using Anjie.BacklogCases.Persistence;
using Anjie.Cases;
using Anjie.Deadlines;
using Anjie.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.BacklogCases.Features.Cases;

internal static class ListCases
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/cases", HandleAsync)
        .WithSummary("Backlog cases the caller may see, newest first; mine, or those nobody carries yet.");

    public sealed record Line(
        Guid Id, Guid MatterId, string Number, string State, string? Title, Criterion Criterion, string? Batch, LeaderLevel? Level, Guid ResponsibleUnitId,
        Guid? LeaderId, Guid? LeaderPostId, string? LeaderName, DateOnly? ResolveBy, DateOnly? ObservedUntil, DateOnly? DueOn, string? Light);

    static async Task<Ok<Page<Line>>> HandleAsync(
        BacklogDb db, Act act, CancellationToken ct, BacklogState? state = null, bool mine = false, bool unclaimed = false, string? q = null, string? after = null, int? limit = null)
    {
        var cases = db.Cases.AsNoTracking().VisibleTo(act);
        if (state is not null)
            cases = cases.Where(x => x.State == state);
        if (unclaimed)
            cases = cases.Where(x => x.State == BacklogState.Confirmed);
        if (mine)
            cases = cases.Where(x => x.LeaderId == act.Actor.PersonId || (x.LeaderId != null && x.LeaderId == act.Actor.ActingFor) || x.SuccessorPostId == act.Actor.PostId || x.HeadPostId == act.Actor.PostId || x.ResponsiblePostId == act.Actor.PostId || x.MemberPostIds.Contains(act.Actor.PostId));
        if (!string.IsNullOrEmpty(q))
            cases = cases.Where(x => x.Number.StartsWith(q));
        if (Paging.After(after) is { } last)
            cases = cases.Where(x => x.Id < last);

        var size = Paging.Limit(limit);
        var found = await cases.OrderByDescending(x => x.Id).Take(size + 1).ToListAsync(ct);
        var page = found.Take(size).ToList();
        return TypedResults.Ok(new Page<Line>([.. page.Select(x => LineOf(x, act))], found.Count > size ? page[^1].Id.ToString() : null));
    }

    static Line LineOf(BacklogCase c, Act act)
    {
        var pressing = c.Clocks.Where(clock => clock.State != ClockStates.Stopped).MinBy(clock => clock.Target);
        return new(
            c.Id, c.MatterId, c.Number, c.State.ToString(), c.Name?.Text ?? c.Title?.Text, c.Criterion, c.Batch, c.Level, c.ResponsibleUnitId,
            c.LeaderId, c.LeaderPostId, c.LeaderName, c.ResolveBy, c.ObservedUntil, pressing?.Target,
            pressing is null ? null : ClockReading.LightOn(pressing.Reading, act.Calendar, act.Today, pressing.Kept).ToString());
    }
}

using Anjie.Cases;
using Anjie.Hosting;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Supervision.Features.Items;

internal static class ListItems
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/items", HandleAsync)
        .WithSummary("Supervision items of the caller's area, newest first; mine = those in which the caller's unit is supervised.");

    public sealed record Line(
        Guid Id, Guid MatterId, string Number, string State, int Level, int? AwaitedLevel, Guid UnitId, Guid SubjectCaseId, bool SubjectEnded,
        string? Situation, DateOnly? ReplyBy, DateTimeOffset CreatedAt, string? Light);

    static async Task<Ok<Page<Line>>> HandleAsync(
        SupervisionDb db, Act act, CancellationToken ct,
        string? state = null, int? level = null, bool mine = false, bool open = false, Guid? matterId = null, string? q = null, string? after = null, int? limit = null)
    {
        var items = db.Items.AsNoTracking().VisibleTo(act);
        if (!string.IsNullOrEmpty(state))
        {
            var wanted = Enum.TryParse<ItemState>(state, out var known) ? known : throw new BadHttpRequestException("state");
            items = items.Where(i => i.State == wanted);
        }
        if (open)
            items = items.Where(i => i.State != ItemState.Closed && i.State != ItemState.Cancelled);
        if (level is not null)
            items = items.Where(i => i.Level == level);
        if (mine)
            items = items.Where(i => i.UnitId == act.Actor.UnitId);
        if (matterId is not null)
            items = items.Where(i => i.MatterId == matterId);
        if (!string.IsNullOrEmpty(q))
            items = items.Where(i => i.Number == q);
        if (Paging.After(after) is { } last)
            items = items.Where(i => i.Id.CompareTo(last) < 0);

        var take = Paging.Limit(limit);
        var rows = await items.OrderByDescending(i => i.Id).Take(take + 1).ToListAsync(ct);
        var page = rows.Take(take).Select(i => new Line(
            i.Id, i.MatterId, i.Number, i.State.ToString(), i.Level, i.AwaitedLevel, i.UnitId, i.SubjectCaseId, i.SubjectEnded, i.Situation, i.ReplyBy, i.CreatedAt,
            CaseViews.ViewsOf(i.Clocks, act).FirstOrDefault(clock => clock.State != ClockStates.Stopped)?.Light)).ToList();
        return TypedResults.Ok(new Page<Line>(page, rows.Count > take ? page[^1].Id.ToString() : null));
    }
}

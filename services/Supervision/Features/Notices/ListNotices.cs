using Anjie.Cases;
using Anjie.Hosting;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Supervision.Features.Notices;

internal static class ListNotices
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/notices", HandleAsync)
        .WithSummary("The bell: what is addressed to the caller's unit, post or role, newest first; about cases to those who see some, about unusually many disclosures to others too.");

    public sealed record Bell(IReadOnlyList<NoticeView> Items, string? Next, int Unread);

    static async Task<Ok<Bell>> HandleAsync(SupervisionDb db, Act act, CancellationToken ct, bool unread = false, string? after = null, int? limit = null)
    {
        var notices = db.NoticesFor(act).AsNoTracking();
        var waiting = await notices.CountAsync(n => n.ReadAt == null, ct);
        if (unread)
            notices = notices.Where(n => n.ReadAt == null);
        if (Paging.After(after) is { } last)
            notices = notices.Where(n => n.Id.CompareTo(last) < 0);

        var take = Paging.Limit(limit);
        var rows = await db.ViewsOf(notices.OrderByDescending(n => n.Id).Take(take + 1)).ToListAsync(ct);
        List<NoticeView> page = [.. rows.OrderByDescending(n => n.Id).Take(take)];
        return TypedResults.Ok(new Bell(page, rows.Count > take ? page[^1].Id.ToString() : null, waiting));
    }
}

/// <summary>A line under the bell: codes and references; <paramref name="Kind"/> and the codes make the sentence.</summary>
public sealed record NoticeView(
    Guid Id, NoticeKind Kind, int Level, Guid? MatterId, Guid? CaseId, CaseKind? CaseKind, string? Number, Guid? ItemId, Guid? UnitId, Guid? PostId, string? Role,
    string? Rule, string? Situation, DateOnly? DueOn, Guid? ByPersonId, Guid? ByUnitId, string? Service, int? People, int? Hours, DateTimeOffset CreatedAt, DateTimeOffset? ReadAt);

internal static class NoticeQueries
{
    public static IQueryable<Notice> NoticesFor(this SupervisionDb db, Act act)
    {
        var (actor, items) = (act.Actor, db.Items.VisibleTo(act));
        var seesItems = act.Policy.SightOf(actor, nameof(SupervisionItem)).Count > 0;
        return db.Notices.Where(n => n.ItemId == null
            ? n.MatterId != null ? seesItems && n.UnitId == actor.UnitId : n.ByPersonId != actor.PersonId && (n.PostId == actor.PostId || (n.Role != null && actor.Roles.Contains(n.Role)))
            : seesItems && (n.UnitId == actor.UnitId || n.PostId == actor.PostId || (n.Role != null && actor.Roles.Contains(n.Role) && items.Any(i => i.Id == n.ItemId))));
    }

    public static IQueryable<NoticeView> ViewsOf(this SupervisionDb db, IQueryable<Notice> notices) =>
        from n in notices
        join entry in db.Ledger on n.CaseId equals (Guid?)entry.Id into entries
        from line in entries.DefaultIfEmpty()
        select new NoticeView(n.Id, n.Kind, n.Level, n.MatterId, n.CaseId, line == null ? null : line.Kind, line == null ? null : line.Number, n.ItemId,
            n.UnitId, n.PostId, n.Role, n.Rule, n.Situation, n.DueOn, n.ByPersonId, n.ByUnitId, n.Service, n.People, n.Hours, n.CreatedAt, n.ReadAt);
}

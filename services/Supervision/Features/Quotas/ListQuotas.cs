using Anjie.Cases;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Supervision.Features.Quotas;

internal static class ListQuotas
{
    static readonly string[] Levels = ["City", "County", "Department", "Town"];

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/quotas", HandleAsync)
        .WithSummary("Days of reception per leader in the quarter, month or week of a day; period is a day, 2026Q3, 2026-08 or 2026-W32, by default today.");

    public sealed record Line(Guid LeaderPostId, Guid? LeaderId, Guid UnitId, string Level, string Period, DateOnly From, DateOnly To, int Required, int Done, string Light);

    public sealed record Response(IReadOnlyList<Line> Items);

    static async Task<Results<Ok<Response>, ValidationProblem>> HandleAsync(SupervisionDb db, Act act, CancellationToken ct, string? period = null)
    {
        var day = string.IsNullOrEmpty(period) ? act.Today : QuotaPeriod.FirstDay(period);
        if (day is null)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["period"] = ["2026-08-03, 2026Q3, 2026-08, 2026-W32"] });
        if (act.Policy.SightOf(act.Actor, "Quota") is not [{ Path: var scope }])
            return TypedResults.Ok(new Response([]));

        var leaders = await (
            from post in db.Set<PostCopy>().AsNoTracking()
            join unit in db.Set<UnitCopy>() on post.UnitId equals unit.Id
            where post.Active && post.PersonId != null && post.Level != null && Levels.Contains(post.Level) && EF.Functions.Like(unit.Path, scope + "%")
            orderby unit.Path, post.Id
            select post).ToListAsync(ct);
        var owed = leaders.Select(post => (Post: post, Period: QuotaPeriod.Of(post.Level!, day.Value)))
            // A named quarter, month or week asks about the leaders who are counted by it.
            .Where(x => period is null or { Length: 10 } || x.Period.Label == period).ToList();
        if (owed.Count == 0)
            return TypedResults.Ok(new Response([]));

        var (from, to) = (owed.Min(x => x.Period.From), owed.Max(x => x.Period.To));
        var posts = owed.Select(x => x.Post.Id).ToList();
        var held = (await db.ReceptionDays.AsNoTracking().Where(d => posts.Contains(d.LeaderPostId) && d.HeldOn >= from && d.HeldOn <= to)
            .Select(d => new { d.LeaderPostId, d.HeldOn }).Distinct().ToListAsync(ct)).ToLookup(d => d.LeaderPostId, d => d.HeldOn);
        return TypedResults.Ok(new Response([.. owed.Select(x =>
        {
            var (required, done) = (x.Period.Required(act.Calendar), held[x.Post.Id].Count(on => on >= x.Period.From && on <= x.Period.To));
            return new Line(x.Post.Id, x.Post.PersonId, x.Post.UnitId, x.Post.Level!, x.Period.Label, x.Period.From, x.Period.To, required, done, x.Period.LightOn(act.Today, required, done));
        })]));
    }
}

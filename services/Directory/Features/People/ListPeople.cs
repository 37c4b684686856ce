using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Anjie.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.People;

/// <summary>Officials by their posts: for pickers, and for the names behind the ids that other services hold.</summary>
internal static class ListPeople
{
    public const int MostIds = 200;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/people", HandleAsync)
        .WithSummary("Officials in their posts. `unit` is a unit's id or path and includes the units below; `ids` takes up to 200 ids of people or posts, comma-separated, and also finds former ones; `q` is part of the name or title.");

    public sealed record Row(
        Guid? Id, string? Name, Guid? PostId, string? Title, Guid? UnitId, string? UnitName, string? UnitEnglishName, string? UnitPath,
        IReadOnlyList<string> Roles, LeaderLevel? Level, bool Active);

    static async Task<Page<Row>> HandleAsync(
        string? unit, string? role, LeaderLevel? level, string? ids, string? q, string? after, int? limit, DirectoryDb db, CancellationToken ct)
    {
        if (!string.IsNullOrEmpty(ids))
            return new(await ByIdsAsync(Parse(ids), db, ct), null);

        var posts = await PostQuery.FilterAsync(db, unit, role, level, ct);
        posts = posts.Where(x => x.Active && x.PersonId != null);
        var rows =
            from post in posts
            join person in db.Users on post.PersonId equals person.Id
            join place in db.Units on post.UnitId equals place.Id
            select new { post, person, place };
        if (!string.IsNullOrWhiteSpace(q))
            rows = rows.Where(x => x.person.Name.Contains(q) || x.post.Title.Contains(q));
        if (Paging.After(after) is { } last)
            rows = rows.Where(x => x.post.Id > last);

        var take = Paging.Limit(limit);
        var found = await rows.OrderBy(x => x.post.Id).Take(take + 1)
            .Select(x => new Row(x.person.Id, x.person.Name, x.post.Id, x.post.Title, x.place.Id, x.place.Name, x.place.EnglishName, x.place.Path, x.post.Roles, x.post.Level, x.post.Active))
            .ToListAsync(ct);
        return new([.. found.Take(take)], found.Count > take ? found[take - 1].PostId.ToString() : null);
    }

    static async Task<List<Row>> ByIdsAsync(Guid[] ids, DirectoryDb db, CancellationToken ct)
    {
        var inPosts = await (
            from post in db.Posts
            where ids.Contains(post.Id) || (post.PersonId != null && ids.Contains(post.PersonId.Value))
            join place in db.Units on post.UnitId equals place.Id
            join person in db.Users on post.PersonId equals person.Id into holders
            from person in holders.DefaultIfEmpty()
            orderby post.Id
            select new Row(post.PersonId, person.Name, post.Id, post.Title, place.Id, place.Name, place.EnglishName, place.Path, post.Roles, post.Level, post.Active)).ToListAsync(ct);
        // Somebody who left every post still has a name in old cases.
        var known = inPosts.Where(row => row.Id != null).Select(row => row.Id!.Value).ToArray();
        var without = await db.Users.Where(x => ids.Contains(x.Id) && !known.Contains(x.Id)).OrderBy(x => x.Id).Select(x => new { x.Id, x.Name }).ToListAsync(ct);
        return [.. inPosts, .. without.Select(x => new Row(x.Id, x.Name, null, null, null, null, null, null, [], null, false))];
    }

    static Guid[] Parse(string ids)
    {
        var parts = ids.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length > MostIds)
            throw new BadHttpRequestException("ids");
        return [.. parts.Select(part => Guid.TryParse(part, out var id) ? id : throw new BadHttpRequestException("ids")).Distinct()];
    }
}

using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Anjie.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.People;

internal static class ListPosts
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/posts", HandleAsync)
            .WithSummary("Posts in the order of the tree, vacant and abolished ones included. `unit` is a unit's id or path and includes the units below; `q` is part of the title or the holder's name.");
        api.MapGet("/posts/{id:guid}", GetAsync).WithSummary("One post.");
    }

    public enum PostState { Filled, Vacant, Abolished }

    public sealed record Row(
        Guid Id, Guid UnitId, string UnitName, string UnitEnglishName, Guid? PersonId, string? PersonName, string Title, IReadOnlyList<string> Roles, LeaderLevel? Level, bool Active, int Version);

    static async Task<Page<Row>> HandleAsync(
        string? unit, string? role, LeaderLevel? level, PostState? state, string? q, string? after, int? limit, DirectoryDb db, CancellationToken ct)
    {
        var posts = await PostQuery.FilterAsync(db, unit, role, level, ct);
        posts = state switch
        {
            PostState.Filled => posts.Where(x => x.Active && x.PersonId != null),
            PostState.Vacant => posts.Where(x => x.Active && x.PersonId == null),
            PostState.Abolished => posts.Where(x => !x.Active),
            _ => posts,
        };
        if (!string.IsNullOrWhiteSpace(q))
            posts = posts.Where(x => x.Title.Contains(q) || db.Users.Any(person => person.Id == x.PersonId && person.Name.Contains(q)));
        var rows = posts.Join(db.Units, post => post.UnitId, place => place.Id, (post, place) => new { Post = post, Place = place });
        if (Paging.After(after) is { } last)
        {
            var seen = await db.Posts.Where(x => x.Id == last).Join(db.Units, post => post.UnitId, place => place.Id, (post, place) => new { place.Path, post.Title }).FirstOrDefaultAsync(ct);
            var (path, title) = (seen?.Path, seen?.Title);
            rows = rows.Where(x => x.Place.Path.CompareTo(path) > 0
                || (x.Place.Path == path && (x.Post.Title.CompareTo(title) > 0 || (x.Post.Title == title && x.Post.Id > last))));
        }

        var take = Paging.Limit(limit);
        var found = await rows.OrderBy(x => x.Place.Path).ThenBy(x => x.Post.Title).ThenBy(x => x.Post.Id).Take(take + 1).Select(x => new Row(
            x.Post.Id, x.Post.UnitId, x.Place.Name, x.Place.EnglishName, x.Post.PersonId, db.Users.Where(person => person.Id == x.Post.PersonId).Select(person => person.Name).FirstOrDefault(),
            x.Post.Title, x.Post.Roles, x.Post.Level, x.Post.Active, x.Post.Version)).ToListAsync(ct);
        return new([.. found.Take(take)], found.Count > take ? found[take - 1].Id.ToString() : null);
    }

    static async Task<Results<Ok<Row>, NotFound>> GetAsync(Guid id, DirectoryDb db, HttpContext http, CancellationToken ct)
    {
        var row = await (
            from post in db.Posts.AsNoTracking()
            where post.Id == id
            join place in db.Units on post.UnitId equals place.Id
            select new Row(
                post.Id, post.UnitId, place.Name, place.EnglishName, post.PersonId, db.Users.Where(person => person.Id == post.PersonId).Select(person => person.Name).FirstOrDefault(),
                post.Title, post.Roles, post.Level, post.Active, post.Version)).FirstOrDefaultAsync(ct);
        return row is null ? TypedResults.NotFound() : TypedResults.Ok(http.Tagged(row.Version, row));
    }
}

public sealed record PostView(Guid Id, Guid UnitId, Guid? PersonId, string Title, IReadOnlyList<string> Roles, LeaderLevel? Level, bool Active, int Version)
{
    internal static PostView Of(Post post) => new(post.Id, post.UnitId, post.PersonId, post.Title, post.Roles, post.Level, post.Active, post.Version);
}

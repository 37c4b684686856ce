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
        api.MapGet("/posts", HandleAsync).WithSummary("Posts, vacant and abolished ones included. `unit` is a unit's id or path and includes the units below.");
        api.MapGet("/posts/{id:guid}", GetAsync).WithSummary("One post.");
    }

    static async Task<Page<PostView>> HandleAsync(string? unit, string? role, LeaderLevel? level, string? after, int? limit, DirectoryDb db, CancellationToken ct)
    {
        var posts = await PostQuery.FilterAsync(db, unit, role, level, ct);
        if (Paging.After(after) is { } last)
            posts = posts.Where(x => x.Id > last);
        var take = Paging.Limit(limit);
        var rows = await posts.OrderBy(x => x.Id).Take(take + 1).ToListAsync(ct);
        return new([.. rows.Take(take).Select(PostView.Of)], rows.Count > take ? rows[take - 1].Id.ToString() : null);
    }

    static async Task<Results<Ok<PostView>, NotFound>> GetAsync(Guid id, DirectoryDb db, HttpContext http, CancellationToken ct) =>
        await db.Posts.AsNoTracking().FirstOrDefaultAsync(x => x.Id == id, ct) is { } post
            ? TypedResults.Ok(http.Tagged(post.Version, PostView.Of(post)))
            : TypedResults.NotFound();
}

public sealed record PostView(Guid Id, Guid UnitId, Guid? PersonId, string Title, IReadOnlyList<string> Roles, LeaderLevel? Level, bool Active, int Version)
{
    internal static PostView Of(Post post) => new(post.Id, post.UnitId, post.PersonId, post.Title, post.Roles, post.Level, post.Active, post.Version);
}

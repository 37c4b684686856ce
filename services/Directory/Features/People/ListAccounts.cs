using Anjie.Directory.Persistence;
using Anjie.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.People;

/// <summary>Accounts for those who keep them; everybody else meets officials by their posts.</summary>
internal static class ListAccounts
{
    // Chinese names in the order of a dictionary: by sound.
    const string ByName = "zh-x-icu";

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/accounts", HandleAsync)
        .WithSummary("Accounts by name, closed ones included. `q` is part of the name or user name; `unit` is a unit's id or path and includes the units below.");

    public enum AccountState { Active, Locked, Closed }

    public sealed record Row(Guid Id, string UserName, string Name, bool Active, DateTimeOffset? LockedUntil, IReadOnlyList<PostOf> Posts);

    public sealed record PostOf(Guid Id, string Title, Guid UnitId, string UnitName, string UnitEnglishName);

    static async Task<Page<Row>> HandleAsync(string? q, string? unit, AccountState? state, string? after, int? limit, DirectoryDb db, TimeProvider time, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var people = db.Users.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(q))
        {
            var userName = q.Trim().ToUpperInvariant();
            people = people.Where(x => x.Name.Contains(q) || x.NormalizedUserName!.Contains(userName));
        }
        if (!string.IsNullOrEmpty(unit))
        {
            var posts = (await PostQuery.FilterAsync(db, unit, null, null, ct)).Where(x => x.Active);
            people = people.Where(x => posts.Any(post => post.PersonId == x.Id));
        }
        people = state switch
        {
            AccountState.Active => people.Where(x => x.Active),
            AccountState.Closed => people.Where(x => !x.Active),
            AccountState.Locked => people.Where(x => x.LockoutEnd > now || db.Devices.Any(device => device.PersonId == x.Id && device.ClosedUntil > now)),
            _ => people,
        };
        if (Paging.After(after) is { } last)
        {
            var name = await db.Users.Where(x => x.Id == last).Select(x => x.Name).FirstOrDefaultAsync(ct);
            people = people.Where(x => EF.Functions.Collate(x.Name, ByName).CompareTo(name) > 0 || (x.Name == name && x.Id > last));
        }

        var take = Paging.Limit(limit);
        var found = await people.OrderBy(x => EF.Functions.Collate(x.Name, ByName)).ThenBy(x => x.Id).Take(take + 1)
            .Select(x => new { x.Id, x.UserName, x.Name, x.Active, x.LockoutEnd, Closed = db.Devices.Where(device => device.PersonId == x.Id).Max(device => device.ClosedUntil) }).ToListAsync(ct);
        var page = found.Take(take).ToList();
        var ids = page.Select(x => x.Id).ToList();
        var held = (await (
            from post in db.Posts
            where post.Active && post.PersonId != null && ids.Contains(post.PersonId.Value)
            join place in db.Units on post.UnitId equals place.Id
            orderby place.Path, post.Title, post.Id
            select new { post.PersonId, Post = new PostOf(post.Id, post.Title, place.Id, place.Name, place.EnglishName) }).ToListAsync(ct)).ToLookup(x => x.PersonId!.Value, x => x.Post);
        return new(
            [.. page.Select(x => new Row(x.Id, x.UserName!, x.Name, x.Active, PersonView.LockedUntilOf(x.LockoutEnd, x.Closed, now), [.. held[x.Id]]))],
            found.Count > take ? page[^1].Id.ToString() : null);
    }
}

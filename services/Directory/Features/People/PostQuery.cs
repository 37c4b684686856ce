using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.People;

internal static class PostQuery
{
    /// <param name="unit">Id or path of a unit; the units below it are included.</param>
    public static async Task<IQueryable<Post>> FilterAsync(DirectoryDb db, string? unit, string? role, LeaderLevel? level, CancellationToken ct)
    {
        var posts = db.Posts.AsNoTracking();
        if (!string.IsNullOrEmpty(unit))
        {
            var path = Guid.TryParse(unit, out var id) ? await db.Units.Where(x => x.Id == id).Select(x => x.Path).FirstOrDefaultAsync(ct) : unit;
            posts = path is null ? posts.Where(_ => false) : posts.Where(post => db.Units.Any(x => x.Id == post.UnitId && x.Path.StartsWith(path)));
        }
        if (!string.IsNullOrEmpty(role))
            posts = posts.Where(x => x.Roles.Contains(role));
        if (level is not null)
            posts = posts.Where(x => x.Level == level);
        return posts;
    }
}

using Anjie.Directory.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.Units;

internal static class TreeLock
{
    /// <summary>Writers of the tree come one after the other: a unit must not appear under a path that is just being renamed.</summary>
    public static async Task TakeAsync(DirectoryDb db, CancellationToken ct) =>
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(6203)", ct);
}

using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Anjie.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.Units;

internal static class ListUnits
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/units", HandleAsync)
        .WithSummary("Units in the order of the tree; `under` is a unit's id or path and includes that unit.");

    static async Task<Page<UnitView>> HandleAsync(string? under, string? after, int? limit, DirectoryDb db, CancellationToken ct)
    {
        var units = db.Units.AsNoTracking();
        if (!string.IsNullOrEmpty(under))
        {
            var root = Guid.TryParse(under, out var id)
                ? await units.Where(x => x.Id == id).Select(x => x.Path).FirstOrDefaultAsync(ct)
                : under;
            units = root is null ? units.Where(_ => false) : units.Where(x => x.Path.StartsWith(root));
        }
        if (!string.IsNullOrEmpty(after))
            units = units.Where(x => x.Path.CompareTo(after) > 0);

        var take = Paging.Limit(limit);
        var rows = await units.OrderBy(x => x.Path).Take(take + 1).ToListAsync(ct);
        return new([.. rows.Take(take).Select(UnitView.Of)], rows.Count > take ? rows[take - 1].Path : null);
    }
}

public sealed record UnitView(Guid Id, Guid? ParentId, string Code, string Path, string Name, string EnglishName, UnitKind Kind, bool Active, int Version)
{
    internal static UnitView Of(Unit unit) =>
        new(unit.Id, unit.ParentId, unit.Code, unit.Path, unit.Name, unit.EnglishName, unit.Kind, unit.Active, unit.Version);
}

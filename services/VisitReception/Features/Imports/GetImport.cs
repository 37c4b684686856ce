using Anjie.Cases;
using Anjie.Hosting;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Imports;

internal static class GetImport
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/imports", ListAsync).WithSummary("The caller's own imports, newest first.");
        api.MapGet("/imports/{id:guid}", HandleAsync).WithSummary("One of the caller's imports: how far it is, and before it is started what it would bring.");
    }

    static async Task<Ok<Page<ImportView>>> ListAsync(ReceptionDb db, Act act, ErrorTexts texts, CancellationToken ct, string? after = null, int? limit = null)
    {
        var imports = ImportView.OwnedBy(db.Set<Import>().AsNoTracking(), act);
        if (Paging.After(after) is { } last)
            imports = imports.Where(import => import.Id.CompareTo(last) < 0);
        var take = Paging.Limit(limit);
        var rows = await imports.OrderByDescending(import => import.Id).Take(take + 1).ToListAsync(ct);
        var names = new Dictionary<Guid, string>();
        foreach (var import in rows.Take(take))
            names[import.Id] = await FileIntake.NameAsync(db, import.Id, ct);
        return TypedResults.Ok(rows.ToPage(take, import => import.Id, import => ImportView.Of(import, names[import.Id], texts, withPreview: false)));
    }

    static async Task<Results<Ok<ImportView>, NotFound>> HandleAsync(Guid id, ReceptionDb db, Act act, ErrorTexts texts, CancellationToken ct) =>
        await ImportView.OwnedBy(db.Set<Import>().AsNoTracking(), act).FirstOrDefaultAsync(import => import.Id == id, ct) is { } found
            ? TypedResults.Ok(ImportView.Of(found, await FileIntake.NameAsync(db, id, ct), texts, withPreview: true))
            : TypedResults.NotFound();
}

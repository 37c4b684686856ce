using Anjie.Directory.Persistence;
using Anjie.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.Units;

internal static class GetUnit
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/units/{id:guid}", HandleAsync).WithSummary("One unit.");

    static async Task<Results<Ok<UnitView>, NotFound>> HandleAsync(Guid id, DirectoryDb db, HttpContext http, CancellationToken ct) =>
        await db.Units.AsNoTracking().FirstOrDefaultAsync(x => x.Id == id, ct) is { } unit
            ? TypedResults.Ok(http.Tagged(unit.Version, UnitView.Of(unit)))
            : TypedResults.NotFound();
}

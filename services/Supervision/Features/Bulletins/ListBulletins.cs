using Anjie.Cases;
using Anjie.Hosting;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Supervision.Features.Bulletins;

internal static class ListBulletins
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/bulletins", HandleAsync)
        .WithSummary("Bulletins of the city, newest first: the published ones for everybody signed in, drafts for the joint office and the convener.");

    public sealed record Line(Guid Id, string Period, string State, string Number, Guid UnitId, DateTimeOffset CutOff, DateOnly? PublishedOn);

    static async Task<Ok<Page<Line>>> HandleAsync(SupervisionDb db, Act act, CancellationToken ct, BulletinState? state = null, string? period = null, string? after = null, int? limit = null)
    {
        var bulletins = db.Bulletins.AsNoTracking().ReadBy(act);
        if (state is not null)
            bulletins = bulletins.Where(b => b.State == state);
        if (!string.IsNullOrEmpty(period))
            bulletins = bulletins.Where(b => b.Period == period);
        if (Paging.After(after) is { } last)
            bulletins = bulletins.Where(b => b.Id.CompareTo(last) < 0);

        var take = Paging.Limit(limit);
        var rows = await bulletins.OrderByDescending(b => b.Id).Take(take + 1).Select(b => new { b.Id, b.Period, b.State, b.Number, b.UnitId, b.CutOff, b.PublishedOn }).ToListAsync(ct);
        List<Line> page = [.. rows.Take(take).Select(b => new Line(b.Id, b.Period, b.State.ToString(), b.Number, b.UnitId, b.CutOff, b.PublishedOn))];
        return TypedResults.Ok(new Page<Line>(page, rows.Count > take ? page[^1].Id.ToString() : null));
    }
}

using Anjie.Cases;
using Anjie.Deadlines;
using Anjie.Hosting;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Supervision.Features.Ledger;

internal static class ListLedger
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/ledger", HandleAsync)
        .WithSummary("The work ledger: every dispute, visit, matter and backlog case of the caller's area, newest first (seed item 12).");

    static async Task<Ok<Page<LedgerLine>>> HandleAsync(
        SupervisionDb db, Act act, CancellationToken ct,
        CaseKind? kind = null, bool? open = null, Guid? unitId = null, Light? light = null, Guid? matterId = null, string? q = null, string? after = null, int? limit = null)
    {
        var lines = db.LedgerOf(act);
        if (kind is not null)
            lines = lines.Where(e => e.Kind == kind);
        if (open is not null)
            lines = lines.Where(e => e.ClosedOn == null == open);
        if (unitId is not null)
            lines = lines.Where(e => e.UnitId == unitId);
        if (matterId is not null)
            lines = lines.Where(e => e.MatterId == matterId);
        if (!string.IsNullOrEmpty(q))
            lines = lines.Where(e => e.Number == q);
        if (light is not null)
            lines = WithLight(lines, light.Value, act.Today);
        if (Paging.After(after) is { } last)
            lines = lines.Where(e => e.Id.CompareTo(last) < 0);

        var take = Paging.Limit(limit);
        var rows = await lines.OrderByDescending(e => e.Id).Take(take + 1).ToListAsync(ct);
        var page = await db.LinesOfAsync([.. rows.Take(take)], act, ct);
        return TypedResults.Ok(new Page<LedgerLine>(page, rows.Count > take ? page[^1].CaseId.ToString() : null));
    }

    static IQueryable<LedgerEntry> WithLight(IQueryable<LedgerEntry> lines, Light light, DateOnly today) => light switch
    {
        Light.Overdue => lines.Where(e => e.LegalOn < today),
        Light.Pressing => lines.Where(e => e.PressingOn <= today && e.LegalOn >= today),
        Light.Near => lines.Where(e => e.NearOn <= today && e.PressingOn > today && e.LegalOn >= today),
        Light.OnCourse => lines.Where(e => e.NearOn > today && e.PressingOn > today && e.LegalOn >= today),
        _ => lines.Where(e => false), // a line shows running duties only
    };
}

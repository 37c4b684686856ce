using Anjie.Cases;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Supervision.Features.Ledger;

/// <summary>A line of the ledger.</summary>
/// <param name="Light">Worst light of the open duties; null when no clock runs.</param>
/// <param name="Level">Highest level of supervision in force for the case; 0 while it is only followed.</param>
/// <param name="Complete">False while an event on the way to this state is missing.</param>
public sealed record LedgerLine(
    Guid CaseId, Guid MatterId, CaseKind Kind, string Number, string State, DateOnly OpenedOn, DateOnly? ClosedOn, string LastFact, DateTimeOffset LastAt,
    Guid? UnitId, DateOnly? NextDueOn, string? Light, int Level, bool Complete)
{
    internal static LedgerLine Of(LedgerEntry e, Act act, int level) => new(
        e.Id, e.MatterId, e.Kind, e.Number, e.State, e.OpenedOn, e.ClosedOn, e.LastFact, e.LastAt, e.UnitId, e.DueOn, e.LightOn(act.Today)?.ToString(), level, e.IsComplete);
}

internal static class LedgerQueries
{
    static readonly CaseKind[] Listed = [CaseKind.Dispute, CaseKind.Visit, CaseKind.Matter, CaseKind.Backlog];

    /// <summary>The lines the caller may see.</summary>
    public static IQueryable<LedgerEntry> LedgerOf(this SupervisionDb db, Act act) => db.Lines().AsNoTracking().VisibleTo(act);

    /// <summary>All lines; supervision items are no cases of their own here.</summary>
    public static IQueryable<LedgerEntry> Lines(this SupervisionDb db) => db.Ledger.Where(e => Listed.Contains(e.Kind));

    public static async Task<List<LedgerLine>> LinesOfAsync(this SupervisionDb db, IReadOnlyList<LedgerEntry> entries, Act act, CancellationToken ct)
    {
        var matters = entries.Select(e => e.MatterId).Distinct().ToList();
        var items = await db.Items.AsNoTracking().IgnoreAutoIncludes()
            .Where(i => matters.Contains(i.MatterId) && i.State != ItemState.Closed && i.State != ItemState.Cancelled && i.Level > 0)
            .Select(i => new { i.FollowedCaseIds, i.Level }).ToListAsync(ct);
        return [.. entries.Select(e => LedgerLine.Of(e, act, items.Where(i => i.FollowedCaseIds.Contains(e.Id)).Select(i => i.Level).DefaultIfEmpty().Max()))];
    }
}

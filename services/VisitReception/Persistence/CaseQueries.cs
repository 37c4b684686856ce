using Anjie.Cases;
using Anjie.VisitReception.Domain;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Persistence;

internal static class CaseQueries
{
    public static Task<Visit?> FindVisitAsync(this ReceptionDb db, Guid id, Act act, CancellationToken ct) =>
        db.Visits.VisibleTo(act).FirstOrDefaultAsync(v => v.Id == id, ct);

    public static Task<Matter?> FindMatterAsync(this ReceptionDb db, Guid id, Act act, CancellationToken ct) =>
        db.Matters.VisibleTo(act).FirstOrDefaultAsync(m => m.Id == id, ct);

    /// <summary>The matter of a visit that the caller may see.</summary>
    public static Task<Matter> MatterOfAsync(this ReceptionDb db, Visit visit, CancellationToken ct) =>
        db.Matters.FirstAsync(m => m.MatterId == visit.MatterId, ct);

    /// <summary>A reception day is made public, so whoever sees cases at all sees those of the city.</summary>
    public static Task<Session?> FindSessionAsync(this ReceptionDb db, Guid id, Act act, CancellationToken ct) =>
        db.Sessions.VisibleTo(act).FirstOrDefaultAsync(s => s.Id == id, ct);

    /// <summary>Matters a visitor may have brought before, wherever in the city; how much of one is shown is for the caller to bound.</summary>
    public static IQueryable<Matter> MetBy(this IQueryable<Matter> matters, Act act) => matters.VisibleTo(act, "Encounter");
}

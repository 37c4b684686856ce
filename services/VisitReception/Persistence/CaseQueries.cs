using Anjie.Cases;
using Anjie.VisitReception.Domain;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Persistence;

internal static class CaseQueries
{
    public static Task<Visit?> FindVisitAsync(this ReceptionDb db, Guid id, Act act, CancellationToken ct) =>
        db.Visits.VisibleTo(act.Actor).FirstOrDefaultAsync(v => v.Id == id, ct);

    public static Task<Matter?> FindMatterAsync(this ReceptionDb db, Guid id, Act act, CancellationToken ct) =>
        db.Matters.VisibleTo(act.Actor).FirstOrDefaultAsync(m => m.Id == id, ct);

    /// <summary>The matter of a visit that the caller may see.</summary>
    public static Task<Matter> MatterOfAsync(this ReceptionDb db, Visit visit, CancellationToken ct) =>
        db.Matters.FirstAsync(m => m.MatterId == visit.MatterId, ct);

    /// <summary>A reception day is made public, so whoever sees cases at all sees those of the city.</summary>
    public static Task<Session?> FindSessionAsync(this ReceptionDb db, Guid id, Act act, CancellationToken ct) =>
        db.Sessions.InCityOf(act.Actor).FirstOrDefaultAsync(s => s.Id == id, ct);

    public static IQueryable<TCase> InCityOf<TCase>(this IQueryable<TCase> cases, Actor actor) where TCase : class, ICase =>
        actor.Scope is { Length: > 0 } scope
            ? Under(cases, scope[..(scope.IndexOf('.', StringComparison.Ordinal) + 1)])
            : cases.Where(_ => false);

    public static bool SharesCityWith(this Actor actor, string path) =>
        actor.Scope is { Length: > 0 } scope && path.StartsWith(scope[..(scope.IndexOf('.', StringComparison.Ordinal) + 1)], StringComparison.Ordinal);

    static IQueryable<TCase> Under<TCase>(IQueryable<TCase> cases, string city) where TCase : class, ICase =>
        cases.Where(x => x.UnitPaths.Any(path => EF.Functions.Like(path, city + "%")));
}

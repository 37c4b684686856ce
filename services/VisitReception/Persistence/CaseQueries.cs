using Anjie.Cases;
using Anjie.Hosting.Breach;
using Anjie.VisitReception.Domain;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Persistence;

internal static class CaseQueries
{
    /// <summary>A matter as another window meets it when its petitioner comes again.</summary>
    public const string Encounter = "Encounter";

    public static Task<Visit?> FindVisitAsync(this ReceptionDb db, Guid id, Act act, CancellationToken ct) =>
        db.Visits.VisibleTo(act).FirstOrDefaultAsync(v => v.Id == id, ct);

    public static Task<Matter?> FindMatterAsync(this ReceptionDb db, Guid id, Act act, CancellationToken ct) =>
        db.Matters.VisibleTo(act).FirstOrDefaultAsync(m => m.Id == id, ct);

    /// <summary>The matter of a visit that the caller may see.</summary>
    public static Task<Matter> MatterOfAsync(this ReceptionDb db, Visit visit, CancellationToken ct) =>
        db.Matters.FirstAsync(m => m.MatterId == visit.MatterId, ct);

    /// <summary>A petitioner of a matter that the caller sees, or whose visit the caller sees, with the matter.</summary>
    public static async Task<(Matter Matter, Petitioner Person)?> FindPetitionerAsync(this ReceptionDb db, Guid id, Act act, CancellationToken ct)
    {
        var (matters, visits) = (db.Matters.VisibleTo(act), db.Visits.VisibleTo(act));
        var matter = await db.Matters.AsNoTracking()
            .Where(m => m.Petitioners.Any(p => p.Id == id) && (matters.Any(seen => seen.Id == m.Id) || visits.Any(v => v.MatterId == m.MatterId)))
            .FirstOrDefaultAsync(ct);
        return matter?.ShowsPeopleTo(act) == true ? (matter, matter.Petitioners.Single(p => p.Id == id)) : null;
    }

    /// <summary>A reception day is made public, so whoever sees cases at all sees those of the city.</summary>
    public static Task<Session?> FindSessionAsync(this ReceptionDb db, Guid id, Act act, CancellationToken ct) =>
        db.Sessions.VisibleTo(act).FirstOrDefaultAsync(s => s.Id == id, ct);

    /// <summary>Matters a visitor may have brought before, wherever in the city; how much of one is shown is for the caller to bound.</summary>
    public static IQueryable<Matter> MetBy(this IQueryable<Matter> matters, Act act) => matters.VisibleTo(act, Encounter);

    /// <summary>All petitioners, for a drill that opens none of their rows.</summary>
    public static IQueryable<KeptPerson> Petitioners(ReceptionDb db) => db.Matters.AsNoTracking().SelectMany(m => m.Petitioners, (m, p) => new KeptPerson
    {
        Id = p.Id, CaseId = m.Id, CaseNumber = m.Number, UnitPath = m.HandlingPath ?? m.RegisteringPath, Name = p.NameIndex, IdentityNumber = p.IdentityNumberIndex, Phone = p.PhoneIndex,
    });

    /// <summary>A visit's files speak of the petitioners of its matter.</summary>
    public static IQueryable<OtherCase> VisitsOfMatters(ReceptionDb db) =>
        db.Visits.AsNoTracking().Join(db.Matters, v => v.MatterId, m => m.MatterId, (v, m) => new OtherCase { Id = v.Id, KnownAs = m.Id });
}

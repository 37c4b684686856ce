using Anjie.Cases;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Persistence;

internal static class QueryCodes
{
    /// <summary>The code of a matter; given when it has none yet, as those registered before there were codes. The caller saves.</summary>
    /// <returns>Null for a matter that has no public query.</returns>
    public static async Task<QueryCode?> QueryCodeAsync(this ReceptionDb db, Matter matter, Act act, BlindIndex index, CancellationToken ct)
    {
        if (!matter.MayBeQueried)
            return null;
        if (await db.Set<QueryCode>().FirstOrDefaultAsync(code => code.CaseId == matter.Id, ct) is { } known)
            return known;
        return db.GiveQueryCode(matter, act, index);
    }

    /// <summary>Gives a matter that is new its code; it is saved with the matter.</summary>
    public static QueryCode? GiveQueryCode(this ReceptionDb db, Matter matter, Act act, BlindIndex index)
    {
        if (!matter.MayBeQueried)
            return null;
        var given = QueryCode.Give(matter.Id, index, act.Today);
        db.Add(given);
        return given;
    }

    /// <summary>The petitioners of the matter that has the code; nobody when none has, or it is not shown. One statement, whatever there is to find.</summary>
    public static Task<List<Petitioner>> PetitionersByCodeAsync(this ReceptionDb db, byte[] code, CancellationToken ct) =>
        db.Matters.AsNoTracking().Where(m => db.Set<QueryCode>().Any(given => given.CaseId == m.Id && given.CodeIndex == code)).Shown().SelectMany(m => m.Petitioners).ToListAsync(ct);

    /// <summary>Without what is told of to nobody, and what was withdrawn.</summary>
    public static IQueryable<Matter> Shown(this IQueryable<Matter> matters) => matters.Where(m => m.Class == CaseClass.Ordinary && !m.Anonymous && m.State != MatterState.Withdrawn);
}

using Anjie.Cases;
using Anjie.VisitReception.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features;

/// <summary>What a row of evidence may call an accusation: a row would tell an auditor who is accused that there is one.</summary>
internal static class AccusationEvidence
{
    public static async Task<IReadOnlyList<string>> SubjectsAsync(DbContext db, Act act, CancellationToken ct)
    {
        var hidden = await ((ReceptionDb)db).Matters.AsNoTracking().HiddenFrom(act)
            .Select(m => new { m.Id, m.MatterId, m.Number, People = m.Petitioners.Select(p => p.Id).ToList() }).ToListAsync(ct);
        return [.. hidden.SelectMany(m => m.People.Append(m.Id).Append(m.MatterId).Select(id => id.ToString()).Append(m.Number)).Distinct(StringComparer.Ordinal)];
    }
}

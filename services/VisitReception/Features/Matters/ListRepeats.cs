using Anjie.Cases;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Matters;

internal static class ListRepeats
{
    const int Most = 50, Shown = 40;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/matters/{id:guid}/repeats", HandleAsync)
        .WithSummary("Other matters that may be of the same people, newest first; a clerk confirms it (domain rule 5.9).");

    public sealed record Line(Guid Id, string Number, string State, bool Open, DateOnly ReceivedOn, string Summary);

    static async Task<Results<Ok<List<Line>>, NotFound>> HandleAsync(Guid id, ReceptionDb db, Act act, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        var names = matter.Petitioners.Select(p => p.NameIndex).ToList();
        var identities = matter.Petitioners.Where(p => p.IdentityNumberIndex is not null).Select(p => p.IdentityNumberIndex!).ToList();
        var phones = matter.Petitioners.Where(p => p.PhoneIndex is not null).Select(p => p.PhoneIndex!).ToList();
        var found = await db.Matters.AsNoTracking().VisibleTo(act)
            .Where(m => m.Id != id && m.Class == CaseClass.Ordinary && m.State != MatterState.Merged && m.Petitioners.Any(p => names.Contains(p.NameIndex)
                || identities.Contains(p.IdentityNumberIndex!) || phones.Contains(p.PhoneIndex!)))
            .OrderByDescending(m => m.Id).Take(Most).ToListAsync(ct);
        return TypedResults.Ok(found
            .Where(m => matter.Petitioners.Any(mine => m.Petitioners.Any(mine.MayBe)))
            .Select(m => new Line(m.Id, m.Number, m.State.ToString(), m.IsAnswering, m.ReceivedOn,
                m.Summary.Text.Length > Shown ? m.Summary.Text[..Shown] : m.Summary.Text))
            .ToList());
    }
}

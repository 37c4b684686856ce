using System.Globalization;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.Letters;
using Anjie.OfficeTexts;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Anjie.Supervision.Features.Letters;

/// <summary>Lays out the paper of the unit that issues a letter, and gives it its number.</summary>
internal sealed class LetterDesk(SupervisionDb db, IOptions<DeskTelephones> telephones)
{
    /// <summary>Runs an act that issues a letter. The number is taken under the lock of its series and given back
    /// when the act is refused or was a repeat, so that no number is ever missing.</summary>
    /// <param name="kind">Null when the act issues no letter; then the paper is null, too.</param>
    /// <param name="toUnitId">The unit the letter goes to.</param>
    public async Task IssueAsync(SupervisionItem item, LetterKind? kind, Guid toUnitId, Act act, Action<LetterPaper?> change, CancellationToken ct)
    {
        if (kind is null)
        {
            change(null);
            await db.SaveChangesAsync(ct);
            return;
        }

        var paper = await PaperAsync(item, kind, toUnitId, act, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var before = item.Version;
        change(kind.NumberWord is null ? paper : paper with { Number = await NextNumberAsync(paper, kind, act.Today.Year, ct) });
        await db.SaveChangesAsync(ct);
        if (item.Version != before)
            await transaction.CommitAsync(ct);
    }

    async Task<DocumentNumber> NextNumberAsync(LetterPaper paper, LetterKind kind, int year, CancellationToken ct)
    {
        var series = DocumentNumber.WordOf(paper.Unit, kind);
        return new(series, year, await db.TakeSerialAsync(paper.UnitId, year, series, ct));
    }

    /// <summary>The paper without a number, as a draft has it.</summary>
    public async Task<LetterPaper> PaperAsync(SupervisionItem item, LetterKind kind, Guid toUnitId, Act act, CancellationToken ct)
    {
        var unit = await db.UnitAsync(act.Actor.UnitId, ct);
        var lines = await db.Ledger.AsNoTracking().Include(line => line.Clocks).Where(line => line.MatterId == item.MatterId).ToListAsync(ct);
        Guid?[] others = [toUnitId, .. lines.Select(line => line.UnitId)];
        var names = await db.Set<UnitCopy>().AsNoTracking().Where(one => others.Contains(one.Id)).ToDictionaryAsync(one => one.Id, one => one.Name, ct);
        var earlier = await db.Letters.AsNoTracking().Where(letter => letter.ItemId == item.Id).OrderBy(letter => letter.Id).Select(letter => new { letter.Kind, letter.Number, letter.IssuedOn }).ToListAsync(ct);
        // Proposals and talks press in another way.
        var pressing = earlier.Where(letter => letter.Kind is LetterCodes.Notice or LetterCodes.Letter);
        return new(
            await db.TextInForceAsync(kind, act.Today, ct), unit.Id, unit.Name, telephones.Value.TelephoneOf(unit.Path), names.GetValueOrDefault(toUnitId), HandledSoFar.NumberOf(item, lines),
            HandledSoFar.Of(item, lines, [.. pressing.Select(letter => new EarlierLetter(LetterKinds.Get(letter.Kind).Chinese, letter.Number, letter.IssuedOn))], names, act.Today));
    }
}

/// <summary>A letter of an item as its list has it; the letter itself is read by <see cref="ReadLetter"/>.</summary>
/// <param name="Kind">Code of the kind.</param>
/// <param name="KindName">Its name in the language of the caller.</param>
public sealed record ItemLetterView(Guid Id, string Kind, string KindName, string Number, Guid UnitId, DateOnly IssuedOn, string IssuedBy)
{
    internal static async Task<IReadOnlyList<ItemLetterView>> OfAsync(SupervisionDb db, Guid itemId, CancellationToken ct)
    {
        var letters = await db.Letters.AsNoTracking().Where(letter => letter.ItemId == itemId).OrderBy(letter => letter.Id)
            .Select(letter => new { letter.Id, letter.Kind, letter.Number, letter.UnitId, letter.IssuedOn, letter.IssuedBy }).ToListAsync(ct);
        return [.. letters.Select(letter => new ItemLetterView(letter.Id, letter.Kind, NameOf(LetterKinds.Get(letter.Kind)), letter.Number, letter.UnitId, letter.IssuedOn, letter.IssuedBy))];
    }

    internal static string NameOf(LetterKind kind) => kind.NameIn(CultureInfo.CurrentUICulture);
}

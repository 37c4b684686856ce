using System.Globalization;
using Anjie.Cases;
using Anjie.Letters;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;

namespace Anjie.VisitReception.Features.Letters;

/// <summary>A letter as its caller may see it.</summary>
/// <param name="Kind">Code of the kind.</param>
/// <param name="KindName">Its name in the language of the caller.</param>
/// <param name="Body">Its words, with names masked for those whose work does not need them.</param>
/// <param name="Kept">Whether the letter itself can be read and printed; a notice written by hand cannot, nor one that is erased.</param>
/// <param name="NeedsProof">Whether a 送达回证 belongs to it.</param>
public sealed record LetterView(Guid Id, string Kind, string KindName, string Number, Guid UnitId, DateOnly IssuedOn, string IssuedBy, string Body, bool Served, bool Kept, bool NeedsProof)
{
    internal static IReadOnlyList<LetterView> Of(Matter m, Act act) => [.. m.Letters.OrderBy(l => l.Id).Select(letter =>
    {
        var (kind, shown) = (LetterKinds.Get(letter.Kind), Shown(letter, m, act, withCode: false));
        return new LetterView(
            letter.Id, letter.Kind, NameOf(kind), letter.Number, letter.UnitId, letter.IssuedOn, letter.IssuedBy,
            shown?.BodyText ?? letter.Body.Text, m.Deliveries.Any(d => d.LetterId == letter.Id), shown is not null, kind.NeedsProofOfService);
    })];

    /// <summary>In the language of the caller.</summary>
    internal static string NameOf(LetterKind kind) => kind.NameIn(CultureInfo.CurrentUICulture);

    /// <summary>A draft with the petitioners' names as the caller may see them.</summary>
    internal static LetterDocument Masked(LetterDocument draft, Matter m, Act act) => MasksFor(m, act) is { } mask ? draft.With(mask) : draft;

    // Longer names first: one may be the beginning of another. Null where all of them are shown.
    static Func<string, string>? MasksFor(Matter m, Act act)
    {
        var names = m.Petitioners.Select(p => p.Name).Concat(m.Letters.SelectMany(letter => letter.Signatories).Select(name => new Secret(name)));
        var masked = names.Where(name => PersonView.NameFor(act, name, m) != name.Text).Select(name => name.Text).Distinct().OrderByDescending(name => name.Length).ToList();
        return masked.Count == 0 ? null : text => masked.Aggregate(text, (words, name) => words.Replace(name, Mask.Name(name), StringComparison.Ordinal));
    }

    /// <summary>The letter with the petitioners' names as the caller may see them; null for one that is not kept.</summary>
    /// <param name="withCode">Whether the query code may stand in it. Whoever knows it and sees a masked phone could speak as the petitioner,
    /// so it is for those units only that may take the code out, and on paper only.</param>
    internal static IssuedLetter? Shown(Letter letter, Matter m, Act act, bool withCode)
    {
        if (letter.Document is not { } document)
            return null;
        var shown = MasksFor(m, act) is { } mask ? document.With(mask) : document;
        return withCode && m.MayHandOverCode(act) || QueryCodeText.InAddress(document.Query) is not { } code ? shown
            : shown.With(text => text.Replace(code, QueryCodeText.Hidden, StringComparison.Ordinal)).WithoutQuery();
    }
}

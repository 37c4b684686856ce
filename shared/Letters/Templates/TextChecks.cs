using System.Text;

namespace Anjie.Letters;

/// <summary>A field in a text, and where it stands.</summary>
sealed record PlacedSlot(Slot Slot, LetterPart Part, int Line, int Column);

/// <summary>Whether letters of a kind can come of a text. What a letter must say is looked for only where every letter says it.</summary>
sealed class TextChecks(LetterKind kind, IReadOnlyDictionary<LetterPart, List<TextLine>> parts, IReadOnlyList<PlacedSlot> slots, FilledFields? filled)
{
    // Every proof of service names the letter by its title, in a field of 200 characters.
    const int LongestTitle = 100;

    // Art 35 and 36: thirty days from the receipt of an opinion.
    static readonly string[] Terms = ["30日", "三十日"];

    readonly Dictionary<LetterPart, List<IReadOnlyList<TextPiece>>> _lasting = parts.ToDictionary(pair => pair.Key, pair => Lasting(kind, pair.Key, pair.Value).ToList());

    public IEnumerable<TextFault> All() => [.. AboutParts(), .. AboutTitle(), .. AboutSlots(), .. AboutFields(), .. AboutRemedies(), .. AboutDemands()];

    IEnumerable<TextFault> AboutParts() =>
        from part in kind.Parts
        where part != LetterPart.Title && !LastingOf(part).Any(pieces => pieces.Count > 0)
        select Fault(part == LetterPart.Remedies ? LetterErrors.NoRemedies : LetterErrors.PartMissing, null, part);

    IEnumerable<TextFault> AboutTitle()
    {
        if (!WordsOf(LetterPart.Title).EnumerateRunes().Any(Rune.IsLetterOrDigit))
            yield return Fault(LetterErrors.PartMissing, null, LetterPart.Title);
        if (parts.GetValueOrDefault(LetterPart.Title, []).SelectMany(LetterText.PiecesOf).OfType<Words>().Sum(words => words.Text.Length) > LongestTitle)
            yield return Fault(LetterErrors.TitleTooLong, null, LongestTitle);
    }

    IEnumerable<TextFault> AboutSlots()
    {
        foreach (var placed in slots)
        {
            if (placed.Slot.Name.Field is not { } field)
                continue;
            if (!Belongs(field, placed.Part))
                yield return Fault(LetterErrors.FieldNotHere, placed, field, placed.Part);
            if (kind.Addressee == AddresseeKind.Public && field.IsPersonal)
                yield return Fault(LetterErrors.FieldNotAllowed, placed, field);
            if (placed.Slot.IsOptional && kind.Needs(field))
                yield return Fault(LetterErrors.FieldOptional, placed, field);
            if (filled is null || filled.Always.Contains(field))
                continue;
            if (!filled.Sometimes.Contains(field))
                yield return Fault(LetterErrors.FieldNotFilled, placed, field);
            else if (!placed.Slot.IsOptional)
                yield return Fault(LetterErrors.FieldMayBeEmpty, placed, field);
        }
    }

    IEnumerable<TextFault> AboutFields()
    {
        var named = _lasting.Values.SelectMany(lines => lines).SelectMany(pieces => pieces).OfType<Slot>().Select(slot => slot.Name.Field).ToHashSet();
        // Unit and date of a sealed letter stand below it without being named.
        foreach (var field in kind.Fields.Where(field => !named.Contains(field) && !(kind.IsSealed && field == LetterFields.Unit)))
            yield return Fault(LetterErrors.FieldMissing, slots.FirstOrDefault(one => one.Slot.Name.Field == field), field);
        if (kind.AddresseeField is { } addressee && !SlotsOf(LetterPart.Addressee).Any(slot => slot.Name.Field == addressee))
            yield return Fault(LetterErrors.WrongAddressee, null, addressee);
    }

    IEnumerable<TextFault> AboutRemedies()
    {
        if (kind.RemedyOrgan is not { } organ || LastingOf(LetterPart.Remedies).Count == 0)
            yield break;
        var words = WordsOf(LetterPart.Remedies);
        if (!SlotsOf(LetterPart.Remedies).Any(slot => slot.Name.Field == organ) || !Terms.Any(term => words.Contains(term, StringComparison.Ordinal)))
            yield return Fault(LetterErrors.NoRemedies);
    }

    IEnumerable<TextFault> AboutDemands() =>
        from part in kind.Needs(LetterFields.Answers) ? Enum.GetValues<DemandSlot>() : []
        where !SlotsOf(LetterPart.EachDemand).Any(slot => slot.Name.OfDemand == part)
        select Fault(LetterErrors.DemandLost);

    static bool Belongs(LetterField field, LetterPart part) => part switch
    {
        LetterPart.Title => field.Shape is FieldShape.Line or FieldShape.Date or FieldShape.Number,
        // {各项诉求} fills this part: within itself it would have no end.
        LetterPart.EachDemand => !field.StandsAlone,
        _ => true,
    };

    List<IReadOnlyList<TextPiece>> LastingOf(LetterPart part) => _lasting.GetValueOrDefault(part, []);

    IEnumerable<Slot> SlotsOf(LetterPart part) => LastingOf(part).SelectMany(pieces => pieces).OfType<Slot>();

    string WordsOf(LetterPart part) => string.Concat(LastingOf(part).SelectMany(pieces => pieces).OfType<Words>().Select(words => words.Text));

    // Lines and cells without a field that may be empty, as Filling leaves them: a heading goes where nothing follows it.
    static IEnumerable<IReadOnlyList<TextPiece>> Lasting(LetterKind kind, LetterPart part, List<TextLine> lines)
    {
        List<TextLine> staying = [.. lines.Where(line => line is RowLine || IsLasting([.. LetterText.PiecesOf(line)]))];
        if (part is LetterPart.Body or LetterPart.EachDemand or LetterPart.Remedies or LetterPart.Finality)
            for (var at = staying.Count - 1; at >= 0; at--)
                if (staying[at] is ProseLine { Level: > 0 } heading && (at + 1 == staying.Count || Ends(staying[at + 1], heading.Level)))
                    staying.RemoveAt(at);
        return staying.SelectMany(line => line is RowLine row ? row.Cells.Where(IsLasting) : [((ProseLine)line).Pieces]);

        // A question mark behind a required field is a fault of its own, told by that.
        bool IsLasting(IReadOnlyList<TextPiece> pieces) => !pieces.Any(piece => piece is Slot { IsOptional: true } slot && !(slot.Name.Field is { } field && kind.Needs(field)));
    }

    // The answers may begin with a heading of any level.
    static bool Ends(TextLine next, int level) =>
        next is ProseLine prose && (prose.Level > 0 && prose.Level <= level || prose.Pieces is [Slot { Name.Field: { Shape: FieldShape.Demands } }]);

    /// <param name="at">Null for what is missing altogether.</param>
    static TextFault Fault(string code, PlacedSlot? at = null, params object[] values) => new(code, at?.Line ?? 1, at?.Column ?? 1) { Values = values };
}

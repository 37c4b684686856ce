using System.Text;

namespace Anjie.Letters;

/// <summary>Puts facts into a text, once, from top to bottom.</summary>
/// <param name="forHand">Whether what is not known is left blank to be written by hand, instead of being named.</param>
sealed class Filling(LetterText text, LetterFacts facts, bool forHand = false)
{
    public LetterDocument Document(bool isIssued) => new(text.Kind, text.Version)
    {
        IsIssued = isIssued,
        IsForm = forHand,
        Title = string.Join('\n', Lines(LetterPart.Title)),
        Number = text.Kind.NumberWord is null ? null : facts.Of(LetterFields.Number)?.ToString(),
        Addressee = Lines(LetterPart.Addressee) is { Count: > 0 } addressee ? string.Join(' ', addressee) : null,
        Body = Numbered(WithoutEmptyHeadings([.. Blocks(LetterPart.Body), .. Blocks(LetterPart.Remedies), .. Blocks(LetterPart.Finality)])),
        Enclosures = [.. Lines(LetterPart.Enclosures)],
        Unit = text.Kind.IsSealed ? Wording.Inline(LetterFields.Unit, facts, text.Kind) ?? Wording.Missing(LetterFields.Unit.Chinese) : null,
        IssuedOn = text.Kind.IsSealed ? Wording.Inline(LetterFields.IssuedOn, facts, text.Kind) ?? Wording.Missing(LetterFields.IssuedOn.Chinese) : null,
        Signature = [.. Lines(LetterPart.Signature)],
        Note = Lines(LetterPart.Note) is { Count: > 0 } note ? string.Join('，', note) : null,
        Copies = string.Join('，', Lines(LetterPart.Copies)),
    };

    /// <summary>A part as plain lines; what is counted in it comes without its marks.</summary>
    List<string> Lines(LetterPart part) => [.. Blocks(part).SelectMany(block => block switch
    {
        ParagraphBlock paragraph => [paragraph.Text],
        ItemBlock item => [item.Text],
        HeadingBlock heading => [heading.Text],
        TableBlock table => table.Rows.Select(row => string.Join(' ', row)),
        _ => Array.Empty<string>(),
    })];

    IEnumerable<LetterBlock> Blocks(LetterPart part, DemandAnswer? demand = null)
    {
        List<IReadOnlyList<string>> form = [];
        foreach (var line in text.LinesOf(part))
        {
            if (line is RowLine row)
            {
                form.Add([.. row.Cells.Select(Cell)]);
                continue;
            }

            if (form.Count > 0)
                yield return new TableBlock([.. form], HasHeader: false);
            form.Clear();
            foreach (var block in Prose((ProseLine)line, part, demand))
                yield return block;
        }

        if (form.Count > 0)
            yield return new TableBlock(form, HasHeader: false);
    }

    IEnumerable<LetterBlock> Prose(ProseLine line, LetterPart part, DemandAnswer? demand)
    {
        if (line.Pieces is [Slot { Name.Field: { StandsAlone: true } field } alone])
            return Alone(field, alone.IsOptional);
        if (line.Pieces.OfType<Slot>().Any(slot => slot.IsOptional && ValueOf(slot, demand) is null))
            return [];
        var words = Words(line.Pieces, demand);
        return line.Level > 0
            ? [new HeadingBlock(line.Level, "", words.Replace('\n', ' '))]
            : words.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(paragraph => new ParagraphBlock(paragraph, part == LetterPart.Remedies));
    }

    IEnumerable<LetterBlock> Alone(LetterField field, bool isOptional) => facts.Of(field) switch
    {
        IReadOnlyList<string> items => items.Select((item, at) => new ItemBlock(items.Count > 1 ? ChineseStyle.Mark(3, at + 1) : "", Wording.OneLine(item))),
        IReadOnlyList<DemandAnswer> answers => answers.SelectMany(answer => Blocks(LetterPart.EachDemand, answer)),
        LetterTable table => [new TableBlock([[.. table.Columns.Select(Wording.OneLine)], .. table.Rows.Select(row => RowOf(row, table.Columns.Count))], HasHeader: true)],
        _ when isOptional => [],
        _ => [new ParagraphBlock(Missing(field))],
    };

    static List<string> RowOf(IReadOnlyList<string> row, int columns) => [.. Enumerable.Range(0, columns).Select(at => at < row.Count ? Wording.OneLine(row[at]) : "")];

    string Words(IReadOnlyList<TextPiece> pieces, DemandAnswer? demand)
    {
        var words = new StringBuilder();
        for (var at = 0; at < pieces.Count; at++)
            if (pieces[at] is Words plain)
                words.Append(plain.Text);
            else if (pieces[at] is Slot slot)
            {
                var value = ValueOf(slot, demand) ?? (slot.Name.Field is { } field ? Missing(field) : Wording.Missing(NameOf(slot.Name.OfDemand!.Value)));
                words.Append(at + 1 < pieces.Count && pieces[at + 1] is Words { Text: ['。', ..] } ? Wording.WithoutStop(value) : value);
            }

        return words.ToString();
    }

    // A form is signed by hand: what is not known yet stays blank in it.
    string Cell(IReadOnlyList<TextPiece> pieces) => pieces switch
    {
        [Slot { Name.Field: { Shape: FieldShape.Choice } choice }] => Wording.Boxes(choice, facts),
        _ when pieces.OfType<Slot>().Any(slot => slot.IsOptional && ValueOf(slot, null) is null) => "",
        _ => Words(pieces, null).Replace('\n', ' '),
    };

    string? ValueOf(Slot slot, DemandAnswer? demand) => slot.Name switch
    {
        { Field: { } field } => Wording.Inline(field, facts, text.Kind),
        { OfDemand: DemandSlot.Demand } => Given(demand?.Demand) is { } text ? Wording.OneLine(text) : null,
        { OfDemand: DemandSlot.Opinion } => Given(demand?.Word),
        { OfDemand: DemandSlot.Text } => Given(demand?.Text),
        { OfDemand: DemandSlot.LegalBasis } => Given(demand?.LegalBasis),
        _ => null,
    };

    string Missing(LetterField field) => forHand ? Wording.Blank(field) : Wording.Missing(field.Chinese);

    static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : Wording.Plain(text);

    static string NameOf(DemandSlot slot) => slot switch
    {
        DemandSlot.Demand => "诉求",
        DemandSlot.Opinion => "意见",
        DemandSlot.Text => "意见说明",
        DemandSlot.LegalBasis => "法律依据",
    };

    static List<LetterBlock> WithoutEmptyHeadings(List<LetterBlock> blocks)
    {
        for (var at = blocks.Count - 1; at >= 0; at--)
            if (blocks[at] is HeadingBlock heading && (at + 1 == blocks.Count || blocks[at + 1] is HeadingBlock next && next.Level <= heading.Level))
                blocks.RemoveAt(at);
        return blocks;
    }

    static List<LetterBlock> Numbered(List<LetterBlock> blocks)
    {
        var counts = new int[5];
        return [.. blocks.Select(block =>
        {
            if (block is not HeadingBlock heading)
                return block;
            counts[heading.Level]++;
            Array.Clear(counts, heading.Level + 1, counts.Length - heading.Level - 1);
            return heading with { Mark = ChineseStyle.Mark(heading.Level, Math.Min(counts[heading.Level], 999)) };
        })];
    }
}

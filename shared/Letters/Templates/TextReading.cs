using System.Globalization;
using Anjie.PersonalData;

namespace Anjie.Letters;

/// <summary>What stands above the parts of a text, or is kept beside them.</summary>
sealed record TextHead(LetterKind Kind, int Version, DateOnly EffectiveFrom);

/// <summary>Reads one text from top to bottom, once.</summary>
/// <param name="given">The head, where it does not stand in the text.</param>
sealed class TextReading(string source, TextHead? given = null, FilledFields? filled = null)
{
    const int LongestText = 100_000, DeepestHeading = 4;

    static readonly Dictionary<string, LetterPart> PartNames = new(StringComparer.Ordinal)
    {
        ["标题"] = LetterPart.Title, ["抬头"] = LetterPart.Addressee, ["正文"] = LetterPart.Body, ["每项诉求"] = LetterPart.EachDemand, ["救济"] = LetterPart.Remedies,
        ["终结"] = LetterPart.Finality, ["附件"] = LetterPart.Enclosures, ["落款"] = LetterPart.Signature, ["附注"] = LetterPart.Note, ["抄送"] = LetterPart.Copies,
    };

    readonly List<TextFault> _faults = [];
    readonly Dictionary<string, (string Value, int Line)> _head = new(StringComparer.Ordinal);
    readonly Dictionary<LetterPart, List<TextLine>> _parts = [];
    readonly List<PlacedSlot> _slots = [];

    public LetterText? Read(out IReadOnlyList<TextFault> faults)
    {
        faults = _faults;
        if (source.Length > LongestText)
        {
            Add(LetterErrors.TextTooLong, 1, 1, LongestText);
            return null;
        }

        LetterPart? part = null;
        var lines = SafeText.WithLineFeeds(source).Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at].Trim(' ', '\t', '\u3000', '\uFEFF');
            if (!SafeText.IsAcceptable(line))
                Add(LetterErrors.TextUnprintable, at + 1, 1);
            else if (line is ['【', .., '】'])
                part = Open(line[1..^1], at + 1) ?? part;
            else if (line.Length > 0 && part is { } inside)
                _parts[inside].Add(Line(line, inside, at + 1, lines[at].IndexOf(line, StringComparison.Ordinal) + 1));
            else if (line.Length > 0)
                Head(line, at + 1);
        }

        var kind = given is null ? Kind() : given.Kind;
        var (version, from) = given is null ? (Version(), EffectiveFrom()) : (given.Version, given.EffectiveFrom);
        if (kind is not null)
            _faults.AddRange(new TextChecks(kind, _parts, _slots, filled).All());
        _faults.Sort((one, other) => (one.Line, one.Column).CompareTo((other.Line, other.Column)));
        return _faults.Count > 0 ? null : new(kind!, version, from, source, _parts.ToDictionary(pair => pair.Key, IReadOnlyList<TextLine> (pair) => pair.Value));
    }

    void Head(string line, int number)
    {
        var colon = given is null ? line.IndexOfAny(['：', ':']) : -1;
        if (given is not null)
            Add(LetterErrors.OutsideParts, number, 1);
        else if (colon < 1 || line[..colon] is not ("文书" or "版次" or "启用") || !_head.TryAdd(line[..colon], (line[(colon + 1)..].Trim(), number)))
            Add(_head.Count > 0 && colon < 1 ? LetterErrors.OutsideParts : LetterErrors.TextHead, number, 1);
    }

    LetterPart? Open(string name, int line)
    {
        if (!PartNames.TryGetValue(name, out var part))
            Add(LetterErrors.UnknownPart, line, 1, name);
        else if (!_parts.TryAdd(part, []))
            Add(LetterErrors.PartTwice, line, 1, part);
        else
            return part;
        return null;
    }

    TextLine Line(string line, LetterPart part, int number, int column)
    {
        if (line is ['|', .., '|'])
            return new RowLine([.. Cells(line).Select(cell => (IReadOnlyList<TextPiece>)Pieces(cell.Text.Trim(), part, number, column + cell.At, isCell: true))]);
        var level = line.TakeWhile(character => character == '#').Count();
        if (level > DeepestHeading)
            level = 0;
        var words = line[level..].TrimStart();
        return new ProseLine(level, Pieces(words, part, number, column + line.Length - words.Length, isCell: false));
    }

    static IEnumerable<(string Text, int At)> Cells(string row)
    {
        var at = 1;
        foreach (var cell in row[1..^1].Split('|'))
        {
            yield return (cell, at + cell.Length - cell.TrimStart().Length);
            at += cell.Length + 1;
        }
    }

    List<TextPiece> Pieces(string text, LetterPart part, int line, int column, bool isCell)
    {
        List<TextPiece> pieces = [];
        var words = new System.Text.StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is '{' or '}' && at + 1 < text.Length && text[at + 1] == text[at])
                words.Append(text[at++]);
            else if (text[at] is not ('{' or '}'))
                words.Append(text[at]);
            else if (text[at] == '}' || text.IndexOfAny(['{', '}'], at + 1) is var end && (end < 0 || text[end] == '{'))
            {
                Add(LetterErrors.UnbalancedBrace, line, column + at);
                return pieces;
            }
            else
            {
                Flush();
                if (SlotOf(text[(at + 1)..end], part, line, column + at) is { } slot)
                    Take(slot, at, end);
                at = end;
            }
        }

        Flush();
        return pieces;

        void Take(Slot slot, int begin, int end)
        {
            pieces.Add(slot);
            _slots.Add(new(slot, part, line, column + begin));
            if (slot.Name.Field is { StandsAlone: true } field && (isCell || begin > 0 || end < text.Length - 1))
                Add(LetterErrors.FieldNeedsLine, line, column + begin, field);
        }

        void Flush()
        {
            if (words.Length > 0)
                pieces.Add(new Words(words.ToString()));
            words.Clear();
        }
    }

    Slot? SlotOf(string name, LetterPart part, int line, int column)
    {
        var isOptional = name is [.., '?' or '？'];
        name = (isOptional ? name[..^1] : name).Trim();
        if (part == LetterPart.EachDemand && DemandSlotOf(name) is { } ofDemand)
            return new(new(null, ofDemand), isOptional);
        if (LetterFields.Find(name) is { } field)
            return new(new(field, null), isOptional);
        Add(DemandSlotOf(name) is null ? LetterErrors.UnknownField : LetterErrors.FieldElsewhere, line, column, name);
        return null;
    }

    static DemandSlot? DemandSlotOf(string name)
    {
        for (var at = 0; at < LetterText.DemandFields.Count; at++)
            if (LetterText.DemandFields[at] == name)
                return (DemandSlot)at;
        return null;
    }

    LetterKind? Kind()
    {
        if (!_head.TryGetValue("文书", out var name))
        {
            Add(LetterErrors.TextHead, 1, 1);
            return null;
        }

        if (LetterKinds.Named(name.Value) is { } kind)
            return kind;
        Add(LetterErrors.UnknownKind, name.Line, 1);
        return null;
    }

    int Version()
    {
        if (_head.TryGetValue("版次", out var text) && int.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0)
            return version;
        Add(LetterErrors.TextHead, text.Line is 0 ? 1 : text.Line, 1);
        return 0;
    }

    DateOnly EffectiveFrom()
    {
        if (_head.TryGetValue("启用", out var text) && DateOnly.TryParseExact(text.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from))
            return from;
        Add(LetterErrors.TextHead, text.Line is 0 ? 1 : text.Line, 1);
        return default;
    }

    void Add(string code, int line, int column, params object[] values) => _faults.Add(new(code, line, column) { Values = values });
}

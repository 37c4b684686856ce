namespace Anjie.Letters;

/// <summary>The text of a kind of letter, read and checked.</summary>
/// <remarks>A text is data that a unit may edit. Its form:
/// <code>
/// 文书：延期告知书
/// 版次：1
/// 启用：2022-05-01
///
/// 【标题】
/// 信访事项延长办理期限告知书
///
/// 【正文】
/// # 延期理由
/// {理由}
/// | a row | of a form |
/// </code>
/// A line is a paragraph; <c>#</c> to <c>####</c> begin headings, which are numbered when the letter is filled. <c>{理由}</c> is a field,
/// <c>{理由?}</c> one that may be empty: then its paragraph falls away. <c>{{</c> and <c>}}</c> are braces.</remarks>
public sealed class LetterText
{
    internal LetterText(LetterKind kind, int version, DateOnly effectiveFrom, string source, IReadOnlyDictionary<LetterPart, IReadOnlyList<TextLine>> parts) =>
        (Kind, Version, EffectiveFrom, Source, Parts) = (kind, version, effectiveFrom, source, parts);

    /// <summary>Kind it is for.</summary>
    public LetterKind Kind { get; }

    /// <summary>From 1.</summary>
    public int Version { get; }

    /// <summary>First day of use.</summary>
    public DateOnly EffectiveFrom { get; }

    /// <summary>As it was written, with its head if that stood in it.</summary>
    public string Source { get; }

    /// <summary>As it was written, from its first part on.</summary>
    public string Body => Source[Math.Max(0, Source.IndexOf('【', StringComparison.Ordinal))..];

    /// <summary>What the part 【每项诉求】 must name of each demand, as it stands in braces.</summary>
    public static IReadOnlyList<string> DemandFields { get; } = ["诉求", "意见", "意见说明", "法律依据"];

    internal IReadOnlyDictionary<LetterPart, IReadOnlyList<TextLine>> Parts { get; }

    internal IReadOnlyList<TextLine> LinesOf(LetterPart part) => Parts.GetValueOrDefault(part, []);

    internal IEnumerable<Slot> Slots => Parts.Values.SelectMany(lines => lines).SelectMany(PiecesOf).OfType<Slot>();

    /// <summary>Reads and checks a text.</summary>
    /// <param name="source">The text; line ends of any system.</param>
    /// <param name="faults">What is wrong, by position; empty when the result is not null.</param>
    /// <returns>Null when anything is wrong.</returns>
    public static LetterText? Read(string source, out IReadOnlyList<TextFault> faults) => new TextReading(source).Read(out faults);

    /// <summary>Reads and checks a text whose head is kept beside it: the text begins with its first part.</summary>
    /// <param name="kind">What would stand in its head.</param>
    /// <param name="version">From 1.</param>
    /// <param name="effectiveFrom">First day of use.</param>
    /// <param name="body">The parts; line ends of any system.</param>
    /// <param name="filled">What its letters can be filled with; null to ask nothing of it.</param>
    /// <param name="faults">What is wrong, by position in <paramref name="body"/>; empty when the result is not null.</param>
    /// <returns>Null when anything is wrong.</returns>
    public static LetterText? Read(LetterKind kind, int version, DateOnly effectiveFrom, string body, FilledFields? filled, out IReadOnlyList<TextFault> faults) =>
        new TextReading(body, new(kind, version, effectiveFrom), filled).Read(out faults);

    internal static IEnumerable<TextPiece> PiecesOf(TextLine line) => line switch
    {
        ProseLine prose => prose.Pieces,
        RowLine row => row.Cells.SelectMany(cell => cell),
        _ => [],
    };
}

/// <summary>What those who issue a kind of letter can fill its fields with. A text that names another field plainly could never be issued.</summary>
/// <param name="Always">There in every letter of the kind.</param>
/// <param name="Sometimes">There in some; a text names them as ones that may be missing.</param>
public sealed record FilledFields(IReadOnlyCollection<LetterField> Always, IReadOnlyCollection<LetterField> Sometimes);

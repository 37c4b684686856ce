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

    /// <summary>As it was written.</summary>
    public string Source { get; }

    internal IReadOnlyDictionary<LetterPart, IReadOnlyList<TextLine>> Parts { get; }

    internal IReadOnlyList<TextLine> LinesOf(LetterPart part) => Parts.GetValueOrDefault(part, []);

    internal IEnumerable<Slot> Slots => Parts.Values.SelectMany(lines => lines).SelectMany(PiecesOf).OfType<Slot>();

    /// <summary>Reads and checks a text.</summary>
    /// <param name="source">The text; line ends of any system.</param>
    /// <param name="faults">What is wrong, by position; empty when the result is not null.</param>
    /// <returns>Null when anything is wrong.</returns>
    public static LetterText? Read(string source, out IReadOnlyList<TextFault> faults) => new TextReading(source).Read(out faults);

    internal static IEnumerable<TextPiece> PiecesOf(TextLine line) => line switch
    {
        ProseLine prose => prose.Pieces,
        RowLine row => row.Cells.SelectMany(cell => cell),
        _ => [],
    };
}

using System.Globalization;

namespace Anjie.Letters;

/// <summary>How the value of a field stands in a letter.</summary>
public enum FieldShape
{
    /// <summary>A few words within a sentence.</summary>
    Line,

    /// <summary>Sentences; a line feed begins a paragraph.</summary>
    Text,

    /// <summary>A day, <c>2026年3月5日</c>.</summary>
    Date,

    /// <summary>The end of a term with the day it rolls to.</summary>
    Due,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>文号.</summary>
    Number,

    /// <summary>One of a few words; in a form all of them with a box.</summary>
    Choice,

    /// <summary>Names within a sentence, 甲、乙.</summary>
    Names,

    /// <summary>A numbered list on lines of its own.</summary>
    Items,

    /// <summary>Demands with opinion and legal basis each, on lines of their own.</summary>
    Demands,

    /// <summary>A table on lines of its own.</summary>
    Table,
}

/// <summary>A field of letters: what a text may name in braces. The set is closed (<see cref="LetterFields"/>).</summary>
public abstract class LetterField
{
    private protected LetterField(string code, string chinese, string english, FieldShape shape) =>
        (Code, Chinese, English, Shape) = (code, chinese, english, shape);

    /// <summary>Stable code, part of the public API.</summary>
    public string Code { get; }

    /// <summary>Name as the texts write it in braces.</summary>
    public string Chinese { get; }

    /// <summary>Name for readers of English.</summary>
    public string English { get; }

    /// <summary>How its value stands in a letter.</summary>
    public FieldShape Shape { get; }

    /// <summary>The words a <see cref="FieldShape.Choice"/> allows, in the order of the form; else empty.</summary>
    public IReadOnlyList<string> Options { get; internal init; } = [];

    // A code is not printed; its words are.
    internal Func<string, string?> Wording { get; init; } = option => option;

    /// <summary>Whether it names a petitioner or other private person; a text for the public may not use it.</summary>
    public bool IsPersonal { get; internal init; }

    internal bool StandsAlone => Shape is FieldShape.Items or FieldShape.Demands or FieldShape.Table;

    internal string NameIn(CultureInfo culture) => culture.TwoLetterISOLanguageName == "zh" ? Chinese : English;
}

/// <summary>A field with the type of its values.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public sealed class LetterField<T> : LetterField
{
    internal LetterField(string code, string chinese, string english, FieldShape shape)
        : base(code, chinese, english, shape) { }
}

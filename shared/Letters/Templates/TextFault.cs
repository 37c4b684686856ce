using System.Globalization;

namespace Anjie.Letters;

/// <summary>What is wrong with a text, and where.</summary>
/// <param name="Code">Stable code, one of <see cref="LetterErrors"/>.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 units.</param>
public sealed record TextFault(string Code, int Line, int Column)
{
    internal IReadOnlyList<object> Values { get; init; } = [];

    /// <summary>A sentence for the person who edits the text.</summary>
    /// <param name="culture">Chinese, or English.</param>
    public string Sentence(CultureInfo culture) => Sentences.Of(Code, Values, culture);
}

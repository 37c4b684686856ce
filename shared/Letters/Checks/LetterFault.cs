using System.Globalization;

namespace Anjie.Letters;

/// <summary>What keeps a letter from being issued.</summary>
/// <param name="Code">Stable code, one of <see cref="LetterErrors"/>.</param>
/// <param name="Field">Field it is about, if one.</param>
/// <param name="Position">Which of several, from 1; 0 for none.</param>
public sealed record LetterFault(string Code, LetterField? Field = null, int Position = 0)
{
    internal IReadOnlyList<object> Values { get; init; } = [];

    /// <summary>A sentence for the person who writes the letter; no value of the letter stands in it.</summary>
    /// <param name="culture">Chinese, or English.</param>
    public string Sentence(CultureInfo culture) => Sentences.Of(Code, Values, culture);
}

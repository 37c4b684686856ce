using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Anjie.Letters;

/// <summary>文号: the number of an official document, for instance <c>金信受告〔2026〕12号</c>.</summary>
/// <remarks>GB/T 9704-2012, 7.2.5: the year in full in brackets U+3014 and U+3015, the serial without 第 and without leading zeros.
/// Numbers are gap-free per word and year; keeping the last one is the service's affair.</remarks>
public sealed record DocumentNumber : IParsable<DocumentNumber>
{
    const int LongestWord = 20, FirstYear = 1949, LastYear = 9999;
    const char Opening = '\u3014', Closing = '\u3015', End = '号';

    /// <param name="word">发文机关代字 and the word of the kind, letters only, at most 20.</param>
    /// <param name="year">1949 to 9999.</param>
    /// <param name="serial">From 1.</param>
    /// <exception cref="ArgumentException">A part is not as said.</exception>
    public DocumentNumber(string word, int year, int serial)
    {
        if (!IsWord(word))
            throw new ArgumentException("The word of a document number consists of letters, at most 20.", nameof(word));
        ArgumentOutOfRangeException.ThrowIfLessThan(year, FirstYear);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, LastYear);
        ArgumentOutOfRangeException.ThrowIfLessThan(serial, 1);
        (Word, Year, Serial) = (word, year, serial);
    }

    /// <summary>代字, for instance 金信受告.</summary>
    public string Word { get; }

    /// <summary>Year of issue.</summary>
    public int Year { get; }

    /// <summary>From 1, without gaps within word and year.</summary>
    public int Serial { get; }

    /// <summary>The word of a unit's letters of a kind: the letters of its name for the 代字, which the directory does not hold, and the word of the kind; at most 20.</summary>
    /// <param name="unitName">It may hold digits and brackets, and be longer than the form allows.</param>
    /// <param name="kind">One whose letters are numbered.</param>
    public static string WordOf(string unitName, LetterKind kind)
    {
        var word = new StringBuilder();
        foreach (var rune in unitName.EnumerateRunes().Where(Rune.IsLetter).Where(rune => rune.IsBmp).Take(LongestWord - kind.NumberWord!.Length))
            word.Append(rune.ToString());
        return word.Append(kind.NumberWord).ToString();
    }

    /// <summary>The number that follows.</summary>
    /// <param name="last">The highest number so far of the same word; null when there is none.</param>
    /// <param name="word">Word of the number wanted.</param>
    /// <param name="year">Year of issue; a new year begins at 1.</param>
    /// <exception cref="ArgumentException"><paramref name="last"/> has another word, or a later year.</exception>
    public static DocumentNumber After(DocumentNumber? last, string word, int year)
    {
        if (last is null)
            return new(word, year, 1);
        if (last.Word != word || last.Year > year)
            throw new ArgumentException("The last number has another word or a later year.", nameof(last));
        return new(word, year, last.Year == year ? checked(last.Serial + 1) : 1);
    }

    /// <summary>The official form and no other: brackets of another kind, blanks, leading zeros and 第 are refused.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out DocumentNumber result)
    {
        result = null;
        if (s is null || s.IndexOf(Opening, StringComparison.Ordinal) is var opening && opening < 1 || s.IndexOf(Closing, StringComparison.Ordinal) is var closing && closing < opening || s[^1] != End)
            return false;
        if (!IsWord(s[..opening]) || Count(s.AsSpan(opening + 1, closing - opening - 1)) is not (>= FirstYear and <= LastYear and var year) || Count(s.AsSpan(closing + 1, s.Length - closing - 2)) is not { } serial)
            return false;
        result = new(s[..opening], year, serial);
        return true;
    }

    /// <summary>As <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">It is no document number. The text is not repeated.</exception>
    public static DocumentNumber Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var number) ? number : throw new FormatException("No document number of the form 代字〔year〕serial号.");

    /// <summary>As printed.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Word}{Opening}{Year}{Closing}{Serial}{End}");

    static bool IsWord(string word) => word.Length is > 0 and <= LongestWord && word.EnumerateRunes().All(Rune.IsLetter);

    static int? Count(ReadOnlySpan<char> digits) =>
        digits.Length > 0 && digits[0] is >= '1' and <= '9' && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}

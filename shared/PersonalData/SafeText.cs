using System.Globalization;
using System.Text;

namespace Anjie.PersonalData;

/// <summary>Text that looks like what it is: nothing invisible, nothing that turns the direction of reading.</summary>
public static class SafeText
{
    // Vowel signs, tones and variation selectors need a few; a tower of them covers its neighbours.
    const int MostMarks = 4;

    /// <summary>Refuses control characters (but line feed and tab), bidirectional controls, zero-width and tag characters,
    /// lone surrogates, private use, noncharacters, and towers of combining marks.</summary>
    public static bool IsAcceptable(string text)
    {
        var rest = text.AsSpan();
        var marks = 0;
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != System.Buffers.OperationStatus.Done || !IsAcceptable(rune))
                return false;
            marks = Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            if (marks > MostMarks)
                return false;
            rest = rest[length..];
        }

        return true;
    }

    /// <summary>Line feeds for the line ends of other systems, as browsers and spreadsheets send them.</summary>
    public static string WithLineFeeds(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    static bool IsAcceptable(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control => rune.Value is '\n' or '\t',
        // Bidirectional, zero-width and tag characters are all format characters; so is every newcomer of their kind.
        UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse => false,
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        UnicodeCategory.OtherNotAssigned => (rune.Value & 0xFFFE) != 0xFFFE && rune.Value is not (>= 0xFDD0 and <= 0xFDEF) and not (>= 0xE0000 and <= 0xE0FFF),
        _ => true,
    };
}

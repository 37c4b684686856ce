using System.Buffers;
using System.Globalization;

namespace Anjie.Portal.Forms;

/// <summary>First letters of a text's pinyin, so that a choice is found without an input method: 土地承包 by <c>tdcb</c>.</summary>
/// <remarks>The Chinese collation is one by pinyin. The first character of each letter in its order therefore tells the letter of every other.</remarks>
internal static class PinyinInitials
{
    const string Letters = "abcdefghjklmnopqrstwxyz";

    const string FirstOfEach = "阿丷嚓咑妸发旮哈丌咔垃呣嗯喔妑七呥仨他穵夕丫帀";

    // The collation knows one reading of a character; in the words of the office these have another one too, or only the other.
    static readonly Dictionary<char, string> OtherReadings = new()
    {
        ['行'] = "hx", ['重'] = "cz", ['长'] = "cz", ['调'] = "dt", ['传'] = "cz", ['降'] = "jx", ['率'] = "ls", ['校'] = "xj", ['厦'] = "sx", ['藏'] = "cz", ['参'] = "cs", ['区'] = "q", ['单'] = "ds", ['会'] = "hk", ['弹'] = "td",
    };

    static readonly CompareInfo Collation = CultureInfo.GetCultureInfo("zh-CN").CompareInfo;

    static readonly SearchValues<char> Kept = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>All spellings of a text by first letters, lower case; other signs than characters, letters and digits are left out.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        const int Most = 8; // two characters with two readings are in no choice more than three times
        List<string> spellings = [""];
        foreach (var sign in text.ToLowerInvariant())
        {
            var letters = LettersOf(sign);
            if (letters.Length > 0)
                spellings = [.. spellings.SelectMany(before => letters.Select(letter => before + letter)).Take(Most)];
        }
        return spellings[0].Length == 0 ? [] : spellings;
    }

    static string LettersOf(char sign)
    {
        if (Kept.Contains(sign))
            return sign.ToString();
        if (sign is < '\u4e00' or > '\u9fff')
            return "";
        if (OtherReadings.TryGetValue(sign, out var known))
            return known;
        var letter = Letters.Length - 1;
        while (letter > 0 && Collation.Compare(FirstOfEach[letter].ToString(), sign.ToString(), CompareOptions.None) > 0)
            letter--;
        return Letters[letter].ToString();
    }
}

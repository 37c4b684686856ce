using System.Text;

namespace Anjie.PersonalData;

/// <summary>A person's name: rare characters outside the BMP and long names with a middle dot are ordinary here.</summary>
public static class PersonName
{
    public const int MaximumLength = 50;

    const int FullWidth = 'Ａ' - 'A';

    /// <summary>Trims, joins runs of blanks, gives every kind of middle dot the form <c>·</c> (U+00B7), full-width letters their usual form and composed letters one form.</summary>
    /// <remarks>A mask that comes back from a screen is no name, nor is one that mixes scripts whose letters look alike.
    /// Ideographs are not normalised: that would replace compatibility ideographs that stand in people's papers.</remarks>
    public static bool TryNormalise(string? text, out string normalised)
    {
        normalised = "";
        if (text is null || !SafeText.IsAcceptable(text) || text.AsSpan().ContainsAny('\n', '\t') || Mask.IsMasked(text))
            return false;

        var name = new StringBuilder(text.Length);
        foreach (var character in text.Replace('\u3000', ' ').Trim(' '))
        {
            if (character == ' ' && name.Length > 0 && name[^1] == ' ')
                continue;
            name.Append(character switch
            {
                '\u2022' or '\u30FB' or '\uFF0E' => '·',
                >= 'Ａ' and <= 'Ｚ' or >= 'ａ' and <= 'ｚ' => (char)(character - FullWidth),
                _ => character,
            });
        }

        var result = Composed(name.ToString());
        if (result.EnumerateRunes().Count() is 0 or > MaximumLength || !result.EnumerateRunes().Any(Rune.IsLetter) || MixesAlikeScripts(result))
            return false;
        normalised = result;
        return true;
    }

    static string Composed(string name)
    {
        var result = new StringBuilder(name.Length);
        var begin = 0;
        for (var at = 0; at <= name.Length; at++)
            if (at == name.Length || IsIdeograph(name[at]))
            {
                result.Append(name[begin..at].Normalize(NormalizationForm.FormC)).Append(at < name.Length ? name[at..(at + 1)] : "");
                begin = at + 1;
            }
        return result.ToString();
    }

    // Halves of a pair count too: what lies beyond the BMP has no composed form of another script.
    static bool IsIdeograph(char character) => character is >= '\u2E80' and <= '\uA4CF' or >= '\uF900' and <= '\uFAFF' || char.IsSurrogate(character);

    static bool MixesAlikeScripts(string name) =>
        (name.Any(character => char.IsAsciiLetter(character) || character is >= '\u00C0' and <= '\u024F' && char.IsLetter(character)) ? 1 : 0)
        + (name.Any(character => character is >= '\u0370' and <= '\u03FF' && char.IsLetter(character)) ? 1 : 0)
        + (name.Any(character => character is >= '\u0400' and <= '\u052F' && char.IsLetter(character)) ? 1 : 0) > 1;
}

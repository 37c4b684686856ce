using System.Text;

namespace Anjie.PersonalData;

/// <summary>A person's name: rare characters outside the BMP and long names with a middle dot are ordinary here.</summary>
public static class PersonName
{
    public const int MaximumLength = 50;

    /// <summary>Trims, joins runs of blanks and gives every kind of middle dot the form <c>·</c> (U+00B7).</summary>
    /// <remarks>A mask that comes back from a screen is no name. No Unicode normalisation: it would replace compatibility ideographs that stand in people's papers.</remarks>
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
            name.Append(character is '\u2022' or '\u30FB' or '\uFF0E' ? '·' : character);
        }

        var result = name.ToString();
        if (result.EnumerateRunes().Count() is 0 or > MaximumLength || !result.EnumerateRunes().Any(Rune.IsLetter))
            return false;
        normalised = result;
        return true;
    }
}

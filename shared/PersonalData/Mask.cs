using System.Text;
using System.Text.RegularExpressions;

namespace Anjie.PersonalData;

/// <summary>Shows enough to recognise and too little to use.</summary>
public static partial class Mask
{
    /// <summary>张三丰 → 张**; a name of one character vanishes.</summary>
    public static string Name(string name)
    {
        Rune[] characters = [.. name.EnumerateRunes()];
        return characters.Length < 2 ? Stars(characters.Length) : characters[0] + Stars(characters.Length - 1);
    }

    /// <summary>110105194912310020 → 110***********0020.</summary>
    public static string IdentityNumber(string number) => Middle(number, 3, 4);

    /// <summary>13812345678 → 138****5678, 0935-8212345 → 0935-****345.</summary>
    public static string Phone(string phone)
    {
        var dash = phone.IndexOf('-', StringComparison.Ordinal);
        if (dash <= 0)
            return Middle(phone, 3, 4);
        var local = phone[(dash + 1)..];
        var extension = local.IndexOf('-', StringComparison.Ordinal);
        return phone[..(dash + 1)] + Middle(extension < 0 ? local : local[..extension], 0, 3);
    }

    /// <summary>甘肃省金昌市金川区桂林路1号 → 甘肃省金昌市金川区****.</summary>
    public static string Address(string address)
    {
        var district = District().Match(address);
        if (district.Success)
            return district.Value + "****";
        Rune[] characters = [.. address.EnumerateRunes()];
        return string.Concat(characters.Take(characters.Length > 8 ? 3 : characters.Length / 3)) + "****";
    }

    /// <summary>The mask of a sealed text; null when there is none.</summary>
    public static string? OrNull(Secret? secret, Func<string, string> mask) => secret is null ? null : mask(secret.Text);

    /// <summary>Whether a text is one of these masks or holds a part of one: it must not be stored as if it were the value.</summary>
    public static bool IsMasked(string text) => text.Contains('*', StringComparison.Ordinal);

    static string Middle(string text, int first, int last) =>
        text.Length <= first + last ? Stars(text.Length) : text[..first] + Stars(text.Length - first - last) + text[^last..];

    static string Stars(int count) => new('*', count);

    // A 小区 or 社区 further on is part of what must not be seen.
    [GeneratedRegex("^.{1,14}?(县|旗|(?<![小社校园厂])区)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex District();
}

using System.Collections.Frozen;

namespace Anjie.Directory.Features.SignIn.Passwords;

/// <summary>The thirty thousand passwords that are tried first, from the dictionary of zxcvbn.</summary>
internal static class CommonPasswords
{
    // Fewer different characters than this are no secret, whatever their number.
    const int Different = 4;

    static readonly Lazy<FrozenSet<string>> List = new(Read);

    public static int Count => List.Value.Count;

    /// <summary>Whether it is one of them, also with digits and signs before or behind that are no longer than the word itself.</summary>
    public static bool Contains(string password)
    {
        var small = password.ToLowerInvariant();
        var word = small.AsSpan().Trim().TrimStart(Decoration(small)).TrimEnd(Decoration(small)).ToString();
        return small.Distinct().Count() < Different || List.Value.Contains(small)
            || (2 * word.Length >= small.Length && List.Value.Contains(word));
    }

    static string Decoration(string text) => string.Concat(text.Where(character => !char.IsLetter(character)).Distinct());

    static FrozenSet<string> Read()
    {
        using var stream = typeof(Zxcvbn.Zxcvbn).Assembly.GetManifestResourceStream("zxcvbn-core.Dictionaries.passwords.lst")
            ?? throw new InvalidOperationException("The list of common passwords is not where it was.");
        using var text = new StreamReader(stream);
        return text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}

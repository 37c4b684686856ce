using System.Text;

namespace Anjie.Directory.Features.SignIn.Passwords;

/// <summary>The one form in which a password is counted, judged and hashed, whichever keyboard it was typed on.</summary>
internal static class PasswordText
{
    /// <summary>In characters, as people count them. Hashing takes as long as its text; nobody may make it take long.</summary>
    public const int Longest = 200;

    /// <summary>What a field lets through, which counts some characters twice.</summary>
    public const int LongestField = 2 * Longest;

    /// <summary>Composed; what is no character stays one that nobody can type.</summary>
    public static string Composed(string typed) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(typed)).Normalize(NormalizationForm.FormC);

    public static int LengthOf(string composed) => composed.EnumerateRunes().Count();

    /// <summary>Whether it is worth a look at all.</summary>
    public static bool MayBeOne(string typed) => typed.Length is > 0 and <= LongestField && LengthOf(Composed(typed)) <= Longest;

    /// <summary>Letters and digits alone, small and of one width: what two spellings have in common.</summary>
    public static string Folded(string text) =>
        string.Concat(Composed(text).Normalize(NormalizationForm.FormKC).ToLowerInvariant().Where(char.IsLetterOrDigit));
}

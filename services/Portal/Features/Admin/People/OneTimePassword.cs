using System.Security.Cryptography;

namespace Anjie.Portal.Features.Admin;

/// <summary>A password that is handed over by word of mouth or on a slip: letters and digits that are not mistaken for each other, in groups.</summary>
internal static class OneTimePassword
{
    const string Signs = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";
    const int Groups = 4;
    const int Length = 4;

    /// <summary>About ninety bits, with capitals, small letters and digits.</summary>
    public static string New()
    {
        while (true)
        {
            var password = string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Signs, Length)));
            if (password.Any(char.IsAsciiLetterUpper) && password.Any(char.IsAsciiLetterLower) && password.Any(char.IsAsciiDigit))
                return password;
        }
    }
}

using System.Globalization;

namespace Anjie.PersonalData;

/// <summary>Why a text is no identity number.</summary>
public enum IdentityNumberError
{
    None,
    Empty,
    Length,
    Characters,
    Region,
    BirthDate,
    BornInFuture,
    TooOld,
    CheckDigit,
}

/// <summary>The citizen's identity number of GB 11643-1999, with its 15-digit predecessor and the residence permits of the same form.</summary>
public static class IdentityNumber
{
    const int MaximumAge = 130;

    static ReadOnlySpan<int> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    // Provinces only, with 81–83 for residents of Hong Kong, Macao and Taiwan: county codes are withdrawn every year,
    // but a number issued with one stays valid for life.
    static ReadOnlySpan<byte> Provinces =>
    [
        11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46,
        50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83,
    ];

    /// <summary>Checks a number and brings it to 18 characters with a capital X.</summary>
    /// <param name="text">As typed; blanks around it are ignored.</param>
    /// <param name="today">Nobody is born later.</param>
    /// <param name="normalised">The number, or an empty text.</param>
    /// <param name="error">What is wrong; the first that was found.</param>
    public static bool TryParse(string? text, DateOnly today, out string normalised, out IdentityNumberError error)
    {
        normalised = "";
        var number = (text ?? "").Trim(' ').ToUpperInvariant();
        error = Check(ref number, today);
        if (error != IdentityNumberError.None)
            return false;
        normalised = number;
        return true;
    }

    /// <summary>The day of birth that a number tells.</summary>
    /// <param name="normalised">As <see cref="TryParse"/> gives it.</param>
    public static DateOnly BornOn(string normalised) => DateOnly.ParseExact(normalised.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture);

    static IdentityNumberError Check(ref string number, DateOnly today)
    {
        if (number.Length == 0)
            return IdentityNumberError.Empty;
        if (number.Length is not (15 or 18))
            return IdentityNumberError.Length;

        // Not char.IsDigit: it takes full-width and Arabic-Indic digits for digits.
        var digits = number.Length == 15 ? number.AsSpan() : number.AsSpan(0, 17);
        if (digits.ContainsAnyExceptInRange('0', '9') || !(char.IsAsciiDigit(number[^1]) || (number.Length == 18 && number[^1] == 'X')))
            return IdentityNumberError.Characters;

        if (number.Length == 15)
        {
            var longer = number.Insert(6, "19");
            number = longer + CheckDigitOf(longer);
        }

        // A foreigner's permanent residence permit begins with 9 and carries its region elsewhere.
        if (number[0] != '9' && !Provinces.Contains(byte.Parse(number.AsSpan(0, 2), CultureInfo.InvariantCulture)))
            return IdentityNumberError.Region;
        if (!DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born))
            return IdentityNumberError.BirthDate;
        if (born > today)
            return IdentityNumberError.BornInFuture;
        if (born.AddYears(MaximumAge) < today)
            return IdentityNumberError.TooOld;
        return number[17] == CheckDigitOf(number) ? IdentityNumberError.None : IdentityNumberError.CheckDigit;
    }

    static char CheckDigitOf(string number)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
            sum += Weights[i] * (number[i] - '0');
        return "10X98765432"[sum % 11];
    }
}

using System.Text.RegularExpressions;

namespace Anjie.PersonalData;

/// <summary>A telephone number of the mainland: mobile, or landline with its area code.</summary>
public static partial class PhoneNumber
{
    /// <summary>Brings a number to one form, <c>13812345678</c> or <c>0935-8212345-801</c>, so that equal numbers have equal indexes.</summary>
    public static bool TryNormalise(string? text, out string normalised)
    {
        normalised = "";
        var bare = (text ?? "").Trim(' ').Replace(" ", "", StringComparison.Ordinal);
        var prefix = bare.StartsWith("+86", StringComparison.Ordinal) ? 3 : bare.StartsWith("0086", StringComparison.Ordinal) ? 4 : 0;
        bare = bare[prefix..].TrimStart('-');

        var mobile = bare.Replace("-", "", StringComparison.Ordinal);
        if (Mobile().IsMatch(mobile))
        {
            normalised = mobile;
            return true;
        }

        // After the country code the area code loses its zero.
        var landline = Landline().Match(prefix > 0 && !bare.StartsWith('0') ? "0" + bare : bare);
        if (!landline.Success)
            return false;
        normalised = $"{landline.Groups["area"].ValueSpan}-{landline.Groups["number"].ValueSpan}{landline.Groups["extension"].ValueSpan}";
        return true;
    }

    /// <summary>Whether a normalised number is a mobile of a range in use for people; others deserve a second look, not a refusal.</summary>
    public static bool IsKnownMobile(string normalised) => KnownMobile().IsMatch(normalised);

    [GeneratedRegex(@"^1[3-9][0-9]{9}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mobile();

    [GeneratedRegex(@"^(?<area>0(10|2[0-9]|[3-9][0-9]{2}))-?(?<number>[0-9]{7,8})(?<extension>-[0-9]{1,6})?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Landline();

    [GeneratedRegex(@"^1([38][0-9]|4[5-9]|5[0-35-9]|6[2567]|7[0-8]|9[0-35-9])[0-9]{8}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KnownMobile();
}

using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Anjie.PersonalData;

namespace Anjie.VisitReception.Domain;

/// <summary>The code under which a petitioner finds one matter again (国信发〔2022〕11号). At rest it is sealed for printing and hashed for finding, so the tables alone give none away.</summary>
internal sealed class QueryCode
{
    QueryCode() { } // EF Core

    public Guid CaseId { get; private init; }
    public byte[] CodeIndex { get; private set; } = [];
    public Secret Code { get; private set; } = Secret.Empty;

    /// <summary>Counts the codes the matter has had; what was opened with an older one is closed.</summary>
    public int Issue { get; private set; }
    public DateOnly GivenOn { get; private set; }
    public int Slips { get; private set; }

    public static QueryCode Give(Guid caseId, BlindIndex index, DateOnly on)
    {
        var given = new QueryCode { CaseId = caseId };
        given.Renew(index, on);
        return given;
    }

    /// <summary>For a code that was lost: the old one opens nothing from now on.</summary>
    public void Renew(BlindIndex index, DateOnly on)
    {
        var code = QueryCodeText.New();
        (CodeIndex, Code, Issue, GivenOn, Slips) = (IndexOf(index, code), new(code), Issue + 1, on, 0);
    }

    /// <summary>Counts who was shown it: whoever knows the code and four digits speaks as the petitioner.</summary>
    public void Show() => Slips++;

    public static byte[] IndexOf(BlindIndex index, string code) => index.Of("query_code.code", code);
}

/// <summary>How a code is written: seventeen random signs that no one mistakes for another when read aloud, and one that tells a slip of the pen.</summary>
internal static class QueryCodeText
{
    // Without 0, O, 1, I and L. Their number is prime, so any one wrong sign and any two that changed places are noticed.
    const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    const string Mark = "#c=";
    const int Random = 17, Length = Random + 1, Group = 3;

    /// <summary>84 bits: 31 to the power of 17.</summary>
    public static string New()
    {
        var signs = RandomNumberGenerator.GetItems<char>(Alphabet, Random);
        return new string(signs) + CheckOf(signs);
    }

    /// <summary>Reads what a person typed; groups, blanks, small and wide letters make no difference.</summary>
    /// <returns>False when it is no code: a sign is wrong, missing or in another's place.</returns>
    public static bool TryRead(string? text, [NotNullWhen(true)] out string? code)
    {
        code = string.Concat((text ?? "").Normalize(NormalizationForm.FormKC).Where(sign => !char.IsWhiteSpace(sign) && !char.IsPunctuation(sign) && sign != '−')).ToUpperInvariant();
        return code.Length == Length && code.All(Alphabet.Contains) && CheckOf(code.AsSpan(0, Random)) == code[Random];
    }

    /// <summary>As it is printed.</summary>
    public static string Grouped(string code) => string.Join('-', code.Chunk(Group).Select(signs => new string(signs)));

    /// <summary>What stands where a code may not be read.</summary>
    public const string Hidden = "●●●-●●●-●●●-●●●-●●●-●●●";

    /// <summary>The address that opens the public query with the code; what stands behind the # browsers keep to themselves.</summary>
    public static Uri AddressOf(Uri page, string code) => new(page.AbsoluteUri + Mark + code);

    /// <summary>The code in such an address as it is printed; null where there is none.</summary>
    public static string? InAddress(Uri? address) => address?.Fragment is { } end && end.StartsWith(Mark, StringComparison.Ordinal) ? Grouped(end[Mark.Length..]) : null;

    static char CheckOf(ReadOnlySpan<char> signs)
    {
        var sum = 0;
        for (var at = 0; at < signs.Length; at++)
            sum += (at + 1) * Alphabet.IndexOf(signs[at], StringComparison.Ordinal);
        return Alphabet[sum % Alphabet.Length];
    }
}

/// <summary>The second thing that the public query asks for: the last four digits of a petitioner's phone, or of the identity number where there is no phone.</summary>
internal static class LastFour
{
    public const int Length = 4;

    public static string? Of(Petitioner petitioner) => Of(petitioner.Phone ?? petitioner.IdentityNumber);

    /// <summary>Of a number, as far as it has so many signs.</summary>
    public static string? Of(Secret? number)
    {
        var text = string.Concat(number?.Text.Where(char.IsAsciiLetterOrDigit) ?? []);
        return text.Length >= Length ? text[^Length..].ToUpperInvariant() : null;
    }

    /// <summary>Whether they are those of anybody in the group. All are compared, whoever it was.</summary>
    public static bool AreOf(IEnumerable<Petitioner> group, string typed)
    {
        var wanted = Encoding.ASCII.GetBytes(typed.ToUpperInvariant());
        return group.Aggregate(false, (known, one) => known | (Of(one) is { } own && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(own), wanted)));
    }
}

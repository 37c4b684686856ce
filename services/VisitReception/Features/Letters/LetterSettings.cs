using System.ComponentModel.DataAnnotations;

namespace Anjie.VisitReception.Features.Letters;

/// <summary>What the office prints on its letters.</summary>
internal sealed class LetterSettings
{
    /// <summary>Desk telephone, printed as whom to ask.</summary>
    [RegularExpression("[-0-9 ()+]{5,30}", MatchTimeoutInMilliseconds = 1000)]
    public string? Telephone { get; set; }

    /// <summary>Desk telephones by the path of a unit; one also holds for the units below that have none.</summary>
    public Dictionary<string, string> Telephones { get; set; } = [];

    /// <summary>Address of the public query; usually that of the whole system with <c>/public</c>.</summary>
    public Uri? PublicAddress { get; set; }

    /// <summary>Where petitioners ask; what letters and slips print.</summary>
    public Uri QueryPage(IConfiguration configuration) => PublicAddress ?? new(new Uri(configuration["Auth:Issuer"]!), "public");

    /// <summary>The number nearest to a unit.</summary>
    public string? TelephoneOf(string path) =>
        Telephones.Where(entry => path.StartsWith(entry.Key, StringComparison.Ordinal)).OrderByDescending(entry => entry.Key.Length).Select(entry => entry.Value).FirstOrDefault() ?? Telephone;
}

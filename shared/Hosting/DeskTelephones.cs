using System.ComponentModel.DataAnnotations;

namespace Anjie.Hosting;

/// <summary>Whom letters name as the one to ask; the settings below <c>Letters</c>.</summary>
public class DeskTelephones
{
    /// <summary>Section of the settings.</summary>
    public const string Section = "Letters";

    /// <summary>Desk telephone of those that have none of their own.</summary>
    [RegularExpression("[-0-9 ()+]{5,30}", MatchTimeoutInMilliseconds = 1000)]
    public string? Telephone { get; set; }

    /// <summary>Desk telephones by the path of a unit; one also holds for the units below that have none.</summary>
    public Dictionary<string, string> Telephones { get; set; } = [];

    /// <summary>The number nearest to a unit; null when nobody has set one.</summary>
    public string? TelephoneOf(string path) =>
        Telephones.Where(entry => path.StartsWith(entry.Key, StringComparison.Ordinal)).OrderByDescending(entry => entry.Key.Length).Select(entry => entry.Value).FirstOrDefault() ?? Telephone;
}

using Anjie.Hosting;

namespace Anjie.VisitReception.Features.Letters;

/// <summary>What the office prints on its letters.</summary>
internal sealed class LetterSettings : DeskTelephones
{
    /// <summary>Address of the public query; usually that of the whole system with <c>/public</c>.</summary>
    public Uri? PublicAddress { get; set; }

    /// <summary>Where petitioners ask; what letters and slips print.</summary>
    public Uri QueryPage(IConfiguration configuration) => PublicAddress ?? new(new Uri(configuration["Auth:Issuer"]!), "public");
}

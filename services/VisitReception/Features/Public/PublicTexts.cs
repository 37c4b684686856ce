using System.Globalization;
using System.Resources;
using Anjie.VisitReception.Domain;

namespace Anjie.VisitReception.Features.Public;

/// <summary>What a petitioner reads, in plain words of the caller's language.</summary>
internal static class PublicTexts
{
    static readonly ResourceManager Texts = new("Anjie.VisitReception.Resources.Public", typeof(PublicTexts).Assembly);

    public static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    public static string Of(string key) => Find(key) ?? throw new InvalidOperationException($"There is no text {key}.");

    public static string? Find(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture);

    public static string Of(MatterState state) => Of($"state.{state}");
}

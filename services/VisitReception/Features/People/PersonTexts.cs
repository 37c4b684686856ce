using System.Globalization;
using System.Resources;

namespace Anjie.VisitReception.Features.People;

/// <summary>What people read of the data that are kept of them, in the caller's language.</summary>
internal static class PersonTexts
{
    static readonly ResourceManager Texts = new("Anjie.VisitReception.Resources.Person", typeof(PersonTexts).Assembly);

    public static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    public static string Of(string key, params ReadOnlySpan<object?> values) =>
        string.Format(CultureInfo.CurrentCulture, Find(key) ?? throw new InvalidOperationException($"There is no text {key}."), values);

    public static string? Find(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture);

    public static string Of(DateOnly on) => on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

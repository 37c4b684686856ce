using System.Globalization;
using System.Resources;

namespace Anjie.Portal.Features.Public;

/// <summary>What petitioners read on the page of the public query; in plain words, and apart from those of the office.</summary>
internal static class PublicWords
{
    static readonly ResourceManager Words = new("Anjie.Portal.Resources.Public", typeof(PublicWords).Assembly);

    public static string W(string key, params ReadOnlySpan<object?> values) =>
        string.Format(CultureInfo.CurrentCulture, Words.GetString(key, CultureInfo.CurrentUICulture) ?? key, values);
}

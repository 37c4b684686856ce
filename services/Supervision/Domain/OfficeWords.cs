using System.Globalization;
using System.Resources;

namespace Anjie.Supervision.Domain;

/// <summary>Sentences of the office's letters: in Chinese, whoever's request or timer made them.</summary>
internal static class OfficeWords
{
    static readonly CultureInfo Office = new("zh-CN");
    static readonly ResourceManager Letters = new("Anjie.Supervision.Resources.Letters", typeof(OfficeWords).Assembly);

    public static string Of(string key, params ReadOnlySpan<object?> values) => string.Format(Office, Letters.GetString(key, Office)!, values);
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Resources;

namespace Anjie.Portal.Resources;

/// <summary>All words of the screens, Chinese first. Words of states, actions and facts may differ by kind of case: <c>state.Visit.Closed</c> goes before <c>state.Closed</c>.</summary>
public static class Texts
{
    static readonly ResourceManager File = new("Anjie.Portal.Resources.Texts", typeof(Texts).Assembly);

    public static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    /// <summary>The text of a key; the key itself where a text is missing, so that it shows.</summary>
    public static string T(string key) => Find(key) ?? key;

    /// <summary>A text with values. English has another one, <c>key.one</c>, where the first value is 1.</summary>
    public static string T(string key, params ReadOnlySpan<object?> values) => string.Format(CultureInfo.CurrentCulture, values is [1, ..] && Find(key + ".one") is { } singular ? singular : T(key), values);

    /// <summary>A name that is kept in both languages; the Chinese one where there is no English one.</summary>
    [return: NotNullIfNotNull(nameof(chinese))]
    public static string? Either(string? chinese, string? english) => IsEnglish && !string.IsNullOrEmpty(english) ? english : chinese;

    public static string? Find(string key) => File.GetString(key, CultureInfo.CurrentUICulture);

    /// <summary>The word of a code, for instance <c>risk</c> and <c>Red</c>; the code where there is no word.</summary>
    public static string Word(string list, string? code) => string.IsNullOrEmpty(code) ? "" : Find($"{list}.{code}") ?? code;

    public static string State(string kind, string? state) => Of("state", kind, state);

    public static string Action(string kind, string? action) => Of("action", kind, action);

    public static string Fact(string fact, string? service = null) => Of("fact", service ?? "", fact);

    static string Of(string list, string kind, string? code) => string.IsNullOrEmpty(code) ? "" : Find($"{list}.{kind}.{code}") ?? Find($"{list}.{code}") ?? code;
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Anjie.Hosting;

/// <summary>What the framework's own checks say, which they do in one language, told in the reader's. The name of the field stands beside it already.</summary>
static partial class CheckSentences
{
    static readonly (string Code, Regex Form)[] Known =
    [
        ("check.required", Required()), ("check.pattern", Pattern()), ("check.range", Range()), ("check.most", Most()), ("check.least", Least()), ("check.length", Length()), ("check.allowed", Allowed()),
    ];

    /// <returns>The sentence itself when it is none of theirs.</returns>
    public static string Told(string sentence, ErrorTexts texts)
    {
        foreach (var (code, form) in Known)
            if (form.Match(sentence) is { Success: true } match && texts.Find(code) is { } told)
                return string.Format(CultureInfo.CurrentCulture, told, match.Groups["from"].Value, match.Groups["to"].Value);
        return sentence;
    }

    [GeneratedRegex(@"^The \S+ field is required\.$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Required();

    [GeneratedRegex(@"^The field \S+ must match the regular expression '.*'\.$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"^The field \S+ must be between (?<from>\S+) and (?<to>\S+)\.$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Range();

    [GeneratedRegex(@"^The field \S+ must be a string (or array type )?with a maximum length of '?(?<to>[0-9]+)'?\.$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Most();

    [GeneratedRegex(@"^The field \S+ must be a string or array type with a minimum length of '(?<from>[0-9]+)'\.$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Least();

    [GeneratedRegex(@"^The field \S+ must be a string with a minimum length of (?<from>[0-9]+) and a maximum length of (?<to>[0-9]+)\.$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Length();

    [GeneratedRegex(@"^The \S+ field does not equal any of the values specified in AllowedValuesAttribute\.$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Allowed();
}

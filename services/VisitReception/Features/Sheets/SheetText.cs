using System.Globalization;
using System.Text;
using System.Xml;

namespace Anjie.VisitReception.Features.Sheets;

/// <summary>Texts as cells hold them: what XML cannot hold stands there as <c>_x000D_</c>, and what only looks like that begins with <c>_x005F_</c>.</summary>
internal static class SheetText
{
    const int EscapeLength = 7;

    // What a spreadsheet takes for the beginning of a formula, also in full width and behind blanks or an invisible sign.
    const string FormulaSigns = "=+-@|%＝＋－＠";

    /// <summary>Whether the text would be a formula if somebody typed it, or if the sheet went on as CSV.</summary>
    public static bool LooksLikeFormula(string text)
    {
        foreach (var sign in text)
            if (sign is '\t' or '\r' or '\n')
                return true;
            else if (!char.IsWhiteSpace(sign) && char.GetUnicodeCategory(sign) != UnicodeCategory.Format && sign is not ('"' or '\'' or ';' or ','))
                return FormulaSigns.Contains(sign, StringComparison.Ordinal);
        return false;
    }

    public static string Encode(string text)
    {
        StringBuilder? result = null;
        for (var at = 0; at < text.Length; at++)
        {
            var isPair = char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
            var escape = isPair || (XmlConvert.IsXmlChar(text[at]) && text[at] != '\r') ? IsEscape(text, at) ? "_x005F_" : null : Escaped(text[at]);
            if (escape is null)
            {
                result?.Append(text, at, isPair ? 2 : 1);
                at += isPair ? 1 : 0;
                continue;
            }
            result ??= new(text, 0, at, text.Length + EscapeLength);
            result.Append(escape);
        }
        return result?.ToString() ?? text;
    }

    public static string Decode(string text)
    {
        if (!text.Contains("_x", StringComparison.Ordinal))
            return text;
        var result = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
            if (IsEscape(text, at))
            {
                result.Append((char)ushort.Parse(text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                at += EscapeLength - 1;
            }
            else
            {
                result.Append(text[at]);
            }
        return result.ToString();
    }

    static string Escaped(char sign) => string.Create(CultureInfo.InvariantCulture, $"_x{(int)sign:X4}_");

    static bool IsEscape(string text, int at) =>
        text.AsSpan(at) is ['_', 'x', var a, var b, var c, var d, '_', ..] && char.IsAsciiHexDigit(a) && char.IsAsciiHexDigit(b) && char.IsAsciiHexDigit(c) && char.IsAsciiHexDigit(d);
}

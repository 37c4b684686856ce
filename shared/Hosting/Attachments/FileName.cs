using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Anjie.Cases;
using Anjie.PersonalData;

namespace Anjie.Hosting;

/// <summary>The name a person gave a file: kept to be shown and offered again, never to find the file by.</summary>
static partial class FileName
{
    const int MostBytes = 255;
    const int LongestExtension = 16;
    const string Nameless = "file";

    // Refuses overlong forms and lone surrogates instead of taking them for something else.
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    static readonly SearchValues<char> Unreserved = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!*'()");

    /// <summary>Reads the header in which a name arrives: UTF-8, percent-encoded once.</summary>
    public static string Read(string? header)
    {
        var bytes = new List<byte>();
        for (var rest = header.AsSpan(); !rest.IsEmpty;)
        {
            var isEscape = rest is ['%', _, _, ..] && char.IsAsciiHexDigit(rest[1]) && char.IsAsciiHexDigit(rest[2]);
            if (!isEscape && !Unreserved.Contains(rest[0]))
                throw new BrokenRuleException(AttachmentErrors.Name);
            bytes.Add(isEscape ? byte.Parse(rest[1..3], NumberStyles.HexNumber, CultureInfo.InvariantCulture) : (byte)rest[0]);
            rest = rest[(isEscape ? 3 : 1)..];
        }

        try
        {
            return bytes.Count > 0 ? Clean(Strict.GetString([.. bytes])) : throw new BrokenRuleException(AttachmentErrors.Name);
        }
        catch (DecoderFallbackException)
        {
            throw new BrokenRuleException(AttachmentErrors.Name);
        }
    }

    /// <summary>The last part of a path, without what is invisible, turns the direction of reading, or means something to a file system.</summary>
    public static string Clean(string given)
    {
        var last = given[(given.LastIndexOfAny(['/', '\\']) + 1)..].Normalize(NormalizationForm.FormC);
        var text = new StringBuilder();
        foreach (var rune in last.EnumerateRunes())
            if (SafeText.IsAcceptable(rune.ToString()) && !Rune.IsControl(rune))
                text.Append(rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*' ? "_" : rune.ToString());

        // What is encoded twice must not become a path for whoever decodes once more.
        var name = Escape().Replace(text.ToString(), "_").Trim().TrimEnd('.', ' ').TrimStart('.');
        var extension = Path.GetExtension(name) is { Length: <= LongestExtension } usual ? usual : "";
        var stem = name[..^extension.Length];
        if (stem.Length == 0)
            stem = Nameless;
        else if (Reserved().IsMatch(stem))
            stem = "_" + stem;
        return Cut(stem, MostBytes - Strict.GetByteCount(extension)) + extension;
    }

    /// <summary>The header under which the file is offered: for a browser of today the name itself, for any other one that harms nothing (RFC 6266, RFC 8187).</summary>
    public static string Disposition(string name)
    {
        var encoded = new StringBuilder();
        foreach (var one in Strict.GetBytes(name))
            if (char.IsAsciiLetterOrDigit((char)one) || one is (byte)'-' or (byte)'.' or (byte)'_')
                encoded.Append((char)one);
            else
                encoded.Append(CultureInfo.InvariantCulture, $"%{one:X2}");
        return $"attachment; filename=\"{Nameless}{FileKinds.ExtensionOf(name)}\"; filename*=UTF-8''{encoded}";
    }

    static string Cut(string text, int bytes)
    {
        while (Strict.GetByteCount(text) > bytes)
            text = text[..^(char.IsLowSurrogate(text[^1]) ? 2 : 1)];
        return text;
    }

    [GeneratedRegex("%(?=[0-9a-fA-F]{2})", RegexOptions.None, 1000)]
    private static partial Regex Escape();

    // Devices of Windows, with any extension.
    [GeneratedRegex(@"^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reserved();
}

using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Anjie.Cases;

namespace Anjie.Hosting;

/// <summary>Refuses a PDF that would do something, or brings another file along.</summary>
/// <remarks>It looks for names and not for structure, which readers repair where it is broken on purpose: in the file as it lies there, and in all that is packed in it.</remarks>
static partial class PdfCheck
{
    const long MostBytes = 200L * 1024 * 1024;
    const int MostRatio = 100;
    const int SmallFile = 1024 * 1024;
    const int EndWithin = 2048;
    const int DictionaryWithin = 4096;
    const int LongestName = 16;
    const int LongestWritten = 3 * LongestName; // each sign as #xx
    const int PartSize = 64 * 1024;

    // Long enough not to come about by chance among packed pixels.
    static readonly Dictionary<string, string> Forbidden = new(StringComparer.Ordinal)
    {
        ["JavaScript"] = AttachmentErrors.Script, ["Launch"] = AttachmentErrors.Script,
        ["RichMedia"] = AttachmentErrors.Embedded, ["EmbeddedFile"] = AttachmentErrors.Embedded, ["EmbeddedFiles"] = AttachmentErrors.Embedded,
    };

    static readonly SearchValues<byte> EndsName = SearchValues.Create("\0\t\n\f\r ()<>[]{}/%"u8);

    public static void Check(byte[] sent)
    {
        BrokenRuleException.ThrowIf(sent.AsSpan(Math.Max(0, sent.Length - EndWithin)).LastIndexOf("%%EOF"u8) < 0, AttachmentErrors.Damaged);
        var (named, found, total) = (DemandHarmless(sent, isWhole: true), 0, 0L);
        for (var (at, next) = (0, 0); (next = sent.AsSpan(at).IndexOf("stream"u8)) >= 0; at += next + 6)
        {
            var before = sent.AsSpan(0, at + next);
            if (before.EndsWith("end"u8))
                continue;
            var isObjects = HoldsObjects(before);
            found += isObjects ? 1 : 0;
            Expand(sent, at + next + 6, isObjects, ref total);
        }

        // Objects that are named but do not stand where a stream begins could not be looked into.
        BrokenRuleException.ThrowIf(named > found, AttachmentErrors.Damaged);
    }

    /// <summary>Looks at the names of one piece.</summary>
    /// <returns>How many streams of objects are named.</returns>
    static int DemandHarmless(ReadOnlySpan<byte> content, bool isWhole)
    {
        var objects = 0;
        for (int slash; (slash = content.IndexOf((byte)'/')) >= 0;)
        {
            content = content[(slash + 1)..];
            var written = content[..Math.Min(content.Length, LongestWritten)];
            var length = written.IndexOfAny(EndsName);
            if (length < 0 && !isWhole)
                continue; // cut off here; the next piece begins before it
            var name = NameOf(length < 0 ? written : written[..length]);
            if (Forbidden.TryGetValue(name, out var code))
                throw new BrokenRuleException(code);
            BrokenRuleException.ThrowIf(isWhole && name == "XFA", AttachmentErrors.Script);
            BrokenRuleException.ThrowIf(isWhole && name == "Encrypt", AttachmentErrors.Encrypted);
            objects += name == "ObjStm" ? 1 : 0;
        }

        return objects;
    }

    static string NameOf(ReadOnlySpan<byte> written)
    {
        // Most names are neither of these, and a picture holds many slashes.
        return written.Length > LongestName && written.IndexOf((byte)'#') < 0 ? "" : Unescaped(written);
    }

    static string Unescaped(ReadOnlySpan<byte> text) =>
        Escape().Replace(Encoding.Latin1.GetString(text), escape => ((char)byte.Parse(escape.ValueSpan[1..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    /// <summary>Whether the stream that begins here packs objects, by the dictionary before it; packed in any way but the usual one, they could not be looked into.</summary>
    static bool HoldsObjects(ReadOnlySpan<byte> before)
    {
        var near = before[Math.Max(0, before.Length - DictionaryWithin)..];
        var dictionary = Unescaped(near[(near.LastIndexOf(" obj"u8) + 1)..]);
        if (!ObjectStream().IsMatch(dictionary))
            return false;
        BrokenRuleException.ThrowIf(Filter().Count(dictionary) != UsualFilter().Count(dictionary) || Parameters().IsMatch(dictionary), AttachmentErrors.Damaged);
        return true;
    }

    /// <summary>Unpacks what a stream holds, wherever it ends, and looks at its names. Pictures and fonts in formats of their own are left as they are.</summary>
    static void Expand(byte[] sent, int begin, bool isObjects, ref long total)
    {
        while (begin < sent.Length && sent[begin] is (byte)' ' or (byte)'\r' or (byte)'\n')
            begin++;
        if (begin + 2 > sent.Length || (sent[begin] & 0x0F) != 8 || ((sent[begin] << 8) | sent[begin + 1]) % 31 != 0)
        {
            BrokenRuleException.ThrowIf(isObjects, AttachmentErrors.Damaged);
            return;
        }
        using var packed = new MemoryStream(sent, begin, sent.Length - begin, writable: false);
        using var content = new ZLibStream(packed, CompressionMode.Decompress);
        var (window, kept) = (ArrayPool<byte>.Shared.Rent(PartSize), 0);
        try
        {
            for (int read; (read = content.Read(window, kept, PartSize - kept)) > 0;)
            {
                total += read;
                BrokenRuleException.ThrowIf(total > MostBytes || total > (long)MostRatio * Math.Max(sent.Length, SmallFile), AttachmentErrors.Archive);
                var filled = kept + read;
                DemandHarmless(window.AsSpan(0, filled), isWhole: false);
                kept = Math.Min(filled, LongestWritten + 1);
                window.AsSpan(filled - kept, kept).CopyTo(window);
            }
            window[kept] = (byte)' ';
            DemandHarmless(window.AsSpan(0, kept + 1), isWhole: false);
        }
        catch (InvalidDataException)
        {
            BrokenRuleException.ThrowIf(isObjects, AttachmentErrors.Damaged);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(window);
        }
    }

    [GeneratedRegex("#[0-9a-fA-F]{2}", RegexOptions.None, 1000)]
    private static partial Regex Escape();

    [GeneratedRegex(@"/ObjStm(?![^\0\s()<>\[\]{}/%])", RegexOptions.None, 1000)]
    private static partial Regex ObjectStream();

    [GeneratedRegex(@"/Filter(?![^\0\s()<>\[\]{}/%])", RegexOptions.None, 1000)]
    private static partial Regex Filter();

    [GeneratedRegex(@"/Filter\s*(?:/FlateDecode(?![^\0\s()<>\[\]{}/%])|\[\s*/FlateDecode\s*\])", RegexOptions.None, 1000)]
    private static partial Regex UsualFilter();

    [GeneratedRegex("/(?:DecodeParms|DP)(?![a-zA-Z])", RegexOptions.None, 1000)]
    private static partial Regex Parameters();
}

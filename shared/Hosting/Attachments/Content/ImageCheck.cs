using System.Buffers.Binary;
using System.Text;
using Anjie.Cases;

namespace Anjie.Hosting;

/// <summary>What both kinds of pictures have in common.</summary>
static class Picture
{
    const long MostPixels = 100_000_000;

    /// <summary>A small file can say that it is a picture too large for any memory.</summary>
    public static void DemandSize(long width, long height)
    {
        BrokenRuleException.ThrowIf(width <= 0 || height <= 0, AttachmentErrors.Damaged);
        BrokenRuleException.ThrowIf(width > MostPixels || height > MostPixels || width * height > MostPixels, AttachmentErrors.Pixels);
    }
}

/// <summary>Reads a JPEG segment by segment. Where and by whom a picture was taken is left out, and whatever stands behind its end; which way is up stays.</summary>
static class JpegCheck
{
    const byte Marker = 0xFF, Begin = 0xD8, End = 0xD9, Scan = 0xDA, FirstRestart = 0xD0, LastRestart = 0xD7, Temporary = 0x01, Application0 = 0xE0, Exif = 0xE1, Profile = 0xE2, Adobe = 0xEE, Comment = 0xFE;
    const int OrientationTag = 0x0112;

    static readonly byte[] NoFrames = [0xC4, 0xC8, 0xCC]; // tables between the numbers of the frames

    public static IReadOnlyList<ReadOnlyMemory<byte>> Check(byte[] sent)
    {
        List<ReadOnlyMemory<byte>> kept = [sent.AsMemory(0, 2)];
        var (at, isSized, isDrawn, isTurned) = (2, false, false, false);
        while (true)
        {
            var begin = at;
            var marker = MarkerAt(sent, ref at);
            if (marker == End)
            {
                BrokenRuleException.ThrowIf(!isSized || !isDrawn, AttachmentErrors.Damaged);
                kept.Add(sent.AsMemory(begin, at - begin));
                return kept;
            }
            BrokenRuleException.ThrowIf(marker is Begin or 0 or (>= FirstRestart and <= LastRestart) or Temporary, AttachmentErrors.Damaged);
            var segment = SegmentAt(sent, at);
            at += segment.Length + 2;
            if (marker is >= 0xC0 and <= 0xCF && !NoFrames.Contains(marker))
            {
                BrokenRuleException.ThrowIf(segment.Length < 6, AttachmentErrors.Damaged);
                Picture.DemandSize(BinaryPrimitives.ReadUInt16BigEndian(segment[3..]), BinaryPrimitives.ReadUInt16BigEndian(segment[1..]));
                isSized = true;
            }
            if (marker == Scan)
            {
                BrokenRuleException.ThrowIf(!isSized, AttachmentErrors.Damaged);
                isDrawn = true;
                at = EndOfScan(sent, at);
            }
            if (marker == Exif && !isTurned && OrientationIn(segment) is { } orientation)
            {
                kept.Add(OnlyOrientation(orientation));
                isTurned = true;
            }
            else if (IsKept(marker, segment))
                kept.Add(sent.AsMemory(begin, at - begin));
        }
    }

    // Only what is needed to draw: of the applications' own segments the frame of the format, colours, and how they are coded.
    static bool IsKept(byte marker, ReadOnlySpan<byte> segment) => marker switch
    {
        Application0 => segment.StartsWith("JFIF\0"u8),
        Profile => segment.StartsWith("ICC_PROFILE\0"u8),
        Adobe => segment.StartsWith("Adobe"u8),
        >= Exif and <= 0xEF or Comment => false,
        _ => true,
    };

    static byte MarkerAt(byte[] sent, ref int at)
    {
        BrokenRuleException.ThrowIf(at >= sent.Length || sent[at] != Marker, AttachmentErrors.Damaged);
        while (at < sent.Length && sent[at] == Marker)
            at++;
        BrokenRuleException.ThrowIf(at >= sent.Length, AttachmentErrors.Damaged);
        return sent[at++];
    }

    static ReadOnlySpan<byte> SegmentAt(byte[] sent, int at)
    {
        BrokenRuleException.ThrowIf(at + 2 > sent.Length, AttachmentErrors.Damaged);
        var length = BinaryPrimitives.ReadUInt16BigEndian(sent.AsSpan(at));
        BrokenRuleException.ThrowIf(length < 2 || at + length > sent.Length, AttachmentErrors.Damaged);
        return sent.AsSpan(at + 2, length - 2);
    }

    // Drawn data know no marker but restarts; a real 0xFF is followed by a zero.
    static int EndOfScan(byte[] sent, int at)
    {
        while (true)
        {
            var next = sent.AsSpan(at).IndexOf(Marker);
            BrokenRuleException.ThrowIf(next < 0 || at + next + 1 >= sent.Length, AttachmentErrors.Damaged);
            at += next;
            if (sent[at + 1] is not (0 or Marker or (>= FirstRestart and <= LastRestart)))
                return at;
            at += sent[at + 1] == Marker ? 1 : 2;
        }
    }

    static ushort? OrientationIn(ReadOnlySpan<byte> segment)
    {
        const int Head = 6; // "Exif\0\0"
        if (!segment.StartsWith("Exif\0\0"u8) || segment.Length < Head + 8)
            return null;
        var tiff = segment[Head..];
        var isLittle = tiff[0] == (byte)'I';
        var directory = Long(tiff[4..]);
        if (directory > tiff.Length - 2)
            return null;
        var entries = Short(tiff[(int)directory..]);
        for (var (i, at) = (0, (int)directory + 2); i < entries && at + 12 <= tiff.Length; i++, at += 12)
            if (Short(tiff[at..]) == OrientationTag)
                return Short(tiff[(at + 8)..]) is >= 2 and <= 8 and var turned ? turned : null;
        return null;

        ushort Short(ReadOnlySpan<byte> from) => isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(from) : BinaryPrimitives.ReadUInt16BigEndian(from);
        uint Long(ReadOnlySpan<byte> from) => isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(from) : BinaryPrimitives.ReadUInt32BigEndian(from);
    }

    static byte[] OnlyOrientation(ushort orientation) =>
    [
        Marker, Exif, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, OrientationTag >> 8, OrientationTag & 0xFF, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
    ];
}

/// <summary>Reads a PNG chunk by chunk and keeps what is needed to draw it: no texts, no times, no second picture, nothing behind the end.</summary>
static class PngCheck
{
    const int Signature = 8;
    const int Frame = 12; // length, type, check sum

    static readonly string[] Kept = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD", "pHYs"];

    public static IReadOnlyList<ReadOnlyMemory<byte>> Check(byte[] sent)
    {
        List<ReadOnlyMemory<byte>> kept = [sent.AsMemory(0, Signature)];
        for (var (at, isFirst, isDrawn) = (Signature, true, false); ; isFirst = false)
        {
            BrokenRuleException.ThrowIf(at + Frame > sent.Length, AttachmentErrors.Damaged);
            var length = BinaryPrimitives.ReadUInt32BigEndian(sent.AsSpan(at));
            BrokenRuleException.ThrowIf(length > sent.Length - at - Frame, AttachmentErrors.Damaged);
            var (type, chunk) = (Encoding.Latin1.GetString(sent, at + 4, 4), sent.AsMemory(at, (int)length + Frame));
            BrokenRuleException.ThrowIf(isFirst != (type == "IHDR") || (isFirst && length != 13), AttachmentErrors.Damaged);
            if (isFirst)
                Picture.DemandSize(BinaryPrimitives.ReadUInt32BigEndian(sent.AsSpan(at + 8)), BinaryPrimitives.ReadUInt32BigEndian(sent.AsSpan(at + 12)));
            isDrawn |= type == "IDAT";
            if (Kept.Contains(type))
                kept.Add(chunk);
            else
                BrokenRuleException.ThrowIf(char.IsAsciiLetterUpper(type[0]), AttachmentErrors.Damaged); // one without which it cannot be drawn, and that nobody knows
            if (type == "IEND")
                return isDrawn ? kept : throw new BrokenRuleException(AttachmentErrors.Damaged);
            at += chunk.Length;
        }
    }
}

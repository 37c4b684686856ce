using System.Text;
using Anjie.Cases;

namespace Anjie.Hosting;

/// <summary>A file that was found to be what it says, as it may be kept.</summary>
/// <param name="Kind">By its content.</param>
/// <param name="Pieces">Of what was sent, in order; what is not among them is left out.</param>
sealed record CheckedFile(FileKind Kind, IReadOnlyList<ReadOnlyMemory<byte>> Pieces)
{
    public int Size => Pieces.Sum(piece => piece.Length);

    public Reader Read() => new(Pieces);

    /// <summary>Goes through the pieces as if they were one.</summary>
    public sealed class Reader(IReadOnlyList<ReadOnlyMemory<byte>> pieces)
    {
        int _piece, _at;

        /// <summary>Fills as much as there is.</summary>
        public int Read(Span<byte> into)
        {
            var filled = 0;
            while (filled < into.Length && _piece < pieces.Count)
            {
                var rest = pieces[_piece].Span[_at..];
                var taken = Math.Min(rest.Length, into.Length - filled);
                rest[..taken].CopyTo(into[filled..]);
                filled += taken;
                (_piece, _at) = taken == rest.Length ? (_piece + 1, 0) : (_piece, _at + taken);
            }
            return filled;
        }
    }
}

/// <summary>Decides by the content alone what a file is and whether it is kept. Whatever cannot be read to its end is refused.</summary>
static class ContentCheck
{
    /// <param name="sent">All of the file.</param>
    /// <param name="name">Its extension must agree with the content.</param>
    /// <exception cref="BrokenRuleException">One of <see cref="AttachmentErrors"/>.</exception>
    public static CheckedFile Check(byte[] sent, string name)
    {
        BrokenRuleException.ThrowIf(sent.Length == 0, AttachmentErrors.Empty);
        BrokenRuleException.ThrowIf(Malware.IsIn(sent), AttachmentErrors.Malware);
        var found = Read(sent, FileKinds.Named(name));
        BrokenRuleException.ThrowIf(found.Kind != FileKinds.Named(name), AttachmentErrors.Kind);
        return found;
    }

    static CheckedFile Read(byte[] sent, FileKind? named) => sent.AsSpan() switch
    {
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => Whole(FileKind.Pdf, sent, PdfCheck.Check),
        [0xFF, 0xD8, 0xFF, ..] => new(FileKind.Jpeg, JpegCheck.Check(sent)),
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => new(FileKind.Png, PngCheck.Check(sent)),
        [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => new(OfficeCheck.Check(sent), [sent]),
        _ when named == FileKind.Text => Whole(FileKind.Text, sent, CheckText),
        _ => throw new BrokenRuleException(AttachmentErrors.Kind),
    };

    static CheckedFile Whole(FileKind kind, byte[] sent, Action<byte[]> check)
    {
        check(sent);
        return new(kind, [sent]);
    }

    static void CheckText(byte[] sent)
    {
        for (var rest = sent.AsSpan(); !rest.IsEmpty;)
        {
            var isText = Rune.DecodeFromUtf8(rest, out var rune, out var length) == System.Buffers.OperationStatus.Done && (!Rune.IsControl(rune) || rune.Value is '\t' or '\n' or '\r' or '\f');
            BrokenRuleException.ThrowIf(!isText, AttachmentErrors.Kind);
            rest = rest[length..];
        }
    }
}

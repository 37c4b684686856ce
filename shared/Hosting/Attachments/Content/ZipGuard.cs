using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Anjie.Cases;

namespace Anjie.Hosting;

/// <summary>Opens an archive that nobody trusts: first by what it declares, then while it expands by what really comes.</summary>
/// <remarks>The framework's reader would make an object of every entry before anybody could count them, and follows what two places of the archive say differently.</remarks>
sealed class ZipGuard
{
    const int MostEntries = 10_000;
    const long MostBytes = 200L * 1024 * 1024;
    const int MostRatio = 100;
    const int SmallEntry = 1024 * 1024; // below these nothing is gained by a ratio: blank sheets shrink that well
    const int SmallArchive = 10 * SmallEntry;

    const uint EndSignature = 0x06054b50, CentralSignature = 0x02014b50, LocalSignature = 0x04034b50;
    const int EndSize = 22, CentralSize = 46, LocalSize = 30;
    const ushort Encrypted = 1, StrongEncryption = 1 << 6, Utf8Name = 1 << 11, MaskedHeaders = 1 << 13;
    const ushort Stored = 0, Deflated = 8;
    const byte Unix = 3;
    const int UnixType = 0xF000, UnixLink = 0xA000, UnixFile = 0x8000, UnixFolder = 0x4000;

    static readonly string[] Traps = ["%2e", "%2f", "%5c", "%00"];
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    readonly byte[] _zip;
    long _expanded;

    ZipGuard(byte[] zip, IReadOnlyList<Entry> entries) => (_zip, Entries) = (zip, entries);

    /// <param name="Name">With slashes, relative.</param>
    /// <param name="Begin">Of its data.</param>
    /// <param name="Packed">Bytes in the archive.</param>
    /// <param name="Size">Bytes as declared.</param>
    public sealed record Entry(string Name, int Begin, int Packed, long Size, bool IsDeflated);

    public IReadOnlyList<Entry> Entries { get; }

    /// <exception cref="BrokenRuleException">More, larger or elsewhere than an archive of ours may be.</exception>
    public static ZipGuard Open(byte[] zip)
    {
        BrokenRuleException.ThrowIf(zip.Length < EndSize, AttachmentErrors.Damaged);
        var end = zip.AsSpan(^EndSize..);
        // No comment, no second volume, no 64-bit forms: none of them is needed below the largest file.
        BrokenRuleException.ThrowIf(Long(end, 0) != EndSignature || Short(end, 4) != 0 || Short(end, 6) != 0 || Short(end, 20) != 0, AttachmentErrors.Damaged);
        var (count, size, begin) = (Short(end, 10), Long(end, 12), Long(end, 16));
        BrokenRuleException.ThrowIf(count > MostEntries, AttachmentErrors.Archive);
        BrokenRuleException.ThrowIf(count != Short(end, 8) || begin + (long)size != zip.Length - EndSize, AttachmentErrors.Damaged);

        var entries = Read(zip, (int)begin, count);
        BrokenRuleException.ThrowIf(entries.Sum(entry => entry.Size) is var total && (total > MostBytes || (total > SmallArchive && total > (long)MostRatio * zip.Length)), AttachmentErrors.Archive);
        BrokenRuleException.ThrowIf(entries.Exists(entry => entry.Size > SmallEntry && entry.Size > (long)MostRatio * entry.Packed), AttachmentErrors.Archive);
        BrokenRuleException.ThrowIf(entries.Select(entry => entry.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count() != entries.Count, AttachmentErrors.Archive);
        DemandApart(entries, (int)begin);
        return new(zip, entries);
    }

    /// <summary>Hands over the content of an entry, part by part.</summary>
    public void Expand(Entry entry, byte[] buffer, Action<ReadOnlySpan<byte>> take)
    {
        using var packed = new MemoryStream(_zip, entry.Begin, entry.Packed, writable: false);
        using Stream content = entry.IsDeflated ? new DeflateStream(packed, CompressionMode.Decompress) : packed;
        long size = 0;
        try
        {
            for (int read; (read = content.Read(buffer)) > 0;)
            {
                size += read;
                _expanded += read;
                BrokenRuleException.ThrowIf(size > entry.Size || _expanded > MostBytes, AttachmentErrors.Archive);
                take(buffer.AsSpan(0, read));
            }
        }
        catch (InvalidDataException)
        {
            throw new BrokenRuleException(AttachmentErrors.Damaged);
        }
        BrokenRuleException.ThrowIf(size != entry.Size, AttachmentErrors.Damaged);
    }

    static List<Entry> Read(byte[] zip, int begin, int count)
    {
        List<Entry> entries = new(count);
        var rest = zip.AsSpan(begin..^EndSize);
        for (var i = 0; i < count; i++)
        {
            BrokenRuleException.ThrowIf(rest.Length < CentralSize || Long(rest, 0) != CentralSignature, AttachmentErrors.Damaged);
            var (flags, method, packed, size, local) = (Short(rest, 8), Short(rest, 10), Long(rest, 20), Long(rest, 24), Long(rest, 42));
            var (nameLength, length) = (Short(rest, 28), CentralSize + Short(rest, 28) + Short(rest, 30) + Short(rest, 32));
            BrokenRuleException.ThrowIf(rest.Length < length, AttachmentErrors.Damaged);
            BrokenRuleException.ThrowIf((flags & (Encrypted | StrongEncryption | MaskedHeaders)) != 0, AttachmentErrors.Encrypted);
            BrokenRuleException.ThrowIf(method is not (Stored or Deflated) || (method == Stored && packed != size), AttachmentErrors.Damaged);
            DemandPlain(rest[5], (int)(Long(rest, 38) >> 16));
            var name = rest.Slice(CentralSize, nameLength);
            entries.Add(new(NameOf(name, flags), DataOf(zip, begin, local, name, method, packed), (int)packed, size, method == Deflated));
            rest = rest[length..];
        }

        BrokenRuleException.ThrowIf(!rest.IsEmpty, AttachmentErrors.Damaged);
        return entries;
    }

    // A reader that goes through the file from the beginning must find the same.
    static int DataOf(byte[] zip, int end, uint local, ReadOnlySpan<byte> name, ushort method, uint packed)
    {
        BrokenRuleException.ThrowIf((long)local + LocalSize > end, AttachmentErrors.Damaged);
        var header = zip.AsSpan((int)local);
        var data = local + LocalSize + Short(header, 26) + Short(header, 28);
        BrokenRuleException.ThrowIf(Long(header, 0) != LocalSignature || data + packed > end || Short(header, 8) != method, AttachmentErrors.Damaged);
        BrokenRuleException.ThrowIf(!header.Slice(LocalSize, Short(header, 26)).SequenceEqual(name), AttachmentErrors.Archive);
        BrokenRuleException.ThrowIf((Short(header, 6) & (Encrypted | StrongEncryption | MaskedHeaders)) != 0, AttachmentErrors.Encrypted);
        return (int)data;
    }

    // Entries that share their data expand to more than any one of them tells.
    static void DemandApart(IEnumerable<Entry> entries, int end)
    {
        var free = 0;
        foreach (var entry in entries.OrderBy(entry => entry.Begin))
        {
            BrokenRuleException.ThrowIf(entry.Begin - LocalSize - entry.Name.Length < free, AttachmentErrors.Archive);
            free = entry.Begin + entry.Packed;
        }
        BrokenRuleException.ThrowIf(free > end, AttachmentErrors.Archive);
    }

    static void DemandPlain(byte madeBy, int mode) =>
        BrokenRuleException.ThrowIf(madeBy == Unix && (mode & UnixType) is not (0 or UnixFile or UnixFolder), AttachmentErrors.Archive);

    static string NameOf(ReadOnlySpan<byte> bytes, ushort flags)
    {
        string name;
        try
        {
            name = (flags & Utf8Name) != 0 ? Strict.GetString(bytes) : Encoding.Latin1.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new BrokenRuleException(AttachmentErrors.Archive);
        }
        BrokenRuleException.ThrowIf(!IsPath(name), AttachmentErrors.Archive);
        return name;
    }

    // Parts between single slashes, none of them empty, a dot or two; neither drives nor backslashes, nor what decodes to any of these.
    static bool IsPath(string name) =>
        name.TrimEnd('/').Split('/').All(part => part is not ("" or "." or ".."))
        && !name.EndsWith("//", StringComparison.Ordinal) && !name.Any(sign => sign is '\\' or ':' || char.IsControl(sign))
        && !Traps.Any(trap => name.Contains(trap, StringComparison.OrdinalIgnoreCase));

    static ushort Short(ReadOnlySpan<byte> from, int at) => BinaryPrimitives.ReadUInt16LittleEndian(from[at..]);

    static uint Long(ReadOnlySpan<byte> from, int at) => BinaryPrimitives.ReadUInt32LittleEndian(from[at..]);
}

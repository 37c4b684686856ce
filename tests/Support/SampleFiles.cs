using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Anjie.Support;

/// <summary>Files as people attach them, and as nobody should.</summary>
public static class SampleFiles
{
    public const string WordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    public const string ExcelType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

    static readonly DateTimeOffset LongAgo = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The test file of every virus scanner, put together here so that none takes these tests for it.</summary>
    public static byte[] Eicar { get; } = Encoding.ASCII.GetBytes("""X5O!P%@AP[4\PZX54(P^)7CC)7}$""" + "EICAR-STANDARD-ANTIVIRUS-TEST" + "-FILE!$H+H*");

    public static byte[] Text(string text = "征地补偿情况说明") => Encoding.UTF8.GetBytes(text);

    public static byte[] Docx(string text = "情况说明", params (string Name, byte[] Content)[] more) => Zip(Word(text, more));

    public static byte[] Xlsx(params (string Name, byte[] Content)[] more) => Zip(
    [
        Entry("[Content_Types].xml", Types(("/xl/workbook.xml", ExcelType))), Entry("_rels/.rels", Relations(("officeDocument", "xl/workbook.xml", false))),
        Entry("xl/workbook.xml", """<?xml version="1.0" encoding="UTF-8" standalone="yes"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets/></workbook>"""), .. more,
    ]);

    /// <summary>The parts of a Word document; one of the same name in <paramref name="more"/> takes the place of the usual one.</summary>
    public static (string Name, byte[] Content)[] Word(string text, params (string Name, byte[] Content)[] more)
    {
        (string Name, byte[] Content)[] usual =
        [
            Entry("[Content_Types].xml", Types(("/word/document.xml", WordType))), Entry("_rels/.rels", Relations(("officeDocument", "word/document.xml", false))),
            Entry("word/document.xml", $"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"""),
        ];
        return [.. usual.Where(one => more.All(other => other.Name != one.Name)), .. more];
    }

    public static (string Name, byte[] Content) Entry(string name, string content) => (name, Encoding.UTF8.GetBytes(content));

    public static string Types(params (string Part, string Type)[] overrides) =>
        $"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{string.Concat(overrides.Select(one => $"""<Override PartName="{one.Part}" ContentType="{one.Type}"/>"""))}</Types>""";

    public static string Relations(params (string Kind, string Target, bool Outside)[] relations) =>
        $"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{string.Concat(relations.Select((one, i) => $"""<Relationship Id="rId{i + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{one.Kind}" Target="{one.Target}"{(one.Outside ? """ TargetMode="External" """ : "")}/>"""))}</Relationships>""";

    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in entries)
            {
                var entry = zip.CreateEntry(name);
                entry.LastWriteTime = LongAgo; // made twice, it is the same file
                using var body = entry.Open();
                body.Write(content);
            }
        return file.ToArray();
    }

    public static byte[] Pdf(string objects = "") => Encoding.Latin1.GetBytes(
        $"%PDF-1.7\n1 0 obj\n<</Type /Catalog /Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type /Pages /Kids [] /Count 0>>\nendobj\n{objects}\ntrailer\n<</Root 1 0 R /Size 3>>\nstartxref\n9\n%%EOF\n");

    /// <summary>An object of a PDF whose stream is packed.</summary>
    public static string PackedObject(string dictionary, string content, int times = 1)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            for (var i = 0; i < times; i++)
                zlib.Write(Encoding.Latin1.GetBytes(content));
        return $"9 0 obj\n<<{dictionary} /Filter /FlateDecode /Length {packed.Length}>>\nstream\n{Encoding.Latin1.GetString(packed.ToArray())}\nendstream\nendobj\n";
    }

    /// <summary>A grey picture; the chunks come between its head and its data.</summary>
    public static byte[] Png(uint width = 2, uint height = 2, params (string Type, byte[] Content)[] chunks)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            for (var row = 0; row < 2; row++)
                zlib.Write([0, 0x80, 0x80]);
        var head = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(head, width);
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(4), height);
        head[8] = 8;
        return [0x89, .. "PNG"u8, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", head), .. chunks.SelectMany(chunk => Chunk(chunk.Type, chunk.Content)), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    /// <summary>As a phone takes it: with where it was taken, and lying on its side.</summary>
    public static byte[] Jpeg(ushort width = 8, ushort height = 8, string? place = "GPS 38.5N 102.2E", byte orientation = 6) =>
    [
        0xFF, 0xD8, .. Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
        .. place is null ? [] : Segment(0xE1, [.. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(place)]),
        .. Segment(0xFE, Encoding.UTF8.GetBytes(place ?? "")), .. Segment(0xDB, new byte[65]), .. Segment(0xC0, [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0]),
        .. Segment(0xC4, [0, 1, .. new byte[15], 0]), .. Segment(0xDA, [1, 1, 0, 0, 63, 0]), 0x3F, 0xFF, 0x00, 0x7F, 0xFF, 0xD0, 0x3F, 0xFF, 0xD9,
    ];

    static byte[] Segment(byte marker, byte[] content) => [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    static byte[] Chunk(string type, byte[] content)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. content];
        var (length, sum) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(sum, Crc(named));
        return [.. length, .. named, .. sum];
    }

    static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}

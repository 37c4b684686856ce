using System.Xml;
using Anjie.Cases;

namespace Anjie.Hosting;

/// <summary>Tells a Word document or an Excel workbook from other archives, and refuses one that could do more than be read.</summary>
static class OfficeCheck
{
    const string ContentTypes = "[Content_Types].xml";
    const string RootRelations = "_rels/.rels";
    const int MostDeclarations = 4 * 1024 * 1024;
    const int PartSize = 64 * 1024;
    const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

    static readonly string[] Macros = ["macroenabled", "vbaproject", "vbadata", "macrosheet"];
    static readonly string[] Objects = ["oleobject", "activex"];
    static readonly string[] EmbeddingRelations = ["oleobject", "package", "control", "activexcontrolbinary", "afchunk", "subdocument"];
    static readonly string[] Archives = [".zip", ".rar", ".7z", ".gz", ".jar", ".docx", ".docm", ".xlsx", ".xlsm", ".xlsb", ".pptx", ".pptm"];
    static readonly string[] ClickedLinks = [Uri.UriSchemeHttp, Uri.UriSchemeHttps, Uri.UriSchemeMailto];

    // What another archive, a program or an object of the old formats begins with.
    static readonly byte[][] Archived = [[.. "PK\u0003\u0004"u8], [.. "PK\u0005\u0006"u8], [.. "Rar!"u8], [.. "7z"u8, 0xBC, 0xAF], [0x1F, 0x8B], [.. "BZh"u8], [0xFD, .. "7zXZ"u8], [.. "MSCF"u8]];
    static readonly byte[][] Foreign = [[0xD0, 0xCF, 0x11, 0xE0], [.. "MZ"u8], [0x7F, .. "ELF"u8], [.. "%PDF-"u8]];

    /// <exception cref="BrokenRuleException">It is neither, or holds what neither may hold.</exception>
    public static FileKind Check(byte[] sent)
    {
        var zip = ZipGuard.Open(sent);
        var (buffer, declarations) = (new byte[PartSize], new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase));
        string? types = null;
        foreach (var entry in zip.Entries)
        {
            DemandHarmlessName(entry.Name);
            var declared = Look(zip, entry, buffer);
            if (entry.Name.Equals(ContentTypes, StringComparison.OrdinalIgnoreCase))
                types = Read(declared!, ReadTypes);
            else if (IsRelations(entry.Name))
                declarations[entry.Name] = Read(declared!, ReadRelations);
        }

        return types is not null && declarations.ContainsKey(RootRelations)
            ? types switch { Word => FileKind.Docx, Excel => FileKind.Xlsx, _ => throw new BrokenRuleException(AttachmentErrors.Kind) }
            : throw new BrokenRuleException(AttachmentErrors.Kind);
    }

    static void DemandHarmlessName(string name)
    {
        BrokenRuleException.ThrowIf(Macros.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)), AttachmentErrors.Macro);
        BrokenRuleException.ThrowIf(Objects.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)), AttachmentErrors.Embedded);
        BrokenRuleException.ThrowIf(Archives.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase), AttachmentErrors.Archive);
    }

    /// <summary>Expands one entry to its end.</summary>
    /// <returns>The content of what declares something, null of all others.</returns>
    static byte[]? Look(ZipGuard zip, ZipGuard.Entry entry, byte[] buffer)
    {
        var declares = entry.Name.Equals(ContentTypes, StringComparison.OrdinalIgnoreCase) || IsRelations(entry.Name);
        BrokenRuleException.ThrowIf(declares && entry.Size > MostDeclarations, AttachmentErrors.Archive);
        var (isFirst, kept, malware, xml) = (true, declares ? new MemoryStream((int)entry.Size) : null, new Malware.Search(), declares || IsXml(entry.Name) ? new XmlWatch() : null);
        zip.Expand(entry, buffer, part =>
        {
            if (isFirst)
                DemandOrdinary(part);
            isFirst = false;
            BrokenRuleException.ThrowIf(malware.IsIn(part), AttachmentErrors.Malware);
            xml?.Take(part);
            kept?.Write(part);
        });
        return kept?.ToArray();
    }

    static void DemandOrdinary(ReadOnlySpan<byte> begin)
    {
        foreach (var magic in Archived)
            BrokenRuleException.ThrowIf(begin.StartsWith(magic), AttachmentErrors.Archive);
        foreach (var magic in Foreign)
            BrokenRuleException.ThrowIf(begin.StartsWith(magic), AttachmentErrors.Embedded);
    }

    static bool IsRelations(string name) => name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase);

    static bool IsXml(string name) => name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".vml", StringComparison.OrdinalIgnoreCase);

    static string Read(byte[] xml, Func<XmlReader, string> read)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(xml), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return read(reader);
        }
        catch (XmlException)
        {
            throw new BrokenRuleException(AttachmentErrors.Damaged);
        }
    }

    /// <returns>The type of the main part; empty when it is none of ours.</returns>
    static string ReadTypes(XmlReader reader)
    {
        var main = "";
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.GetAttribute("ContentType") is not { } type)
                continue;
            BrokenRuleException.ThrowIf(Macros.Any(word => type.Contains(word, StringComparison.OrdinalIgnoreCase)), AttachmentErrors.Macro);
            BrokenRuleException.ThrowIf(Objects.Any(word => type.Contains(word, StringComparison.OrdinalIgnoreCase)), AttachmentErrors.Embedded);
            if (type is Word or Excel)
                main = main.Length == 0 || main == type ? type : throw new BrokenRuleException(AttachmentErrors.Damaged);
        }

        return main;
    }

    // Whatever lies outside would be fetched when the file is opened; a link to a page or an address waits for somebody to click.
    static string ReadRelations(XmlReader reader)
    {
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.GetAttribute("Type") is not { } type)
                continue;
            var kind = type[(type.LastIndexOf('/') + 1)..].ToLowerInvariant();
            BrokenRuleException.ThrowIf(Macros.Any(word => kind.Contains(word, StringComparison.Ordinal)), AttachmentErrors.Macro);
            var isOutside = string.Equals(reader.GetAttribute("TargetMode"), "External", StringComparison.OrdinalIgnoreCase);
            var isClicked = kind == "hyperlink" && Uri.TryCreate(reader.GetAttribute("Target"), UriKind.Absolute, out var target) && ClickedLinks.Contains(target.Scheme);
            BrokenRuleException.ThrowIf(isOutside && !isClicked, AttachmentErrors.External);
            BrokenRuleException.ThrowIf(EmbeddingRelations.Contains(kind), AttachmentErrors.Embedded);
        }

        return "";
    }
}

/// <summary>Reads XML only far enough to know that it is UTF-8 and declares no types of its own, which could expand without end or fetch from elsewhere.</summary>
sealed class XmlWatch
{
    const int Longest = 9; // "<![CDATA["
    const int DeclarationSize = 200;

    byte[] _rest = [];
    bool _isBegun;

    public void Take(ReadOnlySpan<byte> part)
    {
        byte[] text = [.. _rest, .. part];
        if (!_isBegun)
            DemandUtf8(text);
        _isBegun = true;
        var rest = text.AsSpan();
        for (int next; (next = rest.IndexOf("<!"u8)) >= 0 && rest.Length - next >= Longest; rest = rest[(next + 2)..])
            BrokenRuleException.ThrowIf(!rest[next..].StartsWith("<!--"u8) && !rest[next..].StartsWith("<![CDATA["u8), AttachmentErrors.External);
        _rest = rest[Math.Max(0, rest.Length - Longest + 1)..].ToArray();
    }

    // In another coding the words above would be spelled otherwise.
    static void DemandUtf8(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith((byte[])[0xEF, 0xBB, 0xBF]))
            text = text[3..];
        BrokenRuleException.ThrowIf(text.IsEmpty || (text[0] != '<' && !char.IsWhiteSpace((char)text[0])) || (text.Length > 1 && text[1] == 0), AttachmentErrors.Damaged);
        if (!text.StartsWith("<?xml"u8))
            return;
        var declaration = System.Text.Encoding.Latin1.GetString(text[..Math.Min(text.Length, DeclarationSize)]);
        declaration = declaration[..Math.Max(declaration.IndexOf("?>", StringComparison.Ordinal), 0)];
        var at = declaration.IndexOf("encoding", StringComparison.Ordinal);
        BrokenRuleException.ThrowIf(declaration.Length == 0 || (at >= 0 && !declaration[at..].Contains("utf-8", StringComparison.OrdinalIgnoreCase) && !declaration[at..].Contains("us-ascii", StringComparison.OrdinalIgnoreCase)), AttachmentErrors.Damaged);
    }
}

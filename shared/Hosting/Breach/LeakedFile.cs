using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Anjie.Hosting.Breach;

/// <summary>A file that has turned up somewhere, line by line: a workbook by its rows, anything else as text in UTF-8 or GB 18030.</summary>
public static class LeakedFile
{
    const string Workbook = ".xlsx";

    /// <exception cref="InvalidDataException">The workbook is none, or damaged.</exception>
    public static IEnumerable<string> Lines(string path) =>
        string.Equals(Path.GetExtension(path), Workbook, StringComparison.OrdinalIgnoreCase) ? Rows(path) : File.ReadLines(path, EncodingOf(path));

    static Encoding EncodingOf(string path)
    {
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        try
        {
            foreach (var _ in File.ReadLines(path, strict))
            {
            }

            return strict;
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        }
    }

    static IEnumerable<string> Rows(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        var shared = archive.GetEntry("xl/sharedStrings.xml") is { } strings ? Texts(strings, "si").ToList() : [];
        foreach (var sheet in archive.Entries.Where(entry => entry.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal) && entry.Name.EndsWith(".xml", StringComparison.Ordinal)))
            foreach (var row in RowsOf(sheet, shared))
                yield return row;
    }

    // A text is in one piece or in runs of different looks.
    static IEnumerable<string> Texts(ZipArchiveEntry entry, string element)
    {
        using var reader = Open(entry);
        while (reader.ReadToFollowing(element))
            yield return TextOf(reader);
    }

    static IEnumerable<string> RowsOf(ZipArchiveEntry sheet, List<string> shared)
    {
        using var reader = Open(sheet);
        while (reader.ReadToFollowing("row"))
        {
            var line = new StringBuilder();
            using var row = reader.ReadSubtree();
            while (row.ReadToFollowing("c"))
            {
                var isShared = row.GetAttribute("t") == "s";
                var text = TextOf(row);
                line.Append(isShared && int.TryParse(text, out var at) && at < shared.Count ? shared[at] : text).Append('\t');
            }

            yield return line.ToString();
        }
    }

    static string TextOf(XmlReader reader)
    {
        var text = new StringBuilder();
        using var inside = reader.ReadSubtree();
        while (inside.Read())
            if (inside.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA)
                text.Append(inside.Value);
        return text.ToString();
    }

    static XmlReader Open(ZipArchiveEntry entry) => XmlReader.Create(entry.Open(), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = true });
}

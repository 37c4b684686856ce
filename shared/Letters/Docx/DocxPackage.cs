using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Anjie.Letters.Docx;

/// <summary>The parts of the file. Ids and times are fixed; no author stands in it.</summary>
static class DocxPackage
{
    const string MainType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

    static readonly DateTimeOffset EarliestZipTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Write(LetterDocument letter, Uri? query, IReadOnlyList<LetterDocument> following)
    {
        using var stream = new MemoryStream();
        using (var file = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            Title(file, letter);
            var main = file.AddNewPart<MainDocumentPart>(MainType, "rId1");
            main.AddNewPart<StyleDefinitionsPart>("rId1").Styles = DocxStyles.Sheet();
            main.AddNewPart<FontTablePart>("rId2").Fonts = DocxStyles.FontTable();
            main.AddNewPart<DocumentSettingsPart>("rId3").Settings = Settings();
            main.AddNewPart<FooterPart>("rId4").Footer = PageNumbers(JustificationValues.Right);
            main.AddNewPart<FooterPart>("rId5").Footer = PageNumbers(JustificationValues.Left);
            var isDraft = letter.IsDraft || following.Any(other => other.IsDraft);
            if (isDraft)
                main.AddNewPart<HeaderPart>("rId6").Header = DraftMark();
            if (query is not null)
                using (var png = new MemoryStream(QueryPicture.Png(query)))
                    main.AddNewPart<ImagePart>("image/png", "rId7").FeedData(png);

            var body = new Body();
            body.Append(new DocxLetter(letter, query is null ? null : "rId7", startsPage: false).Content());
            foreach (var other in following)
                body.Append(new DocxLetter(other, null, startsPage: true).Content());
            body.Append(Page.Section("rId4", "rId5", isDraft ? "rId6" : null));
            main.Document = new Document(body);
        }

        return SameBytes(stream);
    }

    static void Title(WordprocessingDocument file, LetterDocument letter)
    {
        XNamespace properties = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties", dublinCore = "http://purl.org/dc/elements/1.1/";
        var title = new XElement(properties + "coreProperties", new XElement(dublinCore + "title", $"{letter.Kind.Chinese} {letter.Number}".TrimEnd()));
        using var xml = new MemoryStream(Encoding.UTF8.GetBytes(title.ToString()));
        file.AddNewPart<CoreFilePropertiesPart>("rId2").FeedData(xml);
    }

    static Settings Settings() => new(
        new EvenAndOddHeaders(),
        new CharacterSpacingControl { Val = CharacterSpacingValues.CompressPunctuation },
        new Compatibility(new CompatibilitySetting { Name = CompatSettingNameValues.CompatibilityMode, Uri = "http://schemas.microsoft.com/office/word", Val = "15" }));

    // 7.5: 4号 half-width digits between dashes, on the outer side, one character from the edge.
    static Footer PageNumbers(JustificationValues side) => new(new Paragraph(
        new ParagraphProperties
        {
            ParagraphStyleId = new() { Val = DocxStyles.PageNumber },
            Indentation = side == JustificationValues.Right ? new() { Right = "280", RightChars = 100 } : new() { Left = "280", LeftChars = 100 },
            Justification = new() { Val = side },
        },
        DocxText.Run("— "), new SimpleField(DocxText.Run("1")) { Instruction = " PAGE " }, DocxText.Run(" —")));

    static Header DraftMark() => new(new Paragraph(new ParagraphProperties { ParagraphStyleId = new() { Val = DocxStyles.Draft } }, DocxText.Run("草稿　未经签发")));

    /// <summary>The same parts in one order and with one time: the library stamps each with the moment of writing.</summary>
    static byte[] SameBytes(MemoryStream written)
    {
        using var result = new MemoryStream();
        using (var from = new ZipArchive(written, ZipArchiveMode.Read, leaveOpen: true))
        using (var to = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
            // Readers look for the list of types first.
            foreach (var entry in from.Entries.OrderBy(entry => entry.FullName != "[Content_Types].xml").ThenBy(entry => entry.FullName, StringComparer.Ordinal))
            {
                var copy = to.CreateEntry(entry.FullName);
                copy.LastWriteTime = EarliestZipTime;
                using var source = entry.Open();
                using var target = copy.Open();
                source.CopyTo(target);
            }

        return result.ToArray();
    }
}

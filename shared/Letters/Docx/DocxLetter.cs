using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Anjie.Letters.Docx;

/// <summary>One letter from 版头 to 版记, in the order of GB/T 9704-2012, 7.</summary>
sealed class DocxLetter(LetterDocument letter, string? pictureId, bool startsPage)
{
    // 成文日期 stands four characters from the right where a seal goes over it (7.3.5.1).
    const double RightOfDate = 4;

    const uint FourMillimetres = 11; // points

    public IEnumerable<OpenXmlElement> Content()
    {
        List<OpenXmlElement> content = [.. Top(), .. letter.Body.SelectMany(Block), .. Enclosures()];
        // No page holds the signature alone: the end of the text goes with it.
        if (content[^1] is Paragraph last)
            last.ParagraphProperties!.KeepNext = new();
        content.AddRange([.. Signed(), .. Below()]);
        if (content[^1] is Table)
            content.Add(DocxText.Paragraph(DocxStyles.End, ""));
        if (startsPage && content[0] is Paragraph first)
            first.ParagraphProperties!.PageBreakBefore = new();
        return content;
    }

    IEnumerable<OpenXmlElement> Top()
    {
        var hasHead = letter.Kind.Head == LetterHead.Red && letter.Unit is not null;
        if (hasHead)
        {
            yield return DocxText.Paragraph(DocxStyles.Head, letter.Unit!);
            yield return DocxText.Paragraph(DocxStyles.Number, letter.Number ?? "", paragraph =>
            {
                paragraph.ParagraphBorders = new() { BottomBorder = new() { Val = BorderValues.Single, Size = 12, Space = FourMillimetres, Color = DocxStyles.Red } };
                Before(paragraph, 2);
            });
        }

        yield return DocxText.Paragraph(DocxStyles.Title, letter.Title, paragraph => Before(paragraph, hasHead ? 2 : 0));
        if (!hasHead && letter.Number is not null)
            yield return DocxText.Paragraph(DocxStyles.Number, letter.Number);
        if (letter.Addressee is not null)
            yield return DocxText.Paragraph(DocxStyles.Flush, letter.Addressee, paragraph => Before(paragraph, 1));
        else
            yield return DocxText.Paragraph(DocxStyles.Flush, "");
    }

    static IEnumerable<OpenXmlElement> Block(LetterBlock block) => block switch
    {
        HeadingBlock heading => [DocxText.Paragraph(DocxStyles.Heading(heading.Level), heading.Mark + heading.Text)],
        ParagraphBlock paragraph => [DocxText.Paragraph(DocxStyles.Body, paragraph.Text)],
        ItemBlock item => [DocxText.Paragraph(DocxStyles.Body, item.Mark + item.Text)],
        TableBlock table => [DocxTable.Of(table)],
        _ => Array.Empty<OpenXmlElement>(),
    };

    IEnumerable<Paragraph> Enclosures()
    {
        const int Name = 3;
        for (var at = 0; at < letter.Enclosures.Count; at++)
        {
            var mark = letter.Enclosures.Count > 1 ? ChineseStyle.Mark(3, at + 1) : "";
            var isFirst = at == 0;
            yield return DocxText.Paragraph(DocxStyles.Flush, (isFirst ? "附件：" : "") + mark + letter.Enclosures[at], paragraph =>
            {
                paragraph.Indentation = isFirst ? new() { Left = Twips(2 + Name), Hanging = Twips(Name) } : new() { Left = Twips(2 + Name) };
                Before(paragraph, isFirst ? 1 : 0);
            });
        }
    }

    IEnumerable<Paragraph> Signed()
    {
        for (var at = 0; at < letter.Signature.Count; at++)
        {
            var isLast = at == letter.Signature.Count - 1 && letter.Unit is null;
            yield return DocxText.Paragraph(DocxStyles.Body, letter.Signature[at], paragraph =>
            {
                paragraph.KeepNext = isLast ? null : new();
                Before(paragraph, 1);
            });
        }

        if (letter is not { Unit: { } unit, IssuedOn: { } day })
            yield break;

        // The seal needs room above; the unit stands centred over the date, and neither stands alone on a page.
        var apart = (Width(day) - Width(unit)) / 2;
        yield return DocxText.Paragraph(DocxStyles.Flush, unit, paragraph => AtRight(paragraph, Math.Max(RightOfDate + apart, 0), 2, keepsNext: true));
        yield return DocxText.Paragraph(DocxStyles.Flush, day, paragraph => AtRight(paragraph, RightOfDate + Math.Max(-apart - RightOfDate, 0), 0, keepsNext: letter.Note is not null));
    }

    IEnumerable<OpenXmlElement> Below()
    {
        if (letter.Note is not null)
            yield return DocxText.Paragraph(DocxStyles.Body, $"（{letter.Note}）", paragraph => Before(paragraph, 1));
        if (pictureId is not null)
            yield return DocxPicture.Paragraph(pictureId);
        if (letter.Copies.Length == 0)
            yield break;
        yield return DocxText.Paragraph(DocxStyles.Copies, "");
        yield return DocxTable.Imprint($"抄送：{letter.Copies}。");
    }

    static void AtRight(ParagraphProperties paragraph, double characters, int lines, bool keepsNext)
    {
        paragraph.KeepNext = keepsNext ? new() : null;
        paragraph.Indentation = new() { Right = Twips(characters) };
        paragraph.Justification = new() { Val = JustificationValues.Right };
        Before(paragraph, lines);
    }

    static void Before(ParagraphProperties paragraph, int lines)
    {
        if (lines > 0)
            paragraph.SpacingBetweenLines = new() { Before = (lines * Page.Line).ToString(CultureInfo.InvariantCulture) };
    }

    /// <summary>Width in characters: what is not as wide as it is high counts half.</summary>
    static double Width(string text) => text.EnumerateRunes().Sum(rune => rune.IsAscii ? 0.5 : 1);

    static string Twips(double characters) => ((int)Math.Round(characters * Page.Character)).ToString(CultureInfo.InvariantCulture);
}

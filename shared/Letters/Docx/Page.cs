using DocumentFormat.OpenXml.Wordprocessing;

namespace Anjie.Letters.Docx;

/// <summary>GB/T 9704-2012, 5 and 6: A4, type area 156 mm by 225 mm, 22 lines of 28 characters of 3号 (16 pt).</summary>
static class Page
{
    // Twentieths of a point.
    public const int Line = 579, Width = 8844, Character = 320;

    // 156 mm are a little less than 28 times 16 pt: what each character gives way. A grid of characters would say the same, but LibreOffice sets 20 to a line then.
    public const int CharacterSpacing = -5;

    const uint Paper = 11906, PaperHeight = 16838, Left = 1587, Right = 1475, FooterFromEdge = 1361;
    const int Top = 2098, Bottom = 1984;

    public static SectionProperties Section(string oddFooter, string evenFooter, string? header)
    {
        var section = new SectionProperties();
        if (header is not null)
        {
            section.Append(new HeaderReference { Type = HeaderFooterValues.Default, Id = header });
            section.Append(new HeaderReference { Type = HeaderFooterValues.Even, Id = header });
        }

        section.Append(
            new FooterReference { Type = HeaderFooterValues.Default, Id = oddFooter },
            new FooterReference { Type = HeaderFooterValues.Even, Id = evenFooter },
            new PageSize { Width = Paper, Height = PaperHeight },
            new PageMargin { Top = Top, Bottom = Bottom, Left = Left, Right = Right, Header = 850, Footer = FooterFromEdge, Gutter = 0 },
            new DocGrid { Type = DocGridValues.Lines, LinePitch = Line });
        return section;
    }
}

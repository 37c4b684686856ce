using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Anjie.Letters.Docx;

static class DocxText
{
    public static Run Run(string text) => new(new Text(text) { Space = SpaceProcessingModeValues.Preserve });

    /// <summary>A paragraph of a style; each line feed of the text is a line of it.</summary>
    public static Paragraph Paragraph(string style, string text, Action<ParagraphProperties>? change = null)
    {
        var properties = new ParagraphProperties { ParagraphStyleId = style == DocxStyles.Body ? null : new() { Val = style } };
        change?.Invoke(properties);
        var paragraph = new Paragraph(properties);
        var run = new Run();
        foreach (var line in text.Split('\n'))
        {
            if (run.HasChildren)
                run.Append(new Break());
            run.Append(new Text(line) { Space = SpaceProcessingModeValues.Preserve });
        }

        paragraph.Append(run);
        return paragraph;
    }
}

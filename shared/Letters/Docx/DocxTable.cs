using System.Globalization;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Anjie.Letters.Docx;

/// <summary>Tables as wide as the type area. A form has labels and room to write by hand.</summary>
static class DocxTable
{
    const uint RoomToWrite = 720, Strong = 8;

    // A character of 4号.
    const int Size4 = 280;

    // Label, value, label, value; the last cell of a shorter row takes what is left.
    static readonly int[] FormColumns = [2240, 2680, 1600, 2324];

    public static Table Of(TableBlock block)
    {
        var columns = block.Rows.Max(row => row.Count);
        int[] widths = block.HasHeader || columns > FormColumns.Length ? [.. Enumerable.Repeat(Page.Width / columns, columns)] : FormColumns;
        var table = new Table(
            new TableProperties(
                new TableWidth { Type = TableWidthUnitValues.Dxa, Width = Text(widths.Sum()) },
                new TableBorders(Line<TopBorder>(), Line<LeftBorder>(), Line<BottomBorder>(), Line<RightBorder>(), Line<InsideHorizontalBorder>(), Line<InsideVerticalBorder>()),
                new TableLayout { Type = TableLayoutValues.Fixed }),
            new TableGrid(widths.Select(width => new GridColumn { Width = Text(width) })));
        for (var at = 0; at < block.Rows.Count; at++)
            table.Append(Row(block.Rows[at], widths, isHeader: block.HasHeader && at == 0, isForm: !block.HasHeader));
        return table;
    }

    /// <summary>版记 (7.4): between two lines as wide as the type area, its text one character from either end.</summary>
    public static Table Imprint(string text)
    {
        var width = Text(Page.Width);
        return new(
            new TableProperties(
                new TableWidth { Type = TableWidthUnitValues.Dxa, Width = width },
                new TableBorders(new TopBorder { Val = BorderValues.Single, Size = Strong }, new BottomBorder { Val = BorderValues.Single, Size = Strong }),
                new TableLayout { Type = TableLayoutValues.Fixed }),
            new TableGrid(new GridColumn { Width = width }),
            new TableRow(
                new TableRowProperties(new CantSplit()),
                new TableCell(
                    new TableCellProperties { TableCellWidth = new() { Type = TableWidthUnitValues.Dxa, Width = width } },
                    DocxText.Paragraph(DocxStyles.Copies, text, paragraph => paragraph.Indentation = new() { Left = Text(4 * Size4), Right = Text(Size4), Hanging = Text(3 * Size4) }))));
    }

    static TableRow Row(IReadOnlyList<string> cells, int[] widths, bool isHeader, bool isForm)
    {
        var properties = new TableRowProperties();
        if (isForm)
            properties.Append(new TableRowHeight { Val = RoomToWrite, HeightType = HeightRuleValues.AtLeast });
        if (isHeader)
            properties.Append(new TableHeader());
        var row = new TableRow();
        if (properties.HasChildren)
            row.Append(properties);
        for (var at = 0; at < cells.Count; at++)
            row.Append(Cell(cells[at], at == cells.Count - 1 ? widths[at..] : [widths[at]], isHeader));
        return row;
    }

    static TableCell Cell(string text, int[] widths, bool isHeader)
    {
        var properties = new TableCellProperties { TableCellWidth = new() { Type = TableWidthUnitValues.Dxa, Width = Text(widths.Sum()) } };
        if (widths.Length > 1)
            properties.GridSpan = new() { Val = widths.Length };
        properties.TableCellVerticalAlignment = new() { Val = TableVerticalAlignmentValues.Center };
        return new(properties, DocxText.Paragraph(DocxStyles.Cell, text, paragraph =>
        {
            if (isHeader)
                paragraph.Justification = new() { Val = JustificationValues.Center };
        }));
    }

    static T Line<T>() where T : BorderType, new() => new() { Val = BorderValues.Single, Size = 4, Space = 0, Color = "000000" };

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

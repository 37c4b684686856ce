using System.IO.Compression;
using Anjie.Cases;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Sheets;
using CsCheck;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using static Anjie.VisitReception.Tests.ProvinceFiles;

namespace Anjie.VisitReception.Tests;

/// <summary>What is written comes back as it was, and no text is anything but text.</summary>
public sealed class SheetTests
{
    [Theory]
    [InlineData("=1+1"), InlineData("+1"), InlineData("-1"), InlineData("@SUM(A1)"), InlineData("\t=1"), InlineData("\r=1"), InlineData("\n=1"), InlineData("＝1+1"), InlineData("＋1"), InlineData("－1"), InlineData("＠SUM")]
    [InlineData("\"=1+1"), InlineData(";=1"), InlineData(",=1"), InlineData(" =1"), InlineData("\u3000＝1"), InlineData("\u200b=1"), InlineData("=cmd|' /C calc'!A0"), InlineData("|cmd"), InlineData("=HYPERLINK(\"http://a\",\"b\")")]
    public async Task S_50_what_looks_like_a_formula_is_a_text_that_stays_one_when_it_is_edited(string text)
    {
        var file = await WriteAsync([["表头", text], [text, "平常"]]);
        using var workbook = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        var book = workbook.WorkbookPart!;
        var (cells, formats) = (book.WorksheetParts.Single().Worksheet!.Descendants<Cell>().ToList(), book.WorkbookStylesPart!.Stylesheet!.CellFormats!.Elements<CellFormat>().ToList());

        cells.Count.ShouldBe(4);
        cells.ShouldAllBe(cell => cell.DataType!.Value == CellValues.InlineString && cell.CellFormula == null && formats[(int)cell.StyleIndex!.Value].NumberFormatId! == 49);
        // What a spreadsheet notes when somebody types an apostrophe before the text: as CSV or when it is edited it is no formula either.
        formats[(int)cells[2].StyleIndex!.Value].QuotePrefix!.Value.ShouldBeTrue();
        formats[(int)cells[3].StyleIndex!.Value].QuotePrefix.ShouldBeNull();
        Read(file)[1][0].ShouldBe(text);
    }

    [Fact]
    public Task S_50_no_text_is_written_as_anything_but_text() => Gen.String[Gen.Char['\0', '\ud7ff'], 1, 20].SampleAsync(async text =>
    {
        var file = await WriteAsync([["a"], [text]]);
        Read(file)[1][0].ShouldBe(text);
        using var workbook = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        workbook.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Cell>().ShouldAllBe(cell => cell.CellFormula == null && cell.DataType!.Value == CellValues.InlineString);
    }, iter: 200);

    [Theory, InlineData("_x000D_"), InlineData("_x005F_"), InlineData("甲_x0041_乙"), InlineData("_x00_"), InlineData("a\r\nb"), InlineData("\u0001"), InlineData("𠮷_x"), InlineData("<&>\"'"), InlineData(" 前后 ")]
    public async Task Texts_that_XML_or_a_sheet_would_read_otherwise_come_back_as_they_were(string text) => Read(await WriteAsync([["a"], [text]]))[1][0].ShouldBe(text);

    [Fact]
    public async Task The_same_rows_are_the_same_file_whenever_it_is_fetched()
    {
        using var zip = new ZipArchive(new MemoryStream(await WriteAsync([["a"], ["b"]])));
        zip.Entries.ShouldAllBe(part => part.LastWriteTime.Year == 1980);
    }

    [Fact]
    public async Task Half_a_workbook_does_not_open()
    {
        using var file = new MemoryStream();
        await using (var writer = await SheetWriter.BeginAsync(file, ["a"], CancellationToken.None))
            await writer.WriteAsync(["b"], CancellationToken.None);
        Should.Throw<BrokenRuleException>(() => SheetReader.Open(file.ToArray())).Code.ShouldBe(ImportErrors.Unreadable);
    }

    [Fact]
    public void A_cell_beyond_what_a_sheet_of_ours_can_be_is_refused_before_it_is_kept()
    {
        using (var wide = SheetReader.Open(Workbook([.. Enumerable.Range(0, 257).Select(i => $"h{i}")], [])))
            Should.Throw<BrokenRuleException>(() => wide.Read()).Code.ShouldBe(ImportErrors.TooManyColumns);
        Should.Throw<BrokenRuleException>(() => SheetReader.Open(Workbook([new string('字', 40_000)], []))).Code.ShouldBe(ImportErrors.Unreadable);
        Should.Throw<BrokenRuleException>(() => SheetReader.Open(Workbook(["a"], Enumerable.Range(0, 1000).Select(i => new Dictionary<string, object> { ["a"] = new string('字', 30_000) })))).Code.ShouldBe(ImportErrors.TooManyTexts);
        Should.Throw<BrokenRuleException>(() => SheetReader.Open([1, 2, 3])).Code.ShouldBe(ImportErrors.Unreadable);
    }

    static async Task<byte[]> WriteAsync(IReadOnlyList<string[]> rows)
    {
        using var file = new MemoryStream();
        await using (var writer = await SheetWriter.BeginAsync(file, rows[0], CancellationToken.None))
        {
            foreach (var row in rows.Skip(1))
                await writer.WriteAsync(row, CancellationToken.None);
            await writer.EndAsync(CancellationToken.None);
        }
        return file.ToArray();
    }

    static List<string[]> Read(byte[] file)
    {
        using var sheet = SheetReader.Open(file);
        List<string[]> rows = [];
        while (sheet.Read() is { } row)
            rows.Add([.. row.Cells.OrderBy(cell => cell.Key).Select(cell => cell.Value.Text)]);
        return rows;
    }
}

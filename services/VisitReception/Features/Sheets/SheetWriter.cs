using System.IO.Compression;
using System.Security;
using System.Text;

namespace Anjie.VisitReception.Features.Sheets;

/// <summary>Writes a workbook of one sheet row by row; nothing of it stays in memory. Every cell is a text: what looks like a formula is none, and stays none when somebody edits it.</summary>
internal sealed class SheetWriter : IAsyncDisposable
{
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    const int Written = 64 * 1024;
    const string Declaration = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";
    const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    // Format 49 is text. The second style also says that the text was typed behind an apostrophe, which is how a spreadsheet itself marks what is no formula.
    const int PlainStyle = 1, QuotedStyle = 2, HeadingStyle = 3;

    // The same rows are the same file whenever it is fetched; an archive knows no earlier day.
    static readonly DateTimeOffset Always = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    static readonly (string Name, string Content)[] Frame =
    [
        ("[Content_Types].xml", $"""{Declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{MediaType}.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"""),
        ("_rels/.rels", $"""{Declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"""),
        ("xl/workbook.xml", $"""{Declaration}<workbook xmlns="{Main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="信访事项" sheetId="1" r:id="rId1"/></sheets></workbook>"""),
        ("xl/_rels/workbook.xml.rels", $"""{Declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"""),
        ("xl/styles.xml", $"""{Declaration}<styleSheet xmlns="{Main}"><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1" quotePrefix="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>"""),
    ];

    readonly Stream _body;
    readonly Outlet _outlet = new();
    readonly ZipArchive _zip;
    readonly StringBuilder _pending = new(Written + 1024);
    Stream _sheet = Stream.Null;
    int _row;

    SheetWriter(Stream body) => (_body, _zip) = (body, new(_outlet, ZipArchiveMode.Create, leaveOpen: true));

    /// <param name="body">Left open.</param>
    /// <param name="headings">The first row.</param>
    /// <param name="ct">Ends the writing.</param>
    public static async Task<SheetWriter> BeginAsync(Stream body, IReadOnlyList<string> headings, CancellationToken ct)
    {
        var writer = new SheetWriter(body);
        foreach (var (name, content) in Frame)
            using (var part = writer.Begin(name))
                part.Write(Utf8.GetBytes(content));
        writer._sheet = writer.Begin("xl/worksheets/sheet1.xml");
        writer._pending.Append($"""{Declaration}<worksheet xmlns="{Main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>""");
        await writer.WriteAsync(headings, HeadingStyle, ct);
        return writer;
    }

    public Task WriteAsync(IReadOnlyList<string?> cells, CancellationToken ct) => WriteAsync(cells, PlainStyle, ct);

    /// <summary>Ends the workbook; without it the file does not open, and nobody takes half of it for all.</summary>
    public async Task EndAsync(CancellationToken ct)
    {
        _pending.Append("</sheetData></worksheet>");
        Pack();
        _sheet.Dispose();
        _zip.Dispose();
        await _outlet.DrainAsync(_body, ct);
    }

    Stream Begin(string name)
    {
        var part = _zip.CreateEntry(name, CompressionLevel.Fastest);
        part.LastWriteTime = Always;
        return part.Open();
    }

    // The archive, where it was not ended, has nowhere to write its end to any more.
    public ValueTask DisposeAsync() => _outlet.DisposeAsync();

    async Task WriteAsync(IReadOnlyList<string?> cells, int style, CancellationToken ct)
    {
        _pending.Append("<row r=\"").Append(++_row).Append("\">");
        for (var column = 0; column < cells.Count; column++)
            if (!string.IsNullOrEmpty(cells[column]))
                Append(cells[column]!, column, style);
        _pending.Append("</row>");
        if (_pending.Length < Written)
            return;
        Pack();
        await _outlet.DrainAsync(_body, ct);
    }

    void Append(string text, int column, int style) => _pending
        .Append("<c r=\"").Append(Letters(column)).Append(_row).Append("\" s=\"").Append(style == PlainStyle && SheetText.LooksLikeFormula(text) ? QuotedStyle : style)
        .Append("\" t=\"inlineStr\"><is><t xml:space=\"preserve\">").Append(SecurityElement.Escape(SheetText.Encode(text))).Append("</t></is></c>");

    void Pack()
    {
        _sheet.Write(Utf8.GetBytes(_pending.ToString()));
        _pending.Clear();
    }

    static string Letters(int column) => column < 26 ? ((char)('A' + column)).ToString() : Letters((column / 26) - 1) + (char)('A' + (column % 26));

    /// <summary>Takes what the archive writes, which it does at once, until the answer takes it, which it does when it can.</summary>
    sealed class Outlet : Stream
    {
        readonly MemoryStream _waiting = new();

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public async Task DrainAsync(Stream body, CancellationToken ct)
        {
            await body.WriteAsync(_waiting.GetBuffer().AsMemory(0, (int)_waiting.Length), ct);
            _waiting.SetLength(0);
        }

        public override void Write(byte[] buffer, int offset, int count) => _waiting.Write(buffer, offset, count);

        public override void Write(ReadOnlySpan<byte> buffer) => _waiting.Write(buffer);

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _waiting.Dispose();
            base.Dispose(disposing);
        }
    }
}

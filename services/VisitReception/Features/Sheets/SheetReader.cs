using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Anjie.Cases;
using Anjie.VisitReception.Domain;

namespace Anjie.VisitReception.Features.Sheets;

/// <summary>What stands in a cell.</summary>
/// <param name="Number">The number, where the cell holds one; a date is one too.</param>
/// <param name="IsError">A formula of the sheet had no result.</param>
internal readonly record struct SheetCell(string Text, double? Number = null, bool IsError = false);

/// <param name="Number">As the spreadsheet counts rows, from 1.</param>
/// <param name="Cells">By column, from 0; what is empty is not there.</param>
internal sealed record SheetRow(int Number, IReadOnlyDictionary<int, SheetCell> Cells);

/// <summary>Reads the first sheet of a workbook row by row. Of the workbook only the texts that cells share are in memory, and those up to a limit.</summary>
/// <remarks>The archive was looked through when it was taken in: its parts expand to a bounded size and declare no types. Formulas are not computed; what counts is the result that the sheet keeps.</remarks>
internal sealed class SheetReader : IDisposable
{
    const int MostColumns = 256;
    const int MostTexts = 1_000_000;
    const int LongestWord = 20, MostWords = 1000;
    const int MostCharactersOfCell = 32_767;
    const int MostSharedCharacters = 20_000_000;
    const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };

    readonly ZipArchive _zip;
    readonly XmlReader _sheet;
    readonly List<string> _texts;
    int _row;

    SheetReader(ZipArchive zip, XmlReader sheet, List<string> texts, bool isFrom1904) => (_zip, _sheet, _texts, IsFrom1904) = (zip, sheet, texts, isFrom1904);

    /// <summary>Whether days are counted from 1904 instead of 1900.</summary>
    public bool IsFrom1904 { get; }

    /// <exception cref="BrokenRuleException">It is no workbook that can be read.</exception>
    public static SheetReader Open(byte[] file) => Guarded<SheetReader>(() =>
    {
        var zip = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
        try
        {
            var book = Related(zip, "", "officeDocument").FirstOrDefault().Target ?? throw Unreadable();
            var (id, isFrom1904) = ReadBook(zip, book);
            var parts = Related(zip, book, kind: null);
            var sheet = parts.FirstOrDefault(part => part.Id == id).Target ?? throw Unreadable();
            var texts = parts.FirstOrDefault(part => part.Kind == "sharedStrings").Target is { } shared ? ReadTexts(zip, shared) : [];
            return new(zip, Reader(zip, sheet), texts, isFrom1904);
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    });

    /// <summary>The next row that has cells; null at the end.</summary>
    public SheetRow? Read() => Guarded(() =>
    {
        while (_sheet.Read())
        {
            if (_sheet.NodeType != XmlNodeType.Element || _sheet.LocalName != "row")
                continue;
            _row = int.TryParse(_sheet.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var told) && told > _row ? told : _row + 1;
            if (!_sheet.IsEmptyElement && ReadCells() is { Count: > 0 } cells)
                return new SheetRow(_row, cells);
        }
        return null;
    });

    public void Dispose()
    {
        _sheet.Dispose();
        _zip.Dispose();
    }

    Dictionary<int, SheetCell> ReadCells()
    {
        Dictionary<int, SheetCell> cells = [];
        var (depth, column) = (_sheet.Depth, -1);
        while (_sheet.Read() && _sheet.Depth > depth)
        {
            if (_sheet.NodeType != XmlNodeType.Element || _sheet.LocalName != "c")
                continue;
            column = ColumnOf(_sheet.GetAttribute("r")) ?? column + 1;
            BrokenRuleException.ThrowIf(column >= MostColumns, ImportErrors.TooManyColumns, MostColumns);
            var kind = _sheet.GetAttribute("t");
            if (!_sheet.IsEmptyElement && ReadCell(kind) is { Text.Length: > 0 } cell)
                cells[column] = cell;
        }
        return cells;
    }

    SheetCell? ReadCell(string? kind)
    {
        var (depth, value, text) = (_sheet.Depth, "", (string?)null);
        while (_sheet.Read() && _sheet.Depth > depth)
        {
            if (_sheet.NodeType != XmlNodeType.Element)
                continue;
            if (_sheet.LocalName == "is")
                text = ReadRich(_sheet);
            else if (_sheet.LocalName == "v")
                value = ReadPlain(_sheet);
        }
        return kind switch
        {
            "inlineStr" => new(SheetText.Decode(text ?? "")),
            "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < _texts.Count ? new(_texts[index]) : throw Unreadable(),
            "b" => new(value is "1" or "true" ? ProvinceTerms.Yes : ProvinceTerms.No),
            "e" => new(value, IsError: true),
            "str" => new(SheetText.Decode(value)),
            _ => NumberOf(value),
        };
    }

    // Long numbers are written in full: a telephone number is no 1.38E10.
    static SheetCell NumberOf(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1e15
            ? new(((decimal)number).ToString(CultureInfo.InvariantCulture), number)
            : new(value);

    static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var sign in reference ?? "")
        {
            if (sign is < 'A' or > 'Z')
                break;
            column = (column * 26) + sign - 'A' + 1;
            BrokenRuleException.ThrowIf(column > MostColumns, ImportErrors.TooManyColumns, MostColumns);
        }
        return column == 0 ? null : column - 1;
    }

    static (string Sheet, bool IsFrom1904) ReadBook(ZipArchive zip, string book)
    {
        using var xml = Reader(zip, book);
        var (first, isFrom1904) = ((string?)null, false);
        while (xml.Read())
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "workbookPr" })
                isFrom1904 = xml.GetAttribute("date1904") is "1" or "true";
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "sheet" } && first is null && xml.GetAttribute("state") is null or "visible")
                first ??= xml.GetAttribute("id", Relations) ?? xml.GetAttribute("id", "http://purl.oclc.org/ooxml/officeDocument/relationships");
        return (first ?? throw Unreadable(), isFrom1904);
    }

    static List<string> ReadTexts(ZipArchive zip, string part)
    {
        using var xml = Reader(zip, part);
        var (texts, characters, words) = (new List<string>(), 0L, new HashSet<string>(StringComparer.Ordinal));
        while (xml.Read())
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                var text = xml.IsEmptyElement ? "" : SheetText.Decode(ReadRich(xml));
                // Some programs share nothing: the few words of columns like 是 and 来信 would be there once a row.
                if (words.TryGetValue(text, out var known))
                    text = known;
                else if (text.Length <= LongestWord && words.Count < MostWords)
                    words.Add(text);
                texts.Add(text);
                BrokenRuleException.ThrowIf((characters += text.Length) > MostSharedCharacters || texts.Count > MostTexts, ImportErrors.TooManyTexts);
            }
        return texts;
    }

    // The pieces of a text, without the readings that stand above it.
    static string ReadRich(XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return "";
        var (depth, first, more) = (xml.Depth, (string?)null, (StringBuilder?)null);
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "rPh" } && !xml.IsEmptyElement)
            {
                for (var reading = xml.Depth; xml.Read() && xml.Depth > reading;)
                {
                    // passed over
                }
                continue;
            }
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "t" })
                continue;
            var text = ReadPlain(xml);
            if (first is null)
                first = text;
            else
                (more ??= new(first)).Append(text);
        }
        return more?.ToString() ?? first ?? "";
    }

    // Ends at the element's own end, where ReadElementContentAsString would be past it; a cell that holds more than a spreadsheet lets it is nobody's.
    static string ReadPlain(XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return "";
        var (depth, size, buffer) = (xml.Depth, 0, ArrayPool<char>.Shared.Rent(MostCharactersOfCell + 1));
        try
        {
            while (xml.Read() && xml.Depth > depth)
                if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
                    for (int read; (read = xml.ReadValueChunk(buffer, size, buffer.Length - size)) > 0;)
                        if ((size += read) > MostCharactersOfCell)
                            throw Unreadable();
            return new(buffer, 0, size);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer, clearArray: true);
        }
    }

    static List<(string Id, string Kind, string Target)> Related(ZipArchive zip, string part, string? kind)
    {
        var (folder, name) = (part[..(part.LastIndexOf('/') + 1)], part[(part.LastIndexOf('/') + 1)..]);
        List<(string, string, string)> result = [];
        using var xml = Reader(zip, $"{folder}_rels/{name}.rels");
        while (xml.Read())
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && xml.GetAttribute("Type") is { } type && xml.GetAttribute("Target") is { } target
                && (kind is null || type.EndsWith('/' + kind, StringComparison.Ordinal)))
                result.Add((xml.GetAttribute("Id") ?? "", type[(type.LastIndexOf('/') + 1)..], target.StartsWith('/') ? target[1..] : folder + target));
        return result;
    }

    static XmlReader Reader(ZipArchive zip, string part) => XmlReader.Create((zip.GetEntry(part) ?? throw Unreadable()).Open(), Settings);

    static BrokenRuleException Unreadable() => new(ImportErrors.Unreadable);

    static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is XmlException or InvalidDataException)
        {
            throw Unreadable();
        }
    }
}

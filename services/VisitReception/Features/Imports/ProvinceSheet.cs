using Anjie.Cases;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Sheets;

namespace Anjie.VisitReception.Features.Imports;

/// <summary>The nineteen headings of the province's export in its own order (domain rule 4.0).</summary>
internal enum ProvinceHeading
{
    Number, Names, People, Address, Phone, Place, Purpose, Content, ReceivedOn, RegisteredOn, DueOn, Form, Summary, Finished, FirstInCountry, Joint, State, Unit, Registrar,
}

/// <summary>A row of the export as it stands in the sheet.</summary>
internal sealed record ProvinceCells(int Number, IReadOnlyList<SheetCell> Cells, bool IsFrom1904)
{
    public SheetCell this[ProvinceHeading heading] => Cells[(int)heading];
}

/// <summary>A sheet of the province's export: headings by name in any order, also below a title; columns that nobody needs are passed over.</summary>
internal sealed class ProvinceSheet : IDisposable
{
    public const int MostRows = 100_000;
    const int TitleRows = 10;

    static readonly ProvinceHeading[] Optional =
    [
        ProvinceHeading.People, ProvinceHeading.Address, ProvinceHeading.Phone, ProvinceHeading.Place, ProvinceHeading.RegisteredOn, ProvinceHeading.DueOn,
        ProvinceHeading.Finished, ProvinceHeading.FirstInCountry, ProvinceHeading.Joint, ProvinceHeading.Registrar,
    ];

    /// <summary>As they are written, in the order of <see cref="ProvinceHeading"/>.</summary>
    public static readonly IReadOnlyList<string> Headings =
    [
        "信访件编号", "姓名", "信访人数", "住址", "手机号码", "问题属地", "信访目的", "内容分类", "信访日期", "登记日期", "限办时间", "信访形式", "概况", "是否办结", "是否全国初次信访", "联名信或集体访", "信访件状态", "登记部门", "登记人",
    ];

    readonly SheetReader _sheet;
    readonly int?[] _columns;
    int _rows;

    ProvinceSheet(SheetReader sheet, int?[] columns, IReadOnlyList<string> unused) => (_sheet, _columns, Unused) = (sheet, columns, unused);

    /// <summary>Headings of columns that are not read.</summary>
    public IReadOnlyList<string> Unused { get; }

    /// <exception cref="BrokenRuleException">It cannot be read, or lacks a heading that every row needs.</exception>
    public static ProvinceSheet Open(byte[] file)
    {
        var sheet = SheetReader.Open(file);
        try
        {
            var names = HeadingRow(sheet);
            List<(int Column, string Name)> known = [.. names.Where(one => Headings.Contains(one.Name))];
            if (known.GroupBy(one => one.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
                throw new BrokenRuleException(ImportErrors.HeadingTwice, twice.Key);
            string[] missing = [.. Enum.GetValues<ProvinceHeading>().Except(Optional).Select(heading => Headings[(int)heading]).Except(known.Select(one => one.Name))];
            BrokenRuleException.ThrowIf(missing.Length > 0, ImportErrors.HeadingMissing, string.Join(ProvinceTerms.NameSeparator, missing));
            return new(sheet, [.. Headings.Select(name => known.Where(one => one.Name == name).Select(one => (int?)one.Column).FirstOrDefault())], [.. names.Except(known).Select(one => one.Name)]);
        }
        catch
        {
            sheet.Dispose();
            throw;
        }
    }

    /// <summary>The next row in which one of the headings has a cell; null at the end.</summary>
    public ProvinceCells? Read()
    {
        while (_sheet.Read() is { } row)
        {
            var isEmpty = true;
            var cells = new SheetCell[_columns.Length];
            for (var heading = 0; heading < cells.Length; heading++)
            {
                var cell = _columns[heading] is { } column && row.Cells.TryGetValue(column, out var found) ? found with { Text = found.Text.Trim() } : new("");
                cells[heading] = cell;
                isEmpty &= cell.Text.Length == 0;
            }
            if (isEmpty)
                continue;
            BrokenRuleException.ThrowIf(++_rows > MostRows, ImportErrors.TooManyRows, MostRows);
            return new(row.Number, cells, _sheet.IsFrom1904);
        }
        return null;
    }

    public void Dispose() => _sheet.Dispose();

    static List<(int Column, string Name)> HeadingRow(SheetReader sheet)
    {
        for (var row = sheet.Read(); row is not null && row.Number <= TitleRows; row = sheet.Read())
            if (row.Cells.Values.Any(cell => NameOf(cell) == Headings[(int)ProvinceHeading.Number]))
                return [.. row.Cells.OrderBy(cell => cell.Key).Select(cell => (cell.Key, NameOf(cell.Value)))];
        throw new BrokenRuleException(ImportErrors.NoHeadings);
    }

    // Blanks and line ends within a heading are for the eye.
    static string NameOf(SheetCell cell) => string.Concat(cell.Text.Where(sign => !char.IsWhiteSpace(sign) && sign != '*'));
}

using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Anjie.VisitReception.Tests;

/// <summary>Workbooks as other programs write them: shared texts, numbers, dates as days.</summary>
static class ProvinceFiles
{
    public static readonly string[] Headings =
        ["信访件编号", "姓名", "信访人数", "住址", "手机号码", "问题属地", "信访目的", "内容分类", "信访日期", "登记日期", "限办时间", "信访形式", "概况", "是否办结", "是否全国初次信访", "联名信或集体访", "信访件状态", "登记部门", "登记人"];

    /// <summary>A row that can be taken over.</summary>
    public static Dictionary<string, object> Row(int number = 1) => new(StringComparer.Ordinal)
    {
        ["信访件编号"] = string.Create(CultureInfo.InvariantCulture, $"GS2025{number:D8}"), ["姓名"] = "张三丰", ["信访人数"] = 3, ["住址"] = "甘肃省金昌市金川区桂林路1号", ["手机号码"] = "13812345678", ["问题属地"] = "金川区",
        ["信访目的"] = "求决", ["内容分类"] = "国土资源_土地征收", ["信访日期"] = "2025-03-03", ["登记日期"] = "2025-03-04", ["限办时间"] = "2025-05-03", ["信访形式"] = "来信", ["概况"] = "反映征地补偿未到位",
        ["是否办结"] = "是", ["是否全国初次信访"] = "是", ["联名信或集体访"] = "否", ["信访件状态"] = "已作出处理意见", ["登记部门"] = "市信访局/金昌市/甘肃省", ["登记人"] = "李登记",
    };

    public static Dictionary<string, object> With(this Dictionary<string, object> row, string heading, object? value)
    {
        var changed = new Dictionary<string, object>(row, StringComparer.Ordinal);
        if (value is null)
            changed.Remove(heading);
        else
            changed[heading] = value;
        return changed;
    }

    /// <summary>The workbook of a list of rows.</summary>
    /// <param name="headings">In the order of their columns.</param>
    /// <param name="rows">By heading: text, number, date (written as a day's number) or truth (written as a cell of its own kind).</param>
    /// <param name="from1904">Counts days from 1904.</param>
    /// <param name="title">A line above the headings.</param>
    public static byte[] Workbook(IReadOnlyList<string> headings, IEnumerable<IReadOnlyDictionary<string, object>> rows, bool from1904 = false, string? title = null)
    {
        var (texts, sheet, line) = (new List<string>(), new StringBuilder(), 0);
        if (title is not null)
            Line([title]);
        Line([.. headings]);
        foreach (var row in rows)
            Line([.. headings.Select(heading => row.GetValueOrDefault(heading))]);
        return Zip(
            ("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"""),
            ("_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"""),
            ("xl/workbook.xml", $"""<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="{(from1904 ? 1 : 0)}"/><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>"""),
            ("xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>"""),
            ("xl/worksheets/sheet1.xml", $"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{sheet}</sheetData></worksheet>"""),
            ("xl/sharedStrings.xml", $"""<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{string.Concat(texts.Select(text => $"""<si><t xml:space="preserve">{SecurityElement.Escape(text)}</t></si>"""))}</sst>"""));

        void Line(object?[] cells)
        {
            sheet.Append(CultureInfo.InvariantCulture, $"<row r=\"{++line}\">");
            for (var column = 0; column < cells.Length; column++)
                if (cells[column] is { } value)
                    sheet.Append(CultureInfo.InvariantCulture, $"<c r=\"{Letters(column)}{line}\"{Content(value)}</c>");
            sheet.Append("</row>");
        }

        string Content(object value)
        {
            switch (value)
            {
                case string text:
                    texts.Add(text);
                    return string.Create(CultureInfo.InvariantCulture, $" t=\"s\"><v>{texts.Count - 1}</v>");
                case DateOnly day:
                    return string.Create(CultureInfo.InvariantCulture, $"><v>{day.DayNumber - (from1904 ? new DateOnly(1904, 1, 1) : new DateOnly(1899, 12, 30)).DayNumber}</v>");
                case bool truth:
                    return $" t=\"b\"><v>{(truth ? 1 : 0)}</v>";
                default:
                    return string.Create(CultureInfo.InvariantCulture, $"><v>{value}</v>");
            }
        }
    }

    static byte[] Zip(params (string Name, string Content)[] parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in parts)
            {
                using var body = zip.CreateEntry(name).Open();
                body.Write(Encoding.UTF8.GetBytes("""<?xml version="1.0" encoding="UTF-8"?>""" + content));
            }
        return file.ToArray();
    }

    static string Letters(int column) => column < 26 ? ((char)('A' + column)).ToString() : Letters((column / 26) - 1) + (char)('A' + (column % 26));
}

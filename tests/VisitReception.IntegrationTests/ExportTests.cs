using System.Globalization;
using System.Net;
using Anjie.Contracts.Directory;
using Anjie.Support;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using static Anjie.VisitReception.IntegrationTests.Scene;
using static Anjie.VisitReception.Tests.ProvinceFiles;

namespace Anjie.VisitReception.IntegrationTests;

/// <summary>The ledger goes out as the screen shows it: the same rows to the same people, all of them, and every cell a text.</summary>
public sealed class ExportTests(City city)
{
    [Fact]
    public async Task The_province_gets_its_nineteen_columns_and_the_caller_the_rows_of_the_list_only()
    {
        var own = await city.RegisterLetterAsync();
        var foreign = NewId();
        (await city.PutAsync(city.Handler, $"/matters/{foreign}", city.LetterBody())).ShouldBe(HttpStatusCode.Created);
        var accusation = NewId();
        (await city.PutAsync(city.Clerk, $"/matters/{accusation}", new
        {
            receivedOn = city.Day(0), form = 1, category = "Accusation", contentCode = "02.01", summary = "反映某科长", anonymous = false, demands = new[] { new { text = "查处" } },
            petitioners = new[] { new { name = "王五" } }, peopleConcerned = 1, accusedUnitId = city.Town.UnitId, accusedName = "某科长",
        })).ShouldBe(HttpStatusCode.Created);
        (await NumbersAsync(city.Clerk, "/matters?limit=200")).ShouldContain(await NumberAsync(city.Clerk, accusation));

        var (headings, rows) = await ExportAsync(city.Clerk, "?format=province");
        headings.ShouldBe(Headings);
        var exported = rows.Select(row => row["信访件编号"]).ToList();
        exported.ShouldContain(await NumberAsync(city.Clerk, IdOf(own)));
        exported.ShouldNotContain(await NumberAsync(city.Handler, foreign));
        exported.ShouldNotContain(await NumberAsync(city.Clerk, accusation));
        var line = rows.Single(row => row["信访件编号"] == exported[0]);
        (line["姓名"], line["手机号码"], line["信访形式"], line["信访件状态"], line["登记部门"], line["信访目的"]).ShouldBe(("李四", "139****5678", "来信", "受理申请审查中", "金昌市信访局/金昌市", "求决"));

        (await ExportAsync(city.JointOffice, "")).Rows.Single(row => row["信访件编号"] == line["信访件编号"])["姓名"].ShouldBe("李*", "whoever cannot ask for details reads no name");
        (await ExportAsync(city.Stranger, "")).Rows.ShouldBeEmpty();
        (await ExportAsync(city.Administrator, "")).Rows.ShouldBeEmpty("as in the list");
    }

    [Fact]
    public async Task Filters_choose_as_they_do_in_the_list_and_all_pages_come()
    {
        for (var i = 0; i < 3; i++)
            await city.RegisterLetterAsync("Proposal");
        var state = "state=Registered";
        var (_, rows) = await ExportAsync(city.Clerk, $"?{state}");
        List<string> listed = [];
        for (string? after = null; ;)
        {
            var page = await city.SeeAsync(city.Clerk, $"/matters?{state}&limit=200{(after is null ? "" : $"&after={after}")}");
            listed.AddRange(page.GetProperty("items").EnumerateArray().Where(line => line.Text("category") != "Accusation").Select(line => line.Text("number")));
            if ((after = page.GetProperty("next").GetString()) is null)
                break;
        }
        var known = rows.Select(row => row["信访件编号"]).Where(number => number.StartsWith("XF", StringComparison.Ordinal)).ToList();
        known.ShouldBe(listed.Where(known.Contains));
        rows.Count.ShouldBe(listed.Count);
        (await ExportAsync(city.Clerk, $"?q={listed[0]}")).Rows.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_bureau_names_its_columns_and_their_order()
    {
        await city.RegisterLetterAsync();
        (await ExportAsync(city.Clerk, "?format=bureau")).Headings[..3].ShouldBe(["序号", "编号", "信访日期"]);

        await city.PublishAsync(new ParameterChanged(Guid.CreateVersion7(), "export.matters.columns", "state, number，names,nonsense") { Version = 1 });
        await Eventually.HoldsAsync(async () => await city.CountAsync("select count(*) from parameter_copy where key = 'export.matters.columns'") == 1, City.Patience, "the parameter");
        var (headings, rows) = await ExportAsync(city.Clerk, "?format=bureau");
        headings.ShouldBe(["办理状态", "编号", "信访人"]);
        rows[0]["办理状态"].ShouldNotBeEmpty();
    }

    [Fact]
    public async Task S_50_an_export_has_no_formula_leaves_evidence_and_names_nobody_in_its_name()
    {
        var id = NewId();
        (await city.PutAsync(city.Clerk, $"/matters/{id}", new
        {
            receivedOn = city.Day(0), form = 1, category = "Appeal", contentCode = "02.01", summary = "=cmd|' /C calc'!A0", anonymous = false, problemPlace = "＝1+1", demands = new[] { new { text = "@SUM(A1)" } },
            petitioners = new[] { new { name = "李四", address = "+86号院" } }, peopleConcerned = 1,
        })).ShouldBe(HttpStatusCode.Created);
        var before = await city.CountAsync("select count(*) from audit_row where action like 'GET %/matters/export' and result = 'done'");

        foreach (var format in (string[])["province", "bureau"])
        {
            var (answer, bytes, response) = await city.FileAsync(HttpMethod.Get, city.Clerk, $"/matters/export?format={format}&q={await NumberAsync(city.Clerk, id)}");
            answer.Status.ShouldBe(HttpStatusCode.OK);
            response.Content.Headers.ContentDisposition!.FileNameStar!.ShouldEndWith(city.Today.ToString("yyyyMMdd", CultureInfo.InvariantCulture) + ".xlsx");
            response.Headers.CacheControl!.NoStore.ShouldBeTrue();
            using var workbook = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
            var cells = workbook.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Cell>().ToList();
            cells.ShouldAllBe(cell => cell.CellFormula == null && cell.DataType!.Value == CellValues.InlineString);
            if (format == "province")
                cells.Select(cell => cell.InnerText).ShouldContain("=cmd|' /C calc'!A0");
        }
        (await city.CountAsync("select count(*) from audit_row where action like 'GET %/matters/export' and result = 'done'")).ShouldBe(before + 2);
    }

    async Task<(string[] Headings, List<Dictionary<string, string>> Rows)> ExportAsync(Official caller, string query)
    {
        var (answer, bytes, _) = await city.FileAsync(HttpMethod.Get, caller, $"/matters/export{query}");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        return Sheets.Read(bytes);
    }

    async Task<string> NumberAsync(Official caller, string id) => (await city.SeeAsync(caller, $"/matters/{id}")).Text("number");

    async Task<List<string>> NumbersAsync(Official caller, string path) => [.. (await city.SeeAsync(caller, path)).GetProperty("items").EnumerateArray().Select(line => line.Text("number"))];
}

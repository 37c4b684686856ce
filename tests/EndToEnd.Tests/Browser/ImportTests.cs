using Anjie.VisitReception.Tests;
using Microsoft.Playwright;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>The province's export comes in by a registrar's hands, and the ledger goes out as it is shown.</summary>
public sealed class ImportTests(RunningSystem running, ITestOutputHelper output)
{
    [Fact]
    public async Task A_registrar_looks_through_a_file_starts_it_comes_back_and_takes_the_faulty_row_and_the_ledger_along()
    {
        var good = ProvinceFiles.Row(90_000_001).With("登记部门", "市信访局/金昌市");
        var file = ProvinceFiles.Workbook(ProvinceFiles.Headings, [good, ProvinceFiles.Row(90_000_002).With("登记部门", "市信访局/金昌市").With("信访日期", "三月")]);
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        await office.StepAsync("the file is chosen and looked through", async () =>
        {
            var clerk = await office.AtAsync("clerk", "/matters/import");
            await clerk.Page.GetByTestId("choose-file").SetInputFilesAsync(new FilePayload { Name = "省平台导出.xlsx", MimeType = "", Buffer = file });
            await Assertions.Expect(clerk.Page.GetByTestId("import-state")).ToHaveTextAsync("待确认");
            await Assertions.Expect(clerk.Page.GetByTestId("counts")).ToContainTextAsync("新增 1");
            await Assertions.Expect(clerk.Page.GetByTestId("preview")).ToContainTextAsync("138****5678");
            await clerk.CheckAccessAsync("an import before its start");
        });
        await office.StepAsync("it runs while nobody looks", async () =>
        {
            var clerk = await office.AtAsync("clerk");
            await clerk.Page.GetByTestId("start").PressAsync("Enter");
            await clerk.Page.GotoAsync("/matters");
            await clerk.Page.GotoAsync("/matters/import");
            await Assertions.Expect(clerk.Page.GetByTestId("imports").GetByText("已完成")).ToBeVisibleAsync();
            await clerk.Page.GetByTestId("open").First.ClickAsync();
            var errors = await clerk.Page.RunAndWaitForDownloadAsync(() => clerk.Page.GetByTestId("errors").ClickAsync());
            errors.SuggestedFilename.ShouldBe("导入错误行.xlsx");
        });
        await office.StepAsync("the ledger goes out in both formats", async () =>
        {
            var clerk = await office.AtAsync("clerk", "/matters");
            foreach (var format in (string[])["bureau", "province"])
            {
                var ledger = await clerk.Page.RunAndWaitForDownloadAsync(() => clerk.Page.GetByTestId($"export-{format}").ClickAsync());
                ledger.SuggestedFilename.ShouldStartWith("信访事项");
                (await File.ReadAllBytesAsync(await ledger.PathAsync()))[..2].ShouldBe("PK"u8.ToArray());
            }
        });
        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
    }
}

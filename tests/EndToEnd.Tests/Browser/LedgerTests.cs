using System.Net;
using System.Text.Json;
using Anjie.EndToEnd.Tests.PersonalData;
using Microsoft.Playwright;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>A clerk works through the ledger: looks for something, keeps how it was looked for, and goes from case to case.</summary>
public sealed class LedgerTests(RunningSystem running, ITestOutputHelper output)
{
    const string Mark = "台账检索";

    [Fact]
    public async Task What_is_looked_for_again_and_again_is_kept_and_opens_the_ledger_on_every_machine()
    {
        await RegisterAsync("clerk2", 1, "Other"); // beside what is looked for
        await RegisterAsync("clerk2", 3, "Proposal");
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var desk = await office.AtAsync("clerk2", "/matters");
        var page = desk.Page;

        await office.StepAsync("filters narrow the list, the total and the address", async () =>
        {
            await page.GetByTestId("unfold").ClickAsync();
            await page.GetByTestId("category").SelectOptionAsync("Proposal");
            await Assertions.Expect(page.GetByTestId("total")).ToHaveTextAsync("共 3 条");
            await page.GetByTestId("content").SelectOptionAsync("05");
            await Assertions.Expect(page.GetByTestId("empty")).ToBeVisibleAsync();
            await page.GetByTestId("content").SelectOptionAsync("02");
            await Assertions.Expect(page.GetByTestId("total")).ToHaveTextAsync("共 3 条");
            await page.GetByTestId("from").FillAsync("t");
            await page.GetByTestId("from").PressAsync("Tab");
            await Assertions.Expect(page).ToHaveURLAsync(new Uri(running.Address, $"matters?category=Proposal&content=02&from={await office.TodayAsync():yyyy-MM-dd}").AbsoluteUri);
            await Assertions.Expect(page.GetByTestId("total")).ToHaveTextAsync("共 3 条");
            await Assertions.Expect(page.Locator("table.ledger.busy")).ToHaveCountAsync(0);
            await desk.CheckAccessAsync("ledger unfolded 1366");
        });
        await office.StepAsync("the search is saved and the ledger opens with it", async () =>
        {
            await page.GetByTestId("save-menu").Locator("summary").ClickAsync();
            await page.GetByTestId("save-name").FillAsync("今日建议");
            await page.GetByTestId("save-default").CheckAsync();
            await desk.CheckAccessAsync("ledger save menu");
            await page.GetByTestId("save").ClickAsync();
            await Assertions.Expect(page.GetByTestId("saved").Locator("option:checked")).ToHaveTextAsync("今日建议 ★");
            var beside = await office.BesideAsync("clerk2");
            await beside.OpenAsync("/matters");
            await Assertions.Expect(beside.Page.GetByTestId("saved").Locator("option:checked")).ToHaveTextAsync("今日建议 ★");
            await Assertions.Expect(beside.Page.GetByTestId("total")).ToHaveTextAsync("共 3 条");
            // An address that asks for something else is followed.
            await beside.OpenAsync("/matters?category=Other");
            await Assertions.Expect(beside.Page.GetByTestId("category")).ToHaveValueAsync("Other");
            // A colleague has a ledger of their own.
            var other = await office.AtAsync("clerk", "/matters");
            await Assertions.Expect(other.Page.GetByTestId("saved").Locator("option")).ToHaveCountAsync(1);
        });
        await office.StepAsync("columns and density are remembered", async () =>
        {
            await page.GetByTestId("columns-menu").Locator("summary").ClickAsync();
            await page.GetByTestId("column-form").UncheckAsync();
            await page.GetByTestId("column-category").CheckAsync();
            await page.GetByTestId("density").SelectOptionAsync("Compact");
            await Assertions.Expect(page.Locator("table.density-Compact")).ToBeVisibleAsync();
            await desk.CheckAccessAsync("ledger columns menu");
            await desk.OpenAsync("/matters");
            await Assertions.Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "事项类别" })).ToBeVisibleAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "信访形式" })).ToHaveCountAsync(0);
            await page.SetViewportSizeAsync(1920, 1080);
            await desk.CheckAccessAsync("ledger 1920");
            await page.SetViewportSizeAsync(1366, 768);
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(1366);
        });
        await office.StepAsync("the saved search is deleted and the ledger shows everything again", async () =>
        {
            await page.GetByTestId("save-menu").Locator("summary").ClickAsync();
            await page.GetByTestId("save-delete").ClickAsync();
            await Assertions.Expect(page.GetByTestId("saved").Locator("option")).ToHaveCountAsync(1);
            await desk.OpenAsync("/matters");
            await Assertions.Expect(page.GetByTestId("unfold")).ToHaveAttributeAsync("aria-expanded", "false"); // nothing is asked that would have to be seen
            await Assertions.Expect(page.GetByTestId("total")).Not.ToHaveTextAsync("共 3 条");
            await Assertions.Expect(page.GetByTestId("total")).Not.ToHaveTextAsync("共 0 条");
            new Uri(page.Url).Query.ShouldBe("");
        });
        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
    }

    [Fact]
    public async Task A_pile_is_worked_through_by_keyboard_and_a_number_that_is_looked_for_is_in_no_address()
    {
        var numbers = await RegisterAsync("clerk2", 3, "Other");
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var desk = await office.AtAsync("clerk2", "/matters?category=Other");
        var keys = new Typist(desk.Page);

        // The newest first: down twice, up once, open, and on along the pile.
        await Assertions.Expect(desk.Page.Locator("[data-row]").First).ToContainTextAsync(numbers[2]);
        await keys.PressAsync("j", "j", "k", "j", "o");
        await desk.ExpectStateAsync("Registered");
        await Assertions.Expect(desk.Page.GetByTestId("number")).ToHaveTextAsync(numbers[1]);
        await Assertions.Expect(desk.Page.GetByTestId("place")).ToContainTextAsync("2 / ");
        await keys.PressAsync("j");
        await Assertions.Expect(desk.Page.GetByTestId("number")).ToHaveTextAsync(numbers[0]);
        await keys.PressAsync("k");
        await Assertions.Expect(desk.Page.GetByTestId("number")).ToHaveTextAsync(numbers[1]);

        await keys.PressAsync("g", "m");
        await Assertions.Expect(desk.Page.GetByTestId("total")).ToBeVisibleAsync();
        await keys.PressAsync("/");
        (await keys.FocusedAsync()).ShouldBe("q");
        await keys.WriteAsync(numbers[0]);
        await keys.PressAsync("Enter");
        await Assertions.Expect(desk.Page.GetByTestId("total")).ToHaveTextAsync("共 1 条");
        desk.Page.Url.ShouldNotContain(numbers[0]);
        office.Requested.ShouldAllBe(address => !address.Contains(numbers[0]));
        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
    }

    [Fact]
    public async Task Ticked_rows_alone_are_printed_and_the_list_has_the_whole_screen()
    {
        var numbers = await RegisterAsync("clerk2", 3, "Other");
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var desk = await office.AtAsync("clerk2", "/matters?category=Other");
        var (page, keys) = (desk.Page, new Typist(desk.Page));
        var (rows, picked) = (page.Locator("[data-row]"), page.GetByTestId("picked"));

        await Assertions.Expect(rows.First).ToContainTextAsync(numbers[2]);
        await keys.PressAsync("j", "x", "j", "j", "x");
        await Assertions.Expect(picked).ToContainTextAsync("已选 2 条");
        await desk.CheckAccessAsync("ledger ticked");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        foreach (var (row, shown) in ((int, bool)[])[(0, true), (1, false), (2, true)])
            await Assertions.Expect(rows.Nth(row)).ToBeVisibleAsync(new() { Visible = shown });
        await Assertions.Expect(rows.Filter(new() { Visible = true })).ToHaveCountAsync(2);
        await page.EmulateMediaAsync(new() { Media = Media.Screen });

        // Another list has other rows: nothing is ticked there.
        await page.GetByTestId("state").SelectOptionAsync("Registered");
        await Assertions.Expect(picked).ToBeEmptyAsync();
        await Assertions.Expect(page.Locator("[data-pick]:checked")).ToHaveCountAsync(0);
        await page.Locator("[data-pick=all]").CheckAsync();
        await Assertions.Expect(page.Locator("[data-pick=row]:not(:checked)")).ToHaveCountAsync(0);
        await page.Locator("[data-pick=all]").UncheckAsync();
        await Assertions.Expect(picked).ToBeEmptyAsync();

        var menu = page.GetByRole(AriaRole.Navigation, new() { Name = "菜单" });
        var full = page.GetByRole(AriaRole.Button, new() { Name = "全屏" });
        await full.PressAsync("Enter");
        await Assertions.Expect(menu).ToBeHiddenAsync();
        await Assertions.Expect(rows.First).ToBeVisibleAsync();
        await full.PressAsync("Enter");
        await Assertions.Expect(menu).ToBeVisibleAsync();
        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
    }

    async Task<List<string>> RegisterAsync(string user, int count, string category)
    {
        using var office = new Office(running);
        var today = await running.TodayAsync();
        List<string> numbers = [];
        for (var i = 1; i <= count; i++)
        {
            var (status, text, _) = await office.AskAsync(user, HttpMethod.Put, $"api/reception/matters/{Guid.CreateVersion7()}", new
            {
                receivedOn = today, form = 1, category, contentCode = "02.01", summary = $"{Mark}之{i}：要求说明征收补偿标准", demands = new[] { new { text = "说明标准" } }, petitioners = new[] { new { name = "吴小梅" } }, peopleConcerned = 1,
            });
            status.ShouldBe((int)HttpStatusCode.Created, text);
            numbers.Add(JsonDocument.Parse(text).RootElement.GetProperty("number").GetString()!);
        }

        return numbers;
    }
}

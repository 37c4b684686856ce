using System.Globalization;
using Microsoft.Playwright;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>An administrator rewords a letter: sees what is wrong with the words, mends it, looks at a sample, publishes, and takes it back before its day.</summary>
public sealed class LetterTextTests(RunningSystem running, ITestOutputHelper output)
{
    const string Told = "将听取您陈述事实和理由", Pressed = "现予以督办", Added = "（窗口每周五接待）";

    [Fact]
    public async Task A_text_is_edited_tried_mended_published_and_withdrawn()
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var day = (await office.TodayAsync()).AddDays(30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var desk = await office.AtAsync("sysadmin");
        var page = desk.Page;
        var source = page.GetByTestId("source");

        await office.StepAsync("the menu leads to the kinds of letters, and a kind to its text", async () =>
        {
            await page.GetByRole(AriaRole.Link, new() { Name = "文书文本" }).PressAsync("Enter");
            await Assertions.Expect(page.Locator("[data-service=reception] tbody tr")).ToHaveCountAsync(21);
            await Assertions.Expect(page.Locator("[data-service=supervision] tbody tr")).ToHaveCountAsync(8);
            await desk.CheckAccessAsync("letter texts");
            await desk.FollowAsync("受理告知书");
            await Assertions.Expect(source).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^【标题】", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
            await FitsAsync(desk);
        });
        await office.StepAsync("a field that is written wrongly is told by its line, and a click leads there", async () =>
        {
            var text = await source.InputValueAsync();
            await source.FillAsync(text.Replace(Told, Told + Added, StringComparison.Ordinal).Replace("{查询码}", "{查询吗}", StringComparison.Ordinal));
            await desk.Page.GetByTestId("preview").ClickAsync();
            var fault = page.GetByTestId("faults").Locator("[data-code='letter.unknown_field']");
            await Assertions.Expect(fault).ToContainTextAsync("没有“查询吗”这一字段");
            await Assertions.Expect(page.GetByTestId("action-PublishText")).ToHaveCountAsync(0);
            await desk.CheckAccessAsync("letter text faults");
            await fault.GetByRole(AriaRole.Button).PressAsync("Enter");
            (await source.EvaluateAsync<string>("e => document.activeElement === e ? e.value.slice(e.selectionStart, e.selectionStart + 5) : ''")).ShouldBe("{查询吗}");
        });
        await office.StepAsync("the field goes in where the cursor is, and a sample letter is shown", async () =>
        {
            await source.EvaluateAsync("e => e.setSelectionRange(e.selectionStart, e.selectionStart + 5)");
            await page.Locator("[data-insert='{查询码}']").PressAsync("Enter");
            await Assertions.Expect(source).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("查询码为{查询码}。", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
            await desk.Page.GetByTestId("preview").ClickAsync();
            await Assertions.Expect(page.GetByTestId("ready")).ToBeVisibleAsync();
            await Assertions.Expect(page.GetByTestId("draft")).ToContainTextAsync(Added);
            await Assertions.Expect(page.GetByTestId("draft")).ToContainTextAsync("某某（样例）");
            await page.GetByTestId("draft").ScrollIntoViewIfNeededAsync();
            await desk.CheckAccessAsync("letter text sample");
            await FitsAsync(desk);
            await TabAsync(desk, "与现行版本的差异");
            await Assertions.Expect(page.GetByTestId("changes").Locator("ins")).ToHaveCountAsync(1);
            await Assertions.Expect(page.GetByTestId("changes").Locator("del")).ToHaveCountAsync(1);
            await page.GetByTestId("changes").ScrollIntoViewIfNeededAsync();
            await desk.CheckAccessAsync("letter text changes");
            await TabAsync(desk, "试填");
        });
        await office.StepAsync("published it waits for its day, and is taken back", async () =>
        {
            await desk.ActAsync("PublishText", null, ("effectiveFrom", day), ("reason", "告知接待时间"));
            await TabAsync(desk, "各版本");
            var coming = Coming(desk);
            await Assertions.Expect(coming).ToContainTextAsync(day);
            await Assertions.Expect(coming).ToContainTextAsync(desk.Person);
            await Assertions.Expect(coming).ToContainTextAsync("告知接待时间");
            await coming.ScrollIntoViewIfNeededAsync();
            await desk.CheckAccessAsync("letter text versions");
            await FitsAsync(desk);
            await WithdrawAsync(desk);
        });
        await office.StepAsync("a letter of supervision is worded on the same page", async () =>
        {
            await page.GetByRole(AriaRole.Link, new() { Name = "文书文本" }).First.ClickAsync();
            await desk.FollowAsync("督办通知单");
            await Assertions.Expect(source).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("信访事项督办通知单", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
            await source.FillAsync((await source.InputValueAsync()).Replace(Pressed, Pressed + Added, StringComparison.Ordinal));
            await page.GetByTestId("preview").ClickAsync();
            await Assertions.Expect(page.GetByTestId("ready")).ToBeVisibleAsync();
            await Assertions.Expect(page.GetByTestId("draft")).ToContainTextAsync(Pressed + Added);
            await Assertions.Expect(page.GetByTestId("draft")).ToContainTextAsync("样例区住房建设局");
            await desk.CheckAccessAsync("letter text of supervision");
            await FitsAsync(desk);
            await desk.ActAsync("PublishText", null, ("effectiveFrom", day), ("reason", "告知接待时间"));
            await TabAsync(desk, "各版本");
            await Assertions.Expect(Coming(desk)).ToContainTextAsync(day);
            await WithdrawAsync(desk);
        });
        await office.StepAsync("in English and on a phone it is as whole", async () =>
        {
            await page.GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();
            foreach (var (path, width) in (from path in (string[])["/letter-texts", "/letter-texts/reception/opinion", "/letter-texts/reception/proof-of-service", "/letter-texts/supervision/talk-record"] from width in (int[])[1366, 390] select (path, width)))
            {
                await page.SetViewportSizeAsync(width, 900);
                await desk.OpenAsync(path);
                await desk.CheckAccessAsync($"en {path[1..].Replace('/', '-')} {width}");
                await FitsAsync(desk, width);
                // A text that is missing shows as its key.
                (await page.GetByRole(AriaRole.Main).InnerTextAsync()).ShouldNotMatch(@"\b(texts|textfield|textstate|field|action|form|menu)\.[a-zA-Z_.]+\b");
            }
        });
        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
        office.Alarms.ShouldBeEmpty();
    }

    static ILocator Coming(Desk desk) => desk.Page.GetByTestId("versions").Locator("tr").Filter(new() { Has = desk.Page.Locator("[data-state='Coming']") });

    static async Task WithdrawAsync(Desk desk)
    {
        await Coming(desk).GetByTestId("action-WithdrawText").ClickAsync();
        await desk.Page.GetByRole(AriaRole.Dialog).GetByTestId("submit").ClickAsync();
        await Assertions.Expect(desk.Page.GetByTestId("versions").Locator("[data-state='Withdrawn']")).ToHaveCountAsync(1);
        await Assertions.Expect(desk.Page.GetByTestId("versions").Locator("[data-state='Coming']")).ToHaveCountAsync(0);
    }

    static Task TabAsync(Desk desk, string name) => desk.Page.GetByRole(AriaRole.Tab, new() { Name = name }).ClickAsync();

    static async Task FitsAsync(Desk desk, int width = 1366) => (await desk.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
}

using Microsoft.Playwright;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>A clerk on the telephone is asked until when, and reads the answer out.</summary>
public sealed class DeadlineTests(RunningSystem running, ITestOutputHelper output)
{
    [Fact]
    public async Task A_clerk_computes_a_term_by_keyboard_and_sees_why_it_ends_then()
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var desk = await office.AtAsync("clerk");
        await desk.Page.GetByRole(AriaRole.Link, new() { Name = "期限推算" }).PressAsync("Enter");
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("期限推算");
        var form = desk.Sheet("form-deadline");

        await form.FillAsync(("rule", "T5"), ("start", "2026-08-03"), ("extendDays", "30"));
        await desk.Page.GetByTestId("extendDays").PressAsync("Enter");
        await Assertions.Expect(desk.Page.GetByTestId("sentence")).ToHaveTextAsync("60日，自2026-08-03起算，延长30日，名义止日2026-11-01，遇周末顺延至2026-11-02");
        await Assertions.Expect(desk.Page.GetByTestId("target")).ToContainTextAsync("2026-10-30");

        await form.FillAsync(("rule", "T4"), ("start", "2026-02-12"));
        await Assertions.Expect(desk.Page.GetByTestId("extendDays")).ToHaveCountAsync(0);
        await desk.Page.GetByTestId("start").PressAsync("Enter");
        await Assertions.Expect(desk.Page.GetByTestId("legal")).ToContainTextAsync("2026-02-26");
        await Assertions.Expect(desk.Page.GetByTestId("article")).ToHaveTextAsync("《信访工作条例》第二十三条第三款");
        await Assertions.Expect(desk.Page.GetByTestId("skipped").Locator("tbody tr")).ToHaveCountAsync(9);
        await Assertions.Expect(desk.Page.GetByTestId("skipped").Locator("tbody tr").First).ToContainTextAsync("2026-02-15");
        await Assertions.Expect(desk.Page.GetByTestId("skipped").Locator("tbody tr").First).ToContainTextAsync("春节");
        await desk.CheckAccessAsync("deadlines");

        await form.FillAsync(("rule", "T10"), ("start", "2026-03-02"), ("pauseFrom", "2026-03-20"), ("pauseTo", "2026-03-10"));
        await desk.Page.GetByTestId("pauseTo").PressAsync("Enter");
        await Assertions.Expect(desk.Page.Locator("[data-code='deadline.pause_order']")).ToBeVisibleAsync();
        await Assertions.Expect(desk.Page.GetByTestId("sentence")).ToHaveCountAsync(0);
        await desk.CheckAccessAsync("deadlines refused");
        await form.FillAsync(("pauseFrom", "2026-03-10"), ("pauseTo", "2026-03-20"));
        await desk.Page.GetByTestId("pauseTo").PressAsync("Enter");
        await Assertions.Expect(desk.Page.GetByTestId("sentence")).ToContainTextAsync("中止10日不计入");

        // What must be done at once has no end to compute, and the page says so.
        await form.FillAsync(("rule", "T14"));
        await desk.Page.GetByTestId("start").PressAsync("Enter");
        await Assertions.Expect(desk.Page.Locator("[data-code='deadline.at_once']")).ToContainTextAsync("第二十五条");
        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
    }

    [Fact]
    public async Task The_calculator_fits_a_phone_and_speaks_English()
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var desk = await office.AtAsync("unit", "/deadlines");
        await desk.Page.GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();
        await desk.OpenAsync("/deadlines");
        await desk.Page.SetViewportSizeAsync(390, 844);
        await desk.Sheet("form-deadline").FillAsync(("rule", "T1"), ("start", "2026-02-01"));
        await desk.Page.GetByTestId("submit").ClickAsync();
        await Assertions.Expect(desk.Page.GetByTestId("sentence")).ToHaveTextAsync("15 days from 2026-02-01, nominal end 2026-02-16, moved by Spring Festival to 2026-02-24");
        await desk.CheckAccessAsync("deadlines 390 en");
        (await desk.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
        (await desk.Page.GetByRole(AriaRole.Main).InnerTextAsync()).ShouldNotMatch(@"\b(deadline|field|menu|clock|calendar|dayunit)\.[a-zA-Z_.]+\b");
        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
    }
}

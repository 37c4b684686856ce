using System.Globalization;
using Anjie.EndToEnd.Tests.PersonalData;
using Microsoft.Playwright;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>An administrator closes the offices on a day, sees first whose dates that moves, and decides that they move.</summary>
public sealed class CalendarTests(RunningSystem running, ITestOutputHelper output)
{
    const int Readings = 60;

    [Fact]
    public async Task A_calendar_shows_what_it_moves_before_it_is_published_and_moves_it_when_that_is_accepted()
    {
        using var registry = new Office(running);
        var (matter, _) = await registry.RegisterMatterAsync(await running.TodayAsync(), Canary.Of(981));
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var clerk = await office.AtAsync("clerk", $"/matters/{matter.GetProperty("id").GetString()}");
        var told = await LegalAsync(clerk);
        var number = await clerk.NumberAsync();
        var desk = await office.AtAsync("sysadmin", "/admin/calendar");
        while (await desk.Page.Locator(".head .sub").InnerTextAsync() is var shown && shown != told[..4])
            await desk.Page.GetByRole(AriaRole.Button, new() { Name = (int.Parse(shown, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture) }).ClickAsync();
        await desk.Page.GetByTestId("form-calendar").WaitForAsync();
        var present = await desk.Sheet("form-calendar").ReadAsync("days");
        // Tests that came earlier may have brought us to a year without a notice; it gets one that changes nothing.
        if (present.Length == 0)
            present = $"{SundayOf(told):yyyy-MM-dd} 休 周末";

        await office.StepAsync("a line that cannot be read is told by its number", async () =>
        {
            await AnnounceAsync(desk, "后天 休 停电");
            await Assertions.Expect(desk.Page.GetByTestId("form-calendar").Locator(".error")).ToContainTextAsync("第 1 行");
        });
        await office.StepAsync("what would change is seen before it is published", async () =>
        {
            await AnnounceAsync(desk, $"{present}\n{told} 休 停电");
            await Assertions.Expect(desk.Page.GetByTestId("impact")).ToContainTextAsync("件未结事项的期限会改变");
            await Assertions.Expect(desk.Page.GetByTestId("moves").First.GetByRole(AriaRole.Row).Filter(new() { HasText = number }).First).ToContainTextAsync($"{told} →");
            await desk.CheckAccessAsync("calendar impact");
            (await desk.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(1366);
        });
        await office.StepAsync("published, it moves nothing", async () =>
        {
            await PublishAsync(desk);
            (await LegalAgainAsync(clerk)).ShouldBe(told);
            await desk.CheckAccessAsync("calendar pending");
        });
        await office.StepAsync("accepted, it does", async () =>
        {
            await AcceptAsync(desk);
            string.CompareOrdinal(await LegalAgainAsync(clerk), told).ShouldBePositive();
        });
        await office.StepAsync("the power came back, and everybody else counts the days as before", async () =>
        {
            await AnnounceAsync(desk, present);
            await PublishAsync(desk);
            await AcceptAsync(desk);
            (await LegalAgainAsync(clerk)).ShouldBe(told);
        });
        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
    }

    static DateOnly SundayOf(string day)
    {
        var first = new DateOnly(int.Parse(day[..4], CultureInfo.InvariantCulture), 1, 1);
        return first.AddDays((7 - (int)first.DayOfWeek) % 7);
    }

    static async Task<string> LegalAgainAsync(Desk clerk)
    {
        await clerk.OpenAsync(new Uri(clerk.Page.Url).AbsolutePath);
        return await LegalAsync(clerk);
    }

    static async Task<string> LegalAsync(Desk desk) =>
        (await desk.Page.Locator("[data-rule='T1'] dl div").Filter(new() { HasText = "法定止日" }).Locator("dd").InnerTextAsync())[..10];

    static async Task AnnounceAsync(Desk desk, string days)
    {
        await desk.Sheet("form-calendar").FillAsync(("source", "停电检修"), ("days", days));
        await desk.Page.GetByTestId("submit").ClickAsync();
    }

    /// <summary>Publishes, and looks again until every service has the new calendar.</summary>
    static async Task PublishAsync(Desk desk)
    {
        await desk.Page.GetByTestId("publish").ClickAsync();
        await Assertions.Expect(desk.Page.GetByTestId("publish")).ToHaveCountAsync(0);
        for (var i = 0; i < Readings && await desk.Page.GetByTestId("accept").CountAsync() == 0; i++)
        {
            await desk.Page.GetByTestId("refresh").ClickAsync();
            await desk.Page.WaitForTimeoutAsync(500);
        }

        await Assertions.Expect(desk.Page.GetByTestId("accept")).ToBeVisibleAsync();
    }

    /// <summary>Accepts until nothing is left: a service may have heard of the calendar a moment later than another.</summary>
    static async Task AcceptAsync(Desk desk)
    {
        var none = desk.Page.GetByText("未结事项的期限与现行日历一致。");
        for (var i = 0; i < Readings && await none.CountAsync() == 0; i++)
        {
            if (await desk.Page.GetByTestId("accept").CountAsync() > 0 && await desk.Page.GetByTestId("accept").IsEnabledAsync())
                await desk.Page.GetByTestId("accept").ClickAsync();
            else if (await desk.Page.GetByTestId("refresh").CountAsync() > 0)
                await desk.Page.GetByTestId("refresh").ClickAsync();
            await desk.Page.WaitForTimeoutAsync(500);
        }

        await Assertions.Expect(none).ToBeVisibleAsync();
    }
}

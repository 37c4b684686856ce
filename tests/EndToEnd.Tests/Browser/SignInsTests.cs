using Anjie.EndToEnd.Tests.PersonalData;
using Microsoft.Playwright;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>What stands open in a sign-in that is over does not stay open.</summary>
public sealed class SignInsTests(RunningSystem running, ITestOutputHelper output)
{
    const float AMinute = 60_000;

    [Fact]
    public async Task S_18_a_page_left_open_shows_nothing_any_more_within_a_minute_of_its_end()
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var lost = await office.AtAsync("districthead");
        await lost.OpenAsync("/matters");
        var here = await office.BesideAsync("districthead");
        await here.OpenAsync("/my/sign-ins");
        await here.CheckAccessAsync("sign-ins");

        await here.Page.GetByTestId("end-others").ClickAsync();

        await Assertions.Expect(here.Page.GetByTestId("sign-ins").GetByTestId("end")).ToHaveCountAsync(0);
        await Assertions.Expect(lost.Page.GetByLabel("密码")).ToBeVisibleAsync(new() { Timeout = AMinute });
        await Assertions.Expect(lost.Page.GetByTestId("person")).ToHaveCountAsync(0);
        await here.OpenAsync("/matters");
        await Assertions.Expect(here.Page.GetByTestId("person")).ToBeVisibleAsync();
        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
    }

    [Fact]
    public async Task S_17_after_signing_out_neither_the_cookie_nor_the_way_back_opens_anything()
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var desk = await office.AtAsync("convener");
        await desk.OpenAsync("/matters");
        var cookies = await desk.Page.Context.CookiesAsync();

        await desk.Page.GetByRole(AriaRole.Link, new() { Name = "退出" }).ClickAsync();
        await Assertions.Expect(desk.Page.GetByLabel("密码")).ToBeVisibleAsync();

        await desk.Page.Context.AddCookiesAsync([.. cookies.Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Domain = cookie.Domain, Path = cookie.Path })]);
        await desk.Page.GotoAsync("/matters");
        await Assertions.Expect(desk.Page.GetByLabel("密码")).ToBeVisibleAsync();
        await desk.Page.GoBackAsync();
        await Assertions.Expect(desk.Page.GetByTestId("person")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task S_114_a_browser_that_showed_a_person_keeps_nothing_of_them_and_after_signing_out_shows_nothing()
    {
        var person = Canary.Of(980);
        using var registry = new Office(running);
        var (matter, _) = await registry.RegisterMatterAsync(await running.TodayAsync(), person);
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var desk = await office.AtAsync("clerk", $"/matters/{matter.GetProperty("id").GetString()}");
        await desk.RevealAsync("Contact");
        await Assertions.Expect(desk.Page.GetByTestId("revealed")).ToContainTextAsync(person.IdentityNumber);
        (await KeptAsync(desk)).ShouldBeFreeOf(Canary.Marks);

        await desk.Page.GetByRole(AriaRole.Link, new() { Name = "退出" }).ClickAsync();
        await Assertions.Expect(desk.Page.GetByLabel("密码")).ToBeVisibleAsync();
        (await desk.Page.ContentAsync()).ShouldBeFreeOf(Canary.Marks);
        (await KeptAsync(desk)).ShouldBeFreeOf(Canary.Marks);

        // Neither from a cache nor as the page was left.
        await desk.Page.GoBackAsync();
        await Assertions.Expect(desk.Page.GetByLabel("密码")).ToBeVisibleAsync();
        (await desk.Page.ContentAsync()).ShouldBeFreeOf(Canary.Marks);
    }

    /// <summary>What a page can leave in its browser.</summary>
    static Task<string> KeptAsync(Desk desk) => desk.Page.EvaluateAsync<string>("""
        async () => JSON.stringify([
            { ...localStorage }, { ...sessionStorage }, document.cookie, history.state, window.name,
            await indexedDB.databases(), await Promise.all((await caches.keys()).map(async name => (await (await caches.open(name)).keys()).map(request => request.url))),
            (await navigator.serviceWorker.getRegistrations()).map(worker => worker.scope)])
        """);
}

file static class Freedom
{
    public static void ShouldBeFreeOf(this string text, IEnumerable<string> marks) => marks.ShouldAllBe(mark => !text.Contains(mark), "a mark of the person");
}

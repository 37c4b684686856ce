using System.Net;
using Microsoft.Playwright;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>A person with two posts changes over in the bar, and the former session is gone.</summary>
public sealed class PostSwitchTests(RunningSystem running, ITestOutputHelper output)
{
    [Fact]
    public async Task S_16_another_post_is_another_session_and_the_former_opens_nothing()
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var desk = await office.AtAsync("town2");
        await Assertions.Expect(desk.Page.GetByTestId("unit")).ToHaveTextAsync("双湾镇");
        var former = await SessionOfAsync(desk);

        await desk.Page.GetByTestId("posts").GetByText("双湾镇信访专干").First.ClickAsync();
        await desk.CheckAccessAsync("posts");
        await desk.Page.GetByRole(AriaRole.Link, new() { Name = "龙兴村包村干部" }).ClickAsync();

        await Assertions.Expect(desk.Page.GetByTestId("unit")).ToHaveTextAsync("龙兴村");
        await Assertions.Expect(desk.Page.GetByTestId("posts").Locator("summary")).ToContainTextAsync("龙兴村包村干部");
        (await SessionOfAsync(desk)).ShouldNotBe(former);
        (await OpenedAsync(former)).ShouldBe(HttpStatusCode.Redirect);
        (await OpenedAsync(await SessionOfAsync(desk))).ShouldBe(HttpStatusCode.OK);
        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
    }

    [Fact]
    public async Task The_bar_changes_the_language_and_signs_out()
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var desk = await office.AtAsync("town3");
        var session = await SessionOfAsync(desk);

        await desk.Page.GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();
        await desk.Page.GetByRole(AriaRole.Link, new() { Name = "Sign out" }).ClickAsync();

        await Assertions.Expect(desk.Page.GetByLabel("Password")).ToBeVisibleAsync();
        (await OpenedAsync(session)).ShouldBe(HttpStatusCode.Redirect);
    }

    static async Task<string> SessionOfAsync(Desk desk) => string.Join(
        "; ", (await desk.Page.Context.CookiesAsync()).Where(cookie => cookie.Name == "anjie").Select(cookie => $"{cookie.Name}={cookie.Value}"));

    async Task<HttpStatusCode> OpenedAsync(string session)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = running.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/", UriKind.Relative));
        request.Headers.Add("Cookie", session);
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}

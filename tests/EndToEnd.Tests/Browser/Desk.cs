using System.Globalization;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>One person before a screen of their own: signs in as everybody does, clicks, fills in and sees what the page says.</summary>
internal sealed class Desk(BrowserOffice office, string user, IPage page)
{
    static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    // The watermark is faint on purpose and repeats what the page's foot says in full. Of what was found only the grave comes back.
    const string FindObstacles = """
        async () => (await axe.run({ exclude: ['.watermark'] }, { resultTypes: ['violations'], selectors: false })).violations
            .filter(found => ['serious', 'critical'].includes(found.impact))
            .map(found => `${found.id} (${found.impact}): ${found.nodes.slice(0, 3).map(node => node.html).join(' | ')}`)
        """;

    public IPage Page => page;

    /// <summary>The person's own name, as the frame shows it; colleagues choose by it.</summary>
    public string Person { get; private set; } = "";

    /// <summary>The unit in which the person acts, as the frame shows it.</summary>
    public string Unit { get; private set; } = "";

    public async Task SignInAsync(string password)
    {
        await TypePasswordAsync(password);
        await ArriveAsync();
    }

    /// <summary>The first step of a sign-in.</summary>
    public async Task TypePasswordAsync(string password)
    {
        await page.GotoAsync("/");
        await page.GetByLabel("用户名").FillAsync(user);
        await page.GetByLabel("密码").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
    }

    /// <summary>Sees the frame, after the last step of a sign-in.</summary>
    public async Task ArriveAsync()
    {
        Person = await page.GetByTestId("person").TextContentAsync() ?? "";
        await SettleAsync();
        await Assertions.Expect(page.GetByTestId("unit")).Not.ToBeEmptyAsync();
        Unit = await page.GetByTestId("unit").InnerTextAsync();
    }

    public async Task OpenAsync(string path)
    {
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await SettleAsync();
    }

    /// <summary>Follows a link of the page itself, not of the menu.</summary>
    public async Task FollowAsync(string link)
    {
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = link }).First.ClickAsync();
        await SettleAsync();
    }

    public Sheet Sheet(string name) => new(page, page.GetByTestId(name));

    /// <summary>Sends the form of a page that has one, and waits for the page it leads to.</summary>
    public async Task<Guid> SubmitAsync(string state)
    {
        await page.GetByTestId("submit").ClickAsync();
        await ExpectStateAsync(state);
        await SettleAsync();
        return Id;
    }

    /// <summary>Takes an offered action: opens its form, fills it in, sends it and sees the state it leads to.</summary>
    public async Task ActAsync(string action, string? state = null, params (string Field, string Value)[] entries)
    {
        await page.GetByTestId($"action-{action}").ClickAsync();
        var form = page.GetByTestId($"form-{action}");
        await new Sheet(page, form).FillAsync(entries);
        await SendAsync(action, form, submit => submit.ClickAsync());
        if (state is not null)
            await ExpectStateAsync(state);
    }

    /// <summary>As <see cref="ActAsync"/>, but the dialog moves while the button is down, as it does when leaving a field takes a complaint away or the dialog is still opening.</summary>
    public async Task ActOnMovingButtonAsync(string action, params (string Field, string Value)[] entries)
    {
        await page.GetByTestId($"action-{action}").ClickAsync();
        var form = page.GetByTestId($"form-{action}");
        await new Sheet(page, form).FillAsync(entries);
        await SendAsync(action, form, async submit =>
        {
            await submit.HoverAsync();
            await page.Mouse.DownAsync();
            await page.GetByRole(AriaRole.Dialog).EvaluateAsync("dialog => dialog.style.marginTop = '160px'");
            await page.Mouse.UpAsync();
        });
    }

    async Task SendAsync(string action, ILocator form, Func<ILocator, Task> press)
    {
        await PictureAsync(action);
        await press(page.GetByRole(AriaRole.Dialog).GetByTestId("submit"));
        try
        {
            await form.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        }
        catch (TimeoutException late)
        {
            throw new InvalidOperationException($"{user}: {action} did not go through: {await form.InnerTextAsync()}", late);
        }
    }

    /// <summary>Has the details of the first person on the page shown, without touching the mouse.</summary>
    public async Task RevealAsync(string purpose)
    {
        await page.GetByTestId("reveal").First.PressAsync("Enter");
        var form = page.GetByTestId("form-Disclose");
        await new Sheet(page, form).FillAsync(("purpose", purpose));
        await page.GetByRole(AriaRole.Dialog).GetByTestId("submit").PressAsync("Enter");
        await form.WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    /// <summary>Whether the case offers an action to this person.</summary>
    public async Task<bool> IsOfferedAsync(string action) => await page.GetByTestId($"action-{action}").CountAsync() > 0;

    public Task ExpectStateAsync(string state) => Assertions.Expect(page.GetByTestId("state").First).ToHaveAttributeAsync("data-state", state);

    /// <summary>Reads a list again until what other services are still telling each other has arrived.</summary>
    public async Task<ILocator> AwaitRowAsync(string text)
    {
        const int Readings = 60;
        var first = page.GetByTestId("ledger").GetByRole(AriaRole.Row).Filter(new() { HasText = text, Has = page.GetByRole(AriaRole.Cell) }).First;
        for (var i = 0; i < Readings && await first.CountAsync() == 0; i++)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "刷新" }).ClickAsync();
            await page.WaitForTimeoutAsync(500);
        }

        return first;
    }

    public Task<string> NumberAsync() => page.GetByTestId("number").InnerTextAsync();

    /// <summary>Id of the case whose page is open.</summary>
    public Guid Id => Guid.Parse(new Uri(page.Url).Segments[^1], CultureInfo.InvariantCulture);

    public async Task PictureAsync(string name)
    {
        if (office.Pictures is not null)
            await page.ScreenshotAsync(new() { Path = office.NextPicture(user, name) });
    }

    /// <summary>What a person with a screen reader or a keyboard would stumble over.</summary>
    public async Task CheckAccessAsync(string name)
    {
        await PictureAsync(name);
        // Brought in by the browser, not by the page: its content policy takes no scripts from outside.
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
            await page.EvaluateAsync(Axe);
        foreach (var found in await page.EvaluateAsync<string[]>(FindObstacles))
            office.Obstacles.Add($"{name}: {found}");
    }

    async Task SettleAsync()
    {
        await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).First.WaitForAsync();
        await Assertions.Expect(page.Locator(".loading")).ToHaveCountAsync(0);
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using Anjie.EndToEnd.Tests.PersonalData;
using Anjie.Support;
using Microsoft.Playwright;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>What petitioners write is shown as they wrote it, and other sites show nothing of ours.</summary>
public sealed class HostileTextTests(RunningSystem running, ITestOutputHelper output)
{
    const string Mark = "xss-mark";

    static readonly string[] Scripts =
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "\"><script>alert(1)</script>", "'onmouseover='alert(1)", "javascript:alert(1)", "<iframe src=javascript:alert(1)>", "<a href=javascript:alert(1)>x</a>",
        "<body onload=alert(1)>", "<details open ontoggle=alert(1)>", "<input autofocus onfocus=alert(1)>", "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">", "</textarea><script>alert(1)</script>", "</title><script>alert(1)</script>", "<!--><script>alert(1)</script>",
        "<style>@import'//evil.example'</style>", "<link rel=stylesheet href=//evil.example>", "<meta http-equiv=refresh content=0;url=//evil.example>", "<base href=//evil.example>", "<form action=//evil.example><button>", "{{constructor.constructor('alert(1)')()}}", "${alert(1)}", "@(1+1)", "<%= 7*7 %>", "&lt;script&gt;alert(1)&lt;/script&gt;", "\\u003cscript\\u003ealert(1)",
    ];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task S_48_scripts_in_every_text_of_a_case_are_shown_and_run_nowhere()
    {
        var today = await running.TodayAsync();
        var all = string.Join(' ', Scripts);
        var (dispute, matter, backlog) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await DoneAsync(201, "town", HttpMethod.Put, $"api/screening/disputes/{dispute}", new { title = $"{Mark} {Scripts[0]} {Scripts[1]}", foundOn = today, method = 1, typeCode = "06.01", place = all[..150], facts = all, demands = all, peopleConcerned = 2, parties = new[] { new { side = "First", name = "赵一", address = all[..150] } } });
        await DoneAsync(201, "clerk", HttpMethod.Put, $"api/reception/matters/{matter}", new { receivedOn = today, form = 1, category = "Appeal", contentCode = "02.01", summary = $"{Mark} {all}", problemPlace = all[..150], demands = new[] { new { text = all } }, petitioners = new[] { new { name = "赵一", address = all[..150] } }, peopleConcerned = 1 });
        using var clerk = await running.AsAsync("clerk");
        var unit = (await clerk.GetFromJsonAsync<JsonElement>("api/directory/units?limit=200", Stop)).GetProperty("items").EnumerateArray().First(one => one.GetProperty("path").GetString() == "6203.620302.zrzy.").GetProperty("id").GetGuid();
        await DoneAsync(201, "jointoffice", HttpMethod.Put, $"api/backlog/cases/{backlog}", new { matterId = Guid.CreateVersion7(), criterion = "K1", responsibleUnitId = unit, title = $"{Mark} {Scripts[0]} {Scripts[1]}" });

        await using var browser = new BrowserOffice(running, output);
        await browser.OpenAsync();
        foreach (var (user, path, text) in ((string, string, string?)[])
            [
                ("town", $"/disputes/{dispute}", Scripts[1]), ("town", "/disputes", Scripts[1]), ("town", $"/disputes?q={Uri.EscapeDataString(Scripts[3])}", null),
                ("clerk", $"/matters/{matter}", Scripts[2]), ("clerk", "/matters", Scripts[2]), ("jointoffice", $"/backlog/{backlog}", Scripts[1]), ("jointoffice", "/backlog", Scripts[1]),
            ])
        {
            var desk = await browser.AtAsync(user, path);
            if (text is not null)
                await Assertions.Expect(desk.Page.GetByText(text).First).ToBeAttachedAsync();
        }

        var stranger = await browser.NewDeskAsync("nobody");
        foreach (var reflected in (string[])["/account/login?returnUrl=", "/matters/", "/sign-in?back=", "/account/language?to=en&returnUrl=", "/account/denied?x="])
            foreach (var script in (string[])[Scripts[1], Scripts[3], Scripts[5]])
                await stranger.Page.GotoAsync(reflected + Uri.EscapeDataString(script), new() { WaitUntil = WaitUntilState.DOMContentLoaded });

        browser.Alarms.ShouldBeEmpty();
        browser.Requested.ShouldAllBe(address => address.StartsWith(running.Address.AbsoluteUri) || address.StartsWith("data:") || address.StartsWith("blob:"));
    }

    [Fact]
    public async Task S_79_no_page_of_ours_is_shown_inside_another()
    {
        await using var browser = new BrowserOffice(running, output);
        await browser.OpenAsync();
        var page = (await browser.NewDeskAsync("nobody")).Page;
        foreach (var path in (string[])["account/login", "", "account/denied", "api/directory/me", "css/base.css"])
        {
            await page.SetContentAsync($"<iframe src=\"{running.Address}{path}\"></iframe>");
            await Eventually.HoldsAsync(() => Task.FromResult(page.Frames.Count == 2 && page.Frames[1].Url.StartsWith("chrome-error:", StringComparison.Ordinal)), TimeSpan.FromSeconds(5), () => Task.FromResult($"{path} in a frame: {page.Frames[^1].Url}"));
        }

        // And by itself it is there.
        await page.GotoAsync("/account/login");
        await Assertions.Expect(page.GetByLabel("密码")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task S_80_cookies_are_out_of_reach_of_scripts_and_other_sites_and_no_token_is_kept_by_the_browser()
    {
        await using var browser = new BrowserOffice(running, output);
        await browser.OpenAsync();
        var desk = await browser.AtAsync("town3", "/matters");

        var cookies = await desk.Page.Context.CookiesAsync();
        cookies.Select(cookie => cookie.Name).ShouldContain("anjie");
        foreach (var cookie in cookies)
        {
            cookie.HttpOnly.ShouldBeTrue(cookie.Name);
            cookie.SameSite.ShouldBeOneOf([SameSiteAttribute.Lax, SameSiteAttribute.Strict], cookie.Name);
            (cookie.Name.Length + cookie.Value.Length).ShouldBeLessThan(4096, cookie.Name);
            cookie.Value.ShouldNotContain("eyJ", Case.Sensitive, cookie.Name);
        }

        var kept = await desk.Page.EvaluateAsync<string>("() => document.cookie + JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.documentElement.outerHTML");
        kept.ShouldStartWith("{}{}");
        kept.ShouldNotContain("eyJ");
        (await desk.Page.EvaluateAsync<int>("async () => (await indexedDB.databases()).length + (await caches.keys()).length")).ShouldBe(0);
    }

    async Task DoneAsync(int status, string user, HttpMethod method, string path, object body)
    {
        using var office = new Office(running);
        var answer = await office.AskAsync(user, method, path, body);
        answer.Status.ShouldBe(status, answer.Text);
    }
}

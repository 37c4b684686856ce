using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>A unit, a person and a post come into being and go again by the hands of two administrators, neither of whom could do it alone.</summary>
public sealed class AdministrationTests(RunningSystem running, ITestOutputHelper output)
{
    const string UnitName = "金川区试设信访服务站";
    const string UserName = "fresh.clerk";
    const string PersonName = "郝新禾";
    const string PostTitle = "服务站经办人";

    [Fact]
    public async Task Two_administrators_bring_a_person_into_a_post_and_out_again()
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var (unit, person, post, secret) = ("", "", "", "");
        await office.StepAsync("a unit is added, and a taken code is refused at its field", async () => unit = await AddUnitAsync(office));
        await office.StepAsync("a person is added and given a password once", async () => (person, secret) = await AddPersonAsync(office));
        await office.StepAsync("a post is made and filled; one's own and what does not go together are refused", async () => post = await FillPostAsync(office));
        await office.StepAsync("the new person signs in", async () =>
        {
            var newcomer = await office.WithPasswordAsync(UserName, secret);
            newcomer.Person.ShouldBe(PersonName);
            newcomer.Unit.ShouldBe(UnitName);
        });
        await office.StepAsync("why the person sees a matter or not", () => AskAsync(office, post));
        await office.StepAsync("nothing closes while it is in use, and then everything does", () => EndAsync(office, unit, person, post));
        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
    }

    [Fact]
    public async Task Every_page_of_administration_fits_a_phone_speaks_English_and_hinders_nobody()
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var security = await office.AtAsync("secadmin");
        var (unit, person, post) = (await FirstAsync(security, "/admin/units"), await FirstAsync(security, "/admin/people"), await FirstAsync(security, "/admin/posts"));
        string[] pages = ["/admin/units", unit, "/admin/people", person, "/admin/posts", post, "/admin/roles", "/admin/roles/leader", "/admin/roles/secadmin", "/admin/rights"];
        // A phone has less room, and English needs more of it.
        foreach (var (english, widths) in ((bool, (int, int)[])[])[(false, [(390, 844)]), (true, [(1366, 900), (390, 844)])])
        {
            if (english)
                await security.Page.GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();
            foreach (var (width, height) in widths)
            {
                await security.Page.SetViewportSizeAsync(width, height);
                foreach (var page in pages)
                {
                    await security.OpenAsync(page);
                    await security.CheckAccessAsync($"{page[1..].Replace('/', '-')} {width} {(english ? "en" : "zh")}");
                    (await security.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, page);
                    // A text that is missing shows as its key.
                    (await security.Page.GetByRole(AriaRole.Main).InnerTextAsync()).ShouldNotMatch(@"\b(units|people|posts|roles|rights|field|state|action|menu|form|sightkind|reach|caseclass)\.[a-zA-Z_.]+\b", page);
                }
            }
        }

        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
    }

    [Fact]
    public async Task The_tree_unfolds_by_keyboard_and_is_searched()
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var desk = await office.AtAsync("secadmin", "/admin/units");
        var rows = desk.Page.GetByTestId("ledger").Locator("tbody tr");
        (await desk.IsOfferedAsync("AddUnit")).ShouldBeFalse(); // looking is free, acting is not
        await Assertions.Expect(rows.Filter(new() { HasText = "宁远堡镇" })).ToHaveCountAsync(0);

        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "展开金川区", Exact = true }).PressAsync("Enter");
        await Assertions.Expect(rows.Filter(new() { HasText = "宁远堡镇" })).ToHaveCountAsync(1);
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "收起金川区", Exact = true }).PressAsync("Enter");
        await Assertions.Expect(rows.Filter(new() { HasText = "宁远堡镇" })).ToHaveCountAsync(0);

        await desk.Page.GetByTestId("q").FillAsync("西坡");
        await Assertions.Expect(rows).ToContainTextAsync(["金昌市", "金川区", "宁远堡镇", "西坡村"]);
        await desk.Page.GetByTestId("q").FillAsync("没有这个单位");
        await Assertions.Expect(desk.Page.GetByTestId("empty")).ToContainTextAsync("没有这个单位");
    }

    static async Task<string> AddUnitAsync(BrowserOffice office)
    {
        var desk = await office.AtAsync("sysadmin", "/admin/units");
        await desk.Page.GetByTestId("action-AddUnit").ClickAsync();
        var form = desk.Page.GetByTestId("form-AddUnit");
        await new Sheet(desk.Page, form).FillAsync(("name", UnitName), ("englishName", "Jinchuan Trial Petition Station"), ("code", "xfj"), ("kind", "Department"), ("parentId", "金川区"));
        var submit = desk.Page.GetByRole(AriaRole.Dialog).GetByTestId("submit");
        await submit.ClickAsync();
        await Assertions.Expect(form.Locator(".error")).ToContainTextAsync("xfj");
        await new Sheet(desk.Page, form).FillAsync(("code", "ssfwz"));
        await submit.ClickAsync();
        await form.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await desk.ExpectStateAsync("Active");
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(UnitName);
        await desk.ActAsync("ChangeUnit", "Active", ("englishName", "Jinchuan Petition Station"));
        await Assertions.Expect(desk.Page.GetByText("Jinchuan Petition Station")).ToBeVisibleAsync();
        await desk.CheckAccessAsync("unit");
        return PathOf(desk);
    }

    static async Task<(string Path, string Secret)> AddPersonAsync(BrowserOffice office)
    {
        var desk = await office.AtAsync("sysadmin", "/admin/people");
        await desk.ActAsync("AddPerson", "Active", ("name", PersonName), ("userName", UserName));
        await Assertions.Expect(desk.Page.GetByTestId("no-password")).ToBeVisibleAsync();
        await desk.ActAsync("GivePassword");
        var secret = await desk.Page.GetByTestId("one-time-password").InnerTextAsync();
        secret.Length.ShouldBeGreaterThanOrEqualTo(16);
        desk.Page.Url.ShouldNotContain(secret);
        await desk.CheckAccessAsync("one-time password");

        // Shown once: who comes back does not see it again.
        var path = PathOf(desk);
        await desk.OpenAsync(path);
        await Assertions.Expect(desk.Page.GetByTestId("one-time")).ToHaveCountAsync(0);
        (await desk.Page.ContentAsync()).ShouldNotContain(secret);
        return (path, secret);
    }

    static async Task<string> FillPostAsync(BrowserOffice office)
    {
        var desk = await office.AtAsync("secadmin", "/admin/posts");
        await desk.ActAsync("AddPost", "Vacant", ("title", PostTitle), ("unitId", UnitName), ("roles-unithandler", "true"));
        var path = PathOf(desk);
        await Assertions.Expect(desk.Page.GetByTestId("roles")).ToContainTextAsync("受理、调查、起草意见");
        await RefusedAsync(desk, "FillPost", ("personId", "权承亭"), "三员"); // administrators handle no cases
        await desk.ActAsync("FillPost", "Filled", ("personId", PersonName));
        await Assertions.Expect(desk.Page.GetByTestId("holder")).ToHaveTextAsync(PersonName);
        await desk.CheckAccessAsync("post");

        await desk.OpenAsync("/admin/posts?role=secadmin");
        await desk.FollowAsync("安全管理员");
        await RefusedAsync(desk, "ChangePost", ("title", "安全处长"), "不能变更本人的岗位和角色");
        return path;
    }

    async Task AskAsync(BrowserOffice office, string post)
    {
        var number = await RegisterAsync();
        await running.AwaitCalmAsync(TimeSpan.FromSeconds(30));
        var desk = await office.AtAsync("secadmin", post);
        await desk.FollowAsync("此岗位能看到什么");
        await Assertions.Expect(desk.Page.GetByTestId("post")).ToHaveValueAsync(new Regex(PersonName));
        await desk.Page.GetByTestId("case").FillAsync(number);
        await desk.Page.GetByTestId("ask").ClickAsync();
        var verdict = desk.Page.GetByTestId("verdict-Matter");
        await Assertions.Expect(verdict).ToHaveAttributeAsync("data-reason", "OutOfReach");
        await Assertions.Expect(desk.Page.GetByTestId("verdict-LedgerEntry")).ToHaveAttributeAsync("data-sees", "false");
        await Assertions.Expect(desk.Page.GetByTestId("service-backlog")).ToContainTextAsync("没有这一件");
        await desk.CheckAccessAsync("rights");

        // The registrar's head sees it, and which row says so.
        await new Sheet(desk.Page, desk.Page.GetByTestId("form-rights")).FillAsync(("post", "市信访局办信科科长"));
        await desk.Page.GetByTestId("ask").ClickAsync();
        await Assertions.Expect(verdict).ToHaveAttributeAsync("data-sees", "true");
        await Assertions.Expect(verdict.Locator("li").Filter(new() { HasText = "由此决定" }).First).ToContainTextAsync("经由本单位");
        await desk.CheckAccessAsync("rights granted");
    }

    async Task<string> RegisterAsync()
    {
        using var clerk = await running.AsAsync("clerk");
        using var answer = await clerk.PutAsJsonAsync($"api/reception/matters/{Guid.CreateVersion7()}", new
        {
            receivedOn = await running.TodayAsync(), form = 1, category = "Appeal", contentCode = "02.01", summary = "反映征地补偿款发放问题", demands = new[] { new { text = "核实补偿款" } },
            petitioners = new[] { new { name = "乐正守一" } }, peopleConcerned = 1,
        });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("number").GetString()!;
    }

    static async Task EndAsync(BrowserOffice office, string unit, string person, string post)
    {
        var system = await office.AtAsync("sysadmin", person);
        await RefusedAsync(system, "ClosePerson", null, PostTitle);
        await system.OpenAsync(unit);
        await RefusedAsync(system, "AbolishUnit", null, "在用的单位或岗位");

        var security = await office.AtAsync("secadmin", post);
        await security.ActAsync("VacatePost", "Vacant");
        await security.ActAsync("AbolishPost", "Abolished");

        await system.OpenAsync(person);
        await system.ActAsync("ClosePerson", "Closed");
        await system.OpenAsync(unit);
        await system.ActAsync("AbolishUnit", "Abolished");
        var newcomer = await office.AtAsync(UserName);
        await newcomer.Page.GotoAsync("/");
        await Assertions.Expect(newcomer.Page.GetByTestId("person")).ToHaveCountAsync(0);
    }

    static async Task RefusedAsync(Desk desk, string action, (string Field, string Value)? entry, string sentence)
    {
        await desk.Page.GetByTestId($"action-{action}").ClickAsync();
        var form = desk.Page.GetByTestId($"form-{action}");
        if (entry is { } one)
            await new Sheet(desk.Page, form).FillAsync(one);
        await desk.Page.GetByRole(AriaRole.Dialog).GetByTestId("submit").ClickAsync();
        await Assertions.Expect(form.GetByRole(AriaRole.Alert)).ToContainTextAsync(sentence);
        await desk.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "取消" }).ClickAsync();
        await form.WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    static async Task<string> FirstAsync(Desk desk, string list)
    {
        await desk.OpenAsync(list);
        return (await desk.Page.GetByTestId("ledger").Locator($"a[href^='{list}/']").Nth(1).GetAttributeAsync("href"))!;
    }

    static string PathOf(Desk desk) => new Uri(desk.Page.Url).AbsolutePath;
}

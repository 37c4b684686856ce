using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>A clerk registers without touching the mouse, and without waiting for the page: keys are pressed one after the other as fast as they go.</summary>
public sealed class RegistrationTests(RunningSystem running, ITestOutputHelper output)
{
    /// <summary>What the office was promised, for everything but the texts themselves.</summary>
    const int MostKeys = 160;

    const string Identity = "620302198507150026", Phone = "13909450026";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_typical_visit_is_registered_by_keyboard_alone()
    {
        await OpenSessionAsync();
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var desk = await office.AtAsync("clerk");
        var keys = new Typist(desk.Page);
        await keys.WatchMouseAsync();
        await desk.OpenAsync("/visits");

        await keys.PressAsync("n");
        var form = desk.Page.GetByTestId("form-visit");
        await Assertions.Expect(form.GetByTestId("sessionId")).ToBeFocusedAsync();
        await keys.TypeAsync("sjjf"); // by the first letters of its place
        await keys.PressAsync("Enter");
        await keys.TypeAsync("t");
        await keys.PressAsync("Enter", "Enter");
        await keys.WriteAsync("钱秀兰");
        await keys.PressAsync("Enter");
        await keys.WriteAsync(Identity);
        await keys.PressAsync("Enter");
        await keys.WriteAsync(Phone);
        await keys.PressAsync("Enter");
        await keys.WriteAsync("新华路12号");
        await keys.PressAsync("Enter", "Enter", "Enter", "Enter", "Enter"); // no second petitioner; the three counts stay
        await keys.WriteAsync("金川区新华路");
        await keys.PressAsync("Enter");
        await keys.WriteAsync("征地补偿款迟迟未发,多次询问无果。");
        await keys.PressAsync("Tab");
        await keys.WriteAsync("按实际面积补发");
        await keys.PressAsync("Enter");
        await keys.WriteAsync("公开补偿标准");
        await keys.PressAsync("Enter", "Enter"); // no third demand
        await keys.TypeAsync("ss");
        await keys.PressAsync("Enter");
        await keys.TypeAsync("tdcb");
        await keys.PressAsync("Control+Enter");

        await desk.ExpectStateAsync("Registered");
        (await keys.MouseAsync()).ShouldBeEmpty();
        output.WriteLine($"A typical visit takes {keys.Pressed} keys besides its texts.");
        keys.Pressed.ShouldBeLessThanOrEqualTo(MostKeys);
        // The page would have told of a mouse.
        await desk.Page.Mouse.ClickAsync(5, 5);
        (await keys.MouseAsync()).ShouldNotBeEmpty();

        var visit = await ReadAsync($"api/reception/visits/{desk.Id}");
        visit.GetProperty("visitedOn").GetString().ShouldBe((await office.TodayAsync()).ToString("O", null));
        visit.GetProperty("form").GetInt32().ShouldBe(21);
        visit.GetProperty("category").GetString().ShouldBe("Appeal");
        visit.GetProperty("contentCode").GetString().ShouldBe("01.02");
        visit.GetProperty("summary").GetString().ShouldBe("征地补偿款迟迟未发,多次询问无果。");
        visit.GetProperty("problemPlace").GetString().ShouldBe("金川区新华路");
        visit.GetProperty("demands").EnumerateArray().OrderBy(demand => demand.GetProperty("position").GetInt32()).Select(demand => demand.GetProperty("text").GetString()).ShouldBe(["按实际面积补发", "公开补偿标准"]);
        visit.GetProperty("petitioners").GetArrayLength().ShouldBe(1);
        await PersonIsKnownAsync();
        await RepeatByKeyboardAsync(desk, keys, visit);
        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
    }

    // The same person comes again: the history is there before the talk, and one key links the visit to the known matter.
    async Task RepeatByKeyboardAsync(Desk desk, Typist keys, JsonElement first)
    {
        await desk.OpenAsync("/visits/register");
        await Assertions.Expect(desk.Page.GetByTestId("sessionId")).ToBeFocusedAsync();
        var before = keys.Pressed;
        await keys.PressAsync("Enter", "Enter", "Enter");
        await keys.WriteAsync("钱秀兰");
        await keys.PressAsync("Enter");
        await keys.WriteAsync(Identity);
        await keys.PressAsync("Enter");
        await Assertions.Expect(desk.Page.GetByTestId("person-history")).ToContainTextAsync("此人历史 1 件");
        await keys.PressAsync("F2");
        await Assertions.Expect(desk.Page.GetByTestId("linked")).ToContainTextAsync(first.GetProperty("matter").GetProperty("number").GetString()!);
        await desk.CheckAccessAsync("visit register by keyboard");
        await Assertions.Expect(desk.Page.GetByTestId("demands[1].text")).ToHaveValueAsync("公开补偿标准");
        (await keys.FocusedAsync()).ShouldBe("petitioners[0].phone");
        await keys.PressAsync("Control+Enter");
        await desk.ExpectStateAsync("Registered");
        output.WriteLine($"A repeated visit takes {keys.Pressed - before} keys.");

        var second = await ReadAsync($"api/reception/visits/{desk.Id}");
        second.GetProperty("id").GetGuid().ShouldNotBe(first.GetProperty("id").GetGuid());
        second.GetProperty("matterId").GetGuid().ShouldBe(first.GetProperty("matterId").GetGuid());
        second.GetProperty("onKnownMatter").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_letter_is_registered_by_keyboard_alone_and_what_is_wrong_is_where_the_focus_goes()
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var desk = await office.AtAsync("clerk");
        var keys = new Typist(desk.Page);
        await keys.WatchMouseAsync();
        await desk.OpenAsync("/matters");

        await keys.PressAsync("n");
        await Assertions.Expect(desk.Page.GetByTestId("receivedOn")).ToBeFocusedAsync();
        await keys.TypeAsync("t");
        await keys.PressAsync("Enter");
        await Assertions.Expect(desk.Page.GetByTestId("receivedOn")).ToHaveValueAsync((await office.TodayAsync()).ToString("O", null));
        await keys.TypeAsync("lx"); // 来信
        await keys.PressAsync("Enter", "Enter", "Enter");
        await keys.WriteAsync("孙桂芳");
        await keys.PressAsync("Enter", "Enter");
        await keys.WriteAsync("13909450027");
        await keys.PressAsync("Enter", "Enter", "Enter");
        await keys.PressAsync("Tab"); // the summary is forgotten
        await keys.WriteAsync("补办产权证");
        await keys.PressAsync("Enter", "Enter", "Enter");
        await keys.TypeAsync("qqq"); // nothing is called so: the key does not go on
        await keys.PressAsync("Enter");
        (await keys.FocusedAsync()).ShouldBe("contentCode");
        await keys.PressAsync("Control+A");
        await keys.TypeAsync("0201");
        await keys.PressAsync("Enter", "Control+Enter");

        // What is missing has the focus, is announced, and the next key writes into it.
        var summary = desk.Page.GetByTestId("summary");
        await Assertions.Expect(summary).ToBeFocusedAsync();
        await Assertions.Expect(summary).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("1");
        await desk.CheckAccessAsync("letter refused");
        await keys.WriteAsync("来信反映产权证未办。");
        await keys.PressAsync("Control+Enter");

        await desk.ExpectStateAsync("Registered");
        (await keys.MouseAsync()).ShouldBeEmpty();
        output.WriteLine($"A letter takes {keys.Pressed} keys besides its texts, a forgotten field among them.");
        keys.Pressed.ShouldBeLessThanOrEqualTo(MostKeys);
        var matter = await ReadAsync($"api/reception/matters/{desk.Id}");
        matter.GetProperty("form").GetInt32().ShouldBe(1);
        matter.GetProperty("contentCode").GetString().ShouldBe("02.01");
        matter.GetProperty("demands").GetArrayLength().ShouldBe(1);
        matter.GetProperty("petitioners").GetArrayLength().ShouldBe(1);
        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
    }

    [Fact]
    public async Task Leaving_a_form_that_was_begun_asks_first()
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var desk = await office.AtAsync("clerk", "/matters/register");
        await desk.Sheet("matter").FillAsync(("petitioners[0].name", "周志强"));
        var question = desk.Page.GetByRole(AriaRole.Dialog);
        var stay = question.GetByRole(AriaRole.Button, new() { Name = "继续填写" });
        async Task LeadAwayAsync(string link)
        {
            await desk.Page.GetByRole(AriaRole.Link, new() { Name = link }).First.PressAsync("Enter");
            await Assertions.Expect(question).ToContainTextAsync("尚未提交");
            await Assertions.Expect(stay).ToBeFocusedAsync();
        }

        await office.StepAsync("the clerk stays, as often as asked", async () =>
        {
            await LeadAwayAsync("期限推算");
            await desk.CheckAccessAsync("leaving a form");
            foreach (var key in (string[])["Enter", "Escape"])
            {
                await desk.Page.Keyboard.PressAsync(key);
                await Assertions.Expect(question).ToHaveCountAsync(0);
                (await desk.Sheet("matter").ReadAsync("petitioners[0].name")).ShouldBe("周志强");
                await LeadAwayAsync("今日必办");
            }
            await stay.ClickAsync();
            await Assertions.Expect(question).ToHaveCountAsync(0);
        });
        await office.StepAsync("the clerk leaves", async () =>
        {
            await LeadAwayAsync("期限推算");
            await question.GetByRole(AriaRole.Button, new() { Name = "离开" }).PressAsync("Enter");
            await Assertions.Expect(desk.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("期限推算");
        });
        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
    }

    [Fact]
    public async Task A_form_survives_the_end_of_the_sign_in()
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var desk = await office.AtAsync("clerk2", "/matters/register");
        await desk.Sheet("matter").FillAsync(("petitioners[0].name", "郑向东"), ("summary", "来信反映欠薪。"), ("demands[0].text", "发放工资"), ("demands[1].text", "说明原因"), ("contentCode", "02.01"));
        using (var elsewhere = await running.AsAsync("clerk2"))
            (await elsewhere.DeleteAsync(new Uri("api/directory/me/sessions", UriKind.Relative), Stop)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await office.StepAsync("the sign-in ended, and begins anew", async () =>
        {
            // The page goes by itself, within the minute in which the end of a sign-in reaches what is open in it.
            await desk.Page.GetByLabel("用户名").FillAsync("clerk2", new() { Timeout = 60_000 });
            await desk.Page.GetByLabel("密码").FillAsync(running.Password);
            await desk.Page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
            await Assertions.Expect(desk.Page.GetByTestId("restored")).ToBeVisibleAsync();
        });
        var form = desk.Sheet("matter");
        (await form.ReadAsync("petitioners[0].name")).ShouldBe("郑向东");
        (await form.ReadAsync("demands[1].text")).ShouldBe("说明原因");
        await desk.Page.GetByTestId("summary").PressAsync("Control+Enter");
        await desk.ExpectStateAsync("Registered");
        (await ReadAsync($"api/reception/matters/{desk.Id}", "clerk2")).GetProperty("demands").GetArrayLength().ShouldBe(2);

        // It was kept once.
        await desk.OpenAsync("/matters/register");
        (await desk.Sheet("matter").ReadAsync("petitioners[0].name")).ShouldBeEmpty();
        office.Alarms.ShouldBeEmpty();
    }

    // Coming unannounced, a leader may receive on the day itself.
    async Task OpenSessionAsync()
    {
        using var leader = await running.AsAsync("leader");
        var me = await leader.GetFromJsonAsync<JsonElement>("api/directory/me", Stop);
        using var clerk = await running.AsAsync("clerk");
        var address = $"api/reception/sessions/{Guid.CreateVersion7()}";
        using var planned = await clerk.PutAsJsonAsync(address, new
        {
            leaderPostId = me.GetProperty("posts")[0].GetProperty("id").GetGuid(), on = await running.TodayAsync(), from = "09:00", to = "11:30", place = "随机接访室", kind = "Unannounced",
        }, Stop);
        planned.StatusCode.ShouldBe(HttpStatusCode.Created, await planned.Content.ReadAsStringAsync(Stop));
        using var opening = new HttpRequestMessage(HttpMethod.Post, address + "/opening") { Content = JsonContent.Create(new { }) };
        opening.Headers.IfMatch.Add(planned.Headers.ETag ?? throw new InvalidOperationException("A planned session has no version."));
        using var opened = await clerk.SendAsync(opening, Stop);
        opened.StatusCode.ShouldBe(HttpStatusCode.OK, await opened.Content.ReadAsStringAsync(Stop));
    }

    async Task PersonIsKnownAsync()
    {
        using var clerk = await running.AsAsync("clerk");
        foreach (var what in (object[])[new { identityNumber = Identity }, new { phone = Phone, name = "钱秀兰" }])
        {
            using var found = await clerk.PostAsJsonAsync("api/reception/person-search", what, Stop);
            (await found.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("items").GetArrayLength().ShouldBe(1);
        }
    }

    async Task<JsonElement> ReadAsync(string path, string user = "clerk")
    {
        using var clerk = await running.AsAsync(user);
        return await clerk.GetFromJsonAsync<JsonElement>(path, Stop);
    }
}

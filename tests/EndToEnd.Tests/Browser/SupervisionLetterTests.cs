using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Anjie.Support;
using Microsoft.Playwright;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>A supervisor presses a unit on paper: sees the letter before it goes out, signs it, and the unit reads and keeps it.</summary>
public sealed class SupervisionLetterTests(RunningSystem running, ITestOutputHelper output)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_supervision_notice_is_seen_signed_and_read_by_the_unit()
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var item = $"/supervision/items/{await ItemAsync()}";

        var supervisor = await office.AtAsync("supervisor", item);
        await supervisor.Page.GetByTestId("action-Issue").ClickAsync();
        var draft = supervisor.Page.GetByTestId("draft");
        await ShowAsync(supervisor);
        await Assertions.Expect(draft.GetByTestId("faults")).ToContainTextAsync("督办要求");
        await supervisor.Sheet("form-Issue").FillAsync(
            ("situation", "06"), ("reason", "群众多次来电反映。"), ("requirements[0].text", "专题研究，明确办结日期。"), ("handled", "两次电话催办，没有回音。"), ("consequence", "提请联席会议约谈。"));
        await ShowAsync(supervisor);
        await Assertions.Expect(draft.GetByTestId("faults")).ToHaveCountAsync(0);
        foreach (var said in (string[])["信访事项督办通知单", "办理中推诿、敷衍、拖延", "专题研究，明确办结日期。", "两次电话催办，没有回音。", "提请联席会议约谈。"])
            await Assertions.Expect(draft).ToContainTextAsync(said);
        await supervisor.CheckAccessAsync("preview of a supervision letter");
        await supervisor.Page.GetByRole(AriaRole.Dialog).GetByTestId("submit").ClickAsync();
        await supervisor.ExpectStateAsync("Issued");
        await supervisor.Page.Locator("#tab-supervision-letters").ClickAsync();
        await Assertions.Expect(supervisor.Page.GetByTestId("letter")).ToContainTextAsync("督办通知单");
        await supervisor.CheckAccessAsync("letters of a supervision item");

        var head = await office.AtAsync("unithead", item);
        await head.Page.Locator("#tab-supervision-letters").ClickAsync();
        var number = await head.Page.GetByTestId("letter").Locator("strong").InnerTextAsync();
        var address = await head.Page.GetByTestId("show-letter").GetAttributeAsync("href");
        var file = await head.Page.RunAndWaitForDownloadAsync(() => head.Page.GetByTestId("letter-docx").ClickAsync());
        file.SuggestedFilename.ShouldBe($"督办通知单 {number}.docx");
        await head.Page.GotoAsync(address!);
        foreach (var said in (string[])[number, "专题研究，明确办结日期。"])
            await Assertions.Expect(head.Page.GetByRole(AriaRole.Main)).ToContainTextAsync(said);
        await head.CheckAccessAsync("page of a supervision letter");

        var chief = await office.AtAsync("supervisorhead", item);
        await chief.ActAsync("Propose", "Issued", ("kind", "improvement-proposal"), ("occasion", "同类问题多次发生。"), ("problem", "台账不全。"), ("proposals[0].text", "健全台账。"));
        var joint = await office.AtAsync("jointoffice", item);
        await joint.ActAsync("Summon", "Issued",
            ("kind", "talk-record"), ("invited", "区自然资源局局长"), ("occasion", "多次督办未落实。"), ("talkOn", "0"), ("talkPlace", "三楼会议室"), ("talk", "说明了原因。"), ("rectification[0].text", "一月内办结。"), ("rectifyBy", "+30"));
        await joint.Page.Locator("#tab-supervision-letters").ClickAsync();
        foreach (var kind in (string[])["supervision-notice", "improvement-proposal", "talk-record"])
            await Assertions.Expect(joint.Page.Locator($"[data-testid=letter][data-kind={kind}]")).ToBeVisibleAsync();
        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
    }

    static async Task ShowAsync(Desk desk)
    {
        await desk.Page.GetByRole(AriaRole.Dialog).GetByTestId("preview").ClickAsync();
        await desk.Page.GetByTestId("draft").WaitForAsync();
    }

    /// <summary>A matter that was just sent to the district's bureau, whose unit is followed and not pressed yet.</summary>
    async Task<Guid> ItemAsync()
    {
        var id = Guid.CreateVersion7();
        using var clerk = await running.AsAsync("clerk");
        var registered = await clerk.PutAsJsonAsync($"api/reception/matters/{id}", new
        {
            receivedOn = await running.TodayAsync(), form = 1, category = "Appeal", contentCode = "02.01", summary = "来信反映补偿款迟迟没有发放", demands = new[] { new { text = "发放补偿款" } },
            petitioners = new[] { new { name = MatterOfStory.Petitioner } }, peopleConcerned = 1,
        }, Stop);
        ((int)registered.StatusCode).ShouldBe(201, await registered.Content.ReadAsStringAsync(Stop));
        var matterId = (await registered.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("matterId").GetGuid();
        using var head = await running.AsAsync("unithead");
        var unit = (await head.GetFromJsonAsync<JsonElement>("api/directory/me", Stop)).GetProperty("unit").GetProperty("id").GetGuid();
        using var dispatch = new HttpRequestMessage(HttpMethod.Post, $"api/reception/matters/{id}/dispatch") { Content = JsonContent.Create(new { kind = "Transfer", toUnitId = unit }) };
        dispatch.Headers.IfMatch.Add(new EntityTagHeaderValue(registered.Headers.ETag!.Tag));
        using var sent = await clerk.SendAsync(dispatch, Stop);
        ((int)sent.StatusCode).ShouldBe(200, await sent.Content.ReadAsStringAsync(Stop));

        JsonElement? item = null;
        await Eventually.HoldsAsync(async () => (item = await FindAsync()) is not null, Patience, "an item for the unit");
        return item!.Value.GetProperty("id").GetGuid();

        async Task<JsonElement?> FindAsync() => (await head.GetFromJsonAsync<JsonElement>($"api/supervision/items?mine=true&matterId={matterId}", Stop)).GetProperty("items").EnumerateArray().Cast<JsonElement?>().FirstOrDefault();
    }
}

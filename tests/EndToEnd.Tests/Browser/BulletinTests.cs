using System.Net.Http.Json;
using System.Text.Json;
using Anjie.Support;
using Microsoft.Playwright;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>The joint office drafts a bulletin from the ledger, the convener approves it, and a clerk reads it.</summary>
public sealed class BulletinTests(RunningSystem running, ITestOutputHelper output)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bulletin_is_drafted_from_the_ledger_approved_and_read_by_the_city()
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        await RegisterAsync();
        var period = $"{await running.TodayAsync():yyyy-MM}";

        var writer = await office.AtAsync("jointoffice", "/bulletins");
        await writer.Page.GetByTestId("draft-bulletin").ClickAsync();
        await writer.Sheet("form-bulletin").FillAsync(("period", period), ("cutOffOn", "t"));
        var id = await writer.SubmitAsync("Drafted");
        var rows = writer.Page.GetByTestId("handling");
        var unit = await rows.GetByRole(AriaRole.Link).First.InnerTextAsync();
        var cases = await rows.GetByRole(AriaRole.Link).First.GetAttributeAsync("href");
        await Assertions.Expect(writer.Page.GetByTestId("definitions").First).ToContainTextAsync("没有办结事项的不计算");
        (await writer.Page.GetByRole(AriaRole.Main).InnerTextAsync()).ShouldNotMatch(@"\b(bulletin|field|state|action|menu|kind|level|ladder)\.[a-zA-Z_.]+\b");
        await writer.CheckAccessAsync("draft of a bulletin");

        await writer.Page.GetByTestId("action-Edit").ClickAsync();
        await writer.Page.GetByTestId("praised-add").ClickAsync();
        await writer.Sheet("form-Edit").FillAsync(("overall", "总体平稳。"), ("praised[0].subjectId", unit), ("praised[0].words", "按期率居首。"), ("nextSteps[0].text", "逐件销号。"));
        await writer.CheckAccessAsync("words of a bulletin");
        await writer.Page.GetByRole(AriaRole.Dialog).GetByTestId("submit").ClickAsync();
        await Assertions.Expect(writer.Page.GetByTestId("praised")).ToContainTextAsync("按期率居首。");
        await writer.ActAsync("Submit", "Submitted");

        var convener = await office.AtAsync("convener", $"/bulletins/{id}");
        await convener.ActAsync("Approve", "Published");

        var reader = await office.AtAsync("clerk", "/bulletins");
        await reader.FollowAsync(period);
        await reader.ExpectStateAsync("Published");
        await Assertions.Expect(reader.Page.GetByTestId("action-Edit")).ToHaveCountAsync(0);
        var number = await reader.Page.GetByTestId("number").InnerTextAsync();
        var file = await reader.Page.RunAndWaitForDownloadAsync(() => reader.Page.GetByTestId("letter-docx").ClickAsync());
        file.SuggestedFilename.ShouldBe($"通报 {number}.docx");
        await reader.Page.GotoAsync($"/letters/bulletin/{id}");
        foreach (var said in (string[])[number, $"{unit}：按期率居首。", "逐件销号。", "指标说明"])
            await Assertions.Expect(reader.Page.GetByRole(AriaRole.Main)).ToContainTextAsync(said);
        await reader.CheckAccessAsync("page of a bulletin");
        await writer.OpenAsync(cases!);
        await Assertions.Expect(writer.Page.Locator("#ledger-unit")).ToHaveValueAsync(unit);
        await Assertions.Expect(writer.Page.GetByTestId("ledger").GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync(unit);
        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
    }

    /// <summary>A matter of today, so that some unit has a row.</summary>
    async Task RegisterAsync()
    {
        var id = Guid.CreateVersion7();
        using var clerk = await running.AsAsync("clerk");
        var registered = await clerk.PutAsJsonAsync($"api/reception/matters/{id}", new
        {
            receivedOn = await running.TodayAsync(), form = 1, category = "Appeal", contentCode = "02.01", summary = "来信反映补偿款迟迟没有发放", demands = new[] { new { text = "发放补偿款" } },
            petitioners = new[] { new { name = MatterOfStory.Petitioner } }, peopleConcerned = 1,
        }, Stop);
        ((int)registered.StatusCode).ShouldBe(201, await registered.Content.ReadAsStringAsync(Stop));
        var number = (await registered.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("number").GetString();
        await Eventually.HoldsAsync(
            async () => (await clerk.GetFromJsonAsync<JsonElement>($"api/supervision/ledger?q={number}", Stop)).GetProperty("items").GetArrayLength() == 1, Patience, "a line of the ledger");
    }
}

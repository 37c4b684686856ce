using System.Net.Http.Json;
using Microsoft.Playwright;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>Papers that others sign or read: the agreement of a mediation, the application for review, the announcement of reception days.</summary>
public sealed class PaperTests(RunningSystem running, ITestOutputHelper output)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_agreement_is_seen_signed_and_listed_and_the_application_for_review_is_handed_over()
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var matter = $"/matters/{await RegisterAsync()}";
        var clerk = await office.AtAsync("clerk", matter);
        var unit = await office.AtAsync("unit");
        await clerk.ActAsync("Dispatch", "Dispatched", ("toUnitId", unit.Unit));
        await unit.OpenAsync(matter);
        await unit.ActAsync("Accept", "Handling", ("simple", "true"));

        await unit.Page.GetByTestId("action-Mediate").ClickAsync();
        var dialog = unit.Page.GetByRole(AriaRole.Dialog);
        await new Sheet(unit.Page, dialog.GetByTestId("form-Mediate")).FillAsync(
            ("agreed", "true"), ("text", "双方到场协商。"), ("parties", $"{MatterOfStory.Petitioner}\n宁远堡镇西坡村村民委员会"), ("facts", "面积少计零点八亩。"), ("agreement", "补发差额。"), ("performance", "三十日内付清。"));
        await unit.CheckAccessAsync("form of a mediation");
        await dialog.GetByTestId("preview").ClickAsync();
        await Assertions.Expect(unit.Page.GetByTestId("draft")).ToContainTextAsync("信访事项调解协议书");
        await dialog.GetByTestId("submit").ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        await unit.Page.Locator("#tab-letters").ClickAsync();
        await Assertions.Expect(unit.Page.Locator("[data-testid='letter'][data-kind='mediation']")).ToContainTextAsync("调解协议书");

        var head = await office.AtAsync("unithead", matter);
        await head.ActAsync("IssueOpinion", "OpinionIssued",
            ("findings[0].finding", "Supported"), ("findings[0].opinion", "补发差额。"), ("findings[0].basis", "《信访工作条例》第三十二条"), ("facts", "经核查，面积少计。"), ("reviewOrgan", "市政府复查复核办"));
        await unit.OpenAsync(matter);
        await unit.ActAsync("Serve", "Served", MatterOfStory.Signed);
        await clerk.OpenAsync(matter);
        await clerk.Page.Locator("#tab-reviews").ClickAsync();
        var application = await clerk.Page.GetByTestId("application").GetAttributeAsync("href");
        await PaperAsync(clerk, application!, "信访事项复查申请书");
        await Assertions.Expect(clerk.Page.GetByText("市政府复查复核办：")).ToBeVisibleAsync();
        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
    }

    [Fact]
    public async Task The_reception_days_of_an_office_are_announced()
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var leader = await office.NameOfAsync("leader");
        var clerk = await office.AtAsync("clerk", "/sessions/plan");
        await clerk.Sheet("session").FillAsync(("leaderPostId", leader), ("place", "公示用接访室"));
        await clerk.SubmitAsync("Planned");

        await clerk.OpenAsync("/sessions");
        await clerk.Page.GetByTestId("announce").ClickAsync();
        var line = clerk.Page.GetByTestId("announced").GetByRole(AriaRole.Row).Filter(new() { HasText = leader });
        await line.GetByTestId("duties").FillAsync("主持全面工作");
        await clerk.CheckAccessAsync("announcement");
        var saved = await clerk.Page.RunAndWaitForDownloadAsync(() => clerk.Page.GetByTestId("announcement-docx").ClickAsync());
        saved.SuggestedFilename.ShouldStartWith("领导接访安排公示");
        var paper = await clerk.Page.RunAndWaitForPopupAsync(() => clerk.Page.GetByTestId("show-announcement").ClickAsync());
        await Assertions.Expect(paper.GetByRole(AriaRole.Heading, new() { Name = "领导干部接访安排公示" })).ToBeVisibleAsync();
        foreach (var part in (string[])[leader, "主持全面工作", "公示用接访室"])
            await Assertions.Expect(paper.GetByRole(AriaRole.Table)).ToContainTextAsync(part);
        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
    }

    /// <summary>Opens a paper as a page, and saves it as a file.</summary>
    static async Task PaperAsync(Desk desk, string address, string title)
    {
        await desk.Page.GotoAsync(address);
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Heading, new() { Name = title })).ToBeVisibleAsync();
        await desk.CheckAccessAsync(title);
        var file = await desk.Page.APIRequest.GetAsync((await desk.Page.GetByTestId("docx").GetAttributeAsync("href"))!);
        (file.Status, file.Headers["content-type"]).ShouldBe((200, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"));
    }

    async Task<Guid> RegisterAsync()
    {
        var id = Guid.CreateVersion7();
        using var clerk = await running.AsAsync("clerk");
        var answer = await clerk.PutAsJsonAsync($"api/reception/matters/{id}", new
        {
            receivedOn = await running.TodayAsync(), form = 1, category = "Appeal", contentCode = "02.01", summary = "来信反映承包地面积少计", demands = new[] { new { text = "重新核算面积" } },
            petitioners = new[] { new { name = MatterOfStory.Petitioner, phone = "13800000012" } }, peopleConcerned = 1,
        }, Stop);
        ((int)answer.StatusCode).ShouldBe(201, await answer.Content.ReadAsStringAsync(Stop));
        return id;
    }
}

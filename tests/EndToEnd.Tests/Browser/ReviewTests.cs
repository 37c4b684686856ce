using System.Net.Http.Json;
using Microsoft.Playwright;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>The ways off the straight road, by the people who take them: objection, hearing, a longer term, the opinion, and its review by the organ above.</summary>
public sealed class ReviewTests(RunningSystem running, ITestOutputHelper output)
{
    const int WindowOver = 45;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_the_objection_to_the_end_of_the_third_level()
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var matter = $"/matters/{await RegisterAsync()}";

        var clerk = await office.AtAsync("clerk", matter);
        var unit = await office.AtAsync("unit");
        await clerk.ActAsync("Dispatch", "Dispatched", ("toUnitId", unit.Unit));
        await unit.OpenAsync(matter);
        await unit.ActAsync("Object", "Objected", ("reason", "该地块由市局管理。"), ("basis", "三定方案第二条"));
        await clerk.OpenAsync(matter);
        await clerk.ActAsync("RejectObjection", "Dispatched", ("answer", "地块在你区，应由你局办理。"));
        await unit.OpenAsync(matter);
        await unit.ActAsync("Accept", "Handling");
        await unit.ActAsync("HoldHearing", "Handling", ("text", "召开听证会，双方到场。"));
        await unit.ActAsync("AskExtension", "Handling", ("days", "20"), ("reason", "需要重新测绘。"));

        var head = await office.AtAsync("unithead", matter);
        await head.ActAsync("Extend", "Handling"); // what the handler asked for stands in the form
        await unit.OpenAsync(matter);
        await unit.ActAsync("Serve", "Handling", MatterOfStory.Signed);
        await unit.CheckAccessAsync("case page with a longer term");
        await head.OpenAsync(matter);
        await head.ActAsync("IssueOpinion", "OpinionIssued",
            ("findings[0].finding", "Refused"), ("findings[0].opinion", "补偿已经足额。"), ("findings[0].basis", "《信访工作条例》第三十二条"), ("facts", "经核查，补偿已足额发放。"), ("reviewOrgan", "市政府复查复核办"));
        await unit.OpenAsync(matter);
        await unit.ActAsync("Serve", "Served", MatterOfStory.Signed);

        var reviewer = await office.AtAsync("reviewer");
        await clerk.OpenAsync(matter);
        await clerk.ActAsync("RequestReview", "InReview", ("organUnitId", reviewer.Unit), ("demand", "请求撤销原处理意见。"), ("grounds", "面积测量有误。"));
        await clerk.OpenAsync("/reviews");
        await clerk.CheckAccessAsync("reviews");
        await reviewer.OpenAsync("/reviews");
        await reviewer.Page.Locator($"a[href='{matter}']").ClickAsync();
        await reviewer.ActAsync("DecideReview", "InReview",
            ("decision", "Upheld"), ("inquiry", "经查，原意见认定事实清楚。"), ("decisionText", "维持原处理意见。"), ("basis", "《信访工作条例》第三十五条"),
            ("reviewers[0].name", "解昭野"), ("reviewers[1].name", "华雅勇"), ("nextOrgan", "甘肃省人民政府"));
        await reviewer.ActAsync("Serve", "ReviewServed", MatterOfStory.Signed);
        await reviewer.Page.Locator("#tab-reviews").ClickAsync();
        await Assertions.Expect(reviewer.Page.GetByText("维持原处理意见。").First).ToBeVisibleAsync();
        await reviewer.CheckAccessAsync("case page after review");

        await head.OpenAsync(matter);
        await head.ActAsync("RecordOutcome", "ReviewServed", ("outcome-B", "true"), ("text", "已当面解释政策依据。"));

        // An organ outside the city: the desk writes down what it did.
        await clerk.OpenAsync(matter);
        await clerk.ActAsync("RequestReview", "InReReview", ("organName", "甘肃省人民政府"), ("demand", "请求撤销复查意见。"), ("grounds", "未查看原始测绘图。"));
        await clerk.ActAsync("StartHearing", "InReReview");
        await clerk.ActAsync("EndHearing", "InReReview");
        await clerk.ActAsync("DecideReview", "InReReview",
            ("decision", "Upheld"), ("inquiry", "经听证，原意见认定事实清楚。"), ("decisionText", "维持复查意见。"), ("basis", "《信访工作条例》第三十六条"), ("outsideNumber", "甘府复核〔2026〕9号"));
        await clerk.ActAsync("Serve", "Terminated", MatterOfStory.Signed);
        var clerkHead = await office.AtAsync("clerkhead", matter);
        await clerkHead.ActAsync("Certify", "Terminated");
        await clerkHead.CheckAccessAsync("matter that is over");

        // Nobody evaluates; when the window is over the matter closes by itself.
        await office.PassToAsync((await office.TodayAsync()).AddDays(WindowOver));
        await clerk.OpenAsync(matter);
        await clerk.ExpectStateAsync("Closed");
        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
    }

    async Task<Guid> RegisterAsync()
    {
        var id = Guid.CreateVersion7();
        using var clerk = await running.AsAsync("clerk");
        var answer = await clerk.PutAsJsonAsync($"api/reception/matters/{id}", new
        {
            receivedOn = await running.TodayAsync(), form = 1, category = "Appeal", contentCode = "02.01", summary = "来信反映土地补偿面积少计", demands = new[] { new { text = "重新核算补偿面积" } },
            petitioners = new[] { new { name = MatterOfStory.Petitioner, phone = "13800000011" } }, peopleConcerned = 1,
        }, Stop);
        ((int)answer.StatusCode).ShouldBe(201, await answer.Content.ReadAsStringAsync(Stop));
        return id;
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>What else the desk, the unit and the reviewers may do with a matter, each by its own button and form.</summary>
public sealed class WaysOffTests(RunningSystem running, ITestOutputHelper output)
{
    static readonly (string Field, string Value)[] Basis = [("reason", "经核查不属信访渠道。"), ("basis", "《信访工作条例》第三十一条"), ("competentOrgan", "金川区人民法院")];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_ends_or_moves_a_matter_before_anybody_handles_it()
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var clerk = await office.AtAsync("clerk");
        var head = await office.AtAsync("clerkhead");
        var unit = await office.AtAsync("unit");

        var refused = await RegisterAsync();
        await head.OpenAsync(PageOf(refused));
        await head.ActAsync("Refuse", "Refused", [("ground", "N3"), .. Basis]);
        await clerk.OpenAsync(PageOf(refused));
        await clerk.ActAsync("Close", "Closed");

        var ended = await RegisterAsync();
        await head.OpenAsync(PageOf(ended));
        await head.ActAsync("RefuseReentry", "ClosedToReentry", [("ground", "R1"), .. Basis, ("finalNumber", "甘府复核〔2025〕3号")]);

        var again = await RegisterAsync();
        await clerk.OpenAsync(PageOf(again));
        await clerk.ActAsync("LinkRepeat", "Registered", ("parentId", IdOf(refused)));
        var twin = await RegisterAsync();
        await clerk.OpenAsync(PageOf(twin));
        await clerk.ActAsync("Merge", "Merged", ("parentId", IdOf(again)));
        await head.OpenAsync(PageOf(twin));
        await head.ActAsync("Unmerge", "Registered", ("reason", "并错，另有诉求。"));
        await clerk.OpenAsync(PageOf(twin));
        await clerk.ActAsync("Withdraw", "Withdrawn", ("note", "信访人书面撤回。"));

        await clerk.OpenAsync(PageOf(again));
        await clerk.ActAsync("MarkUrgent", "Registered", ("reason", "多人准备聚集。"));
        await clerk.ActAsync("ReportUrgent", "Registered", ("reportedTo-Government", "true"), ("report", "已电话报告市委、市政府值班室。"));
        await clerk.ActAsync("Dispatch", "Dispatched", ("toUnitId", unit.Unit));
        await unit.OpenAsync(PageOf(again));
        await unit.ActAsync("Object", "Objected", ("reason", "该地块由市局管理。"), ("basis", "三定方案第二条"));
        await clerk.OpenAsync(PageOf(again));
        await clerk.ActAsync("UpholdObjection", "Registered", ("answer", "经核实，同意退回。"));
        await clerk.ActAsync("GuideToLegalRoute", "Guided",
            [("demandId", again.GetProperty("demands")[0].GetProperty("id").GetString()!), ("route", "Litigation"), ("organ", "金川区人民法院"), ("timeLimit", "自知道之日起6个月内"), ("noticeNumber", "引告1号"), .. MatterOfStory.Signed]);

        var proposal = await RegisterAsync("Proposal");
        await clerk.OpenAsync(PageOf(proposal));
        await clerk.ActAsync("Reply", "Answered", ("adoption", "PartlyAdopted"), ("text", "建议部分采纳，列入明年计划。"));
        await clerk.ActAsync("Serve", "Answered", MatterOfStory.Signed);

        var accusation = await AccuseAsync();
        var discipline = await office.AtAsync("discipline");
        await office.PassToAsync((await office.TodayAsync()).AddDays(10)); // of its fifteen days five are left
        await clerk.OpenAsync("/");
        await Assertions.Expect(clerk.Page.GetByTestId("accusations").GetByText(accusation.GetProperty("number").GetString()!)).ToBeVisibleAsync();
        await clerk.CheckAccessAsync("home with an accusation that is due");
        await clerk.OpenAsync(PageOf(accusation));
        await clerk.ActAsync("ForwardAccusation", "Forwarded", ("toUnitId", discipline.Unit));
        await clerk.CheckAccessAsync("accusation that was forwarded");
        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
    }

    [Fact]
    public async Task From_the_simple_procedure_to_a_remand()
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var matter = PageOf(await RegisterAsync());
        var clerk = await office.AtAsync("clerk", matter);
        var unit = await office.AtAsync("unit");
        await clerk.ActAsync("Dispatch", "Dispatched", ("toUnitId", unit.Unit));
        await unit.OpenAsync(matter);
        await unit.ActAsync("Accept", "Handling", ("simple", "true"));
        var head = await office.AtAsync("unithead", matter);
        await head.ActAsync("SwitchToOrdinary", "Handling", ("reason", "需要重新测绘。"));
        await unit.OpenAsync(matter);
        await unit.ActAsync("Investigate", "Handling", ("text", "实地丈量。"));
        await unit.ActAsync("DraftOpinion", "Handling",
            ("findings[0].finding", "Refused"), ("findings[0].opinion", "补偿已经足额。"), ("findings[0].basis", "《信访工作条例》第三十二条"), ("facts", "经核查，补偿已足额发放。"), ("reviewOrgan", "市政府复查复核办"));
        var clerkHead = await office.AtAsync("clerkhead", matter);
        await clerkHead.ActAsync("WithholdEvaluation", "Handling", ("reason", "涉及个人隐私，不宜公开。"));
        await head.OpenAsync(matter);
        await head.ActAsync("IssueOpinion", "OpinionIssued"); // what the handler drafted stands in the form
        await unit.OpenAsync(matter);
        await unit.ActAsync("Serve", "Served", MatterOfStory.Signed);

        var reviewer = await office.AtAsync("reviewer");
        await AskForReviewAsync(clerk, matter, reviewer.Unit);
        await reviewer.OpenAsync(matter);
        await reviewer.ActAsync("DeclineReview", "Served", ("reason", "未附原处理意见书。"), ("basis", "《信访工作条例》第三十五条"));
        await reviewer.ActAsync("Serve", "Served", MatterOfStory.Signed);
        await AskForReviewAsync(clerk, matter, reviewer.Unit);
        await reviewer.OpenAsync(matter);
        await reviewer.ActAsync("DecideReview", "InReview",
            ("decision", "Remanded"), ("inquiry", "面积未经测绘。"), ("decisionText", "责令重新办理。"), ("basis", "《信访工作条例》第三十五条"),
            ("reviewers[0].name", "解昭野"), ("reviewers[1].name", "华雅勇"), ("nextOrgan", "甘肃省人民政府"));
        await reviewer.ActAsync("Serve", "Handling", MatterOfStory.Signed);
        await reviewer.CheckAccessAsync("matter that is handled again");
        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
    }

    static async Task AskForReviewAsync(Desk clerk, string matter, string organ)
    {
        await clerk.OpenAsync(matter);
        await clerk.ActAsync("RequestReview", "InReview", ("organUnitId", organ), ("demand", "请求撤销原处理意见。"), ("grounds", "面积测量有误。"));
    }

    static string PageOf(JsonElement matter) => $"/matters/{IdOf(matter)}";

    static string IdOf(JsonElement matter) => matter.GetProperty("id").GetString()!;

    Task<JsonElement> RegisterAsync(string category = "Appeal") => RegisterAsync(category, accusedUnitId: null);

    async Task<JsonElement> AccuseAsync()
    {
        const string Town = "6203.620302.nyp.";
        using var clerk = await running.AsAsync("clerk");
        var units = await clerk.GetFromJsonAsync<JsonElement>("api/directory/units?limit=200", Stop);
        return await RegisterAsync("Accusation", units.GetProperty("items").EnumerateArray().Single(unit => unit.GetProperty("path").GetString() == Town).GetProperty("id").GetString());
    }

    async Task<JsonElement> RegisterAsync(string category, string? accusedUnitId)
    {
        using var clerk = await running.AsAsync("clerk");
        var answer = await clerk.PutAsJsonAsync($"api/reception/matters/{Guid.CreateVersion7()}", new
        {
            receivedOn = await running.TodayAsync(), form = 1, category, contentCode = "02.01", summary = "来信反映土地补偿面积少计", demands = new[] { new { text = "重新核算补偿面积" } },
            petitioners = new[] { new { name = MatterOfStory.Petitioner, phone = "13800000012" } }, peopleConcerned = 1, accusedUnitId,
        }, Stop);
        ((int)answer.StatusCode).ShouldBe(201, await answer.Content.ReadAsStringAsync(Stop));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
    }
}

using Microsoft.Playwright;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>The petitioner is not content: an old case, one leader, one team, one plan, followed to the end.</summary>
internal sealed class BacklogChapter(BrowserOffice office, MatterOfStory story)
{
    const int FollowUpAfter = 30;
    const int ObservedFor = 91;

    public async Task PlayAsync()
    {
        await office.StepAsync("the joint office nominates the matter as backlog and confirms it", ConfirmAsync);
        await office.StepAsync("the leader claims it, names the team and meets the petitioner", ClaimAsync);
        await office.StepAsync("the head of the team submits the plan, the leader approves", PlanAsync);
        await office.StepAsync("the team works, the leader states the result for the demand", WorkAsync);
        await office.StepAsync("the joint office verifies", VerifyAsync);
        await office.StepAsync("the unit notifies with proof, the joint office records the evaluation", NotifyAsync);
        await office.StepAsync("ninety days of observation with a follow-up, then strike-off", StrikeOffAsync);
    }

    async Task ConfirmAsync()
    {
        var jointOffice = await office.AtAsync("jointoffice", story.Matter);
        await jointOffice.ActAsync("NominateForBacklog", null, ("criterion", "K1"));
        await jointOffice.OpenAsync("/backlog?state=Nominated");
        await (await jointOffice.AwaitRowAsync("")).GetByRole(AriaRole.Link).First.ClickAsync();
        await jointOffice.ExpectStateAsync("Nominated");
        await Assertions.Expect(jointOffice.Page.Locator($"a[href='{story.Matter}']").First).ToBeVisibleAsync();
        story.Backlog = $"/backlog/{jointOffice.Id}";
        story.BacklogNumber = await jointOffice.NumberAsync();
        var unit = (await office.AtAsync("unithead")).Unit;
        await jointOffice.ActAsync("Confirm", "Confirmed",
            ("name", MatterOfStory.Trouble), ("level", "City"), ("responsibleUnitId", unit), ("demands[0].reasonableness", "Reasonable"));
    }

    async Task ClaimAsync()
    {
        var (head, member, town) = (await office.NameOfAsync("unithead"), await office.NameOfAsync("unit"), await office.NameOfAsync("town"));
        var leader = await office.AtAsync("leader", "/backlog/unclaimed");
        await leader.CheckAccessAsync("unclaimed cases");
        await leader.Page.GetByRole(AriaRole.Article, new() { Name = story.BacklogNumber }).GetByTestId("claim").ClickAsync();
        await leader.ExpectStateAsync("Claimed");
        await leader.ActAsync("FormTeam", "TeamFormed", ("headPostId", head), ("responsiblePostId", head), ("memberPostIds", member), ("memberPostIds", town));
        await leader.ActAsync("MeetPetitioner", "TeamFormed", ("text", "上门见面，听取诉求。"));
    }

    async Task PlanAsync()
    {
        var head = await office.AtAsync("unithead", story.Backlog);
        await head.ActAsync("SubmitPlan", "PlanSubmitted",
            ("crux", "补偿面积按旧册认定"), ("policyBasis", "有关补偿安置政策"), ("stability", "镇村两级包保"), ("reasonBeyondBatch", "情况复杂，需跨批次办理"),
            ("measures[0].text", "重新核实后按政策兑现"));
        var leader = await office.AtAsync("leader", story.Backlog);
        await leader.ActAsync("ApprovePlan", "PlanApproved", ("opinion", "同意，抓紧落实。"));
        await head.OpenAsync(story.Backlog);
        await head.ActAsync("Start", "Working");
    }

    async Task WorkAsync()
    {
        var unit = await office.AtAsync("unit", story.Backlog);
        await unit.ActAsync("LogProgress", "Working", ("kind", "Work"), ("text", "重新丈量，差额款已经拨付。"));
        var leader = await office.AtAsync("leader", story.Backlog);
        await leader.ActAsync("SubmitResult", "ResultSubmitted", ("demands[0].outcome", "A"), ("demands[0].text", "差额款已经兑付"), ("demands[0].evidence", "付款凭证"));
    }

    async Task VerifyAsync()
    {
        var (one, other) = (await office.NameOfAsync("jointoffice"), await office.NameOfAsync("jointoffice2"));
        var jointOffice = await office.AtAsync("jointoffice", story.Backlog);
        await jointOffice.ActAsync("Verify", "Resolved", ("verifierPostIds", one), ("verifierPostIds", other), ("findings", "阅卷、回访，化解属实。"));
    }

    async Task NotifyAsync()
    {
        var unit = await office.AtAsync("unit", story.Backlog);
        await unit.ActAsync("Notify", "Notified", [("letterText", "您反映的问题已经办理完毕。"), .. MatterOfStory.Signed]);
        var jointOffice = await office.AtAsync("jointoffice", story.Backlog);
        await jointOffice.ActAsync("Evaluate", "Observing", ("value", "Satisfied"));
    }

    async Task StrikeOffAsync()
    {
        var told = await office.TodayAsync();
        await office.PassToAsync(told.AddDays(FollowUpAfter));
        var jointOffice = await office.AtAsync("jointoffice", story.Backlog);
        await jointOffice.ActAsync("FollowUp", "Observing", ("text", "回访，没有新的诉求。"));
        await office.PassToAsync(told.AddDays(ObservedFor));
        await jointOffice.OpenAsync(story.Backlog);
        await jointOffice.ActAsync("StrikeOff", "StruckOff");
        await jointOffice.CheckAccessAsync("case page of the backlog case");
    }
}

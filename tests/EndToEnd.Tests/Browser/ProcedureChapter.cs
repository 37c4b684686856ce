using Microsoft.Playwright;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>The unit investigates, gives its opinion and serves it with proof; the petitioner is asked.</summary>
internal sealed class ProcedureChapter(BrowserOffice office, MatterOfStory story)
{
    public async Task PlayAsync()
    {
        await office.StepAsync("the unit takes the matter over and investigates", InvestigateAsync);
        await office.StepAsync("the head of the unit signs the opinion and reports to the leader", OpineAsync);
        await office.StepAsync("the leader approves", ApproveAsync);
        await office.StepAsync("the unit serves the opinion with proof", ServeAsync);
        await office.StepAsync("the head of the unit reports to the office that assigned it", ReportAsync);
        await office.StepAsync("the clerk records what the petitioner thinks of it", EvaluateAsync);
        await office.StepAsync("the joint office strikes the visit off", StrikeOffAsync);
    }

    async Task InvestigateAsync()
    {
        var unit = await office.AtAsync("unit", story.Visit);
        await unit.ActAsync("SignAssignment", "Handling");
        await unit.OpenAsync(story.Matter);
        await unit.ActAsync("Accept", "Handling");
        await unit.ActAsync("Serve", "Handling", MatterOfStory.Signed); // the notice; until then the term for telling runs
        await unit.ActAsync("Investigate", "Handling", ("text", "到现场丈量，调取底册。"));
        await unit.CheckAccessAsync("case page of the matter");
    }

    async Task OpineAsync()
    {
        var head = await office.AtAsync("unithead", story.Matter);
        await head.ActAsync("IssueOpinion", "OpinionIssued",
            ("findings[0].finding", "PartlySupported"), ("findings[0].opinion", "按实际丈量面积补发差额。"), ("findings[0].basis", "《信访工作条例》第三十二条"),
            ("facts", "经现场核查，面积少计零点八亩。"), ("reviewOrgan", "市自然资源局"));
        await head.OpenAsync(story.Visit);
        await head.ActAsync("ReportResult", "Reported", ("result", "差额款已经报批。"), ("evidence", "丈量记录在卷。"));
    }

    async Task ApproveAsync()
    {
        var leader = await office.AtAsync("leader", story.Visit);
        await leader.ActAsync("ApproveResult", "Approved", ("opinion", "同意。"));
    }

    async Task ServeAsync()
    {
        var unit = await office.AtAsync("unit", story.Matter);
        await unit.ActAsync("Serve", "Served", MatterOfStory.Signed);
        await unit.OpenAsync(story.Visit);
        await unit.ActAsync("Notify", "Notified", MatterOfStory.Signed);
    }

    async Task ReportAsync()
    {
        var head = await office.AtAsync("unithead", story.Matter);
        await Assertions.Expect(head.Page.GetByTestId("report-owed")).ToBeVisibleAsync();
        await head.ActAsync("ReportCompletion", "Served",
            ("inquiry", "经现场核查，面积少计零点八亩。"), ("performed", "差额款已经拨付。"), ("attitude", "表示满意。"));
        await Assertions.Expect(head.Page.GetByTestId("report-owed")).ToHaveCountAsync(0);
    }

    async Task EvaluateAsync()
    {
        var clerk = await office.AtAsync("clerk", story.Visit);
        await clerk.ActAsync("Evaluate", "Evaluated", ("value", "Basically"));
        await clerk.OpenAsync(story.Matter);
        await clerk.ActAsync("Evaluate", null, ("about", "PetitionOffice"), ("value", "Satisfied"));
        await clerk.ActAsync("Evaluate", null, ("about", "ResponsibleUnit"), ("value", "Dissatisfied"), ("reason", "办理用的时间长。"));
    }

    async Task StrikeOffAsync()
    {
        var jointOffice = await office.AtAsync("jointoffice", story.Visit);
        await jointOffice.ActAsync("StrikeOff", "StruckOff");
    }
}

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>A dispute is found, assessed and guaranteed, cannot be solved in the town, and becomes a petition.</summary>
internal sealed class DoorstepChapter(BrowserOffice office, MatterOfStory story)
{
    public async Task PlayAsync()
    {
        await office.StepAsync("the grid worker reports a dispute on a phone", ReportAsync);
        await office.StepAsync("the town assesses it: crux and root cause", AssessAsync);
        await office.StepAsync("the head of the town assigns five guarantees", GuaranteeAsync);
        await office.StepAsync("the town handles it", HandleAsync);
        await office.StepAsync("it cannot be solved and becomes a petition", ConvertAsync);
    }

    async Task ReportAsync()
    {
        var grid = await office.AtAsync("grid");
        await grid.CheckAccessAsync("home of the grid worker");
        await grid.FollowAsync("上报纠纷");
        await grid.Sheet("report").FillAsync(
            ("title", MatterOfStory.Trouble), ("typeCode", "09.06"), ("place", "宁远堡镇西坡村二社"),
            ("facts", "征收承包地后补偿面积与实际丈量不一致。"), ("demands", "按实际丈量面积补发征地补偿款"),
            ("parties[0].name", MatterOfStory.Petitioner), ("parties[0].identityNumber", MatterOfStory.IdentityNumber), ("parties[1].name", "柏长山"));
        await grid.CheckAccessAsync("report");
        story.Dispute = $"/disputes/{await grid.SubmitAsync("Reported")}";
        await grid.CheckAccessAsync("reported dispute");
    }

    async Task AssessAsync()
    {
        var town = await office.AtAsync("town", story.Dispute);
        await town.ActAsync("Assess", "Assessed", ("risk", "Orange"), ("crux", "补偿面积按旧册认定"), ("rootCause", "权属调查不细，公开不够"));
    }

    async Task GuaranteeAsync()
    {
        const int Guarantees = 5;
        var worker = await office.NameOfAsync("town");
        var head = await office.AtAsync("townhead", story.Dispute);
        var rows = Enumerable.Range(0, Guarantees).SelectMany(row => new[] { ($"guarantees[{row}].postId", worker), ($"guarantees[{row}].measure", "专人负责，每周上门一次") });
        await head.ActAsync("AssignGuarantees", "Guaranteed", [.. rows]);
        await head.CheckAccessAsync("dispute page");
    }

    async Task HandleAsync()
    {
        var town = await office.AtAsync("town", story.Dispute);
        await town.ActAsync("StartHandling", "Handling");
        await town.ActOnMovingButtonAsync("LogProgress", ("means", "04"), ("text", "上门听取双方意见，劝双方不激化。"));
    }

    async Task ConvertAsync()
    {
        var town = await office.AtAsync("town", story.Dispute);
        await town.ActAsync("ConvertToPetition", "Converted", ("receivingUnitId", "市信访"), ("statement", "调解不成，本人要求作为信访事项处理。"));
    }
}

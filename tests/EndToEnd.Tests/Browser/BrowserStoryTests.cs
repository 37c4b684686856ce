namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>One matter from the doorstep to strike-off, played in Chromium by the people who do the work, click by click.</summary>
public sealed class BrowserStoryTests(RunningSystem running, ITestOutputHelper output)
{
    [Fact]
    public async Task A_matter_is_carried_from_the_doorstep_to_strike_off_by_clicking()
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var matter = new MatterOfStory();

        await new DoorstepChapter(office, matter).PlayAsync();
        var reception = new ReceptionChapter(office, matter);
        await reception.PlayAsync();
        await new ProcedureChapter(office, matter).PlayAsync();
        await office.StepAsync("what the clerk left open has hidden itself", reception.SeeHiddenAsync);
        await new BacklogChapter(office, matter).PlayAsync();
        await new SupervisionChapter(office, matter).PlayAsync();

        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
    }
}

/// <summary>Where the story's pages are, and how its cases are called.</summary>
internal sealed class MatterOfStory
{
    public const string Petitioner = "安守林";
    public const string IdentityNumber = "620302196501010015";
    public const string Trouble = "土地补偿款发放争议";

    public static readonly (string Field, string Value)[] Signed = [("proof.means", "Signed"), ("proof.recipient", Petitioner)];

    public string Dispute { get; set; } = "";

    public string Session { get; set; } = "";

    public string Visit { get; set; } = "";

    public string Matter { get; set; } = "";

    public string MatterNumber { get; set; } = "";

    public string Backlog { get; set; } = "";

    public string BacklogNumber { get; set; } = "";
}

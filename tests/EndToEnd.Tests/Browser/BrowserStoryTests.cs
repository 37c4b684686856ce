using System.Text.RegularExpressions;
using Anjie.PersonalData;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>One matter from the doorstep to strike-off, played in Chromium by the people who do the work, click by click.</summary>
public sealed partial class BrowserStoryTests(RunningSystem running, ITestOutputHelper output)
{
    const int IdentityNumberLength = 18;

    [Fact]
    public async Task S_90_a_matter_is_carried_from_the_doorstep_to_strike_off_by_clicking_and_no_address_names_anybody()
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var matter = new MatterOfStory();

        await new DoorstepChapter(office, matter).PlayAsync();
        var reception = new ReceptionChapter(office, matter);
        await reception.PlayAsync();
        await new ProcedureChapter(office, matter).PlayAsync();
        await new BacklogChapter(office, matter).PlayAsync();
        await new SupervisionChapter(office, matter).PlayAsync();
        await office.StepAsync("what the clerk left open has hidden itself", reception.SeeHiddenAsync);

        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
        var addresses = office.Requested.Distinct().Select(Uri.UnescapeDataString).ToList();
        addresses.Count.ShouldBeGreaterThan(30);
        addresses.ShouldContain(address => address.Contains(matter.Matter, StringComparison.Ordinal)); // ids may, people may not
        addresses.ShouldAllBe(address => !address.Contains(MatterOfStory.Petitioner) && !NamesSomebody(address));
    }

    // A sign-in carries the time in eighteen digits, and for some minutes of a day they look like a date of birth; they are nobody's number for all that.
    static bool NamesSomebody(string address) => Personal().Matches(address).Any(match =>
        match.Length != IdentityNumberLength || IdentityNumber.TryParse(match.Value, DateOnly.MaxValue, out _, out _));

    // An identity number, a mobile number, or anything in Chinese: no page of ours has an address in it.
    [GeneratedRegex(@"(?<![0-9a-f-])([1-8][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])[0-3][0-9]{4}[0-9Xx]|1[3-9][0-9]{9})(?![0-9a-f-])|\p{IsCJKUnifiedIdeographs}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Personal();
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

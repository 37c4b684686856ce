namespace Anjie.EndToEnd.Tests;

/// <summary>The acceptance story, from the doorstep to strike-off, told through the gateway by the people it is about.</summary>
public sealed class ScenarioTests(RunningSystem running, ITestOutputHelper output)
{
    [Fact]
    public async Task The_story_of_one_matter_plays_to_its_end()
    {
        var (code, told) = await running.PlayScenarioAsync();

        output.WriteLine(told);
        code.ShouldBe(0);
    }
}

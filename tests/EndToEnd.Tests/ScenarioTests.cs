using System.Diagnostics;
using Anjie.Seeds;

namespace Anjie.EndToEnd.Tests;

/// <summary>The acceptance story, from the doorstep to strike-off, told through the gateway by the people it is about.</summary>
public sealed class ScenarioTests(RunningSystem running, ITestOutputHelper output)
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task The_story_of_one_matter_plays_to_its_end()
    {
        using var story = Process.Start(new ProcessStartInfo("dotnet", [typeof(SignIn).Assembly.Location, "scenario", "--gateway", running.System.Address, "--password", running.Password])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var (told, complaints) = (story.StandardOutput.ReadToEndAsync(), story.StandardError.ReadToEndAsync());
        using var enough = new CancellationTokenSource(Patience);
        try
        {
            await story.WaitForExitAsync(enough.Token);
        }
        catch (OperationCanceledException)
        {
            story.Kill(entireProcessTree: true);
        }

        output.WriteLine(await told);
        output.WriteLine(await complaints);
        story.ExitCode.ShouldBe(0);
    }
}

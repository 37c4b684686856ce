using Anjie.EndToEnd.Tests.Rights.Guards;

namespace Anjie.EndToEnd.Tests;

/// <summary>What the code keeps people from, taken away guard by guard from a process that runs: each time somebody gets through who did not before.</summary>
/// <remarks>The rows of the policy are taken away in <see cref="RightsTests"/>. VisitReception stands for all: the guards of the shared libraries are the same everywhere, and its own are the most.</remarks>
public sealed class GuardTests(RunningSystem running, ITestOutputHelper output)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_guard_in_the_code_can_go_unnoticed()
    {
        var desk = await GuardedDesk.OpenAsync(running);
        var guarded = Looks.Of(desk);
        using var copy = GuardedCopy.Of(running.System.FolderOf("reception"), [.. guarded.Select(one => one.Guard)]);
        await using var beside = await running.System.StartBesideAsync("reception", new Dictionary<string, string> { ["Disclosure__PersonPerHour"] = "1" }, copy.Folder, Stop);
        desk.Door = beside.Address;
        List<string> unnoticed = [];
        foreach (var (guard, look, held) in guarded)
        {
            copy.Take(null);
            var before = await look();
            copy.Take(guard);
            var after = await look();
            output.WriteLine($"{guard}: {before}, without it {after}");
            if (before != held || after == before)
                unnoticed.Add($"{guard}: {before}, without it {after}");
        }

        unnoticed.ShouldBeEmpty(string.Join('\n', unnoticed));
        guarded.Count.ShouldBeGreaterThan(20);
    }
}

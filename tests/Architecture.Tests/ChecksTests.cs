using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Anjie.Architecture.Tests;

/// <summary>What README says of the numbered security checks is counted, not remembered.</summary>
public sealed partial class ChecksTests
{
    const int Last = 128;

    [Fact]
    public void The_checks_that_run_and_those_that_do_not_yet_are_told_as_they_are()
    {
        var run = Sources.FilesOf(Path.Combine(Sources.Root, "tests"))
            .SelectMany(file => TestName().Matches(File.ReadAllText(file)).SelectMany(name => Numbers(name.Value))).ToHashSet();
        var readme = File.ReadAllText(Path.Combine(Sources.Root, "README.md"));
        var missing = NotYet().Match(readme).Groups["list"].Value.Split(", ").SelectMany(part => Numbers(part) switch
        {
            [var one] => [one],
            [var first, var last] => Enumerable.Range(first, last - first + 1),
            _ => throw new FormatException(part),
        }).ToList();

        missing.ShouldBe(Enumerable.Range(1, Last).Where(number => !run.Contains(number)));
        Told().Match(readme).Groups["count"].Value.ShouldBe(run.Count.ToString(CultureInfo.InvariantCulture));
        File.ReadAllText(Path.Combine(Sources.Root, "README.zh-CN.md")).ShouldContain($" {run.Count} 项");
    }

    [Fact]
    public void The_routes_of_the_policy_are_told_as_many_as_there_are()
    {
        const int Roles = 20, Places = 5, Doors = 2;
        using var policy = JsonDocument.Parse(File.ReadAllText(Path.Combine(Sources.Root, "shared", "Cases", "Rights", "policy.json")), new() { CommentHandling = JsonCommentHandling.Skip });
        var routes = policy.RootElement.GetProperty("routes").EnumerateObject().Sum(service => service.Value.EnumerateObject().Count());
        var requests = (routes * Roles * Places * Doors).ToString("N0", CultureInfo.InvariantCulture);

        File.ReadAllText(Path.Combine(Sources.Root, "README.md")).ShouldContain($"{routes} routes, {requests} requests");
        File.ReadAllText(Path.Combine(Sources.Root, "README.zh-CN.md")).ShouldSatisfyAllConditions(text => text.ShouldContain($" {routes} 条路由"), text => text.ShouldContain($"{requests} 次"));
    }

    static int[] Numbers(string text) => [.. Number().Matches(text).Select(match => int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"(?:Task|void) (S_\d+_)+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TestName();

    [GeneratedRegex(@"S[-_](?<number>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"Not yet: (?<list>[^.]+)\.", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotYet();

    [GeneratedRegex(@"security checks S-01 … S-128, (?<count>\d+) run", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Told();
}

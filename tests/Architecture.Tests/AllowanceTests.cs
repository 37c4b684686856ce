using System.Text.Json;
using System.Text.RegularExpressions;
using Anjie.Cases;

namespace Anjie.Architecture.Tests;

/// <summary>How many cases one person can open is decided at the gateway, by routes and numbers in its settings.</summary>
public sealed partial class AllowanceTests
{
    const int TooMany = 300;
    const int MinutesOfHour = 60;

    static readonly string[] Kinds = ["Dispute", "Visit", "Matter", "BacklogCase", "SupervisionItem"];
    static readonly JsonElement Settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(Sources.Root, "gateway", "Gateway", "appsettings.json"))).RootElement;

    [Fact]
    public void S_97_three_hundred_cases_in_an_hour_are_more_than_one_person_can_open()
    {
        var allowance = Settings.GetProperty("RateLimits").GetProperty("Person").GetProperty("Record");

        (allowance.GetProperty("Burst").GetInt32() + (MinutesOfHour * allowance.GetProperty("PerMinute").GetInt32())).ShouldBeLessThan(TooMany);
    }

    [Fact]
    public void S_97_every_route_that_answers_with_one_case_uses_up_that_allowance()
    {
        var counted = Settings.GetProperty("ReverseProxy").GetProperty("Routes").EnumerateObject().Select(route => route.Value)
            .Where(route => route.TryGetProperty("RateLimiterPolicy", out var policy) && policy.GetString() == "record")
            .Select(route => Parameter().Replace(route.GetProperty("Match").GetProperty("Path").GetString()!, "{}"));
        var details = from service in Policy.Shipped.Routes
                      from route in service.Value
                      where Kinds.Contains(route.Value.SeenKind) && route.Key.StartsWith("GET /", StringComparison.Ordinal)
                      let path = Parameter().Replace(route.Key["GET ".Length..], "{}")
                      where path.EndsWith("{}", StringComparison.Ordinal) && path.Split("{}").Length == 2 // a file has the ids of its case and its own, and leaves a row of evidence
                      select $"/api/{service.Key}{path}";

        // Besides the cases themselves, what else tells all of one.
        counted.ShouldBe([.. details, "/api/reception/matters/{}/letters", "/api/supervision/matters/{}/timeline"], ignoreOrder: true);
    }

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter();
}

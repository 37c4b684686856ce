using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Anjie.EndToEnd.Tests.Fuzz;
using Anjie.Support;

namespace Anjie.EndToEnd.Tests;

/// <summary>Twenty thousand requests nobody meant: no fault of ours, no hanging, no half-written case.</summary>
/// <remarks><c>ANJIE_FUZZ_SEED</c> repeats a run, <c>ANJIE_FUZZ_REQUESTS</c> makes it shorter or longer.</remarks>
public sealed class FuzzTests(RunningSystem running, ITestOutputHelper output)
{
    const int Lanes = 4;
    const int UsualSeed = 20260105;
    const double ForeignWorkThatExcuses = 0.15;
    static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    static readonly string[] Users =
    [
        "grid", "town", "townhead", "clerk", "clerkhead", "unit", "unithead", "leader", "aide", "jointoffice", "supervisor", "supervisorhead", "inspection", "reviewer",
        "auditor", "sysadmin", "secadmin", "clerk2",
    ];

    [Fact]
    public async Task Nothing_that_arrives_at_the_door_breaks_a_service_or_leaves_a_case_half_written()
    {
        var (seed, requests) = (Number("ANJIE_FUZZ_SEED", UsualSeed), Number("ANJIE_FUZZ_REQUESTS", 20_000));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, {requests} requests"));
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Lanes, UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = running.Address };
        var operations = new List<Operation>();
        foreach (var service in RunningSystem.Services)
            operations.AddRange(Operation.Read(await client.GetFromJsonAsync<JsonElement>($"openapi/{service}.json")));
        var words = await VocabularyAsync();
        await Task.WhenAll(Users.Select(running.TokenAsync));
        var findings = new Findings();

        var before = Processes.Work();
        var started = Stopwatch.StartNew();
        using var bound = new CancellationTokenSource(Bound);
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(number =>
            Task.Run(() => new Lane(number, seed, requests / Lanes, client, running, operations, words, Users, findings).RunAsync(bound.Token))));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{operations.Count} operations, {started.Elapsed.TotalSeconds:0} s"));
        output.WriteLine(findings.Summary(operations));
        var after = Processes.Work();
        var foreign = (after.All - before.All - (after.Ours - before.Ours)) / (started.Elapsed.TotalSeconds * Environment.ProcessorCount);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{findings.Slow.Count} answers took over {Lane.TooSlow.TotalSeconds} s; others used {foreign:P0} of the machine"));
        await running.AwaitCalmAsync(TimeSpan.FromSeconds(60));

        if (foreign < ForeignWorkThatExcuses)
            findings.Slow.ShouldBeEmpty();
        string[] faults = [.. findings.Faults, .. await new Consistency(running).FaultsAsync()];
        faults.ShouldBeEmpty(string.Join('\n', faults.Take(40)));
        if (foreign < ForeignWorkThatExcuses)
            findings.Requests.ShouldBeGreaterThanOrEqualTo(requests / Lanes * Lanes, "the time ran out");
    }

    async Task<Vocabulary> VocabularyAsync()
    {
        string[] paths = ["6203.620302.zrzy.", "6203.620302.nyp.", "6203.rsj.", "6203.620302."];
        string[] people = ["unit", "unithead", "town", "townhead", "leader", "leader-001", "jointoffice", "supervisor"];
        using var anybody = await running.AsAsync("clerk");
        var units = (await anybody.GetFromJsonAsync<JsonElement>("api/directory/units?limit=200")).GetProperty("items").EnumerateArray()
            .ToDictionary(unit => unit.GetProperty("path").GetString()!, unit => unit.GetProperty("id").GetString()!, StringComparer.Ordinal);
        var posts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var person in people)
        {
            using var client = await running.AsAsync(person);
            posts[person] = (await client.GetFromJsonAsync<JsonElement>("api/directory/me")).GetProperty("post").GetProperty("id").GetString()!;
        }

        return new(await running.TodayAsync(), [.. paths.Select(path => units[path])], [.. posts.Values], [posts["leader"], posts["leader-001"]]);
    }

    static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}

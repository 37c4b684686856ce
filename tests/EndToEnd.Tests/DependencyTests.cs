using System.Net.Http.Json;
using System.Text.Json;
using Anjie.EndToEnd.Tests.Edges;
using Anjie.Launcher;

namespace Anjie.EndToEnd.Tests;

/// <summary>When one part is away, it is that part which is away: it lets nobody in unasked, and the others go on.</summary>
public sealed class DependencyTests(RunningSystem running) : IDisposable
{
    readonly Doors _doors = new(running);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _doors.Dispose();

    [Fact]
    public async Task S_107_a_service_without_its_database_lets_nobody_in_and_says_when_to_come_again()
    {
        var nowhere = new Npgsql.NpgsqlConnectionStringBuilder(await running.ConnectionAsync(Provisioning.RuntimeOf("anjie_screening"), "anjie_screening")) { Port = 1, Timeout = 2 };
        await using var screening = await running.System.StartBesideAsync(
            "screening", new Dictionary<string, string>(StringComparer.Ordinal) { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["ConnectionStrings__Database"] = nowhere.ConnectionString }, Stop);
        var token = await running.TokenAsync(Doors.Clerk);
        foreach (var (method, path) in ((HttpMethod, string)[])
            [(HttpMethod.Get, "api/screening/disputes"), (HttpMethod.Get, $"api/screening/disputes/{Guid.CreateVersion7()}"), (HttpMethod.Put, $"api/screening/disputes/{Guid.CreateVersion7()}"), (HttpMethod.Get, "api/screening/audit")])
        {
            using var body = method == HttpMethod.Get ? null : JsonContent.Create(new { });
            using var answer = await _doors.SendAsync(new Uri(screening.Address, path), method, token, body);
            ((int)answer.StatusCode).ShouldBe(503, path);
            answer.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
            problem.GetProperty("code").GetString().ShouldBe("service.unavailable");
            problem.EnumerateObject().Select(part => part.Name).Order(StringComparer.Ordinal).ShouldBe(["code", "status", "title", "traceId"]);
            using var stranger = await _doors.SendAsync(new Uri(screening.Address, path), method, "no-token");
            ((int)stranger.StatusCode).ShouldBe(401, path);
        }

        using var alive = await _doors.SendAsync(new Uri(screening.Address, "health/live"), HttpMethod.Get, null);
        ((int)alive.StatusCode).ShouldBe(200);
        using var ready = await _doors.SendAsync(new Uri(screening.Address, "health/ready"), HttpMethod.Get, null);
        ((int)ready.StatusCode).ShouldBe(503);
    }

    [Fact]
    public async Task S_107_the_others_go_on_without_a_service_that_is_away()
    {
        var token = await running.TokenAsync(Doors.Clerk);
        await running.System.StopServiceAsync("backlog");
        try
        {
            foreach (var door in _doors.All.Where(door => door.IsGateway))
            {
                using var answer = await _doors.SendAsync(door, HttpMethod.Get, Doors.ListOf(door.Service), token);
                ((int)answer.StatusCode).ShouldBe(door.Service == "backlog" ? 503 : 200, $"{door}");
                if (door.Service != "backlog")
                    continue;
                answer.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
                (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString().ShouldBe("service.unavailable");
            }
        }
        finally
        {
            await running.System.StartServiceAsync("backlog", Stop);
        }

        (await _doors.ReadAsync(_doors.All.First(door => door is { IsGateway: true, Service: "backlog" }), token)).ShouldBe(200);
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using Anjie.EndToEnd.Tests.Edges;
using Anjie.Support;

namespace Anjie.EndToEnd.Tests;

/// <summary>Who did what, in whose place, to what, when, from where, and with which outcome.</summary>
public sealed class EvidenceTests(RunningSystem running) : IDisposable
{
    const string Elsewhere = "203.0.113.7"; // only written there by the caller

    readonly Doors _doors = new(running);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _doors.Dispose();

    [Fact]
    public async Task S_102_each_row_of_evidence_says_all_that_an_auditor_asks()
    {
        var today = await running.TodayAsync();
        using var town = await running.AsAsync("town");
        var unit = (await town.GetFromJsonAsync<JsonElement>("api/directory/me", Stop)).GetProperty("unit").GetProperty("id").GetGuid();
        var official = new Official(unit, "6203.620302.nyp.", "town") { ActingFor = Guid.CreateVersion7(), ActingUntil = today };
        var id = Guid.CreateVersion7();
        var reported = await AskAsync(official, HttpMethod.Put, $"api/screening/disputes/{id}", new
        {
            title = "取证", foundOn = today, method = 1, typeCode = "06.01", place = "一组", facts = "事实。", demands = "诉求。", peopleConcerned = 2, parties = new[] { new { side = "First", name = "赵一", phone = "13800138000" } },
        });
        reported.Status.ShouldBe(201, reported.Body.ToString());
        var party = reported.Body.GetProperty("parties")[0].GetProperty("id").GetGuid();
        (await AskAsync(official, HttpMethod.Post, $"api/screening/parties/{party}/disclosure", new { purpose = "Contact" })).Status.ShouldBe(200);
        var forbidden = await AskAsync(official, HttpMethod.Get, "api/screening/audit", null);
        forbidden.Status.ShouldBe(403);
        var missing = Guid.CreateVersion7();
        var unseen = await AskAsync(official, HttpMethod.Get, $"api/screening/disputes/{missing}", null);
        unseen.Status.ShouldBe(404);

        var auditor = new Official(Guid.CreateVersion7(), "6203.", "auditor");
        var rows = (await AskAsync(auditor, HttpMethod.Get, $"api/screening/audit?actorId={official.PersonId}", null)).Body.GetProperty("items").EnumerateArray().Reverse().ToList();

        rows.Select(row => (row.GetProperty("action").GetString()!.Split(' ')[0], row.GetProperty("subject").GetString(), row.GetProperty("result").GetString(), row.GetProperty("purpose").GetString())).ShouldBe(
            [("PUT", $"{id}", "done", null), ("POST", $"{party}", "done", "Contact"), ("GET", "", "case.role_forbidden", null), ("GET", $"{missing}", "http.404", null)]);
        foreach (var row in rows)
        {
            row.GetProperty("occurredAt").GetDateTimeOffset().Offset.ShouldBe(TimeSpan.Zero);
            row.GetProperty("actorId").GetGuid().ShouldBe(official.PersonId);
            row.GetProperty("actingFor").GetGuid().ShouldBe(official.ActingFor!.Value);
            row.GetProperty("postId").GetGuid().ShouldBe(official.PostId);
            row.GetProperty("unitId").GetGuid().ShouldBe(unit);
            row.GetProperty("roles").GetString().ShouldBe("town");
            row.GetProperty("address").GetString().ShouldBeOneOf("127.0.0.1", "::1", "::ffff:127.0.0.1");
            row.GetProperty("traceId").GetString()!.Length.ShouldBe(32);
            row.GetProperty("action").GetString()!.ShouldContain("/api/screening/");
        }

        // The number an answer gives to ask about is the one in the row, through the gateway too.
        rows[2].GetProperty("traceId").GetString().ShouldBe(forbidden.Body.GetProperty("traceId").GetString());
        rows[3].GetProperty("traceId").GetString().ShouldBe(unseen.Body.GetProperty("traceId").GetString());
        rows.Select(row => row.GetProperty("occurredAt").GetDateTimeOffset()).ShouldBeInOrder();
    }

    async Task<(int Status, JsonElement Body)> AskAsync(Official official, HttpMethod method, string path, object? content)
    {
        using var body = content is null ? null : JsonContent.Create(content);
        using var answer = await _doors.SendAsync(new Uri(running.Address, path), method, await running.TokenAsync(official), body, headers => headers.TryAddWithoutValidation("X-Forwarded-For", Elsewhere));
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Stop));
    }
}

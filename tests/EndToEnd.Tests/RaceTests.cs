using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;

namespace Anjie.EndToEnd.Tests;

/// <summary>An old case and many leaders who all want it in the same moment.</summary>
public sealed class RaceTests(RunningSystem running, ITestOutputHelper output)
{
    const int Leaders = 200;
    const int AlreadyInTheHall = 20;
    const int MovedToTheHall = 140;

    [Fact]
    public async Task Of_many_leaders_who_claim_at_once_one_carries_the_case_and_all_others_learn_who()
    {
        using var office = await running.AsAsync("jointoffice");
        await SeatInTheCityHallAsync();
        var id = await ConfirmedCaseAsync(office);
        var tokens = await SignInAsync();
        // One pool of connections, opened before the start, so that claims meet at the case and not at the door.
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Leaders }) { BaseAddress = running.Address };
        await Task.WhenAll(tokens.Select(token => SendAsync(client, HttpMethod.Get, "api/directory/me", token)));

        var answers = await Task.WhenAll(tokens.Select(token => ClaimAsync(client, id, token)));

        var won = answers.Where(answer => answer.Status == HttpStatusCode.OK).ToList();
        var lost = answers.Where(answer => answer.Status == HttpStatusCode.Conflict).ToList();
        output.WriteLine($"{answers.Length} claims at once: {won.Count} won, {lost.Count} lost, {answers.Count(answer => answer.Status == HttpStatusCode.NotFound)} could not see the case");
        won.Count.ShouldBe(1);
        lost.Count.ShouldBe(MovedToTheHall - 1);
        var winner = won[0].Body.GetProperty("leaderId").GetGuid();
        lost.ShouldAllBe(answer => answer.Body.GetProperty("code").GetString() == "backlog.already_claimed"
            && answer.Body.GetProperty("winner").GetProperty("personId").GetGuid() == winner);
        answers.Except(won).Except(lost).ShouldAllBe(answer => answer.Status == HttpStatusCode.NotFound);
        (await CountAsync($"select count(*) from outbox where contract like '%BacklogLeaderClaimed' and body ->> 'caseId' = '{id}'")).ShouldBe(1);
        (await CountAsync($"select count(*) from case_history where fact = 'BacklogLeaderClaimed' and case_id = '{id}'")).ShouldBe(1);
    }

    /// <summary>By visibility a case of the city's level is open to the city's leaders, of whom the demo has twenty: others are promoted for the race.</summary>
    async Task SeatInTheCityHallAsync()
    {
        using var security = await running.AsAsync("secadmin");
        var hall = await UnitAsync(security, "6203.ld.");
        var people = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        for (string? after = null; ;)
        {
            var page = await security.GetFromJsonAsync<JsonElement>($"api/directory/posts?role=leader&limit=200&after={after}");
            foreach (var post in page.GetProperty("items").EnumerateArray())
                people[post.GetProperty("id").GetString()!] = post;
            if (page.GetProperty("next").GetString() is not { } next)
                break;
            after = next;
        }

        var names = await NamesAsync();
        var moved = people.Values.Where(post => post.GetProperty("personId").GetString() is { } person && names.TryGetValue(person, out var user)
            && string.CompareOrdinal(user, $"leader-{AlreadyInTheHall:D3}") > 0 && string.CompareOrdinal(user, $"leader-{MovedToTheHall:D3}") <= 0 && user.Length == "leader-000".Length).ToList();
        moved.Count.ShouldBe(MovedToTheHall - AlreadyInTheHall);
        await Parallel.ForEachAsync(moved, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (post, ct) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, $"api/directory/posts/{post.GetProperty("id").GetString()}")
            {
                Content = JsonContent.Create(new
                {
                    unitId = hall, personId = post.GetProperty("personId").GetGuid(), title = "副市长", roles = new[] { "leader" }, level = "City", active = true,
                }),
            };
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{post.GetProperty("version").GetInt32()}\""));
            using var answer = await security.SendAsync(request, ct);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(ct));
        });
    }

    async Task<Dictionary<string, string>> NamesAsync()
    {
        await using var connection = new NpgsqlConnection(running.ConnectionTo("anjie_directory"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select id::text, user_name from person where user_name like 'leader-%'", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
            names[reader.GetString(0)] = reader.GetString(1);
        return names;
    }

    async Task<Guid> ConfirmedCaseAsync(HttpClient office)
    {
        var unit = await UnitAsync(office, "6203.620302.zrzy.");
        var id = Guid.CreateVersion7();
        using var nominated = await office.PutAsJsonAsync($"api/backlog/cases/{id}", new { matterId = Guid.CreateVersion7(), criterion = "K1", responsibleUnitId = unit, title = "多人争领的积案" });
        nominated.StatusCode.ShouldBe(HttpStatusCode.Created, await nominated.Content.ReadAsStringAsync());
        using var confirmation = new HttpRequestMessage(HttpMethod.Post, $"api/backlog/cases/{id}/confirmation")
        {
            Content = JsonContent.Create(new
            {
                batch = "2026H1", level = "City", responsibleUnitId = unit, name = "多人争领的积案",
                demands = new[] { new { demandId = Guid.CreateVersion7(), text = "退还补偿款", reasonableness = "Reasonable" } },
            }),
        };
        confirmation.Headers.IfMatch.Add(nominated.Headers.ETag!);
        using var confirmed = await office.SendAsync(confirmation);
        confirmed.StatusCode.ShouldBe(HttpStatusCode.OK, await confirmed.Content.ReadAsStringAsync());
        return id;
    }

    static async Task<Guid> UnitAsync(HttpClient client, string path)
    {
        var units = await client.GetFromJsonAsync<JsonElement>("api/directory/units?limit=200");
        return units.GetProperty("items").EnumerateArray().First(unit => unit.GetProperty("path").GetString() == path).GetProperty("id").GetGuid();
    }

    async Task<string[]> SignInAsync()
    {
        var users = Enumerable.Range(1, Leaders).Select(number => $"leader-{number:D3}").ToList();
        foreach (var user in users)
            running.Forget(user);
        return await Task.WhenAll(users.Select(running.TokenAsync));
    }

    static Task<Answer> ClaimAsync(HttpClient client, Guid id, string token) => SendAsync(client, HttpMethod.Post, $"api/backlog/cases/{id}/claim", token);

    static async Task<Answer> SendAsync(HttpClient client, HttpMethod method, string path, string token)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.SendAsync(request);
        return new(response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    async Task<long> CountAsync(string query)
    {
        await using var connection = new NpgsqlConnection(running.ConnectionTo("anjie_backlog"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(query, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    sealed record Answer(HttpStatusCode Status, JsonElement Body);
}

using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Anjie.EndToEnd.Tests.Edges;
using Anjie.Seeds;
using Anjie.Support;

namespace Anjie.EndToEnd.Tests;

/// <summary>A token is good for as long as what it rests on, at the gateway and at every service.</summary>
public sealed class SessionTests(RunningSystem running) : IDisposable
{
    // From the end to the last service that knows; most of it is the way over the broker.
    static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    readonly Doors _doors = new(running);
    readonly HttpClient _signIns = SignIn.CreateClient(running.Address);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task S_17_who_signs_out_leaves_no_token_behind_that_any_service_takes()
    {
        var (first, second) = (await SignInAsync("town3"), await SignInAsync("town3"));
        foreach (var door in _doors.All)
            (await _doors.ReadAsync(door, second)).ShouldBe(200, $"{door}");

        using var answer = await _doors.SendAsync(new Uri(running.Address, $"api/directory/me/sessions/{Claims(second).GetProperty("sid").GetGuid()}"), HttpMethod.Delete, first);
        ((int)answer.StatusCode).ShouldBe(204);

        foreach (var door in _doors.All)
        {
            await Eventually.HoldsAsync(async () => await _doors.ReadAsync(door, second) == 401, Moment, $"401 at {door}");
            (await _doors.ReadAsync(door, first)).ShouldBe(200, $"{door}");
        }
    }

    [Fact]
    public async Task S_18_a_post_that_lost_a_role_has_lost_it_at_once_and_everywhere()
    {
        var (secadmin, before) = (await running.TokenAsync("secadmin"), await SignInAsync("unit2"));
        var post = await PostAsync(secadmin, Claims(before).GetProperty("post").GetGuid());

        var changed = await ChangeAsync(secadmin, post, ["town"]);
        foreach (var door in _doors.All)
            await Eventually.HoldsAsync(async () => await _doors.ReadAsync(door, before) == 401, Moment, $"401 at {door}");
        var after = await SignInAsync("unit2");
        Claims(after).GetProperty("role").ToString().ShouldBe("town");
        foreach (var door in _doors.All)
            (await _doors.ReadAsync(door, after)).ShouldBe(200, $"{door}");

        await ChangeAsync(secadmin, changed, [.. post.GetProperty("roles").EnumerateArray().Select(role => role.GetString()!)]);
        running.Forget("unit2");
    }

    [Fact]
    public async Task S_44_whose_days_of_standing_in_are_over_is_told_so_at_every_door_though_the_token_still_lives()
    {
        var today = await running.TodayAsync();
        var clerk = Doors.Clerk with { ActingFor = Guid.CreateVersion7() };
        var (last, over) = (await running.TokenAsync(clerk with { ActingUntil = today }), await running.TokenAsync(clerk with { ActingUntil = today.AddDays(-1) }));
        foreach (var door in _doors.All)
        {
            (await _doors.ReadAsync(door, last)).ShouldBe(200, $"{door}");
            (await _doors.ReadAsync(door, over)).ShouldBe(401, $"{door}");
        }
    }

    public void Dispose()
    {
        _doors.Dispose();
        _signIns.Dispose();
    }

    async Task<string> SignInAsync(string user) => (await SignIn.SignInAsync(_signIns, user, running.Password, Stop)).AccessToken;

    async Task<JsonElement> PostAsync(string token, Guid id)
    {
        using var answer = await _doors.SendAsync(new Uri(running.Address, $"api/directory/posts/{id}"), HttpMethod.Get, token);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
    }

    async Task<JsonElement> ChangeAsync(string token, JsonElement post, string[] roles)
    {
        using var body = JsonContent.Create(new
        {
            unitId = post.GetProperty("unitId").GetGuid(), personId = post.GetProperty("personId").GetGuid(), title = post.GetProperty("title").GetString(), roles, level = post.GetProperty("level"), active = true,
        });
        using var answer = await _doors.SendAsync(new Uri(running.Address, $"api/directory/posts/{post.GetProperty("id").GetGuid()}"), HttpMethod.Put, token, body,
            headers => headers.IfMatch.ParseAdd(string.Create(CultureInfo.InvariantCulture, $"\"{post.GetProperty("version").GetInt32()}\"")));
        ((int)answer.StatusCode).ShouldBe(200);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
    }

    static JsonElement Claims(string token) => JsonSerializer.Deserialize<JsonElement>(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1]));
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Anjie.Contracts.Directory;
using Anjie.Directory.Domain;
using Anjie.Seeds;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.IntegrationTests;

/// <summary>A sign-in lasts as long as it is used and nobody ends it; everything that came from it ends with it.</summary>
public sealed class SessionTests(DirectoryHost host)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task S_17_an_ended_session_takes_its_tokens_along_and_every_service_is_told()
    {
        using var gateway = host.Plain();
        var (mine, other) = (await SignInAsync(gateway, "leader-150"), await SignInAsync(gateway, "leader-150"));
        (await MeAsync(other)).ShouldBe(HttpStatusCode.OK);

        (await SendAsync(HttpMethod.Delete, $"/api/directory/me/sessions/{SessionOf(other)}", mine)).ShouldBe(HttpStatusCode.NoContent);

        (await MeAsync(other)).ShouldBe(HttpStatusCode.Unauthorized);
        (await PulseAsync(other, 0)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        await Should.ThrowAsync<SignInRefusedException>(() => SignIn.RefreshAsync(gateway, other.RefreshToken!, Stop));
        (await MeAsync(mine)).ShouldBe(HttpStatusCode.OK);
        (await SendAsync(HttpMethod.Delete, $"/api/directory/me/sessions/{SessionOf(other)}", mine)).ShouldBe(HttpStatusCode.NotFound);
        (await ToldAsync(SessionOf(other))).ShouldBe(1);
        (await ToldAsync(SessionOf(mine))).ShouldBe(0);
    }

    [Fact]
    public async Task S_19_a_session_nobody_uses_is_over_and_use_that_is_told_of_prolongs_it()
    {
        using var gateway = host.Plain();
        var tokens = await SignInAsync(gateway, "leader-151");
        await AgeAsync(SessionOf(tokens), seen: TimeSpan.FromMinutes(14));
        var left = await PulseAsync(tokens, idleSeconds: 14 * 60);
        left.IdleSecondsLeft.ShouldBeInRange(50, 60);
        left = await PulseAsync(tokens, idleSeconds: 5);
        left.IdleSecondsLeft.ShouldBeInRange(890, 895);

        await AgeAsync(SessionOf(tokens), seen: TimeSpan.FromMinutes(15));

        (await PulseAsync(tokens, idleSeconds: 0)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        await Should.ThrowAsync<SignInRefusedException>(() => SignIn.RefreshAsync(gateway, tokens.RefreshToken!, Stop));
    }

    [Fact]
    public async Task S_19_no_session_outlives_the_longest_day_however_busy()
    {
        using var gateway = host.Plain();
        var tokens = await SignInAsync(gateway, "leader-152");
        await AgeAsync(SessionOf(tokens), seen: TimeSpan.Zero, began: TimeSpan.FromMinutes(479));
        (await PulseAsync(tokens, 0)).SecondsLeft.ShouldBeInRange(50, 60);

        await AgeAsync(SessionOf(tokens), seen: TimeSpan.Zero, began: TimeSpan.FromHours(8));

        (await PulseAsync(tokens, 0)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        await Should.ThrowAsync<SignInRefusedException>(() => SignIn.RefreshAsync(gateway, tokens.RefreshToken!, Stop));
    }

    [Fact]
    public async Task S_19_what_is_spent_is_ended_and_told_of_without_anybody_asking()
    {
        using var gateway = host.Plain();
        var (idle, old, used) = (await SignInAsync(gateway, "leader-153"), await SignInAsync(gateway, "leader-153"), await SignInAsync(gateway, "leader-153"));
        await AgeAsync(SessionOf(idle), seen: TimeSpan.FromMinutes(16));
        await AgeAsync(SessionOf(old), seen: TimeSpan.Zero, began: TimeSpan.FromHours(9));

        await host.InScopeAsync<Features.SignIn.Sessions>(sessions => sessions.EndSpentAsync(Stop));

        (await HowAsync(idle), await HowAsync(old), await HowAsync(used)).ShouldBe((SessionEnd.Idle, SessionEnd.TooLong, null));
        (await MeAsync(idle), await MeAsync(old), await MeAsync(used)).ShouldBe((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.OK));
        (await ToldAsync(SessionOf(idle)), await ToldAsync(SessionOf(old))).ShouldBe((1, 1));
    }

    [Fact]
    public async Task S_19_one_sign_in_too_many_ends_the_eldest()
    {
        var strict = host.With(("Sessions:AtOnce", "2"));
        using var gateway = strict.CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = DirectoryHost.Address, AllowAutoRedirect = false, HandleCookies = false });
        List<Tokens> tokens = [];
        for (var browser = 0; browser < 3; browser++)
            tokens.Add(await SignInAsync(gateway, "leader-154"));

        (await HowAsync(tokens[0]), await HowAsync(tokens[1]), await HowAsync(tokens[2])).ShouldBe((SessionEnd.TooMany, null, null));
        await Should.ThrowAsync<SignInRefusedException>(() => SignIn.RefreshAsync(gateway, tokens[0].RefreshToken!, Stop));
    }

    [Fact]
    public async Task S_19_of_many_sign_ins_at_the_same_moment_no_more_stay_than_may()
    {
        var strict = host.With(("Sessions:AtOnce", "2"));
        using var gateway = strict.CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = DirectoryHost.Address, AllowAutoRedirect = false, HandleCookies = false });

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(SignInOrBeTooManyAsync, Stop)));

        var ends = await host.InDatabaseAsync(db => (
            from session in db.Sessions join person in db.Users on session.PersonId equals person.Id where person.UserName == "leader-155" select session.How).ToListAsync(Stop));
        ends.Count(how => how is null).ShouldBe(2);
        ends.Count(how => how == SessionEnd.TooMany).ShouldBe(6);

        async Task SignInOrBeTooManyAsync()
        {
            try
            {
                await SignInAsync(gateway, "leader-155");
            }
            catch (SignInRefusedException)
            {
                // The session ended between the password and the tokens; what stays open is counted below.
            }
        }
    }

    [Fact]
    public async Task S_18_a_changed_account_ends_all_its_sessions_at_once()
    {
        using var gateway = host.Plain();
        using var sysadmin = await host.AsAsync("sysadmin");
        var (one, two) = (await SignInAsync(gateway, "leader-156"), await SignInAsync(gateway, "leader-156"));
        var id = Claims(one).GetProperty("sub").GetGuid();
        using var shown = await sysadmin.GetAsync(new Uri($"/api/directory/people/{id}", UriKind.Relative), Stop);
        var person = await shown.Content.ReadFromJsonAsync<JsonElement>(Stop);

        using var change = new HttpRequestMessage(HttpMethod.Put, new Uri($"/api/directory/people/{id}", UriKind.Relative))
        {
            Content = JsonContent.Create(new { userName = "leader-156", name = person.GetProperty("name").GetString(), primaryPostId = person.GetProperty("primaryPostId").Deserialize<Guid?>(), active = true, password = "another-password-1" }),
        };
        change.Headers.IfMatch.Add(shown.Headers.ETag!);
        (await sysadmin.SendAsync(change, Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await MeAsync(one), await MeAsync(two)).ShouldBe((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized));
        (await HowAsync(one), await HowAsync(two)).ShouldBe((SessionEnd.AccountChanged, SessionEnd.AccountChanged));
    }

    [Fact]
    public async Task S_18_a_post_that_changed_takes_its_tokens_along_and_the_session_stays()
    {
        using var gateway = host.Plain();
        using var secadmin = await host.AsAsync("secadmin");
        var tokens = await SignInAsync(gateway, "leader-157");
        var post = await secadmin.GetFromJsonAsync<JsonElement>($"/api/directory/posts/{Claims(tokens).GetProperty("post").GetGuid()}", Stop);

        using var change = new HttpRequestMessage(HttpMethod.Put, new Uri($"/api/directory/posts/{post.GetProperty("id").GetGuid()}", UriKind.Relative))
        {
            Content = JsonContent.Create(new
            {
                unitId = post.GetProperty("unitId").GetGuid(), personId = post.GetProperty("personId").GetGuid(), title = "改任", roles = post.GetProperty("roles"), level = post.GetProperty("level"), active = true,
            }),
        };
        change.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{post.GetProperty("version").GetInt32()}\""));
        (await secadmin.SendAsync(change, Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await MeAsync(tokens)).ShouldBe(HttpStatusCode.Unauthorized);
        (await MeAsync(await SignIn.RefreshAsync(gateway, tokens.RefreshToken!, Stop))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_person_sees_and_ends_their_own_sign_ins_and_nobody_elses()
    {
        using var gateway = host.Plain();
        gateway.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0");
        var (mine, second, third, theirs) = (await SignInAsync(gateway, "leader-158"), await SignInAsync(gateway, "leader-158"), await SignInAsync(gateway, "leader-158"), await SignInAsync(gateway, "leader-159"));

        using var client = As(mine);
        var own = await client.GetFromJsonAsync<JsonElement>("/api/directory/me/sessions", Stop);

        var sessions = own.GetProperty("sessions").EnumerateArray().ToList();
        sessions.Select(session => session.GetProperty("id").GetGuid()).ShouldBe([SessionOf(third), SessionOf(second), SessionOf(mine)]);
        sessions.Where(session => session.GetProperty("isThis").GetBoolean()).Select(session => session.GetProperty("id").GetGuid()).ShouldBe([SessionOf(mine)]);
        sessions[0].GetProperty("browser").GetString().ShouldBe("Edge · Windows");
        var browsers = own.GetProperty("browsers").EnumerateArray().ToList();
        browsers.Count.ShouldBe(3);
        (await SendAsync(HttpMethod.Delete, $"/api/directory/me/sessions/{SessionOf(theirs)}", mine)).ShouldBe(HttpStatusCode.NotFound);
        (await SendAsync(HttpMethod.Delete, $"/api/directory/me/browsers/{browsers[0].GetProperty("id").GetGuid()}", theirs)).ShouldBe(HttpStatusCode.NotFound);
        (await SendAsync(HttpMethod.Delete, $"/api/directory/me/browsers/{browsers[0].GetProperty("id").GetGuid()}", mine)).ShouldBe(HttpStatusCode.NoContent);
        (await client.GetFromJsonAsync<JsonElement>("/api/directory/me/sessions", Stop)).GetProperty("browsers").GetArrayLength().ShouldBe(2);

        (await SendAsync(HttpMethod.Delete, "/api/directory/me/sessions", mine)).ShouldBe(HttpStatusCode.NoContent);

        (await MeAsync(mine), await MeAsync(second), await MeAsync(third), await MeAsync(theirs)).ShouldBe((HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.OK));
    }

    [Fact]
    public async Task A_lost_machine_is_signed_out_by_the_security_administrator_and_by_nobody_else()
    {
        using var gateway = host.Plain();
        var tokens = await SignInAsync(gateway, "leader-160");
        var path = $"/api/directory/people/{Claims(tokens).GetProperty("sub").GetGuid()}/sessions";
        foreach (var user in new[] { "sysadmin", "clerk" })
        {
            using var other = await host.AsAsync(user);
            (await other.DeleteAsync(new Uri(path, UriKind.Relative), Stop)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }
        (await MeAsync(tokens)).ShouldBe(HttpStatusCode.OK);

        using var secadmin = await host.AsAsync("secadmin");
        (await secadmin.DeleteAsync(new Uri(path, UriKind.Relative), Stop)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await MeAsync(tokens)).ShouldBe(HttpStatusCode.Unauthorized);
        (await HowAsync(tokens)).ShouldBe(SessionEnd.EndedByAdministrator);
        (await secadmin.DeleteAsync(new Uri($"/api/directory/people/{Guid.CreateVersion7()}/sessions", UriKind.Relative), Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_keys_of_cookies_lie_sealed_in_the_database()
    {
        using var gateway = host.Plain();
        await SignInAsync(gateway, "leader-161");
        var keys = await host.InDatabaseAsync(db => db.DataProtectionKeys.Select(key => key.Xml!).ToListAsync(Stop));

        keys.ShouldNotBeEmpty();
        keys.ShouldAllBe(key => key.Contains("<sealed ") && !key.Contains("<masterKey") && !key.Contains("<value>"));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1", "Safari · iPhone")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox · Linux")]
    [InlineData("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130 Mobile Safari/537.36 MicroMessenger/8.0", "WeChat · Android")]
    [InlineData("<script>alert(1)</script>", "? · ?")]
    [InlineData("", "? · ?")]
    public void A_browser_is_named_by_two_words_of_ours(string sent, string name) => Features.SignIn.BrowserName.Of(sent).ShouldBe(name);

    static Task<Tokens> SignInAsync(HttpClient gateway, string user) => SignIn.SignInAsync(gateway, user, DirectoryHost.Password, Stop);

    HttpClient As(Tokens tokens)
    {
        var client = host.Plain();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
        return client;
    }

    async Task<HttpStatusCode> SendAsync(HttpMethod method, string path, Tokens tokens)
    {
        using var client = As(tokens);
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        using var answer = await client.SendAsync(request, Stop);
        return answer.StatusCode;
    }

    Task<HttpStatusCode> MeAsync(Tokens tokens) => SendAsync(HttpMethod.Get, "/api/directory/me", tokens);

    async Task<(HttpStatusCode Status, int IdleSecondsLeft, int SecondsLeft)> PulseAsync(Tokens tokens, int idleSeconds)
    {
        using var client = As(tokens);
        using var answer = await client.PostAsJsonAsync("/connect/pulse", new { idleSeconds }, Stop);
        if (answer.StatusCode != HttpStatusCode.OK)
            return (answer.StatusCode, 0, 0);
        var left = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        return (answer.StatusCode, left.GetProperty("idleSecondsLeft").GetInt32(), left.GetProperty("secondsLeft").GetInt32());
    }

    Task<SessionEnd?> HowAsync(Tokens tokens) => host.InDatabaseAsync(db => db.Sessions.Where(x => x.Id == SessionOf(tokens)).Select(x => x.How).SingleAsync(Stop));

    Task<int> AgeAsync(Guid session, TimeSpan seen, TimeSpan? began = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        return host.InDatabaseAsync(db => db.Sessions.Where(x => x.Id == session).ExecuteUpdateAsync(
            set => set.SetProperty(x => x.SeenAt, now - seen).SetProperty(x => x.BeganAt, x => began == null ? x.BeganAt : now - began.Value), Stop));
    }

    /// <summary>How often the other services are told, sent already or still waiting.</summary>
    Task<int> ToldAsync(Guid session) => host.InDatabaseAsync(db => db.Database.SqlQuery<int>(
        $"select count(*)::int as \"Value\" from outbox where contract like {"%" + nameof(SessionEnded)} and body::text like {"%" + session + "%"}").SingleAsync(Stop));

    static Guid SessionOf(Tokens tokens) => Claims(tokens).GetProperty("sid").GetGuid();

    static JsonElement Claims(Tokens tokens) => JsonSerializer.Deserialize<JsonElement>(System.Buffers.Text.Base64Url.DecodeFromChars(tokens.AccessToken.Split('.')[1]));
}

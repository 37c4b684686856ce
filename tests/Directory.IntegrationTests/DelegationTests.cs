using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Anjie.Cases;
using Anjie.Seeds;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.IntegrationTests;

/// <summary>Somebody stands in for some days: in the holder's post, under their own name, and not a day longer.</summary>
public sealed class DelegationTests(DirectoryHost host)
{
    const string Holder = "leader-170", Stand = "leader-171";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).DateTime);

    [Fact]
    public async Task Who_stands_in_acts_in_the_holders_post_under_their_own_name_until_it_is_called_back()
    {
        using var gateway = host.Plain();
        var (holder, stand) = (await SignInAsync(Holder), await SignInAsync(Stand));
        var post = Claims(holder).GetProperty("post").GetGuid();
        await Should.ThrowAsync<SignInRefusedException>(() => SignInAsync(Stand, post));
        var id = Guid.CreateVersion7();

        (await GiveAsync(holder, id, Body(stand, Today, Today.AddDays(6)))).Status.ShouldBe(HttpStatusCode.Created);
        (await GiveAsync(holder, id, Body(stand, Today, Today.AddDays(6)))).Status.ShouldBe(HttpStatusCode.OK);
        (await GiveAsync(holder, id, Body(stand, Today, Today.AddDays(5)))).Code.ShouldBe("id.reused");

        var choice = (await ReadAsync(stand, "/api/directory/me")).GetProperty("posts").EnumerateArray().Single(one => one.GetProperty("id").GetGuid() == post);
        choice.GetProperty("actingFor").GetString().ShouldBe(Claims(holder).GetProperty("name").GetString());
        choice.GetProperty("actingUntil").GetString().ShouldBe(Today.AddDays(6).ToString("O", null));
        var acting = await SignInAsync(Stand, post);
        var claims = Claims(acting);
        claims.GetProperty("sub").GetGuid().ShouldBe(Claims(stand).GetProperty("sub").GetGuid());
        claims.GetProperty("acting_for").GetGuid().ShouldBe(Claims(holder).GetProperty("sub").GetGuid());
        claims.GetProperty("name").GetString().ShouldBe($"{Claims(stand).GetProperty("name").GetString()}（代{Claims(holder).GetProperty("name").GetString()}）");
        claims.GetProperty("role").ToString().ShouldBe(Claims(holder).GetProperty("role").ToString());
        (await ReadAsync(acting, "/api/directory/me")).GetProperty("post").GetProperty("id").GetGuid().ShouldBe(post);
        acting = await SignIn.RefreshAsync(gateway, acting.RefreshToken!, Stop);
        Claims(acting).GetProperty("post").GetGuid().ShouldBe(post);

        (await EndAsync(holder, id)).ShouldBe(HttpStatusCode.OK);

        (await StatusAsync(acting)).ShouldBe(HttpStatusCode.Unauthorized);
        await Should.ThrowAsync<SignInRefusedException>(() => SignIn.RefreshAsync(gateway, acting.RefreshToken!, Stop));
        await Should.ThrowAsync<SignInRefusedException>(() => SignInAsync(Stand, post));
        (await StatusAsync(stand)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(await SignInAsync(Holder))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Evidence_says_who_acted_and_in_whose_place()
    {
        var (holder, stand) = (await SignInAsync("leader-172"), await SignInAsync("leader-173"));
        var post = Claims(holder).GetProperty("post").GetGuid();
        await GiveAsync(holder, Guid.CreateVersion7(), Body(stand, Today, Today));
        var acting = await SignInAsync("leader-173", post);

        using var client = As(acting);
        (await client.PutAsJsonAsync($"/api/directory/units/{Guid.CreateVersion7()}", new { code = "x", name = "x", englishName = "x", kind = "Town", active = true }, Stop)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        var (who, place) = (Claims(stand).GetProperty("sub").GetGuid(), Claims(holder).GetProperty("sub").GetGuid());
        (await host.InDatabaseAsync(db => db.Set<AuditRow>().CountAsync(row => row.ActorId == who && row.ActingFor == place && row.PostId == post && row.Result == CaseErrors.RoleForbidden, Stop))).ShouldBe(1);
        (await host.InDatabaseAsync(db => db.Set<AuditRow>().CountAsync(row => row.ActorId == place && row.ActingFor != null, Stop))).ShouldBe(0);
    }

    [Fact]
    public async Task S_44_a_day_after_the_last_one_nothing_is_left_of_it()
    {
        using var gateway = host.Plain();
        var (holder, stand) = (await SignInAsync("leader-174"), await SignInAsync("leader-175"));
        var (id, post) = (Guid.CreateVersion7(), Claims(holder).GetProperty("post").GetGuid());
        await GiveAsync(holder, id, Body(stand, Today, Today));
        var acting = await SignInAsync("leader-175", post);

        // As if it had been given yesterday for yesterday; the token's own claim is asked below.
        await host.InDatabaseAsync(db => db.Delegations.Where(x => x.Id == id).ExecuteUpdateAsync(set => set.SetProperty(x => x.From, Today.AddDays(-1)).SetProperty(x => x.Until, Today.AddDays(-1)), Stop));

        await Should.ThrowAsync<SignInRefusedException>(() => SignIn.RefreshAsync(gateway, acting.RefreshToken!, Stop));
        await Should.ThrowAsync<SignInRefusedException>(() => SignInAsync("leader-175", post));
        (await ReadAsync(stand, "/api/directory/delegations")).GetProperty("items").EnumerateArray().Single(one => one.GetProperty("id").GetGuid() == id).GetProperty("state").GetString().ShouldBe("Over");
        (await GiveAsync(holder, Guid.CreateVersion7(), Body(stand, Today.AddDays(1), Today.AddDays(3)))).Status.ShouldBe(HttpStatusCode.Created);
        await Should.ThrowAsync<SignInRefusedException>(() => SignInAsync("leader-175", post));
    }

    [Fact]
    public async Task Nobody_gives_what_is_not_theirs_and_nobody_hands_on_what_was_given()
    {
        var (holder, stand, third) = (await SignInAsync("leader-176"), await SignInAsync("leader-177"), await SignInAsync("leader-178"));
        var post = Claims(holder).GetProperty("post").GetGuid();

        (await GiveAsync(third, Guid.CreateVersion7(), Body(stand, Today, Today, post))).Code.ShouldBe(CaseErrors.RoleForbidden);
        var id = Guid.CreateVersion7();
        await GiveAsync(holder, id, Body(stand, Today, Today.AddDays(9)));
        var acting = await SignInAsync("leader-177", post);
        (await GiveAsync(acting, Guid.CreateVersion7(), Body(third, Today, Today))).Code.ShouldBe(CaseErrors.RoleForbidden);
        (await EndAsync(third, id)).ShouldBe(HttpStatusCode.NotFound);
        (await ReadAsync(third, "/api/directory/delegations")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await ReadAsync(stand, "/api/directory/delegations")).GetProperty("items").GetArrayLength().ShouldBe(1);
        (await EndAsync(stand, id)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_security_administrator_has_somebody_stand_in_for_whoever_cannot_say_so()
    {
        using var secadmin = await host.AsAsync("secadmin");
        var (holder, stand) = (await SignInAsync("leader-179"), await SignInAsync("leader-180"));
        var id = Guid.CreateVersion7();
        using var given = await secadmin.PutAsJsonAsync($"/api/directory/delegations/{id}", Body(stand, Today, Today.AddDays(30), Claims(holder).GetProperty("post").GetGuid()), Stop);
        given.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await secadmin.GetFromJsonAsync<JsonElement>("/api/directory/delegations", Stop)).GetProperty("items").EnumerateArray().ShouldContain(one => one.GetProperty("id").GetGuid() == id);
    }

    [Fact]
    public async Task What_cannot_be_given_is_refused_with_its_reason()
    {
        var (holder, stand) = (await SignInAsync("leader-181"), await SignInAsync("leader-182"));
        await RefusedAsync(holder, Body(stand, Today.AddDays(-1), Today), "directory.delegation_dates");
        await RefusedAsync(holder, Body(stand, Today.AddDays(2), Today.AddDays(1)), "directory.delegation_dates");
        await RefusedAsync(holder, Body(stand, Today, Today.AddDays(90)), "directory.delegation_too_long");
        await RefusedAsync(holder, Body(holder, Today, Today), "directory.delegation_to_holder");
        await RefusedAsync(holder, Body(await SignInAsync("auditadmin"), Today, Today), "directory.roles_conflict");
        await RefusedAsync(await SignInAsync("auditadmin"), Body(stand, Today, Today), "directory.delegation_personal");
        (await GiveAsync(holder, Guid.CreateVersion7(), Body(stand, Today, Today.AddDays(89)))).Status.ShouldBe(HttpStatusCode.Created);
        await RefusedAsync(holder, Body(await SignInAsync("leader-183"), Today.AddDays(89), Today.AddDays(95)), "directory.delegation_overlaps");
        (await GiveAsync(holder, Guid.CreateVersion7(), new { delegatePostId = (Guid?)null, from = Today, until = Today, reason = "" })).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Of_many_given_at_once_for_the_same_days_one_stands()
    {
        var (holder, stand) = (await SignInAsync("leader-184"), await SignInAsync("leader-185"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => GiveAsync(holder, Guid.CreateVersion7(), Body(stand, Today, Today.AddDays(3)))));
        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.Code == "directory.delegation_overlaps").ShouldBe(7);
    }

    async Task RefusedAsync(Tokens by, object body, string code) => (await GiveAsync(by, Guid.CreateVersion7(), body)).Code.ShouldBe(code);

    static object Body(Tokens stand, DateOnly from, DateOnly until, Guid? post = null) => new { postId = post, delegatePostId = Claims(stand).GetProperty("post").GetGuid(), from, until, reason = "外出学习" };

    async Task<(HttpStatusCode Status, string? Code)> GiveAsync(Tokens by, Guid id, object body)
    {
        using var client = As(by);
        using var answer = await client.PutAsJsonAsync($"/api/directory/delegations/{id}", body, Stop);
        var content = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        return (answer.StatusCode, content.TryGetProperty("code", out var code) ? code.GetString() : null);
    }

    async Task<HttpStatusCode> EndAsync(Tokens by, Guid id)
    {
        using var client = As(by);
        using var answer = await client.PostAsJsonAsync($"/api/directory/delegations/{id}/end", new { }, Stop);
        return answer.StatusCode;
    }

    async Task<HttpStatusCode> StatusAsync(Tokens tokens)
    {
        using var client = As(tokens);
        using var answer = await client.GetAsync(new Uri("/api/directory/me", UriKind.Relative), Stop);
        return answer.StatusCode;
    }

    async Task<JsonElement> ReadAsync(Tokens tokens, string path)
    {
        using var client = As(tokens);
        return await client.GetFromJsonAsync<JsonElement>(path, Stop);
    }

    async Task<Tokens> SignInAsync(string user, Guid? post = null)
    {
        using var gateway = host.Plain();
        return await SignIn.SignInAsync(gateway, user, DirectoryHost.Password, Stop, post);
    }

    HttpClient As(Tokens tokens)
    {
        var client = host.Plain();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
        return client;
    }

    static JsonElement Claims(Tokens tokens) => JsonSerializer.Deserialize<JsonElement>(System.Buffers.Text.Base64Url.DecodeFromChars(tokens.AccessToken.Split('.')[1]));
}

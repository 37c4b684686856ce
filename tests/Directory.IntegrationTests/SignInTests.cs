using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Anjie.Seeds;

namespace Anjie.Directory.IntegrationTests;

public sealed class SignInTests(DirectoryHost host)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_signs_in_and_the_token_says_who_acts()
    {
        using var gateway = host.Plain();
        var tokens = await SignIn.SignInAsync(gateway, "townhead", DirectoryHost.Password, Stop);

        Part(tokens.AccessToken, 0).GetProperty("typ").GetString().ShouldBe("at+jwt");
        Part(tokens.AccessToken, 0).GetProperty("alg").GetString().ShouldBe("RS256");
        var claims = Part(tokens.AccessToken, 1);
        claims.GetProperty("iss").GetString().ShouldBe(DirectoryHost.Address.AbsoluteUri);
        claims.GetProperty("aud").GetString().ShouldBe("anjie");
        claims.GetProperty("unit_path").GetString().ShouldBe("6203.620302.nyp.");
        claims.GetProperty("level").GetString().ShouldBe("Town");
        claims.GetProperty("role").EnumerateArray().Select(x => x.GetString()).ShouldBe(["leader", "townhead"]);
        foreach (var id in new[] { "sub", "post", "unit" })
            claims.GetProperty(id).GetGuid().ShouldNotBe(Guid.Empty);
        claims.TryGetProperty("anjie:stamp", out _).ShouldBeFalse();
        (claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64()).ShouldBeLessThanOrEqualTo(300);

        gateway.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
        var me = await gateway.GetFromJsonAsync<JsonElement>("/api/directory/me", Stop);
        me.GetProperty("person").GetProperty("userName").GetString().ShouldBe("townhead");
        me.GetProperty("unit").GetProperty("name").GetString().ShouldBe("宁远堡镇");
        me.GetProperty("menu").GetProperty("administration").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task One_role_is_a_role_too()
    {
        using var gateway = host.Plain();
        var claims = Part((await SignIn.SignInAsync(gateway, "grid", DirectoryHost.Password, Stop)).AccessToken, 1);
        claims.GetProperty("role").ToString().ShouldContain("grid");
        claims.TryGetProperty("level", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task S_10_a_code_without_its_proof_is_refused()
    {
        using var gateway = host.Plain();
        var code = await SignIn.GetCodeAsync(gateway, "clerk", DirectoryHost.Password, SignIn.Challenge(SignIn.NewProof()), Stop);
        (await RedeemAsync(gateway, code, SignIn.NewProof())).ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task S_09_a_code_is_good_once_and_its_second_use_ends_what_the_first_gave()
    {
        using var gateway = host.Plain();
        var proof = SignIn.NewProof();
        var code = await SignIn.GetCodeAsync(gateway, "clerk", DirectoryHost.Password, SignIn.Challenge(proof), Stop);
        var first = await SignIn.ExchangeAsync(gateway, Fields(code, proof), Stop);

        (await RedeemAsync(gateway, code, proof)).ShouldBe("invalid_grant");
        await Should.ThrowAsync<SignInRefusedException>(() => SignIn.RefreshAsync(gateway, first.RefreshToken!, Stop));
    }

    [Fact]
    public async Task S_12_a_refresh_token_shown_twice_ends_its_whole_family()
    {
        using var gateway = host.Plain();
        var first = await SignIn.SignInAsync(gateway, "clerk", DirectoryHost.Password, Stop);
        var second = await SignIn.RefreshAsync(gateway, first.RefreshToken!, Stop);

        await Should.ThrowAsync<SignInRefusedException>(() => SignIn.RefreshAsync(gateway, first.RefreshToken!, Stop));
        await Should.ThrowAsync<SignInRefusedException>(() => SignIn.RefreshAsync(gateway, second.RefreshToken!, Stop));
    }

    [Fact]
    public async Task A_person_acts_in_a_post_chosen_among_their_own_and_stays_in_it()
    {
        using var gateway = host.Plain();
        var main = await SignIn.SignInAsync(gateway, "town2", DirectoryHost.Password, Stop);
        gateway.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", main.AccessToken);
        var posts = (await gateway.GetFromJsonAsync<JsonElement>("/api/directory/me", Stop)).GetProperty("posts").EnumerateArray().ToList();
        gateway.DefaultRequestHeaders.Authorization = null;
        posts.Select(post => post.GetProperty("title").GetString()).ShouldBe(["双湾镇信访专干", "龙兴村包村干部"], ignoreOrder: true);
        var other = posts.Single(post => post.GetProperty("title").GetString() == "龙兴村包村干部").GetProperty("id").GetGuid();

        var chosen = await SignIn.SignInAsync(gateway, "town2", DirectoryHost.Password, Stop, other);
        var renewed = await SignIn.RefreshAsync(gateway, chosen.RefreshToken!, Stop);

        Part(main.AccessToken, 1).GetProperty("role").ToString().ShouldContain("town");
        foreach (var claims in new[] { Part(chosen.AccessToken, 1), Part(renewed.AccessToken, 1) })
        {
            claims.GetProperty("post").GetGuid().ShouldBe(other);
            claims.GetProperty("unit_path").GetString().ShouldBe("6203.620302.sw.lxc.");
            claims.GetProperty("role").ToString().ShouldBe("grid");
        }
    }

    [Fact]
    public async Task A_post_of_somebody_else_or_of_nobody_gets_no_code()
    {
        using var gateway = host.Plain();
        var theirs = Part((await SignIn.SignInAsync(gateway, "townhead", DirectoryHost.Password, Stop)).AccessToken, 1).GetProperty("post").GetGuid();

        foreach (var post in new[] { theirs, Guid.CreateVersion7() })
            (await Should.ThrowAsync<SignInRefusedException>(() => SignIn.SignInAsync(gateway, "town2", DirectoryHost.Password, Stop, post))).Message.ShouldContain("no code");
    }

    [Theory]
    [InlineData("code_challenge_method=plain")]
    [InlineData("code_challenge=")]
    [InlineData("redirect_uri=http%3A%2F%2Fevil.example%2F")]
    [InlineData("redirect_uri=http%3A%2F%2Flocalhost%2Fdev%2Fsigned-in%2Fmore")]
    [InlineData("redirect_uri=http%3A%2F%2Flocalhost%40evil.example%2Fdev%2Fsigned-in")]
    [InlineData("redirect_uri=http%3A%2F%2Flocalhost.evil.example%2Fdev%2Fsigned-in")]
    [InlineData("response_type=token")]
    [InlineData("response_type=id_token")]
    public async Task S_10_S_11_S_13_another_flow_another_method_or_another_redirect_gets_no_code(string change)
    {
        using var gateway = host.Plain();
        var query = $"client_id=scripts&response_type=code&redirect_uri={Uri.EscapeDataString(SignIn.Redirect(DirectoryHost.Address))}&scope=openid&code_challenge={SignIn.Challenge(SignIn.NewProof())}&code_challenge_method=S256";
        var name = change[..change.IndexOf('=', StringComparison.Ordinal)];
        query = string.Join('&', query.Split('&').Where(part => !part.StartsWith(name + "=", StringComparison.Ordinal)).Append(change));

        var answer = await gateway.GetAsync(new Uri("/connect/authorize?" + query, UriKind.Relative), Stop);

        if (answer.StatusCode == HttpStatusCode.Redirect && name != "redirect_uri")
            answer.Headers.Location!.Query.ShouldContain("error=");
        else
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task S_13_a_password_is_no_grant()
    {
        using var gateway = host.Plain();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "password", ["client_id"] = SignIn.Client, ["username"] = "clerk", ["password"] = DirectoryHost.Password, ["scope"] = "openid",
        });
        using var answer = await gateway.PostAsync(new Uri("connect/token", UriKind.Relative), form, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("error").GetString().ShouldBe("unsupported_grant_type");
    }

    [Fact]
    public async Task A_form_that_is_not_ours_signs_nobody_in()
    {
        using var gateway = host.Plain();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["userName"] = "clerk", ["password"] = DirectoryHost.Password });
        var answer = await gateway.PostAsync(new Uri("/account/login", UriKind.Relative), form, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop)).ShouldContain("页面已过期");
        answer.Headers.TryGetValues("Set-Cookie", out var cookies);
        (cookies ?? []).ShouldNotContain(cookie => cookie.StartsWith("anjie-sign-in", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    public async Task S_75_the_page_leads_back_to_ourselves_only(string returnUrl)
    {
        using var gateway = host.Plain();
        var page = await gateway.GetStringAsync(new Uri("/account/login?returnUrl=" + Uri.EscapeDataString(returnUrl), UriKind.Relative), Stop);
        page.ShouldContain("name=\"returnUrl\" value=\"/\"");
    }

    [Fact]
    public async Task The_page_speaks_English_on_request_and_needs_no_script()
    {
        using var gateway = host.Plain();
        gateway.DefaultRequestHeaders.Add("Accept-Language", "en");
        var page = await gateway.GetStringAsync(new Uri("/account/login", UriKind.Relative), Stop);
        page.ShouldContain("<html lang=\"en\">");
        page.ShouldContain("Password");
        page.ShouldNotContain("<script");
        page.ShouldNotContain("http://");
    }

    [Fact]
    public async Task Discovery_names_the_public_address_whatever_the_host_header_says()
    {
        using var gateway = host.Plain();
        gateway.DefaultRequestHeaders.Host = "evil.example";
        var found = await gateway.GetFromJsonAsync<JsonElement>("/.well-known/openid-configuration", Stop);
        found.GetProperty("issuer").GetString().ShouldBe("http://localhost/");
        found.GetProperty("authorization_endpoint").GetString().ShouldBe("http://localhost/connect/authorize");
        found.GetProperty("code_challenge_methods_supported").EnumerateArray().Select(x => x.GetString()).ShouldBe(["S256"]);
    }

    [Fact]
    public async Task No_token_and_a_forged_one_are_401_and_a_session_cookie_opens_no_API()
    {
        using var gateway = host.Plain();
        (await gateway.GetAsync(new Uri("/api/directory/me", UriKind.Relative), Stop)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var clerk = await host.AsAsync("clerk");
        gateway.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", clerk.DefaultRequestHeaders.Authorization!.Parameter![..^4] + "AAAA");
        (await gateway.GetAsync(new Uri("/api/directory/me", UriKind.Relative), Stop)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Refreshing_takes_the_roles_of_now_and_a_removed_post_refuses()
    {
        using var gateway = host.Plain();
        using var secadmin = await host.AsAsync("secadmin");
        var tokens = await SignIn.SignInAsync(gateway, "unit2", DirectoryHost.Password, Stop);
        var postId = Part(tokens.AccessToken, 1).GetProperty("post").GetGuid();
        var post = await secadmin.GetFromJsonAsync<JsonElement>($"/api/directory/posts/{postId}", Stop);

        await PutPostAsync(secadmin, post, ["unithandler", "unithead"], active: true, version: 1);
        tokens = await SignIn.RefreshAsync(gateway, tokens.RefreshToken!, Stop);
        Part(tokens.AccessToken, 1).GetProperty("role").GetArrayLength().ShouldBe(2);

        await PutPostAsync(secadmin, post, ["unithandler", "unithead"], active: false, version: 2);
        await Should.ThrowAsync<SignInRefusedException>(() => SignIn.RefreshAsync(gateway, tokens.RefreshToken!, Stop));
        var again = await Should.ThrowAsync<SignInRefusedException>(() => SignIn.SignInAsync(gateway, "unit2", DirectoryHost.Password, Stop));
        again.Message.ShouldContain("/account/denied");
    }

    static async Task PutPostAsync(HttpClient client, JsonElement post, string[] roles, bool active, int version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"/api/directory/posts/{post.GetProperty("id").GetGuid()}", UriKind.Relative));
        request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        request.Content = JsonContent.Create(new
        {
            unitId = post.GetProperty("unitId").GetGuid(), personId = post.GetProperty("personId").GetGuid(), title = post.GetProperty("title").GetString(), roles, active,
        });
        (await client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    static Dictionary<string, string> Fields(string code, string proof) => new()
    {
        ["grant_type"] = "authorization_code", ["client_id"] = SignIn.Client, ["code"] = code,
        ["redirect_uri"] = SignIn.Redirect(DirectoryHost.Address), ["code_verifier"] = proof,
    };

    static async Task<string?> RedeemAsync(HttpClient gateway, string code, string proof)
    {
        using var form = new FormUrlEncodedContent(Fields(code, proof));
        using var answer = await gateway.PostAsync(new Uri("/connect/token", UriKind.Relative), form, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("error").GetString();
    }

    static JsonElement Part(string token, int part) =>
        JsonSerializer.Deserialize<JsonElement>(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[part]));
}

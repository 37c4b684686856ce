using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Anjie.Seeds;

/// <summary>What a sign-in yields.</summary>
public sealed record Tokens(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("refresh_token")] string? RefreshToken,
    [property: JsonPropertyName("expires_in")] int ExpiresIn);

/// <summary>The system refused a sign-in, or answered something else than a sign-in page.</summary>
public sealed class SignInRefusedException(string message) : Exception(message);

/// <summary>A real sign-in without a browser: the same pages, code and proof (PKCE) a person's browser goes through. Development only.</summary>
public static partial class SignIn
{
    public const string Client = "scripts";
    const string Scopes = "openid profile offline_access";

    /// <summary>A client as <see cref="SignInAsync"/> needs it.</summary>
    public static HttpClient CreateClient(Uri gateway) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = gateway };

    /// <param name="gateway">A client with the public address as its base, that neither follows redirects nor keeps cookies.</param>
    /// <param name="post">The person's post to act in; the primary one when null.</param>
    public static async Task<Tokens> SignInAsync(HttpClient gateway, string user, string password, CancellationToken ct, Guid? post = null)
    {
        var address = gateway.BaseAddress ?? throw new ArgumentException("The client has no base address.", nameof(gateway));
        var proof = NewProof();
        var code = await GetCodeAsync(gateway, user, password, Challenge(proof), ct, post);
        return await ExchangeAsync(gateway, new()
        {
            ["grant_type"] = "authorization_code", ["client_id"] = Client, ["code"] = code,
            ["redirect_uri"] = Redirect(address), ["code_verifier"] = proof,
        }, ct);
    }

    /// <summary>Fresh tokens for those of an earlier sign-in; posts and roles are read anew.</summary>
    public static Task<Tokens> RefreshAsync(HttpClient gateway, string refreshToken, CancellationToken ct) =>
        ExchangeAsync(gateway, new() { ["grant_type"] = "refresh_token", ["client_id"] = Client, ["refresh_token"] = refreshToken }, ct);

    public static string NewProof() => Base64Url(RandomNumberGenerator.GetBytes(32));

    public static string Challenge(string proof) => Base64Url(SHA256.HashData(Encoding.ASCII.GetBytes(proof)));

    public static string Redirect(Uri address) => new Uri(address, "dev/signed-in").AbsoluteUri;

    /// <summary>The first half: from the sign-in page to the code.</summary>
    public static async Task<string> GetCodeAsync(HttpClient gateway, string user, string password, string challenge, CancellationToken ct, Guid? post = null)
    {
        var address = gateway.BaseAddress!;
        var cookies = new CookieContainer();
        var asked = new Uri(address, "connect/authorize?" + (post is null ? "" : $"post={post}&") + Query(new()
        {
            ["client_id"] = Client, ["response_type"] = "code", ["redirect_uri"] = Redirect(address), ["scope"] = Scopes,
            ["code_challenge"] = challenge, ["code_challenge_method"] = "S256", ["state"] = NewProof(),
        }));
        var page = Target(await SendAsync(gateway, HttpMethod.Get, asked, null, cookies, ct));
        using var form = await SendAsync(gateway, HttpMethod.Get, page, null, cookies, ct);
        var fields = HiddenFields(await form.Content.ReadAsStringAsync(ct));
        fields["userName"] = user;
        fields["password"] = password;
        var next = await SendAsync(gateway, HttpMethod.Post, new Uri(page, page.AbsolutePath), fields, cookies, ct);
        if (next.StatusCode == HttpStatusCode.OK)
            throw new SignInRefusedException($"{user}: the name or the password was refused.");
        var answer = Target(await SendAsync(gateway, HttpMethod.Get, Target(next), null, cookies, ct));
        return CodeIn().Match(answer.Query) is { Success: true } code
            ? Uri.UnescapeDataString(code.Groups["code"].Value)
            : throw new SignInRefusedException($"{user}: no code came back, but {answer.AbsolutePath}.");
    }

    public static async Task<Tokens> ExchangeAsync(HttpClient gateway, Dictionary<string, string> fields, CancellationToken ct)
    {
        using var content = new FormUrlEncodedContent(fields);
        using var response = await gateway.PostAsync(new Uri("connect/token", UriKind.Relative), content, ct);
        if (!response.IsSuccessStatusCode)
            throw new SignInRefusedException($"The token endpoint answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(ct)}");
        return await response.Content.ReadFromJsonAsync<Tokens>(ct) ?? throw new SignInRefusedException("The token endpoint answered nothing.");
    }

    static async Task<HttpResponseMessage> SendAsync(
        HttpClient gateway, HttpMethod method, Uri target, Dictionary<string, string>? fields, CookieContainer cookies, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, target);
        if (cookies.GetCookieHeader(target) is { Length: > 0 } known)
            request.Headers.Add("Cookie", known);
        if (fields is not null)
            request.Content = new FormUrlEncodedContent(fields);
        var response = await gateway.SendAsync(request, ct);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
            foreach (var cookie in set)
                cookies.SetCookies(target, cookie);
        return response;
    }

    static Uri Target(HttpResponseMessage response) => response.Headers.Location is { } location
        ? new Uri(response.RequestMessage!.RequestUri!, location)
        : throw new SignInRefusedException($"{response.RequestMessage!.RequestUri!.AbsolutePath} answered {(int)response.StatusCode} instead of leading on.");

    static Dictionary<string, string> HiddenFields(string page) =>
        Hidden().Matches(page).ToDictionary(field => field.Groups["name"].Value, field => WebUtility.HtmlDecode(field.Groups["value"].Value), StringComparer.Ordinal);

    static string Query(Dictionary<string, string> values) =>
        string.Join('&', values.Select(value => $"{value.Key}={Uri.EscapeDataString(value.Value)}"));

    static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)"\s?/?>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hidden();

    [GeneratedRegex("[?&]code=(?<code>[^&]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeIn();
}

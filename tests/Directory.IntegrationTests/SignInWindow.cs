using System.Net;
using System.Text.RegularExpressions;
using Anjie.Seeds;
using OtpNet;

namespace Anjie.Directory.IntegrationTests;

/// <summary>What a browser shows after a click.</summary>
internal sealed record Shown(HttpStatusCode Status, string? Location, string Text)
{
    public bool LeadsTo(string path) => Status == HttpStatusCode.Redirect && (Location == path || Location!.StartsWith(path + "?", StringComparison.Ordinal));
}

/// <summary>A browser at the sign-in pages, without script: keeps cookies, sends the forms it was shown.</summary>
internal sealed partial class SignInWindow(HttpClient gateway) : IDisposable
{
    public const string Login = "/account/login";
    const string Digits = "/account/second-step";
    static readonly Uri Pages = new(DirectoryHost.Address, "/account/");
    readonly CookieContainer _cookies = new();
    string _page = "";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public Task<Shown> OpenAsync(string path) => AskAsync(HttpMethod.Get, path, null);

    /// <summary>Fills in the forms of the page before us that go to this address.</summary>
    public Task<Shown> SendAsync(string path, params (string Name, string Value)[] fields)
    {
        var filled = FieldsOf(path);
        foreach (var (name, value) in fields)
            filled[name] = value;
        return AskAsync(HttpMethod.Post, path, filled);
    }

    /// <summary>The hidden fields of the forms on the page before us that go to this address.</summary>
    public Dictionary<string, string> FieldsOf(string path)
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        List<string> forms = [.. Forms().Matches(_page).Where(form => WebUtility.HtmlDecode(form.Groups["action"].Value) == path).Select(form => form.Value)];
        // A form that goes nowhere on this page brings a token all the same: what is refused then is refused for another reason.
        foreach (Match field in Hidden().Matches(forms.Count > 0 ? string.Concat(forms) : _page))
            fields.TryAdd(field.Groups["name"].Value, WebUtility.HtmlDecode(field.Groups["value"].Value));
        return fields;
    }

    public async Task<Shown> SignInAsync(string user, string password, string returnUrl = "/")
    {
        await OpenAsync($"{Login}?returnUrl={Uri.EscapeDataString(returnUrl)}");
        return await SendAsync(Login, ("userName", user), ("password", password));
    }

    public async Task<Shown> SecondStepAsync(string digits)
    {
        await OpenAsync(Digits);
        return await SendAsync(Digits, ("code", digits));
    }

    public async Task<Shown> RecoverAsync(string code)
    {
        await OpenAsync(Digits);
        return await SendAsync(Digits, ("recovery", code));
    }

    /// <summary>Takes the app offered at an address into use.</summary>
    public async Task<(Phone Phone, Shown Answer)> EnrolAsync(string path)
    {
        var offered = await OpenAsync(path);
        offered.Status.ShouldBe(HttpStatusCode.OK, offered.Location);
        var phone = Phone.Scan(offered.Text);
        return (phone, await SendAsync(path, ("code", phone.Digits())));
    }

    /// <summary>What the protocol's door says to this browser: the address it leads to.</summary>
    public async Task<Uri> AuthorizeAsync(string more = "")
    {
        var asked = $"/connect/authorize?{more}client_id={SignIn.Client}&response_type=code&redirect_uri={Uri.EscapeDataString(SignIn.Redirect(DirectoryHost.Address))}"
            + $"&scope=openid&code_challenge={SignIn.Challenge(SignIn.NewProof())}&code_challenge_method=S256";
        return new(DirectoryHost.Address, (await OpenAsync(asked)).Location);
    }

    /// <summary>Whether there is a session that gives codes.</summary>
    public async Task<bool> IsSignedInAsync() => (await AuthorizeAsync()).Query.Contains("code=", StringComparison.Ordinal);

    public string? Cookie(string name) => _cookies.GetCookies(Pages).FirstOrDefault(cookie => cookie.Name == name)?.Value;

    public void SetCookie(string name, string value, string path = "/account") => _cookies.Add(Pages, new Cookie(name, value, path));

    public void DropCookie(string name)
    {
        foreach (var cookie in _cookies.GetCookies(Pages).Where(cookie => cookie.Name == name))
            cookie.Expired = true;
    }

    async Task<Shown> AskAsync(HttpMethod method, string path, Dictionary<string, string>? fields)
    {
        var target = new Uri(DirectoryHost.Address, path);
        using var request = new HttpRequestMessage(method, target);
        if (_cookies.GetCookieHeader(target) is { Length: > 0 } known)
            request.Headers.Add("Cookie", known);
        if (fields is not null)
            request.Content = new FormUrlEncodedContent(fields);
        using var answer = await gateway.SendAsync(request, Stop);
        if (answer.Headers.TryGetValues("Set-Cookie", out var set))
            foreach (var cookie in set)
                _cookies.SetCookies(target, cookie);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        if (answer.StatusCode == HttpStatusCode.OK)
            _page = text;
        return new(answer.StatusCode, answer.Headers.Location?.OriginalString, WebUtility.HtmlDecode(text));
    }

    public void Dispose() => gateway.Dispose();

    [GeneratedRegex("""<form [^>]*action="(?<action>[^"]+)".*?</form>""", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Forms();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)"\s?/?>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hidden();
}

/// <summary>The app on somebody's phone.</summary>
internal sealed partial class Phone(byte[] secret)
{
    public static Phone Scan(string page) => new(Base32Encoding.ToBytes(Key().Match(page).Groups["key"].Value.Replace(" ", "", StringComparison.Ordinal)));

    /// <summary>Whether the secret can be read in these bytes.</summary>
    public bool IsIn(byte[] kept) => kept.AsSpan().IndexOf(secret) >= 0 || System.Text.Encoding.ASCII.GetString(kept).Contains(Base32Encoding.ToString(secret), StringComparison.Ordinal);

    /// <summary>What it shows now, or so many half minutes away.</summary>
    public string Digits(int steps = 0) => new Totp(secret).ComputeTotp(TimeProvider.System.GetUtcNow().AddSeconds(30 * steps).UtcDateTime);

    /// <summary>What it shows in one half minute, counted as the service counts them.</summary>
    public string DigitsOf(long halfMinute) => new Totp(secret).ComputeTotp(DateTimeOffset.FromUnixTimeSeconds(30 * halfMinute).UtcDateTime);

    [GeneratedRegex("""<code class="key">(?<key>[A-Z2-7 ]+)</code>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();
}

using System.Net;
using System.Text.RegularExpressions;

namespace Anjie.EndToEnd.Tests.Edges;

/// <summary>Signs in at the Portal as a browser does, form by form.</summary>
static partial class FormSignIn
{
    /// <param name="handler">Follows redirects and keeps the cookies.</param>
    public static async Task<HttpClient> Async(SocketsHttpHandler handler, Uri address, string user, string password, CancellationToken stop)
    {
        var browser = new HttpClient(handler) { BaseAddress = address };
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var page = await browser.GetStringAsync("", stop);
        var fields = Hidden().Matches(page).DistinctBy(field => field.Groups["name"].Value).ToDictionary(field => field.Groups["name"].Value, field => WebUtility.HtmlDecode(field.Groups["value"].Value), StringComparer.Ordinal);
        fields["userName"] = user;
        fields["password"] = password;
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await browser.PostAsync("account/login", form, stop);
        ((int)answer.StatusCode).ShouldBe(200);
        handler.CookieContainer.GetCookies(address).ShouldContain(cookie => cookie.Name == "anjie" || cookie.Name == "__Host-anjie");
        return browser;
    }

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)"\s?/?>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hidden();
}

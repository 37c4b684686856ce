using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Anjie.Portal.Features.Files;
using Anjie.Portal.Resources;
using Anjie.Portal.Session;
using Microsoft.Net.Http.Headers;

namespace Anjie.Portal.Features.Matters;

/// <summary>Letters on pages of their own, in the official layout and ready for the printer, and as files. The browser has no token, so the Portal asks in the person's name.</summary>
internal static class LetterPages
{
    const string Root = "/letters/{matterId:guid}/{letterId:guid}";

    static readonly string[] Told = [HeaderNames.ContentDisposition, HeaderNames.ContentType, HeaderNames.XContentTypeOptions, HeaderNames.ContentSecurityPolicy, HeaderNames.CacheControl, "Cross-Origin-Resource-Policy"];

    static readonly string StyleSheet = Read();

    public static void Map(WebApplication app)
    {
        app.MapGet(Root, (Guid matterId, Guid letterId, HttpContext http, IHttpClientFactory clients, TokenSource tokens, CancellationToken ct) =>
            PageAsync(new(matterId, letterId, IsProof: false), http, clients, tokens, ct));
        app.MapGet(Root + "/proof", (Guid matterId, Guid letterId, HttpContext http, IHttpClientFactory clients, TokenSource tokens, CancellationToken ct) =>
            PageAsync(new(matterId, letterId, IsProof: true), http, clients, tokens, ct));
        app.MapGet(Root + "/docx", (Guid matterId, Guid letterId, HttpContext http, IHttpClientFactory clients, TokenSource tokens, CancellationToken ct) =>
            FileAsync(new(matterId, letterId, IsProof: false), http, clients, tokens, ct));
        app.MapGet(Root + "/proof/docx", (Guid matterId, Guid letterId, HttpContext http, IHttpClientFactory clients, TokenSource tokens, CancellationToken ct) =>
            FileAsync(new(matterId, letterId, IsProof: true), http, clients, tokens, ct));
        app.MapGet("/css/letter.css", () => TypedResults.Text(StyleSheet, "text/css")).AllowAnonymous();
    }

    sealed record Sheet(Guid MatterId, Guid LetterId, bool IsProof)
    {
        public string Api => $"api/reception/matters/{MatterId}/letters/{LetterId}{(IsProof ? "/proof-of-service" : "")}";

        public string Page => $"/letters/{MatterId}/{LetterId}{(IsProof ? "/proof" : "")}";
    }

    static async Task<IResult> PageAsync(Sheet sheet, HttpContext http, IHttpClientFactory clients, TokenSource tokens, CancellationToken ct)
    {
        if (await AskAsync(sheet.Api + "/print", http, clients, tokens, ct) is not { } answer)
            return TypedResults.Redirect("/sign-in");
        if (!answer.IsSuccessStatusCode)
            return Refused(answer.StatusCode);
        http.Response.Headers.CacheControl = "no-store";
        // The piece comes from our own service, which writes every value encoded.
        return TypedResults.Content(Around(await answer.Content.ReadAsStringAsync(ct), sheet), "text/html; charset=utf-8");
    }

    static async Task<IResult> FileAsync(Sheet sheet, HttpContext http, IHttpClientFactory clients, TokenSource tokens, CancellationToken ct)
    {
        if (await AskAsync(sheet.Api + "/docx", http, clients, tokens, ct) is not { } answer)
            return TypedResults.Redirect("/sign-in");
        if (!answer.IsSuccessStatusCode)
            return Refused(answer.StatusCode);
        foreach (var name in Told)
            if (answer.Headers.NonValidated.TryGetValues(name, out var values) || answer.Content.Headers.NonValidated.TryGetValues(name, out values))
                http.Response.Headers[name] = values.ToString();
        await answer.Content.CopyToAsync(http.Response.Body, ct);
        return TypedResults.Empty;
    }

    // Null when the session is over.
    static async Task<HttpResponseMessage?> AskAsync(string path, HttpContext http, IHttpClientFactory clients, TokenSource tokens, CancellationToken ct)
    {
        if (http.User.FindFirstValue(TicketStore.SessionClaim) is not { } session || await tokens.AccessTokenAsync(session, ct) is not { } token)
            return null;
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.AcceptLanguage.Add(new(CultureInfo.CurrentUICulture.Name));
        var answer = await clients.CreateClient(FileTransfer.ClientName).SendAsync(request, ct);
        http.Response.RegisterForDispose(answer);
        return answer;
    }

    static IResult Refused(HttpStatusCode status) => TypedResults.Text(Texts.Find($"http.{(int)status}") ?? Texts.T("state.unavailable"), statusCode: (int)status);

    static string Around(string letter, Sheet sheet)
    {
        string Said(string key) => HtmlEncoder.Default.Encode(Texts.T(key));
        return $"""
            <!DOCTYPE html>
            <html lang="{CultureInfo.CurrentUICulture.Name}">
            <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>{Said(sheet.IsProof ? "letter.proof" : "letter.page")}</title>
            <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
            <link rel="stylesheet" href="/css/letter.css" />
            <link rel="stylesheet" href="/css/letter-page.css" />
            </head>
            <body>
            <nav aria-label="{Said("case.actions")}"><button type="button" data-print="true">{Said("ledger.print")}</button> <a href="{sheet.Page}/docx" data-testid="docx">{Said("letter.docx")}</a></nav>
            <main>{letter}</main>
            <script src="/js/print.js"></script>
            </body>
            </html>
            """;
    }

    static string Read()
    {
        using var reader = new StreamReader(typeof(LetterPages).Assembly.GetManifestResourceStream("letter.css")!);
        return reader.ReadToEnd();
    }
}

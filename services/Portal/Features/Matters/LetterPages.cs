using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Anjie.Portal.Features.Files;
using Anjie.Portal.Resources;
using Anjie.Portal.Session;

namespace Anjie.Portal.Features.Matters;

/// <summary>Letters on pages of their own, in the official layout and ready for the printer, and as files. The browser has no token, so the Portal asks in the person's name.</summary>
internal static class LetterPages
{
    const string Root = "/letters/{caseId:guid}/{letterId:guid}", OfSupervision = "/letters/supervision/{caseId:guid}/{letterId:guid}";

    static readonly string StyleSheet = Read();

    public static void Map(WebApplication app)
    {
        Map(app, Root, at => new($"api/reception/matters/{at["caseId"]}/letters/{at["letterId"]}", "letter.page"));
        Map(app, Root + "/proof", at => new($"api/reception/matters/{at["caseId"]}/letters/{at["letterId"]}/proof-of-service", "letter.proof"));
        Map(app, Root + "/stub", at => new($"api/reception/matters/{at["caseId"]}/letters/{at["letterId"]}/stub", "letter.stub"));
        Map(app, "/letters/{caseId:guid}/review-application", at => new($"api/reception/matters/{at["caseId"]}/review-application", "letter.application"));
        Map(app, OfSupervision, at => new($"api/supervision/items/{at["caseId"]}/letters/{at["letterId"]}", "letter.page"));
        Map(app, "/letters/bulletin/{id:guid}", at => new($"api/supervision/bulletins/{at["id"]}", "letter.page"));
        app.MapGet("/css/letter.css", () => TypedResults.Text(StyleSheet, "text/css")).AllowAnonymous();
    }

    /// <param name="Api">Where the service has it, as a piece of HTML and as a file.</param>
    /// <param name="Title">Key of the page's title.</param>
    sealed record Sheet(string Api, string Title);

    static void Map(WebApplication app, string route, Func<RouteValueDictionary, Sheet> sheet)
    {
        app.MapGet(route, (HttpContext http, IHttpClientFactory clients, TokenSource tokens, CancellationToken ct) =>
            PageAsync(sheet(http.Request.RouteValues).Api, sheet(http.Request.RouteValues).Title, http.Request.Path + "/docx", http, clients, tokens, ct));
        app.MapGet(route + "/docx", (HttpContext http, IHttpClientFactory clients, TokenSource tokens, CancellationToken ct) =>
            FileTransfer.CarryDownAsync(sheet(http.Request.RouteValues).Api + "/docx", http, clients, tokens, ct));
    }

    /// <summary>A letter on a page of its own.</summary>
    /// <param name="api">Where the service has it.</param>
    /// <param name="title">Key of the page's title.</param>
    /// <param name="file">Where the same is had as a file; null where the page before offers it.</param>
    /// <param name="question">What the service is asked with.</param>
    public static async Task<IResult> PageAsync(string api, string title, string? file, HttpContext http, IHttpClientFactory clients, TokenSource tokens, CancellationToken ct, JsonNode? question = null)
    {
        if (await FileTransfer.AskAsync(api + "/print", http, clients, tokens, ct, question) is not { } answer)
            return TypedResults.Redirect("/sign-in");
        if (!answer.IsSuccessStatusCode)
            return FileTransfer.Refused(answer);
        http.Response.Headers.CacheControl = "no-store";
        // The piece comes from our own service, which writes every value encoded.
        return TypedResults.Content(Around(await answer.Content.ReadAsStringAsync(ct), title, file), "text/html; charset=utf-8");
    }

    static string Around(string letter, string title, string? file)
    {
        string Said(string key) => HtmlEncoder.Default.Encode(Texts.T(key));
        var link = file is null ? "" : $"""<a href="{HtmlEncoder.Default.Encode(file)}" data-testid="docx">{Said("letter.docx")}</a>""";
        return $"""
            <!DOCTYPE html>
            <html lang="{CultureInfo.CurrentUICulture.Name}">
            <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>{Said(title)}</title>
            <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
            <link rel="stylesheet" href="/css/letter.css" />
            <link rel="stylesheet" href="/css/letter-page.css" />
            </head>
            <body>
            <nav aria-label="{Said("case.actions")}"><button type="button" data-print="true">{Said("ledger.print")}</button> {link}</nav>
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

using System.Globalization;
using System.Text.Encodings.Web;
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
        Map(app, Root, Sheet.OfMatter);
        Map(app, Root + "/proof", Sheet.ProofOf);
        Map(app, OfSupervision, Sheet.OfItem);
        app.MapGet("/css/letter.css", () => TypedResults.Text(StyleSheet, "text/css")).AllowAnonymous();
    }

    static void Map(WebApplication app, string route, Func<Guid, Guid, Sheet> sheet)
    {
        app.MapGet(route, (Guid caseId, Guid letterId, HttpContext http, IHttpClientFactory clients, TokenSource tokens, CancellationToken ct) =>
            PageAsync(sheet(caseId, letterId), http, clients, tokens, ct));
        app.MapGet(route + "/docx", (Guid caseId, Guid letterId, HttpContext http, IHttpClientFactory clients, TokenSource tokens, CancellationToken ct) =>
            FileTransfer.CarryDownAsync(sheet(caseId, letterId).Api + "/docx", http, clients, tokens, ct));
    }

    /// <param name="Api">Where the service has it.</param>
    /// <param name="Page">Where this Portal has it.</param>
    /// <param name="Title">Key of the title of the page.</param>
    sealed record Sheet(string Api, string Page, string Title)
    {
        public static Sheet OfMatter(Guid matterId, Guid letterId) => new($"api/reception/matters/{matterId}/letters/{letterId}", $"/letters/{matterId}/{letterId}", "letter.page");

        public static Sheet ProofOf(Guid matterId, Guid letterId) => new($"api/reception/matters/{matterId}/letters/{letterId}/proof-of-service", $"/letters/{matterId}/{letterId}/proof", "letter.proof");

        public static Sheet OfItem(Guid itemId, Guid letterId) => new($"api/supervision/items/{itemId}/letters/{letterId}", $"/letters/supervision/{itemId}/{letterId}", "letter.page");
    }

    static async Task<IResult> PageAsync(Sheet sheet, HttpContext http, IHttpClientFactory clients, TokenSource tokens, CancellationToken ct)
    {
        if (await FileTransfer.AskAsync(sheet.Api + "/print", http, clients, tokens, ct) is not { } answer)
            return TypedResults.Redirect("/sign-in");
        if (!answer.IsSuccessStatusCode)
            return FileTransfer.Refused(answer);
        http.Response.Headers.CacheControl = "no-store";
        // The piece comes from our own service, which writes every value encoded.
        return TypedResults.Content(Around(await answer.Content.ReadAsStringAsync(ct), sheet), "text/html; charset=utf-8");
    }

    static string Around(string letter, Sheet sheet)
    {
        string Said(string key) => HtmlEncoder.Default.Encode(Texts.T(key));
        return $"""
            <!DOCTYPE html>
            <html lang="{CultureInfo.CurrentUICulture.Name}">
            <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>{Said(sheet.Title)}</title>
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

using System.Text.Json.Nodes;
using Anjie.Portal.Features.Files;
using Anjie.Portal.Features.Matters;
using Anjie.Portal.Session;

namespace Anjie.Portal.Features.Reception;

/// <summary>领导接访安排公示 as a page and as a file. Names are sent and stand in no address.</summary>
internal static class AnnouncementPages
{
    const string Api = "api/reception/sessions/announcement";

    // A form is bound, so its token is asked for.
    public static void Map(WebApplication app)
    {
        app.MapPost("/letters/receptions", (IFormCollection form, HttpContext http, IHttpClientFactory clients, TokenSource tokens, CancellationToken ct) =>
            LetterPages.PageAsync(Api, "announcement.title", file: null, http, clients, tokens, ct, QuestionOf(form)));
        app.MapPost("/letters/receptions/docx", (IFormCollection form, HttpContext http, IHttpClientFactory clients, TokenSource tokens, CancellationToken ct) =>
            FileTransfer.CarryDownAsync(Api + "/docx", http, clients, tokens, ct, QuestionOf(form)));
    }

    // A leader is a row of the form: the same place in each of its columns.
    static JsonObject QuestionOf(IFormCollection form) => new()
    {
        ["from"] = form["from"].ToString(),
        ["to"] = form["to"].ToString(),
        ["leaders"] = new JsonArray([.. form["postId"].Select((post, at) => (JsonNode)new JsonObject
        {
            ["postId"] = post, ["name"] = form["name"].ElementAtOrDefault(at), ["duties"] = form["duties"].ElementAtOrDefault(at) is { Length: > 0 } duties ? duties : null,
        })]),
    };
}

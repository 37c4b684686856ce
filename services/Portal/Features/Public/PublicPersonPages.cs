using Anjie.Portal.Session;

namespace Anjie.Portal.Features.Public;

/// <summary>What petitioners are told of the use of their data, and what they ask about them; without a script, as the other public pages.</summary>
internal static class PublicPersonPages
{
    public const string Notice = "/public/notice", Copy = "/public/copy", Request = "/public/data-request";

    const int LongestText = 1000;

    static readonly string[] Kinds = ["Correction", "Erasure"];

    public static void Map(WebApplication app)
    {
        app.MapGet(Notice, ShowNoticeAsync).AllowAnonymous();
        app.MapPost(Copy, CopyAsync).AllowAnonymous().DisableAntiforgery();
        app.MapPost(Request, RequestAsync).AllowAnonymous().DisableAntiforgery();
    }

    static async Task<IResult> ShowNoticeAsync(HttpContext http, PublicClient client, SignInSettings settings, CancellationToken ct)
    {
        var (notice, refusal) = await client.NoticeAsync(PublicPages.SessionOf(http, settings), ct);
        return notice is null
            ? PublicPages.Query(http, refusal!.Title, "", refusal.Status)
            : PublicPages.Render<NoticePage>(http, new(notice.Title, Notice, null), StatusCodes.Status200OK, (nameof(NoticePage.Notice), notice));
    }

    static Task<IResult> CopyAsync(HttpContext http, PublicClient client, SignInSettings settings, CancellationToken ct) => PublicPages.WithFormAsync(http, client, settings, async (session, form) =>
    {
        if (Digits(form) is not { } digits)
            return (null, PublicRefusal.Of("person.digits.missing"));
        var (copy, refusal) = await client.CopyAsync(session, digits, ct);
        return copy is null ? (null, refusal) : (PublicPages.Render<CopyOfPetitioner>(http, new(PublicWords.W("person.title"), PublicPages.Matter, null), StatusCodes.Status200OK, (nameof(CopyOfPetitioner.Copy), copy)), null);
    }, ct);

    static Task<IResult> RequestAsync(HttpContext http, PublicClient client, SignInSettings settings, CancellationToken ct) => PublicPages.WithFormAsync(http, client, settings, async (session, form) =>
    {
        var (kind, text) = (form["kind"].ToString(), PublicPages.Lines(form["text"].ToString()));
        if (!Kinds.Contains(kind) || text.Length == 0)
            return (null, PublicRefusal.Of("person.incomplete"));
        if (text.Length > LongestText)
            return (null, PublicRefusal.Of("form.long", LongestText));
        if (Digits(form) is not { } digits)
            return (null, PublicRefusal.Of("person.digits.missing"));
        var (request, refusal) = await client.AskAboutDataAsync(session, kind, digits, text, ct);
        return request is null ? (null, refusal) : (await PublicPages.ShownAsync(http, client, settings, session, null, PublicWords.W($"person.done.{kind}", request.Sentence), null, ct), null);
    }, ct);

    static string? Digits(IFormCollection form) => form["lastFour"].ToString().Trim() is { Length: 4 } digits ? digits : null;
}

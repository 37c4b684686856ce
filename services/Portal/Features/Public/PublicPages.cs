using Anjie.Portal.Features.DataRights;
using Anjie.Portal.Features.Files;
using Anjie.Portal.Session;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using HeaderNames = Microsoft.Net.Http.Headers.HeaderNames;

namespace Anjie.Portal.Features.Public;

/// <summary>What every page of the public query has.</summary>
/// <param name="Form">Goes with every form, lest another site send one.</param>
/// <param name="Message">What went wrong; null when nothing did.</param>
/// <param name="Done">What was done; null when nothing was.</param>
public sealed record PublicFrameModel(string Title, string Here, string? Form, string? Message = null, string? Done = null);

/// <summary>The public query, rendered here: no circuit is held for strangers, and the pages work without a script. The code never stands in an address.</summary>
internal static class PublicPages
{
    public const string Home = "/public", Matter = "/public/matter", Evaluation = "/public/evaluation", Review = "/public/review-request", Leave = "/public/leave";

    const string CookieName = "anjie-query";
    const int LongestCode = 60, LongestReason = 1000, LongestRequest = 2000, LongestGrounds = 4000;

    static readonly string[] Acts = ["evaluation", "review"];
    static readonly string[] Values = ["Satisfied", "Basically", "Dissatisfied"];
    static readonly string[] Kept = [HeaderNames.ContentDisposition, HeaderNames.ContentType, HeaderNames.ContentLength, HeaderNames.XContentTypeOptions];

    public static void Map(WebApplication app)
    {
        app.MapGet(Home, (HttpContext http, bool over = false) => Query(http, over ? PublicWords.W("query.over") : null, "")).AllowAnonymous();
        app.MapPost(Home, QueryAsync).AllowAnonymous().DisableAntiforgery();
        app.MapGet(Matter, ShowAsync).AllowAnonymous();
        app.MapGet("/public/letters/{id:guid}", DownloadAsync).AllowAnonymous();
        app.MapPost(Evaluation, EvaluateAsync).AllowAnonymous().DisableAntiforgery();
        app.MapPost(Review, AskForReviewAsync).AllowAnonymous().DisableAntiforgery();
        app.MapPost(Leave, LeaveAsync).AllowAnonymous().DisableAntiforgery();
    }

    static async Task<IResult> QueryAsync(HttpContext http, PublicClient client, SignInSettings settings, TimeProvider time, CancellationToken ct)
    {
        if (await FormAsync(http, ct) is not { } form)
            return Query(http, PublicWords.W("form.stale"), "");
        var (code, digits) = (form["code"].ToString().Trim(), form["lastFour"].ToString().Trim());
        if (code.Length is 0 or > LongestCode || digits.Length != 4)
            return Query(http, PublicWords.W("query.incomplete"), code.Length > LongestCode ? "" : code);
        var (opening, refusal) = await client.QueryAsync(code, digits, ct);
        if (opening is null)
            return Query(http, refusal!.Title, code, refusal.ShownIn(http.Response));

        var cookie = CookieOf(settings);
        cookie.MaxAge = opening.Until - time.GetUtcNow();
        http.Response.Cookies.Append(cookie.Name!, opening.Session, cookie.Build(http));
        return SeeOther(Matter);
    }

    static async Task<IResult> ShowAsync(HttpContext http, PublicClient client, SignInSettings settings, CancellationToken ct, string? done = null)
    {
        if (SessionOf(http, settings) is not { } session)
            return SeeOther(Home);
        return await ShownAsync(http, client, settings, session, null, Acts.Contains(done) ? PublicWords.W($"done.{done}") : null, null, ct);
    }

    /// <summary>The page of the matter, with what went wrong or was done, and above its form for review the notice of the use of personal data.</summary>
    internal static async Task<IResult> ShownAsync(
        HttpContext http, PublicClient client, SignInSettings settings, string session, PublicRefusal? wrong, string? done, IFormCollection? typed, CancellationToken ct)
    {
        var (matter, refusal) = await client.ShowAsync(session, ct);
        if (matter is null)
            return Over(http, settings, refusal!);
        var notice = matter.Review.MayRequest ? (await client.NoticeAsync(session, ct)).Notice : null;
        return Render<MatterOfPetitioner>(http, new(PublicWords.W("matter.title"), Matter, FormOf(http), wrong?.Title, done), wrong?.ShownIn(http.Response) ?? StatusCodes.Status200OK,
            (nameof(MatterOfPetitioner.View), matter), (nameof(MatterOfPetitioner.Typed), typed), (nameof(MatterOfPetitioner.Notice), notice));
    }

    /// <summary>Does what a form of the session asks; where it does not go through, the page comes back with what was typed.</summary>
    internal static async Task<IResult> WithFormAsync(
        HttpContext http, PublicClient client, SignInSettings settings, Func<string, IFormCollection, Task<(IResult? Done, PublicRefusal? Wrong)>> doAsync, CancellationToken ct)
    {
        if (SessionOf(http, settings) is not { } session)
            return SeeOther(Home);
        var form = await FormAsync(http, ct);
        var (done, wrong) = form is null ? (null, PublicRefusal.Of("form.stale")) : await doAsync(session, form);
        return done ?? await ShownAsync(http, client, settings, session, wrong, null, form, ct);
    }

    static async Task<IResult> DownloadAsync(Guid id, HttpContext http, PublicClient client, SignInSettings settings, CancellationToken ct)
    {
        if (SessionOf(http, settings) is not { } session)
            return SeeOther(Home);
        if (await client.LetterAsync(session, id, ct) is not { } answer)
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        http.Response.RegisterForDispose(answer);
        if (!answer.IsSuccessStatusCode)
            return answer.StatusCode == System.Net.HttpStatusCode.Unauthorized ? Over(http, settings, new(StatusCodes.Status401Unauthorized, "", null)) : TypedResults.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        return await FileTransfer.PassOnAsync(answer, Kept, http.Response, ct);
    }

    static Task<IResult> EvaluateAsync(HttpContext http, PublicClient client, SignInSettings settings, CancellationToken ct) => ActAsync(http, client, settings, Acts[0], async (session, form) =>
    {
        var (about, value, reason) = (form["about"].ToString(), form["value"].ToString(), form["reason"].ToString().Trim());
        return !Values.Contains(value) ? (null, PublicRefusal.Of("evaluation.choose"))
            : value == "Dissatisfied" && reason.Length == 0 ? (null, PublicRefusal.Of("evaluation.why"))
            : reason.Length > LongestReason ? (null, PublicRefusal.Of("form.long", LongestReason))
            : await client.EvaluateAsync(session, about, value, reason.Length == 0 ? null : reason, ct);
    }, ct);

    static Task<IResult> AskForReviewAsync(HttpContext http, PublicClient client, SignInSettings settings, CancellationToken ct) => ActAsync(http, client, settings, Acts[1], async (session, form) =>
    {
        var (text, grounds) = (Lines(form["text"].ToString()), Lines(form["grounds"].ToString()));
        return text.Length == 0 || grounds.Length == 0 ? (null, PublicRefusal.Of("review.incomplete"))
            : text.Length > LongestRequest ? (null, PublicRefusal.Of("form.long", LongestRequest))
            : grounds.Length > LongestGrounds ? (null, PublicRefusal.Of("form.long", LongestGrounds))
            : InTheirWords(await client.AskForReviewAsync(session, text, grounds, form["noticeVersion"].ToString() is { Length: > 0 } shown ? shown : null, ct));
    }, ct);

    // What was done leads to the page by an address of its own, so that nothing is done again when it is read again.
    static Task<IResult> ActAsync(HttpContext http, PublicClient client, SignInSettings settings, string act, Func<string, IFormCollection, Task<(PublicMatter? Matter, PublicRefusal? Wrong)>> doAsync, CancellationToken ct) =>
        WithFormAsync(http, client, settings, async (session, form) =>
        {
            var (done, wrong) = await doAsync(session, form);
            return (done is null ? null : SeeOther($"{Matter}?done={act}"), wrong);
        }, ct);

    static async Task<IResult> LeaveAsync(HttpContext http, SignInSettings settings, CancellationToken ct)
    {
        if (await FormAsync(http, ct) is not null)
            Forget(http, settings);
        return SeeOther(Home);
    }

    // What the service says of the notice is meant for a desk that shows it. Here the page shows it, and comes back with the one in force.
    static (PublicMatter? Matter, PublicRefusal? Wrong) InTheirWords((PublicMatter? Matter, PublicRefusal? Wrong) answer) =>
        PrivacyNotice.IsMissedBy(answer.Wrong?.Code) ? (null, PublicRefusal.Of("review.notice")) : answer;

    static IResult Over(HttpContext http, SignInSettings settings, PublicRefusal refusal)
    {
        if (refusal.Status != StatusCodes.Status401Unauthorized)
            return Query(http, refusal.Title, "", refusal.Status);
        Forget(http, settings);
        return SeeOther($"{Home}?over=true");
    }

    static void Forget(HttpContext http, SignInSettings settings)
    {
        var cookie = CookieOf(settings);
        http.Response.Cookies.Delete(cookie.Name!, cookie.Build(http));
    }

    internal static string? SessionOf(HttpContext http, SignInSettings settings) => http.Request.Cookies[CookieOf(settings).Name!];

    static CookieBuilder CookieOf(SignInSettings settings)
    {
        var cookie = new CookieBuilder { HttpOnly = true, SameSite = SameSiteMode.Strict, IsEssential = true };
        settings.Set(cookie, CookieName);
        return cookie;
    }

    static async Task<IFormCollection?> FormAsync(HttpContext http, CancellationToken ct) =>
        http.Request.HasFormContentType && await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http) ? await http.Request.ReadFormAsync(ct) : null;

    // A browser sends two signs for the end of a line.
    internal static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Trim();

    static RedirectHttpResult SeeOther(string path) => TypedResults.Redirect(path);

    internal static RazorComponentResult<QueryPage> Query(HttpContext http, string? message, string code, int status = StatusCodes.Status200OK) =>
        Render<QueryPage>(http, new(PublicWords.W("title"), Home, FormOf(http), message), status, (nameof(QueryPage.Code), code));

    static string? FormOf(HttpContext http) => http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http).RequestToken;

    internal static RazorComponentResult<T> Render<T>(HttpContext http, PublicFrameModel frame, int status, params ReadOnlySpan<(string Name, object? Value)> model) where T : IComponent
    {
        http.Response.Headers.CacheControl = "no-cache, no-store"; // in the words of the form's token, which would replace others and warn
        Dictionary<string, object?> parameters = new(StringComparer.Ordinal) { ["Frame"] = frame };
        foreach (var (name, value) in model)
            parameters[name] = value;
        return new(parameters) { StatusCode = status };
    }
}

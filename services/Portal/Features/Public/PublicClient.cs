using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Anjie.Portal.Api;
using Anjie.Portal.Features.DataRights;
using Anjie.Portal.Resources;

namespace Anjie.Portal.Features.Public;

public sealed record PublicStep(string Name, DateOnly On, string? Number);

public sealed record PublicDeadline(string Rule, string Name, DateOnly Nominal, DateOnly Legal, string Light, int Remaining, string Unit);

public sealed record PublicLetter(Guid Id, string Name, string Number, DateOnly IssuedOn, DateOnly? ServedOn);

public sealed record PublicSubject(string About, string Name, bool MayEvaluate, string? Value);

public sealed record PublicEvaluation(string? NotAskedBecause, DateOnly? Until, IReadOnlyList<PublicSubject> Subjects);

public sealed record PublicReview(bool MayRequest, DateOnly? Nominal, DateOnly? Legal, string? Organ, DateOnly? FiledOn);

/// <summary>A matter as its petitioner reads it.</summary>
public sealed record PublicMatter(
    string Number, string State, string Words, DateOnly ReceivedOn, string RegisteredBy, string? ResponsibleUnit,
    IReadOnlyList<PublicStep> Steps, PublicDeadline? Next, IReadOnlyList<PublicLetter> Letters, PublicEvaluation Evaluation, PublicReview Review);

/// <summary>What a right query opens.</summary>
internal sealed record PublicOpening(string Session, DateTimeOffset Until, PublicMatter Matter);

/// <summary>Why something was not done, with the sentence for the petitioner.</summary>
internal sealed record PublicRefusal(int Status, string Title, TimeSpan? RetryAfter, string? Code = null)
{
    /// <summary>What the pages find wrong themselves, before anything is sent.</summary>
    public static PublicRefusal Of(string word, params ReadOnlySpan<object?> values) => new(StatusCodes.Status200OK, PublicWords.W(word, values), null);

    /// <summary>Status of the page that shows it: whoever is to wait is told so by the answer too, and for how long.</summary>
    public int ShownIn(HttpResponse answer)
    {
        if (RetryAfter is { } wait)
            answer.Headers.RetryAfter = wait.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        return Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable ? Status : StatusCodes.Status200OK;
    }
}

/// <summary>Asks for petitioners, who have no token: with the session that their query has opened.</summary>
internal sealed class PublicClient(IHttpClientFactory clients)
{
    const string Root = "api/reception/public/", Header = "X-Query-Session";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public Task<(PublicOpening? Opening, PublicRefusal? Refusal)> QueryAsync(string code, string lastFour, CancellationToken ct) =>
        SendAsync<PublicOpening>(HttpMethod.Post, "query", null, new { code, lastFour }, ct);

    public Task<(PublicMatter? Matter, PublicRefusal? Refusal)> ShowAsync(string session, CancellationToken ct) => SendAsync<PublicMatter>(HttpMethod.Get, "matter", session, null, ct);

    public Task<(PublicMatter? Matter, PublicRefusal? Refusal)> EvaluateAsync(string session, string about, string value, string? reason, CancellationToken ct) =>
        SendAsync<PublicMatter>(HttpMethod.Post, "evaluation", session, new { about, value, reason }, ct);

    public Task<(PublicMatter? Matter, PublicRefusal? Refusal)> AskForReviewAsync(string session, string text, string grounds, string? noticeVersion, CancellationToken ct) =>
        SendAsync<PublicMatter>(HttpMethod.Post, "review-request", session, new { text, grounds, noticeVersion }, ct);

    public Task<(PrivacyNotice? Notice, PublicRefusal? Refusal)> NoticeAsync(string? session, CancellationToken ct) => SendAsync<PrivacyNotice>(HttpMethod.Get, "privacy-notice", session, null, ct);

    public Task<(PersonCopy? Copy, PublicRefusal? Refusal)> CopyAsync(string session, string lastFour, CancellationToken ct) => SendAsync<PersonCopy>(HttpMethod.Post, "copy", session, new { lastFour }, ct);

    public Task<(DataRequest? Request, PublicRefusal? Refusal)> AskAboutDataAsync(string session, string kind, string lastFour, string text, CancellationToken ct) =>
        SendAsync<DataRequest>(HttpMethod.Post, "data-request", session, new { kind, lastFour, text }, ct);

    /// <summary>A letter as the service sends it; for the caller to dispose. Null when the service cannot be reached.</summary>
    public async Task<HttpResponseMessage?> LetterAsync(string session, Guid id, CancellationToken ct)
    {
        try
        {
            return await clients.CreateClient(AnjieApi.ClientName).SendAsync(Request(HttpMethod.Get, $"letters/{id}", session), HttpCompletionOption.ResponseHeadersRead, ct);
        }
        catch (Exception failure) when (IsAway(failure, ct))
        {
            return null;
        }
    }

    static bool IsAway(Exception failure, CancellationToken ct) => failure is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested;

    async Task<(T? Value, PublicRefusal? Refusal)> SendAsync<T>(HttpMethod method, string path, string? session, object? body, CancellationToken ct) where T : class
    {
        using var request = Request(method, path, session);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        try
        {
            using var answer = await clients.CreateClient(AnjieApi.ClientName).SendAsync(request, ct);
            return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<T>(Json, ct), null) : (null, await RefusalAsync(answer, ct));
        }
        catch (Exception failure) when (IsAway(failure, ct))
        {
            return (null, new(StatusCodes.Status503ServiceUnavailable, Texts.T("state.unavailable"), null));
        }
    }

    static HttpRequestMessage Request(HttpMethod method, string path, string? session)
    {
        var request = new HttpRequestMessage(method, Root + path);
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(CultureInfo.CurrentUICulture.Name));
        if (session is not null)
            request.Headers.TryAddWithoutValidation(Header, session);
        return request;
    }

    static async Task<PublicRefusal> RefusalAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var status = (int)answer.StatusCode;
        try
        {
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
            // Of a form that was filled in wrongly the field says more than the title.
            var title = problem.TryGetProperty("errors", out var errors) && errors.EnumerateObject().FirstOrDefault() is { Value.ValueKind: JsonValueKind.Array } field && field.Value.GetArrayLength() > 0
                ? field.Value[0].GetString() : problem.GetProperty("title").GetString();
            return new(status, title ?? Texts.T("state.unavailable"), answer.Headers.RetryAfter?.Delta,
                problem.TryGetProperty("code", out var code) ? code.GetString() : null);
        }
        catch (JsonException)
        {
            return new(status, Texts.T("state.unavailable"), null);
        }
    }
}

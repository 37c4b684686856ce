using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Json.Nodes;
using Anjie.Hosting;
using Anjie.Portal.Resources;
using Anjie.Portal.Session;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using MediaTypeHeaderValue = System.Net.Http.Headers.MediaTypeHeaderValue;

namespace Anjie.Portal.Features.Files;

/// <summary>Carries files between browser and service: the browser has no token, so the Portal asks in the person's name. Nothing is kept on the way, in memory or on disk.</summary>
internal static class FileTransfer
{
    public const string ClientName = "files";
    const string NameHeader = "X-File-Name";
    const string Route = "/files/{service}/{collection}/{id:guid}/{attachmentId:guid}";

    static readonly string[] Holders = ["screening/disputes", "reception/visits", "reception/matters", "backlog/cases"];

    // What a browser must be told about a file, as the service says it.
    static readonly string[] Told = [HeaderNames.ContentDisposition, HeaderNames.ContentType, HeaderNames.ContentLength, HeaderNames.XContentTypeOptions, HeaderNames.ContentSecurityPolicy, HeaderNames.CacheControl, "Cross-Origin-Resource-Policy"];

    public static void Map(WebApplication app)
    {
        app.MapGet(Route, DownloadAsync);
        app.MapPut(Route, UploadAsync).WithMetadata(new RequestSizeLimitAttribute(Attachments.MostBytesOfBody));
    }

    static Task<IResult> DownloadAsync(string service, string collection, Guid id, Guid attachmentId, HttpContext http, IHttpClientFactory clients, TokenSource tokens, CancellationToken ct) =>
        Holders.Contains($"{service}/{collection}")
            ? CarryDownAsync($"api/{service}/{collection}/{id}/attachments/{attachmentId}", http, clients, tokens, ct)
            : Task.FromResult<IResult>(TypedResults.NotFound());

    static Task<IResult> UploadAsync(string service, string collection, Guid id, Guid attachmentId, HttpContext http, IHttpClientFactory clients, TokenSource tokens, IAntiforgery forms, CancellationToken ct) =>
        Holders.Contains($"{service}/{collection}")
            ? CarryUpAsync($"api/{service}/{collection}/{id}/attachments/{attachmentId}", http, clients, tokens, forms, ct)
            : Task.FromResult<IResult>(TypedResults.NotFound());

    /// <summary>Carries a file that a service offers at the path.</summary>
    public static async Task<IResult> CarryDownAsync(string path, HttpContext http, IHttpClientFactory clients, TokenSource tokens, CancellationToken ct, JsonNode? question = null)
    {
        if (await AskAsync(path, http, clients, tokens, ct, question) is not { } answer)
            return TypedResults.Redirect("/sign-in");
        return answer.IsSuccessStatusCode ? await PassOnAsync(answer, Told, http.Response, ct) : Refused(answer);
    }

    /// <summary>Asks a service in the person's name; null when the session is over.</summary>
    /// <param name="question">What stands in no address; null where the path says everything.</param>
    public static async Task<HttpResponseMessage?> AskAsync(string path, HttpContext http, IHttpClientFactory clients, TokenSource tokens, CancellationToken ct, JsonNode? question = null)
    {
        if (await TokenAsync(http, tokens, ct) is not { } token)
            return null;
        using var request = Request(question is null ? HttpMethod.Get : HttpMethod.Post, path, token);
        if (question is not null)
            request.Content = JsonContent.Create(question);
        var answer = await clients.CreateClient(ClientName).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        http.Response.RegisterForDispose(answer);
        return answer;
    }

    /// <summary>The refusal in words, with its status.</summary>
    public static IResult Refused(HttpResponseMessage answer) => TypedResults.Text(Texts.Find($"http.{(int)answer.StatusCode}") ?? Texts.T("state.unavailable"), statusCode: (int)answer.StatusCode);

    /// <summary>Passes an answer on with those of its headers that are named.</summary>
    public static async Task<IResult> PassOnAsync(HttpResponseMessage answer, IEnumerable<string> headers, HttpResponse response, CancellationToken ct)
    {
        foreach (var name in headers)
            if (answer.Headers.NonValidated.TryGetValues(name, out var values) || answer.Content.Headers.NonValidated.TryGetValues(name, out values))
                response.Headers[name] = values.ToString();
        await answer.Content.CopyToAsync(response.Body, ct);
        return TypedResults.Empty;
    }

    /// <summary>Carries the body of the request, a file, to the path of a service.</summary>
    public static async Task<IResult> CarryUpAsync(string path, HttpContext http, IHttpClientFactory clients, TokenSource tokens, IAntiforgery forms, CancellationToken ct)
    {
        // No form, so nobody asks for its token unless we do: a foreign page must not add files in somebody's name.
        if (!await forms.IsRequestValidAsync(http))
            return TypedResults.BadRequest();
        if (await TokenAsync(http, tokens, ct) is not { } token)
            return TypedResults.Unauthorized();

        using var request = Request(HttpMethod.Put, path, token);
        request.Headers.TryAddWithoutValidation(NameHeader, http.Request.Headers[NameHeader].ToString());
        request.Content = new StreamContent(http.Request.Body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Content.Headers.ContentLength = http.Request.ContentLength;
        try
        {
            using var answer = await clients.CreateClient(ClientName).SendAsync(request, ct);
            return TypedResults.Text(await answer.Content.ReadAsStringAsync(ct), answer.Content.Headers.ContentType?.ToString(), statusCode: (int)answer.StatusCode);
        }
        catch (HttpRequestException)
        {
            // Whoever refuses a file need not read it to its end; what was said to us on the way may be lost.
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    static async Task<string?> TokenAsync(HttpContext http, TokenSource tokens, CancellationToken ct) =>
        http.User.FindFirstValue(TicketStore.SessionClaim) is { } session ? await tokens.AccessTokenAsync(session, ct) : null;

    static HttpRequestMessage Request(HttpMethod method, string path, string token)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.AcceptLanguage.Add(new(CultureInfo.CurrentUICulture.Name));
        return request;
    }
}

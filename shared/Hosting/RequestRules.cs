using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Anjie.Hosting;

/// <summary>Refuses what no endpoint of ours is meant for before anything else looks at it; the gateway and each service decide alike.</summary>
sealed class RequestRules(RequestDelegate next)
{
    static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete, HttpMethods.Options];
    static readonly string[] Refused = [HttpMethods.Trace, HttpMethods.Connect];

    public async Task InvokeAsync(HttpContext http)
    {
        // A WebSocket comes from the gateway as an extended CONNECT (RFC 8441).
        if (http.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true })
        {
            await next(http);
            return;
        }

        try
        {
            if (Refusal(http.Request) is { } status)
                Refuse(http.Response, status);
            else
                await next(http);
        }
        finally
        {
            if (HttpProtocol.IsHttp2(http.Request.Protocol))
                await ReadToEndAsync(http);
        }
    }

    static void Refuse(HttpResponse response, int status)
    {
        response.StatusCode = status;
        // Whoever framed a request in two ways may have put another one behind it.
        if (status == StatusCodes.Status400BadRequest)
            response.Headers.Connection = "close";
    }

    // Who answers on HTTP/2 before the body has come resets the stream: the gateway, still sending, then takes the answer for a failure,
    // and many resets end the connection that all callers share. How long a body may be and take is limited, so this ends.
    static async Task ReadToEndAsync(HttpContext http)
    {
        try
        {
            await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException)
        {
            // Too long, gone, or left in the middle by its reader: nobody waits for the rest.
        }
    }

    static int? Refusal(HttpRequest request) =>
        Refused.Contains(request.Method) ? StatusCodes.Status405MethodNotAllowed
        : !Methods.Contains(request.Method) ? StatusCodes.Status501NotImplemented
        : IsFramedTwice(request) || AsksTwice(request) ? StatusCodes.Status400BadRequest
        : IsAnotherCharset(request) ? StatusCodes.Status415UnsupportedMediaType
        : null;

    // The server believes the chunks and keeps the length it was told under another name.
    static bool IsFramedTwice(HttpRequest request) =>
        request.Headers.TransferEncoding.Count > 0 && (request.ContentLength is not null || request.Headers.ContainsKey("X-Content-Length"));

    // One reader takes the first value, another the last, and ours would join them.
    static bool AsksTwice(HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && request.Query.Any(parameter => parameter.Value.Count > 1);

    static bool IsAnotherCharset(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.Charset.HasValue
        && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}

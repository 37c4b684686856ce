using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Anjie.Hosting;

/// <summary>Refuses what no endpoint of ours is meant for before anything else looks at it; the gateway and each service decide alike.</summary>
sealed class RequestRules(RequestDelegate next)
{
    static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete, HttpMethods.Options];
    static readonly string[] Refused = [HttpMethods.Trace, HttpMethods.Connect];

    public Task InvokeAsync(HttpContext http)
    {
        if (HttpProtocol.IsHttp11(http.Request.Protocol) && (http.Request.ContentLength > 0 || http.Request.Headers.TransferEncoding.Count > 0))
            http.Response.OnStarting(Say, http);
        // A WebSocket comes from the gateway as an extended CONNECT (RFC 8441).
        if (http.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } || Refusal(http.Request) is not { } status)
            return next(http);
        http.Response.StatusCode = status;
        // Whoever framed a request in two ways may have put another one behind it.
        if (status == StatusCodes.Status400BadRequest)
            http.Response.Headers.Connection = "close";
        return Task.CompletedTask;
    }

    // A body that was refused is not read to its end, and the connection is closed behind the answer: the caller must not send the next request on it.
    static Task Say(object http)
    {
        var response = ((HttpContext)http).Response;
        if (response.StatusCode is StatusCodes.Status405MethodNotAllowed or StatusCodes.Status413PayloadTooLarge or StatusCodes.Status415UnsupportedMediaType
            or StatusCodes.Status429TooManyRequests or StatusCodes.Status501NotImplemented)
            response.Headers.Connection = "close";
        return Task.CompletedTask;
    }

    static int? Refusal(HttpRequest request) =>
        Refused.Contains(request.Method) ? StatusCodes.Status405MethodNotAllowed
        : !Methods.Contains(request.Method) ? StatusCodes.Status501NotImplemented
        : IsFramedTwice(request) ? StatusCodes.Status400BadRequest
        : IsAnotherCharset(request) ? StatusCodes.Status415UnsupportedMediaType
        : null;

    // The server believes the chunks and keeps the length it was told under another name.
    static bool IsFramedTwice(HttpRequest request) =>
        request.Headers.TransferEncoding.Count > 0 && (request.ContentLength is not null || request.Headers.ContainsKey("X-Content-Length"));

    static bool IsAnotherCharset(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.Charset.HasValue
        && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}

namespace Anjie.Gateway;

/// <summary>Another site may lead somebody here; it may not act here in that person's name.</summary>
/// <remarks>Our pages send no referrer, so the origin of their forms is "null": what the browser itself says of the two sites decides then, and the token of each form behind it.</remarks>
sealed class ForeignSites(RequestDelegate next)
{
    const string Circuits = "/_blazor";

    static readonly string[] foreign = ["cross-site", "same-site"];

    public Task InvokeAsync(HttpContext http)
    {
        if (IsAct(http.Request) && IsForeign(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        return next(http);
    }

    // A circuit is opened by a GET, and a page on another port of the same machine gets our cookies sent along.
    static bool IsAct(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        || request.Path.StartsWithSegments(Circuits, StringComparison.OrdinalIgnoreCase);

    static bool IsForeign(HttpRequest request) =>
        foreign.Contains(request.Headers["Sec-Fetch-Site"].ToString(), StringComparer.OrdinalIgnoreCase)
        || (request.Headers.Origin.ToString() is { Length: > 0 } origin && origin != "null" && !IsOurs(origin, request.Host));

    static bool IsOurs(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, host.Value, StringComparison.OrdinalIgnoreCase);
}

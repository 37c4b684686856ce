namespace Anjie.Gateway;

/// <summary>Who someone is and where they come from is said by the token and by us, never by a header from outside.</summary>
sealed class OutsideHeaders(RequestDelegate next)
{
    static readonly string[] prefixes = ["X-User-", "X-Forwarded-", "X-Original-", "X-Region", "X-Unit", "X-Role"];
    static readonly string[] names = ["Forwarded", "X-Real-IP"];

    public Task InvokeAsync(HttpContext http)
    {
        var forged = http.Request.Headers.Keys
            .Where(name => names.Contains(name, StringComparer.OrdinalIgnoreCase)
                || prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        foreach (var name in forged)
        {
            http.Request.Headers.Remove(name);
        }

        return next(http);
    }
}

using Microsoft.AspNetCore.HttpOverrides;

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

static class TrustedProxies
{
    /// <summary>Believes the address a proxy of ours saw, and no hop before the last one that is not ours (setting <c>TrustedProxies</c>, networks like 10.0.0.0/24).</summary>
    public static void UseTrustedProxies(this WebApplication app)
    {
        string[] networks = app.Configuration.GetSection("TrustedProxies").Get<string[]>() ?? [];
        if (networks.Length == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var network in networks)
        {
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        }

        app.UseForwardedHeaders(options);
    }
}

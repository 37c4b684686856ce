using Scalar.AspNetCore;

namespace Anjie.Gateway;

static class BrowserProtection
{
    const string Api = "default-src 'none'; frame-ancestors 'none'";

    // MudBlazor writes style attributes; scripts come from our own files or carry a nonce.
    const string Page =
        "default-src 'self'; script-src 'self'{0}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void UseBrowserProtection(this WebApplication app)
    {
        app.UseSecurityHeaders(new HeaderPolicyCollection()
            .AddFrameOptionsDeny()
            .AddContentTypeOptionsNoSniff()
            .AddReferrerPolicyNoReferrer()
            .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
            .AddCrossOriginResourcePolicy(policy => policy.SameOrigin())
            .AddPermissionsPolicy(policy =>
            {
                policy.AddDefaultSecureDirectives();
                policy.AddPublickeyCredentialsGet().Self(); // who signs in with a passkey
                policy.AddFullscreen().Self(); // who looks at a ledger
            })
            .AddStrictTransportSecurityMaxAgeIncludeSubDomains()
            .RemoveServerHeader());
        app.Use((http, next) =>
        {
            http.Response.OnStarting(() =>
            {
                // A page that needs a nonce or a hash says so itself.
                if (!http.Response.Headers.ContainsKey("Content-Security-Policy"))
                {
                    http.Response.Headers.ContentSecurityPolicy = PolicyFor(http);
                }

                // Pages are as personal as what the API tells; files of ours say themselves how long they may be kept.
                if (http.Response.Headers.CacheControl.Count == 0)
                {
                    http.Response.Headers.CacheControl = "no-store";
                }

                return Task.CompletedTask;
            });
            return next(http);
        });
    }

    static string PolicyFor(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            return Api;
        }

        var nonce = http.Items[ScalarOptions.NonceHttpContextItemKey] is string value ? $" 'nonce-{value}'" : "";
        return Page.Replace("{0}", nonce, StringComparison.Ordinal);
    }
}

using System.Security.Claims;
using Anjie.Hosting;
using Anjie.Portal.Resources;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Anjie.Portal.Session;

/// <summary>Where people sign in and where the Portal calls: browsers go to the issuer, the Portal to the gateway.</summary>
internal sealed record SignInSettings(Uri Issuer, Uri Gateway, string Secret, string? PublicKeyFile)
{
    public const string ClientId = "portal";
    public const string BackChannel = "sign-in";

    public Uri TokenEndpoint => new(Gateway, "connect/token");

    public bool IsSecure => Issuer.Scheme == Uri.UriSchemeHttps;

    public CookieSecurePolicy SecurePolicy => IsSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

    /// <summary>A cookie of the whole site; over TLS browsers then take it from this host alone, and from no page without TLS.</summary>
    public void Set(CookieBuilder cookie, string name) =>
        (cookie.Name, cookie.Path, cookie.SecurePolicy) = (IsSecure ? $"__Host-{name}" : name, "/", SecurePolicy);

    public static SignInSettings From(IConfiguration configuration) => new(
        new(Required(configuration, "Auth:Issuer")), new(Required(configuration, "Portal:Gateway")), Required(configuration, "Auth:PortalSecret"), configuration["Auth:PublicKeyFile"]);

    static string Required(IConfiguration configuration, string key) => configuration[key] ?? throw new InvalidOperationException($"{key} is not configured.");
}

/// <summary>Signs people in by authorization code and PKCE; tokens stay on the server.</summary>
internal static class SignIn
{
    const string Post = "post";

    static readonly string[] Carried = ["sub", "name", "post", "unit", "unit_path", "level", "role", "acting_for"];

    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        var settings = SignInSettings.From(builder.Configuration);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<SessionSecrets>();
        builder.Services.AddSingleton<TicketStore>();
        builder.Services.AddSingleton<TokenSource>();
        builder.Services.AddSingleton<SessionPulse>();
        builder.Services.AddScoped<SessionState>();
        builder.Services.AddScoped<AuthenticationStateProvider>(services => services.GetRequiredService<SessionState>());
        builder.Services.AddHttpClient(SignInSettings.BackChannel);
        builder.Services.AddAuthentication(options =>
            {
                options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
                options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
            })
            .AddCookie(options =>
            {
                settings.Set(options.Cookie, "anjie");
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.ExpireTimeSpan = TicketStore.Lifetime;
                options.AccessDeniedPath = "/no-rights";
            })
            .AddOpenIdConnect(options => Configure(options, settings));
        builder.Services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<TicketStore>((options, store) => options.SessionStore = store);
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        builder.Services.AddCascadingAuthenticationState();
    }

    static void Configure(OpenIdConnectOptions options, SignInSettings settings)
    {
        options.ClientId = SignInSettings.ClientId;
        options.ClientSecret = settings.Secret;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // A posted answer would need cookies without SameSite; a redirect does not.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.SaveTokens = true;
        options.UseTokenLifetime = false;
        options.MapInboundClaims = false;
        options.GetClaimsFromUserInfoEndpoint = false;
        options.RequireHttpsMetadata = settings.IsSecure;
        options.Scope.Clear();
        foreach (var scope in (string[])["openid", "profile", "offline_access"])
            options.Scope.Add(scope);
        options.NonceCookie.SameSite = options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.NonceCookie.SecurePolicy = options.CorrelationCookie.SecurePolicy = settings.SecurePolicy;
        options.SignedOutRedirectUri = "/";
        options.TokenValidationParameters.NameClaimType = "name";
        options.TokenValidationParameters.RoleClaimType = "role";
        options.TokenValidationParameters.ValidIssuer = settings.Issuer.AbsoluteUri;
        if (settings.PublicKeyFile is { } file)
        {
            var keys = new TokenKeys(file);
            options.TokenValidationParameters.IssuerSigningKeyResolver = (_, _, keyId, _) => keys.Find(keyId);
        }
        options.Configuration = Known(settings);
        options.Events = new()
        {
            OnRedirectToIdentityProvider = context =>
            {
                // A script or circuit cannot follow a sign-in; it gets told and the page reloads.
                if (!context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
                {
                    context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                    context.HandleResponse();
                }
                if (context.Properties.GetParameter<Guid?>(Post) is { } post)
                    context.ProtocolMessage.SetParameter(Post, post.ToString());
                return Task.CompletedTask;
            },
            OnRedirectToIdentityProviderForSignOut = context =>
            {
                context.ProtocolMessage.ClientId = SignInSettings.ClientId;
                return Task.CompletedTask;
            },
            OnTokenValidated = context =>
            {
                context.Principal = PrincipalOf(context.TokenEndpointResponse?.AccessToken ?? throw new InvalidOperationException("The sign-in gave no access token."));
                return Task.CompletedTask;
            },
            OnRemoteFailure = context =>
            {
                context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Anjie.Portal.SignIn").LogWarning(context.Failure, "A sign-in failed");
                context.Response.Redirect("/sign-in-failed");
                context.HandleResponse();
                return Task.CompletedTask;
            },
        };
    }

    // Nothing is fetched at start: the Portal comes up whether or not the directory service does.
    static OpenIdConnectConfiguration Known(SignInSettings settings) => new()
    {
        Issuer = settings.Issuer.AbsoluteUri,
        AuthorizationEndpoint = new Uri(settings.Issuer, "connect/authorize").AbsoluteUri,
        TokenEndpoint = settings.TokenEndpoint.AbsoluteUri,
        EndSessionEndpoint = new Uri(settings.Issuer, "connect/logout").AbsoluteUri,
    };

    // The access token came over the back channel and says in which post the person acts; the services check it on every call.
    static ClaimsPrincipal PrincipalOf(string accessToken)
    {
        var token = new JsonWebToken(accessToken);
        var claims = token.Claims.Where(claim => Carried.Contains(claim.Type, StringComparer.Ordinal)).Select(claim => new Claim(claim.Type, claim.Value));
        return new(new ClaimsIdentity([.. claims, new Claim(TicketStore.SessionClaim, TicketStore.NewId())], "anjie", "name", "role"));
    }

    public static void MapSignIn(this WebApplication app)
    {
        app.MapGet("/sign-in", BeginAsync).AllowAnonymous();
        app.MapGet("/sign-out", SignOut).AllowAnonymous();
        app.MapPost("/session/active", Active).DisableAntiforgery();
        app.MapGet("/sign-in-failed", () => TypedResults.Content(FailedPage(), "text/html; charset=utf-8")).AllowAnonymous();
    }

    /// <param name="back">A page of our own to go to afterwards.</param>
    /// <param name="post">The post to act in from then on; the primary one when absent.</param>
    static async Task<IResult> BeginAsync(HttpContext http, string? back, Guid? post)
    {
        if (http.User.HasClaim(claim => claim.Type == TicketStore.SessionClaim))
        {
            if (IsForeign(http))
                return TypedResults.BadRequest();
            // A browser has one session and a person one post at a time: what is still open in the former one starts anew.
            await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        }
        var properties = new AuthenticationProperties { RedirectUri = Local(back) };
        properties.SetParameter(Post, post);
        return TypedResults.Challenge(properties, [OpenIdConnectDefaults.AuthenticationScheme]);
    }

    // A foreign page must not be able to sign somebody out, or into another post.
    static bool IsForeign(HttpContext http) => http.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";

    // Told by the page when somebody types or points: a text of an hour is one event for the circuit, at its end.
    static IResult Active(HttpContext http, SessionPulse pulse)
    {
        if (IsForeign(http))
            return TypedResults.BadRequest();
        if (http.User.FindFirstValue(TicketStore.SessionClaim) is { } session)
            pulse.Active(session);
        return TypedResults.NoContent();
    }

    static IResult SignOut(HttpContext http)
    {
        if (IsForeign(http))
            return TypedResults.BadRequest();
        return http.User.Identity?.IsAuthenticated == true
            ? TypedResults.SignOut(new() { RedirectUri = "/" }, [CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme])
            : TypedResults.Redirect("/");
    }

    public static string Local(string? back) => back is ['/', not ('/' or '\\'), ..] ? back : "/";

    static string FailedPage() => $"""
        <!doctype html><html lang="{(Texts.IsEnglish ? "en" : "zh-CN")}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Texts.T("app.name")}</title>
        <link rel="stylesheet" href="/css/base.css"><body><main class="state"><h1>{Texts.T("signin.failed")}</h1><p>{Texts.T("signin.failed.hint")}</p>
        <p><a class="btn primary" href="/">{Texts.T("signin.again")}</a></p></main></body></html>
        """;
}

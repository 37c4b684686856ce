using Anjie.Directory.Domain;
using Anjie.Directory.Features.Delegations;
using Anjie.Directory.Features.SignIn.Passwords;
using Anjie.Directory.Features.SignIn.SecondFactor;
using Anjie.Directory.Persistence;
using Anjie.Hosting;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Anjie.Directory.Features.SignIn;

/// <summary>Sign-in: accounts, the session cookie of the sign-in pages, and the tokens for everybody else.
/// All of it lives on the system's own time, never on business time.</summary>
internal static class SignInSetup
{
    /// <summary>The cookie of /account and /connect. The API knows nothing of it; it takes tokens only.</summary>
    public const string Session = "session";

    public const string Audience = "anjie";

    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        builder.Services.AddDataProtection().SetApplicationName("anjie-directory").PersistKeysToDbContext<DirectoryDb>().SealKeys(builder.Configuration, "directory");
        builder.Services.AddIdentityCore<Person>(DirectoryDbFactory.UsePasskeys).AddEntityFrameworkStores<DirectoryDb>();
        var limits = SessionLimits.From(builder.Configuration);
        builder.Services.AddSingleton(limits);
        builder.Services.AddScoped<Sessions>();
        builder.Services.AddScoped<StandIns>();
        builder.AddSteps();
        builder.Services.AddScoped<Standings>();
        // Over TLS browsers then take these cookies from this host alone, and from no page without TLS. Cookies of /account cannot have it: it demands the whole site.
        var prefix = builder.PublicAddress().Scheme == Uri.UriSchemeHttps ? "__Host-" : "";
        builder.Services.AddAuthentication().AddCookie(Session, options =>
        {
            options.Cookie.Name = prefix + "anjie-sign-in";
            options.Cookie.Path = "/";
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.ExpireTimeSpan = limits.Longest;
            options.SlidingExpiration = false;
            options.LoginPath = AccountPages.LoginPath;
            options.LogoutPath = AccountPages.LogoutPath;
            options.AccessDeniedPath = AccountPages.DeniedPath;
            options.ReturnUrlParameter = AccountPages.ReturnUrl;
        })
            .AddCookie(Visitors.Half, options => OfThePages(options, "anjie-halfway", Visitors.HalfLife))
            .AddCookie(Visitors.Recent, options => OfThePages(options, "anjie-password", Visitors.RecentLife));
        builder.Services.AddAntiforgery(options =>
        {
            options.Cookie.Name = prefix + "anjie-form";
            options.Cookie.Path = "/";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest; // the scheme is the public address's
            options.FormFieldName = AccountPages.FormToken;
            options.SuppressXFrameOptionsHeader = true; // the gateway sets it for every page
        });
        builder.Services.AddRazorComponents();
        builder.AddTokens(limits);
        builder.Services.AddHostedService<ClientRegistrations>();
        builder.Services.AddHostedService<SpentTokens>();
        builder.Services.AddHostedService<SpentSessions>();
    }

    /// <summary>What a sign-in goes through before its session begins.</summary>
    static void AddSteps(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(PasswordRules.From(builder.Configuration));
        builder.Services.AddSingleton(SecondFactorRules.From(builder.Configuration));
        builder.Services.AddScoped<IPasswordHasher<Person>, PersonPasswordHasher>();
        builder.Services.AddScoped<IPasskeyHandler<Person>, PasskeyHandler<Person>>();
        builder.Services.AddOptions<IdentityPasskeyOptions>().Configure(options =>
        {
            var address = builder.PublicAddress();
            options.ServerDomain = address.Host;
            // The browser says for which site it asked; no header of a request decides which one is ours.
            options.ValidateOrigin = asked => ValueTask.FromResult(!asked.CrossOrigin && asked.Origin == address.GetLeftPart(UriPartial.Authority));
            // A passkey is two factors in one only if it was unlocked.
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "preferred";
        });
        builder.Services.AddScoped<KnownDevices>();
        builder.Services.AddScoped<GuessCount>();
        builder.Services.AddScoped<SignInEvidence>();
        builder.Services.AddScoped<CredentialCheck>();
        builder.Services.AddScoped<PasswordBook>();
        builder.Services.AddScoped<SecondFactors>();
        builder.Services.AddScoped<Authenticators>();
        builder.Services.AddScoped<RecoveryCodes>();
        builder.Services.AddScoped<Passkeys>();
        builder.Services.AddScoped<Enrolment>();
        builder.Services.AddScoped<SecurityOverview>();
        builder.Services.AddScoped<Visitors>();
        builder.Services.AddScoped<SignInFlow>();
    }

    static void OfThePages(CookieAuthenticationOptions options, string name, TimeSpan life)
    {
        options.Cookie.Name = name;
        options.Cookie.Path = "/account";
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = life;
        options.SlidingExpiration = false;
    }

    static void AddTokens(this WebApplicationBuilder builder, SessionLimits limits)
    {
        builder.Services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<DirectoryDb>().ReplaceDefaultEntities<Guid>())
            .AddServer(server =>
            {
                server.SetIssuer(builder.PublicAddress());
                server.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token").SetEndSessionEndpointUris("connect/logout");
                server.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().RequireProofKeyForCodeExchange();
                server.RegisterScopes(Scopes.OpenId, Scopes.Profile, Scopes.OfflineAccess);
                server.SetAuthorizationCodeLifetime(TimeSpan.FromMinutes(2));
                server.SetAccessTokenLifetime(TimeSpan.FromMinutes(5)).SetIdentityTokenLifetime(TimeSpan.FromMinutes(5)).SetRefreshTokenLifetime(limits.Longest);
                // A refresh token is good for one exchange: whoever shows it again is a thief, or was robbed, and the whole family ends.
                server.SetRefreshTokenReuseLeeway(TimeSpan.Zero);
                server.DisableAccessTokenEncryption();
                var host = server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough().EnableEndSessionEndpointPassthrough();
                // Over plain HTTP only on a developer's machine; elsewhere the gateway speaks TLS and the public address says so.
                if (builder.Environment.IsDevelopment())
                    host.DisableTransportSecurityRequirement();
            });
        builder.Services.AddOptions<OpenIddictServerOptions>().Configure(options =>
        {
            options.CodeChallengeMethods.Clear();
            options.CodeChallengeMethods.Add(CodeChallengeMethods.Sha256);
        });
        builder.Services.AddSingleton<SigningKeys>();
        builder.Services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(services => services.GetRequiredService<SigningKeys>());
        builder.Services.AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>>(services => services.GetRequiredService<SigningKeys>());
        builder.Services.AddHostedService(services => services.GetRequiredService<SigningKeys>());
    }

    /// <summary>Links and redirects carry the public address from configuration; no header of a request can bend it. A certificate shown to this process is
    /// the gateway's and says nothing about the caller, whom the sign-in would take it for.</summary>
    public static void UsePublicAddress(this WebApplication app)
    {
        var address = new Uri(app.Configuration["Auth:Issuer"]!);
        app.Use((http, next) =>
        {
            http.Request.Scheme = address.Scheme;
            http.Request.Host = HostString.FromUriComponent(address);
            http.Features.Set<ITlsConnectionFeature>(new TlsConnectionFeature());
            return next(http);
        });
    }

    public static Uri PublicAddress(this WebApplicationBuilder builder) =>
        Uri.TryCreate(builder.Configuration["Auth:Issuer"], UriKind.Absolute, out var address)
            ? address
            : throw new InvalidOperationException("Auth:Issuer is not configured.");
}

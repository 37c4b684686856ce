using System.Globalization;
using System.Security.Claims;
using Anjie.Cases;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Anjie.Hosting;

/// <summary>Who calls, and in which circumstances.</summary>
public static class Access
{
    static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>Checks access tokens with the public signing key from configuration; every endpoint needs one unless it says otherwise.</summary>
    /// <param name="builder">The service's.</param>
    /// <param name="watched">What <see cref="AccessWatch"/> reads; by default the service's copies of the directory.</param>
    public static void AddTokenAccess<TDb>(this WebApplicationBuilder builder, string watched = AccessWatch.OfCopies) where TDb : DbContext
    {
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.MapInboundClaims = false;
            options.RequireHttpsMetadata = false; // no metadata is fetched: the key comes from configuration
            options.TokenValidationParameters = TokenRules(builder.Configuration);
            options.Events = new() { OnTokenValidated = DemandFootingAsync };
        });
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).ValidateOnStart(); // without its key a service does not start, instead of failing for the first caller
        builder.Services.AddSingleton(_ => new AccessWatch(watched));
        builder.Services.AddHealthChecks().AddCheck<DatabaseCheck>("database"); // whoever shares out the requests looks here; alive it is without one, too
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        builder.Services.Configure<RouteOptions>(options => options.SetParameterPolicy<CaseReference>(CaseReference.Name));
        builder.Services.AddSingleton<PolicyInForce>();
        builder.Services.AddTransient(services => services.GetRequiredService<PolicyInForce>().Current);
        builder.Services.AddSingleton<CalendarCache>();
        builder.Services.AddScoped<AuditScope>();
        builder.Services.AddSingleton(services => new AuditSettings(services.GetRequiredService<ServiceName>().Name, builder.Configuration));
        builder.Services.AddHostedService<AuditChainer>();
        builder.Services.AddHostedService<PolicyEvidence>();
        builder.Services.AddScoped<DbContext>(services => services.GetRequiredService<TDb>()); // for what every service does with its tables alike
        builder.Services.AddScoped<Acts<TDb>>();
        builder.Services.AddScoped(services => Current(services).Features.Get<Act>() ?? throw new InvalidOperationException("No act in this scope; listeners and timers ask Acts."));
        builder.Services.AddScoped(services => services.GetRequiredService<Act>().Actor);
    }

    /// <summary>What an access token of this system must be, at the services and wherever else one is looked at.</summary>
    public static TokenValidationParameters TokenRules(IConfiguration configuration)
    {
        var keys = TokenKeys.Of(configuration);
        return new()
        {
            ValidIssuer = configuration["Auth:Issuer"],
            ValidAudience = "anjie",
            IssuerSigningKeyResolver = (_, _, keyId, _) => keys.Find(keyId),
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ValidTypes = ["at+jwt"],
            LifetimeValidator = (notBefore, expires, token, _) => IsOfNow(notBefore, expires, token),
            NameClaimType = "name",
            RoleClaimType = "role",
        };
    }

    // The library's own look lets a token pass that was issued in the future.
    static bool IsOfNow(DateTime? notBefore, DateTime? expires, SecurityToken token)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return expires > now - ClockSkew && !(notBefore > now + ClockSkew) && (token as JsonWebToken)?.IssuedAt <= now + ClockSkew;
    }

    static async Task DemandFootingAsync(TokenValidatedContext context)
    {
        var services = context.HttpContext.RequestServices;
        if (!await services.GetRequiredService<AccessWatch>().HoldsAsync(services.GetRequiredService<DbContext>(), FootingOf(context.Principal!), context.HttpContext.RequestAborted))
            context.Fail("The session has ended, or the post is not what it was.");
    }

    static Footing FootingOf(ClaimsPrincipal user)
    {
        return new(Id("sid"), Id("post"), Version("post_version"), Id("unit"), Version("unit_version"));

        Guid Id(string claim) => Guid.TryParse(user.FindFirstValue(claim), out var id) ? id : Guid.Empty;
        int Version(string claim) => int.TryParse(user.FindFirstValue(claim), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
    }

    /// <summary>Authenticates, and prepares the act and its audit row for each request.</summary>
    public static void UseTokenAccess<TDb>(this WebApplication app) where TDb : DbContext
    {
        // The gateway alone speaks HTTP/2 here, and it puts the address it saw in place of whatever a caller wrote.
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor };
        forwarded.KnownIPNetworks.Clear();
        forwarded.KnownProxies.Clear();
        app.UseWhen(http => HttpProtocol.IsHttp2(http.Request.Protocol), gateway => gateway.UseForwardedHeaders(forwarded));
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(next => async http =>
        {
            if (http.User.Identity?.IsAuthenticated == true)
            {
                var acts = http.RequestServices.GetRequiredService<Acts<TDb>>();
                if (ActorOf(http.User) is not { } actor)
                {
                    http.Response.StatusCode = StatusCodes.Status403Forbidden;
                    await RecordDenialAsync(http, await acts.ByAsync(WithoutPost(http.User), http.RequestAborted), FormattableString.Invariant($"http.{StatusCodes.Status403Forbidden}"));
                    return;
                }
                var act = await acts.ByAsync(actor, http.RequestAborted);
                // By business time, as the delegation was given; the token itself lives by the system's.
                if (!actor.IsInPerson && !(act.Today <= actor.ActingUntil))
                {
                    await http.ChallengeAsync();
                    return;
                }
                http.Features.Set(act);
                if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
                    http.RequestServices.GetRequiredService<AuditScope>().Begin(Evidence(http, act, AuditRow.Done), http.RequestServices.GetRequiredService<TDb>());
                await DenialsAsync(http, act, next);
                return;
            }
            await next(http);
        });
    }

    /// <summary>A denial is evidence too: one row for what this caller may not do, for what is not there for this caller, for who wants to see too many, and for an attempt that a rule calls grave.</summary>
    static async Task DenialsAsync(HttpContext http, Act act, RequestDelegate next)
    {
        try
        {
            RouteRules.Demand(http, act);
            await next(http);
        }
        catch (BrokenRuleException denied) when (denied.LeavesRow || denied.Code == DisclosureRegistration.TooMany || ProblemAnswers.IsDenial(denied.Code))
        {
            await RecordDenialAsync(http, act, denied.Code);
            throw;
        }
        if (http.GetEndpoint() is not null && http.Response.StatusCode is StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound)
            await RecordDenialAsync(http, act, FormattableString.Invariant($"http.{http.Response.StatusCode}"));
    }

    static async Task RecordDenialAsync(HttpContext http, Act act, string code)
    {
        // In a scope of its own: what the command has begun is not saved along.
        await using var scope = http.RequestServices.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DbContext>();
        db.Add(Evidence(http, act, code));
        await db.SaveChangesAsync(CancellationToken.None);
    }

    public static Actor? ActorOf(ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue("sub"), out var person) && Guid.TryParse(user.FindFirstValue("post"), out var post) && Guid.TryParse(user.FindFirstValue("unit"), out var unit)
            ? new(person, user.FindFirstValue("name") ?? "", post, unit, user.FindFirstValue("unit_path") ?? "", user.FindAll("role").Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal), user.FindFirstValue("level"))
            {
                ActingFor = Guid.TryParse(user.FindFirstValue("acting_for"), out var holder) ? holder : null,
                ActingUntil = DateOnly.TryParseExact(user.FindFirstValue("acting_until"), "yyyy-MM-dd", out var until) ? until : null,
            }
            : null;

    // Nobody acts without a post; who tried is kept as far as the token says.
    static Actor WithoutPost(ClaimsPrincipal user) =>
        new(Guid.TryParse(user.FindFirstValue("sub"), out var person) ? person : Guid.Empty, "", Guid.Empty, Guid.Empty, "", new HashSet<string>(), null);

    /// <summary>Leaves a row of evidence for a look that deserves one, at once: what leaves no evidence is not shown. Where the look is asked for by a command, it is the command's row.</summary>
    public static async Task RecordLookAsync(this HttpContext http, DbContext db, Act act, CancellationToken ct)
    {
        db.Add(http.RequestServices.GetRequiredService<AuditScope>().Take() ?? Evidence(http, act, AuditRow.Done));
        await db.SaveChangesAsync(ct);
    }

    internal static AuditRow Evidence(HttpContext http, Act act, string result, string? subject = null) => new()
    {
        Id = Guid.CreateVersion7(),
        OccurredAt = act.Now,
        ActorId = act.Actor.PersonId,
        PostId = act.Actor.PostId,
        UnitId = act.Actor.UnitId,
        ActingFor = act.Actor.ActingFor,
        Roles = string.Join(',', act.Actor.Roles.Order(StringComparer.Ordinal)),
        Action = $"{http.Request.Method} {(http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText}",
        // However an id was written, its rows are found under one spelling.
        Subject = subject ?? string.Join('/', http.Request.RouteValues.Values.Select(value => Guid.TryParse(value as string, out var id) ? id.ToString() : value)),
        Result = result,
        Address = http.Connection.RemoteIpAddress?.ToString(),
        TraceId = System.Diagnostics.Activity.Current?.TraceId.ToString(),
    };

    static HttpContext Current(IServiceProvider services) =>
        services.GetRequiredService<IHttpContextAccessor>().HttpContext ?? throw new InvalidOperationException("No request in this scope; listeners and timers ask Acts.");
}

/// <summary>Makes acts: by a person for a request, by the system for listeners and timers.</summary>
public sealed class Acts<TDb>(TDb db, BusinessClock clock, CalendarCache calendars, Policy policy) where TDb : DbContext
{
    public async ValueTask<Act> ByAsync(Actor actor, CancellationToken ct) =>
        new(actor, clock.GetUtcNow(), clock.Today(), await calendars.CurrentAsync(db, ct)) { Parameters = await calendars.ParametersAsync(db, ct), Policy = policy };

    public ValueTask<Act> BySystemAsync(CancellationToken ct) => ByAsync(Actor.System, ct);
}

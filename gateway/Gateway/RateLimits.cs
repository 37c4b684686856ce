using System.Globalization;
using System.Threading.RateLimiting;
using Anjie.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Anjie.Gateway;

/// <summary>One caller's flood is that caller's trouble: everybody has an allowance of their own, and one cap holds for all together.</summary>
/// <remarks>
/// A request with a good token counts against its person and never against its address: the Portal asks for everybody from the address of its own process, and an
/// office shares one. A request without one counts against its address. Of the Portal that is only the exchange of codes and refresh tokens, which has an allowance
/// of its own, sized for an office that signs in at eight o'clock; passwords come from the browsers' addresses. Routes in appsettings.json name the further
/// allowance they use up (<c>RateLimiterPolicy</c>), so what is limited is what the gateway's own routing matched. On a developer's machine everybody, the tests
/// and the demo data have one address: appsettings.Development.json allows them what a machine can ask for.
/// </remarks>
static class RateLimits
{
    const string Code = "request.too_many";
    const string Circuits = "/_blazor";
    const int ShortestPeriodMilliseconds = 100;
    const int MillisecondsPerMinute = 60_000;

    static readonly TimeSpan shortly = TimeSpan.FromSeconds(1);

    // A flood must not make whoever watches over us believe that we are dead.
    static readonly string[] unlimited = ["/health/live", "/health/ready"];

    public static void AddRateLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<RateLimitSettings>().BindConfiguration("RateLimits")
            .Validate(settings => settings.IsComplete, "RateLimits: every number must be there and above zero.").ValidateOnStart();
        builder.Services.AddRateLimiter(_ => { });
        builder.Services.AddOptions<RateLimiterOptions>().Configure<IOptions<RateLimitSettings>>((options, settings) => Configure(options, settings.Value));
    }

    public static void UseRateLimits(this WebApplication app)
    {
        app.UseMiddleware<CallerRecognition>();
        app.UseRateLimiter();
    }

    static void Configure(RateLimiterOptions options, RateLimitSettings settings)
    {
        // The caller's own first: what a caller may not ask for takes no place from anybody.
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            Partition(http => OfCaller(http, "requests", limits => limits.Requests)),
            Partition(http => AtOnce(CallerOf(http), IsCircuit(http) ? "circuits" : "requests", IsCircuit(http) ? LimitsOf(http).Circuits : LimitsOf(http).Concurrent)),
            Partition(http => IsCircuit(http) ? Without() : AtOnce(default, "all", settings.Concurrent)));
        options.AddPolicy("password", http => Bucket(Caller.At(http.Connection.RemoteIpAddress), "password", settings.Password));
        options.AddPolicy("token", http => Bucket(Caller.At(http.Connection.RemoteIpAddress), "token", settings.Token));
        options.AddPolicy("query", http => Bucket(Caller.At(http.Connection.RemoteIpAddress), "query", settings.Query));
        options.AddPolicy("query-call", http => Bucket(Caller.At(http.Connection.RemoteIpAddress), "query-call", settings.QueryCall));
        options.AddPolicy("search", http => OfCaller(http, "search", limits => limits.Search));
        options.AddPolicy("export", http => OfCaller(http, "export", limits => limits.Export));
        options.AddPolicy("record", http => OfCaller(http, "record", limits => limits.Record));
        options.OnRejected = RefuseAsync;

        RateLimitPartition<Key> OfCaller(HttpContext http, string what, Func<CallerLimits, Allowance> allowance) => Bucket(CallerOf(http), what, allowance(LimitsOf(http)));

        CallerLimits LimitsOf(HttpContext http) => CallerOf(http).IsPerson ? settings.Person : settings.Address;
    }

    static PartitionedRateLimiter<HttpContext> Partition(Func<HttpContext, RateLimitPartition<Key>> of) =>
        PartitionedRateLimiter.Create<HttpContext, Key>(http => unlimited.Contains(http.Request.Path.Value, StringComparer.OrdinalIgnoreCase) ? Without() : of(http));

    static RateLimitPartition<Key> Without() => RateLimitPartition.GetNoLimiter(default(Key));

    static RateLimitPartition<Key> AtOnce(Caller caller, string what, int limit) =>
        RateLimitPartition.GetConcurrencyLimiter(new Key(caller, what), _ => new() { PermitLimit = limit });

    static RateLimitPartition<Key> Bucket(Caller caller, string what, Allowance allowance) =>
        RateLimitPartition.GetTokenBucketLimiter(new Key(caller, what), _ =>
        {
            var period = Math.Max(ShortestPeriodMilliseconds, MillisecondsPerMinute / allowance.PerMinute);
            return new()
            {
                TokenLimit = allowance.Burst,
                TokensPerPeriod = Math.Max(1, allowance.PerMinute * period / MillisecondsPerMinute),
                ReplenishmentPeriod = TimeSpan.FromMilliseconds(period),
            };
        });

    static bool IsCircuit(HttpContext http) => http.Request.Path.StartsWithSegments(Circuits, StringComparison.OrdinalIgnoreCase);

    static Caller CallerOf(HttpContext http) => http.Features.GetRequiredFeature<CallerRecognition.Recognized>().Caller;

    static async ValueTask RefuseAsync(OnRejectedContext context, CancellationToken cancellation)
    {
        var (http, services) = (context.HttpContext, context.HttpContext.RequestServices);
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var told) && told > shortly ? told : shortly;
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var problem = new ProblemDetails { Status = http.Response.StatusCode, Title = services.GetRequiredService<ErrorTexts>().For(Code, [seconds]), Extensions = { ["code"] = Code } };
        // A browser that asks for a page gets the sentence.
        if (!await services.GetRequiredService<IProblemDetailsService>().TryWriteAsync(new() { HttpContext = http, ProblemDetails = problem }))
        {
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync(problem.Title, cancellation);
        }
    }

    readonly record struct Key(Caller Caller, string What);
}

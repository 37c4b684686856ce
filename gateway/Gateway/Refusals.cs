using System.Diagnostics.Metrics;
using Yarp.ReverseProxy.Model;

namespace Anjie.Gateway;

/// <summary>Counts answers to callers whom nobody knows or who ask too often. A flood of them fills no disk: at most one line in a while (<c>Refusals:BetweenLines</c>) says how many there were.</summary>
sealed partial class Refusals : IDisposable
{
    public const string MeterName = "Anjie.Gateway";

    static readonly TimeSpan usuallyBetweenLines = TimeSpan.FromSeconds(10);

    readonly Meter meter;
    readonly Counter<long> refused;
    readonly ILogger<Refusals> log;
    readonly TimeProvider time;
    readonly TimeSpan betweenLines;
    readonly Lock gate = new();
    (long Unknown, long TooMany) sinceLine;
    long? lineAt;

    public Refusals(IMeterFactory meters, ILogger<Refusals> log, TimeProvider time, IConfiguration configuration)
    {
        (this.log, this.time) = (log, time);
        betweenLines = configuration.GetValue("Refusals:BetweenLines", usuallyBetweenLines);
        meter = meters.Create(MeterName);
        refused = meter.CreateCounter<long>("anjie.gateway.refused", "{request}", "Requests answered 401 or 429.");
    }

    public static async Task WatchAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.Response.StatusCode is StatusCodes.Status401Unauthorized or StatusCodes.Status429TooManyRequests)
        {
            http.RequestServices.GetRequiredService<Refusals>().Count(
                http.Response.StatusCode, http.GetEndpoint()?.Metadata.GetMetadata<RouteModel>()?.Config.RouteId ?? "", http.Connection.RemoteIpAddress?.ToString());
        }
    }

    public void Dispose() => meter.Dispose();

    void Count(int status, string route, string? address)
    {
        refused.Add(1, new("status", status), new("route", route));
        (long Unknown, long TooMany) told;
        lock (gate)
        {
            sinceLine = status == StatusCodes.Status401Unauthorized ? (sinceLine.Unknown + 1, sinceLine.TooMany) : (sinceLine.Unknown, sinceLine.TooMany + 1);
            if (lineAt is { } at && time.GetElapsedTime(at) < betweenLines)
            {
                return;
            }

            (told, sinceLine, lineAt) = (sinceLine, default, time.GetTimestamp());
        }

        LogRefused(told.Unknown, told.TooMany, route, address);
    }

    [LoggerMessage(LogLevel.Warning, "Refused since the last line: {Unknown} without a good token, {TooMany} too many; the latest at {Route} from {Address}")]
    partial void LogRefused(long unknown, long tooMany, string route, string? address);
}

using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Anjie.Hosting;

/// <summary>How big, how many and how slow a request may be, at the gateway and at the services behind it.</summary>
/// <remarks>The gateway decides; a service gives the same body and more of the rest. What comes through the gateway is longer by the headers that it adds,
/// and many callers share one HTTP/2 connection to a service: whoever passes the gateway's limit of headers, or sends slowly enough for it, and
/// then breaks the service's limit ends that connection for all of them.</remarks>
static class EdgeLimits
{
    const int Kilobyte = 1024;
    const int Body = 1024 * Kilobyte;
    const int RequestLine = 8 * Kilobyte;
    const int HeaderBytes = 32 * Kilobyte;
    const int HeaderCount = 64;
    const int HeadersOfTheGateway = 16;
    const int Connections = 10_000;
    const int Circuits = 5_000;
    const int StreamsPerConnection = 100;
    const double SlowestBytesPerSecond = 240;

    static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    static readonly TimeSpan ForHeaders = TimeSpan.FromSeconds(10);

    // Longer than a client keeps an idle connection (one minute in .NET): so it is the client that closes, and no request crosses the closing.
    static readonly TimeSpan Idle = TimeSpan.FromMinutes(2);

    public static void Set(KestrelServerOptions kestrel, bool isGateway)
    {
        // Bare LF ends a line in our server and not in every proxy: where they differ, one request is two.
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators", true);
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxRequestBodySize = Body;
        limits.MaxRequestLineSize = RequestLine;
        limits.MaxRequestHeaderCount = isGateway ? HeaderCount : HeaderCount + HeadersOfTheGateway;
        limits.MaxRequestHeadersTotalSize = isGateway ? HeaderBytes : 2 * HeaderBytes;
        limits.RequestHeadersTimeout = ForHeaders;
        limits.KeepAliveTimeout = Idle;
        limits.MaxConcurrentConnections = isGateway ? Connections : null;
        limits.MaxConcurrentUpgradedConnections = Circuits;
        limits.MinRequestBodyDataRate = limits.MinResponseDataRate =
            isGateway ? new MinDataRate(SlowestBytesPerSecond, Grace) : new MinDataRate(SlowestBytesPerSecond / 2, 2 * Grace);
        limits.Http2.MaxStreamsPerConnection = StreamsPerConnection;
        limits.Http2.MaxRequestHeaderFieldSize = isGateway ? HeaderBytes / 2 : HeaderBytes + RequestLine;
    }
}

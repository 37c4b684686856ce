using System.Net;

namespace Anjie.EndToEnd.Tests.PersonalData;

/// <summary>Receives what services export of traces, metrics and logs (OTLP over HTTP) and keeps it, byte by byte, in files.</summary>
sealed class TelemetryCollector : IAsyncDisposable
{
    readonly HttpListener _listener = new();
    readonly string _folder;
    readonly Task _running;
    int _received;

    public TelemetryCollector(string folder, int port)
    {
        (_folder, Endpoint) = (Directory.CreateDirectory(folder).FullName, $"http://127.0.0.1:{port}/");
        _listener.Prefixes.Add(Endpoint);
        _listener.Start();
        _running = ReceiveAsync();
    }

    public string Endpoint { get; }

    /// <summary>The environment in which a service exports here.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Endpoint, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf", ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000", ["OTEL_BSP_SCHEDULE_DELAY"] = "500",
    };

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _running;
    }

    async Task ReceiveAsync()
    {
        while (true)
        {
            HttpListenerContext http;
            try
            {
                http = await _listener.GetContextAsync();
            }
            catch (Exception over) when (over is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            await using (var file = File.Create(Path.Combine(_folder, $"{Interlocked.Increment(ref _received):D6}-{http.Request.Url!.Segments[^1]}")))
                await http.Request.InputStream.CopyToAsync(file);
            http.Response.ContentType = "application/x-protobuf";
            http.Response.Close();
        }
    }
}

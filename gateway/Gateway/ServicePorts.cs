using System.Text.Json.Serialization;

namespace Anjie.Gateway;

/// <summary>The HTTP/1.1 side of the services: health and the Development clock.</summary>
sealed class ServicePorts(HttpClient client, IConfiguration configuration)
{
    public IReadOnlyList<string> Names { get; } = [.. configuration.GetSection("Services").GetChildren().Select(service => service.Key)];

    public async Task<bool> IsReadyAsync(string service, CancellationToken cancellation)
    {
        try
        {
            using var answer = await client.GetAsync(AddressOf(service, "health/ready"), cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (IsNoAnswer(failure, cancellation))
        {
            return false;
        }
    }

    /// <summary>Null when the service does not answer; a process without business time is always in step.</summary>
    public async Task<Echo?> ClockAsync(string service, CancellationToken cancellation)
    {
        try
        {
            using var answer = await client.GetAsync(AddressOf(service, "dev/clock"), cancellation);
            if (answer.StatusCode == System.Net.HttpStatusCode.NotFound)
            {
                return Echo.None;
            }

            return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<Echo>(cancellation) : null;
        }
        catch (Exception failure) when (IsNoAnswer(failure, cancellation))
        {
            return null;
        }
    }

    Uri AddressOf(string service, string path) =>
        new(new Uri(configuration[$"Services:{service}"] ?? throw new InvalidOperationException($"Services:{service} is not configured.")), path);

    static bool IsNoAnswer(Exception failure, CancellationToken cancellation) =>
        failure is HttpRequestException or System.Text.Json.JsonException
        || (failure is OperationCanceledException && !cancellation.IsCancellationRequested);

    internal sealed record Echo([property: JsonRequired] long OffsetSeconds, DateOnly Today, [property: JsonRequired] bool Idle, DateOnly? NextOn)
    {
        public static readonly Echo None = new(long.MinValue, default, Idle: true, NextOn: null);

        public bool IsAt(long offsetSeconds) => OffsetSeconds == offsetSeconds || this == None;
    }
}

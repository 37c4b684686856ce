using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace Anjie.Portal.Session;

/// <summary>How long a sign-in has left.</summary>
/// <param name="Idle">When nothing is done from now on.</param>
/// <param name="Longest">Whatever is done.</param>
public sealed record TimeLeft(TimeSpan Idle, TimeSpan Longest);

/// <summary>Tells the sign-in service that people use their sign-ins, and learns from it whether those still stand.</summary>
internal sealed partial class SessionPulse(TokenSource tokens, IHttpClientFactory clients, SignInSettings settings, ILogger<SessionPulse> log)
{
    readonly ConcurrentDictionary<string, long> _active = new(StringComparer.Ordinal);

    /// <summary>The person did something just now.</summary>
    public void Active(string sessionId) => _active[sessionId] = Stopwatch.GetTimestamp();

    /// <summary>Null when the sign-in is over. As long as nobody can be asked it stands: without new tokens it ends by itself.</summary>
    public async Task<TimeLeft?> BeatAsync(string sessionId, TimeSpan openFor, CancellationToken ct)
    {
        try
        {
            if (await tokens.AccessTokenAsync(sessionId, ct) is not { } token)
                return Over(sessionId);
            // A page that came shows that somebody asked for it.
            var idle = _active.TryGetValue(sessionId, out var at) && Stopwatch.GetElapsedTime(at) < openFor ? Stopwatch.GetElapsedTime(at) : openFor;
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Gateway, "connect/pulse"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            request.Content = JsonContent.Create(new { idleSeconds = (int)idle.TotalSeconds });
            using var client = clients.CreateClient(SignInSettings.BackChannel);
            using var answer = await client.SendAsync(request, ct);
            if (answer.StatusCode == HttpStatusCode.Unauthorized)
            {
                await tokens.EndAsync(sessionId);
                return Over(sessionId);
            }
            answer.EnsureSuccessStatusCode();
            var left = (await answer.Content.ReadFromJsonAsync<Answer>(ct))!;
            return new(TimeSpan.FromSeconds(left.IdleSecondsLeft), TimeSpan.FromSeconds(left.SecondsLeft));
        }
        catch (HttpRequestException unreachable)
        {
            LogUnreachable(unreachable.StatusCode);
            return Unknown;
        }
    }

    static readonly TimeLeft Unknown = new(TimeSpan.MaxValue, TimeSpan.MaxValue);

    TimeLeft? Over(string sessionId)
    {
        _active.TryRemove(sessionId, out _);
        return null;
    }

    [LoggerMessage(LogLevel.Warning, "Nobody could be asked whether a sign-in still stands: {Status}")]
    partial void LogUnreachable(HttpStatusCode? status);

    sealed record Answer(int IdleSecondsLeft, int SecondsLeft);
}

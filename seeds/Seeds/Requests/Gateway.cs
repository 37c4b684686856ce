using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;

namespace Anjie.Seeds;

/// <summary>The one door of a running Development system, with the people who go through it.</summary>
internal sealed class Gateway : IDisposable
{
    const int Parallel = 4;
    static readonly TimeSpan patience = TimeSpan.FromMinutes(10);

    readonly HttpClient requests;
    readonly HttpClient signIns;
    readonly string password;
    readonly SemaphoreSlim turns = new(Parallel);
    readonly ConcurrentDictionary<string, User> users = new(StringComparer.Ordinal);
    int asked;

    public Gateway(Uri address, string password)
    {
        this.password = password;
        requests = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = Parallel })
        {
            BaseAddress = address,
            // A walk of the clock is one request.
            Timeout = patience,
        };
        signIns = SignIn.CreateClient(address);
    }

    /// <summary>How many requests have been made.</summary>
    public int Asked => asked;

    public static Uri AddressOf(string text) => new(text.TrimEnd('/') + "/");

    public User As(string user) => users.GetOrAdd(user, name => new User(this, name));

    public Task<Tokens> SignInAsync(string user, CancellationToken ct) => SignIn.SignInAsync(signIns, user, password, ct);

    public Task<Tokens> RefreshAsync(string refreshToken, CancellationToken ct) => SignIn.RefreshAsync(signIns, refreshToken, ct);

    /// <summary>The business day of the running system.</summary>
    public async Task<DateOnly> TodayAsync(CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "dev/clock");
        return Day(await SendAsync(request, ct));
    }

    /// <summary>Walks to a day, with everything that happens by itself on the way.</summary>
    public Task<DateOnly> WalkToAsync(DateOnly day, CancellationToken ct) => MoveAsync(new { today = day }, ct);

    /// <summary>Begins on a day, with nothing between.</summary>
    public Task<DateOnly> BeginOnAsync(DateOnly day, CancellationToken ct) => MoveAsync(new { reset = true, today = day }, ct);

    public async Task<Answer> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        await turns.WaitAsync(ct);
        try
        {
            Interlocked.Increment(ref asked);
            using var response = await requests.SendAsync(request, ct);
            return await Answer.ReadAsync($"{request.Method} /{request.RequestUri}", response, ct);
        }
        finally
        {
            turns.Release();
        }
    }

    public void Dispose()
    {
        requests.Dispose();
        signIns.Dispose();
        turns.Dispose();
        foreach (var user in users.Values)
        {
            user.Dispose();
        }
    }

    async Task<DateOnly> MoveAsync(object to, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "dev/clock") { Content = JsonContent.Create(to, options: JsonSerializerOptions.Web) };
        return Day(await SendAsync(request, ct));
    }

    static DateOnly Day(Answer answer) => answer.OrThrow().Body.GetProperty("today").Deserialize<DateOnly>();
}

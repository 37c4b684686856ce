using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Anjie.EndToEnd.Tests.Fuzz;
using Anjie.Support;

namespace Anjie.EndToEnd.Tests.Edges;

/// <summary>A way in: the gateway, or a service's own port.</summary>
sealed record Door(string Service, Uri Address, bool IsGateway)
{
    public override string ToString() => IsGateway ? $"the gateway for {Service}" : Service;
}

/// <summary>All ways in, and somebody who may come in by each of them.</summary>
sealed partial class Doors(RunningSystem running) : IDisposable
{
    /// <summary>An id that no case has.</summary>
    public const string Missing = "019b0000-0000-7000-8000-000000000001";

    static readonly Dictionary<string, string> Lists = new(StringComparer.Ordinal)
    {
        ["screening"] = "disputes", ["reception"] = "sessions", ["backlog"] = "cases", ["supervision"] = "ledger", ["directory"] = "units",
    };

    /// <summary>Someone at the city's petition office, who reads a list of every service.</summary>
    public static Official Clerk { get; } = new(Guid.CreateVersion7(), "6203.xfj.", "registrar");

    /// <summary>Someone with all roles: who gets in anywhere gets further than any other.</summary>
    public static Official Anybody { get; } = new(
        Guid.CreateVersion7(), "6203.", "grid", "town", "townhead", "registrar", "registrarhead", "jointoffice", "convener", "supervisor", "inspection", "sysadmin", "secadmin", "unithandler", "unithead", "leader", "auditor");

    public HttpClient Client { get; } = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    public IEnumerable<Door> All => RunningSystem.Services.SelectMany(service => (Door[])[new(service, running.Address, true), new(service, new(running.System.AddressOf(service)), false)]);

    /// <summary>A list of the service that lies behind the door.</summary>
    public static string ListOf(string service) => $"api/{service}/{Lists[service]}";

    /// <summary>An operation's path with a case, or whatever else it takes, that there is not.</summary>
    public static string Filled(string path, string id = Missing) =>
        Parameter().Replace(path.TrimStart('/'), part => part.Value.Contains("year", StringComparison.Ordinal) ? "2026" : part.Value.Contains("version", StringComparison.Ordinal) ? "1" : id == Missing && part.Value.Contains("name", StringComparison.Ordinal) ? "a-list" : id);

    public async Task<int> ReadAsync(Door door, string? token)
    {
        using var answer = await SendAsync(door, HttpMethod.Get, ListOf(door.Service), token);
        return (int)answer.StatusCode;
    }

    public Task<HttpResponseMessage> SendAsync(Door door, HttpMethod method, string path, string? token, HttpContent? content = null, Action<HttpRequestHeaders>? headers = null) =>
        SendAsync(new Uri(door.Address, path), method, token, content, headers);

    public async Task<HttpResponseMessage> SendAsync(
        Uri target, HttpMethod method, string? token, HttpContent? content = null, Action<HttpRequestHeaders>? headers = null, HttpCompletionOption until = HttpCompletionOption.ResponseContentRead)
    {
        using var request = new HttpRequestMessage(method, target) { Content = content };
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        headers?.Invoke(request.Headers);
        return await Client.SendAsync(request, until, TestContext.Current.CancellationToken);
    }

    public async Task<IReadOnlyList<Operation>> OperationsAsync(string service) =>
        [.. Operation.Read(await Client.GetFromJsonAsync<JsonElement>(new Uri(running.Address, $"openapi/{service}.json"), TestContext.Current.CancellationToken))];

    /// <summary>The token to come with: what is for petitioners is asked without one, and with one by nobody.</summary>
    public static string? TokenFor(string service, Operation operation, string token) => IsForPetitioners(service, operation) ? null : token;

    public static bool IsForPetitioners(string service, Operation operation) => operation.Path.StartsWith($"/api/{service}/public/", StringComparison.Ordinal);

    public void Dispose() => Client.Dispose();

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter();
}

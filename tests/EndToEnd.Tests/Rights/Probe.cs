using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Anjie.Cases;
using Anjie.EndToEnd.Tests.Fuzz;

namespace Anjie.EndToEnd.Tests.Rights;

/// <summary>Asks the running system, at the gateway or at a service's own door.</summary>
sealed class Probe(RunningSystem running, HttpClient client)
{
    static readonly Dictionary<string, (string Service, string Collection)> Homes = new(StringComparer.Ordinal)
    {
        ["Dispute"] = ("screening", "disputes"), ["Session"] = ("reception", "sessions"), ["Visit"] = ("reception", "visits"), ["Matter"] = ("reception", "matters"),
        ["BacklogCase"] = ("backlog", "cases"), ["SupervisionItem"] = ("supervision", "items"),
    };

    /// <summary>Every route that the services' documents describe, with its row in the policy.</summary>
    public async Task<IReadOnlyList<Route>> RoutesAsync()
    {
        List<Route> routes = [];
        foreach (var service in RunningSystem.Services)
            routes.AddRange(Route.Of(service, await client.GetFromJsonAsync<JsonElement>(new Uri(running.Address, $"openapi/{service}.json")), Policy.Shipped));
        return routes;
    }

    public Uri DoorOf(string service, bool gateway) => gateway ? running.Address : new(running.System.AddressOf(service));

    /// <summary>Whether the person finds the case: by its own address, and in the list, which must agree.</summary>
    public async Task<bool> FindsAsync(Piece piece, string token, bool gateway = false)
    {
        var shown = await ShowsAsync(piece, token, gateway);
        return piece.Kind switch
        {
            "LedgerEntry" => Agreed(piece, shown, await IsListedAsync("supervision", "ledger", "caseId", piece, token, gateway)),
            _ when Homes.TryGetValue(piece.Kind, out var home) => Agreed(piece, shown, await IsListedAsync(home.Service, home.Collection, "id", piece, token, gateway)),
            _ => shown,
        };
    }

    /// <summary>Whether the person is shown the case by its own address, or where it has none, among what it is met in.</summary>
    public async Task<bool> ShowsAsync(Piece piece, string token, bool gateway = false)
    {
        switch (piece.Kind)
        {
            case "LedgerEntry":
                return (await AskAsync("supervision", HttpMethod.Get, $"matters/{piece.MatterId}/timeline", token, gateway)).Status == 200;
            case "Encounter":
                var found = await AskAsync("reception", HttpMethod.Post, "person-search", token, gateway, JsonSerializer.Serialize(new { name = Stage.Petitioner }));
                return found.Status == 200 && found.Body.Contains(piece.Id.ToString(), StringComparison.Ordinal);
            case "Quota":
                return (await AskAsync("supervision", HttpMethod.Get, "quotas", token, gateway)).Body.Contains("leaderPostId", StringComparison.Ordinal);
            default:
                var (service, collection) = Homes[piece.Kind];
                return (await AskAsync(service, HttpMethod.Get, $"{collection}/{piece.Id}", token, gateway)).Status == 200;
        }
    }

    /// <summary>The service that has the case.</summary>
    public static string ServiceOf(Piece piece) => piece.Kind switch { "LedgerEntry" => "supervision", "Encounter" => "reception", _ => Homes[piece.Kind].Service };

    public async Task<(int Status, string Body)> AskAsync(string service, HttpMethod method, string path, string token, bool gateway, string? body = null, string? tag = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(DoorOf(service, gateway), $"api/{service}/{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        // An export is long; that it comes is enough.
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return ((int)answer.StatusCode, answer.IsSuccessStatusCode && path.EndsWith("export", StringComparison.Ordinal) ? "" : await answer.Content.ReadAsStringAsync());
    }

    async Task<bool> IsListedAsync(string service, string collection, string name, Piece piece, string token, bool gateway)
    {
        for (string? after = null; ;)
        {
            var (status, body) = await AskAsync(service, HttpMethod.Get, $"{collection}?limit=200{(after is null ? "" : $"&after={after}")}", token, gateway);
            status.ShouldBe(200, body);
            using var page = JsonDocument.Parse(body);
            if (page.RootElement.GetProperty("items").EnumerateArray().Any(item => item.GetProperty(name).GetGuid() == piece.Id))
                return true;
            if (page.RootElement.GetProperty("next").GetString() is not { } next)
                return false;
            after = next;
        }
    }

    static bool Agreed(Piece piece, bool detail, bool listed) =>
        detail == listed ? detail : throw new InvalidOperationException($"{piece.Kind}: {(detail ? "shown but not listed" : "listed but not shown")}.");
}

/// <summary>A route of a service's OpenAPI document with its row in the policy.</summary>
sealed record Route(string Service, Operation Operation, string Key, RouteRule Rule)
{
    /// <summary>The path below the service's own, for one case.</summary>
    public string PathTo(Piece piece) => Operation.Path[$"/api/{Service}/".Length..]
        .Replace("{id}", piece.Id.ToString(), StringComparison.Ordinal).Replace("{matterId}", piece.MatterId.ToString(), StringComparison.Ordinal).Replace("{attachmentId}", Stage.FileId.ToString(), StringComparison.Ordinal).Replace("{letterId}", Stage.LetterOf(Service).ToString(), StringComparison.Ordinal)
        .Replace("{year}", "2026", StringComparison.Ordinal).Replace("{key}", "observation.days", StringComparison.Ordinal).Replace("{name}", "petition-purpose", StringComparison.Ordinal)
        .Replace("{kind}", Stage.KindOf(Service), StringComparison.Ordinal).Replace("{version}", "1", StringComparison.Ordinal);

    public static IEnumerable<Route> Of(string service, JsonElement document, Policy policy) =>
        from operation in Operation.Read(document)
        where operation.Path.StartsWith($"/api/{service}/", StringComparison.Ordinal)
        let key = $"{operation.Method} {operation.Path[$"/api/{service}".Length..]}"
        select new Route(service, operation, key, policy.RuleOf(service, key) ?? throw new InvalidOperationException($"{service} {key} has no row in the policy."));
}

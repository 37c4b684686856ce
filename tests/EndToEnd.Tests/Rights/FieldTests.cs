using System.Text.Json;
using Anjie.Cases;
using Anjie.EndToEnd.Tests.Rights;

namespace Anjie.EndToEnd.Tests;

/// <summary>What each role is shown, field by field: a new field, or one that lost its mask, is for a person to decide and not for a view to let slip.</summary>
public sealed class FieldTests(RunningSystem running) : IDisposable
{
    const int Callers = 4;
    const string Viewer = "GET /rights/{id}";

    static readonly string[] Files = ["/export", "/{attachmentId}", "/docx", "/print"];
    static readonly string[] Ids = ["id", "caseId"];

    readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    JsonElement? _people;

    Probe Probe => field ??= new(running, _client);

    public void Dispose() => _client.Dispose();

    /// <summary>When it fails, what was shown lies beside the list as <c>fields.received.txt</c>: read it, and if each line is meant, it is the new list.</summary>
    [Fact]
    public async Task S_29_no_role_is_shown_a_field_that_nobody_decided_to_show()
    {
        var (stage, shown) = (await Stage.SetAsync(running), new Shown());
        var routes = (await Probe.RoutesAsync()).Where(route => route.Operation.IsRead && !Files.Any(end => route.Key.EndsWith(end, StringComparison.Ordinal)));
        await Parallel.ForEachAsync(routes, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (route, _) =>
        {
            var piece = route.Key == Viewer ? stage.Pieces.First(one => one.Kind != Piece.Quota.Kind && Probe.ServiceOf(one) == route.Service) : stage.PieceOf(route) ?? stage.Pieces.FirstOrDefault(one => one.Kind == route.Rule.SeenKind) ?? stage.AnyPieceOf(route);
            var address = await AddressAsync(route, piece);
            foreach (var role in Roles.All)
            {
                var token = IsOfOneself(route) ? await TokenAsync(role) : (await stage.PersonAsync(role, piece, Relation.Own)).Token;
                var (status, body) = await Probe.AskAsync(route.Service, HttpMethod.Get, address, token, gateway: true);
                if (status == 200)
                    foreach (var answer in About(JsonDocument.Parse(body).RootElement, stage.PieceOf(route) is null && route.Rule.SeenKind is not null ? piece : null))
                        shown.Add($"{route.Service} {route.Key}", role, answer);
            }
        });

        var file = Path.Combine(AppContext.BaseDirectory, "Rights", "fields.txt");
        var decided = Shown.Read(await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken));
        // What a list shows besides the case depends on who came before; a case's own page does not.
        string[] differences = [.. shown.Beyond(decided), .. decided.Beyond(shown).Where(one => one.Contains('{', StringComparison.Ordinal)).Select(one => $"no longer: {one}")];
        if (differences.Length > 0)
            await File.WriteAllTextAsync(Path.ChangeExtension(file, "received.txt"), shown.ToString(), TestContext.Current.CancellationToken);
        differences.Length.ShouldBe(0, string.Join('\n', differences.Take(40)));
    }

    // The stage's people are invented: they have no record of their own to be shown.
    static bool IsOfOneself(Route route) => route.Key.StartsWith("GET /me", StringComparison.Ordinal);

    // Of a list of cases, the one that every run has.
    static IEnumerable<JsonElement> About(JsonElement answer, Piece? piece) =>
        piece is null || piece.Id == Guid.Empty || !answer.TryGetProperty("items", out var items) ? [answer]
        : items.EnumerateArray().Where(item => Ids.Any(id => item.TryGetProperty(id, out var value) && value.ValueKind == JsonValueKind.String && value.GetGuid() == piece.Id));

    // What is no case is asked for by its id from its own list.
    async Task<string> AddressAsync(Route route, Piece piece)
    {
        if (route.Key == "GET /deadlines/preview")
            return "deadlines/preview?rule=T1&start=2026-01-05";
        if (route.Key == Viewer)
            return $"{route.PathTo(piece)}?post={(await FirstAsync("posts?limit=1")).GetProperty("id").GetGuid()}";
        if (!route.Key.Contains('{', StringComparison.Ordinal))
            return $"{route.PathTo(piece)}?limit=200";
        if (route.Service != "directory" || !route.Key.EndsWith("/{id}", StringComparison.Ordinal))
            return route.PathTo(piece);
        var list = route.Key["GET /".Length..^"/{id}".Length];
        if (list == "people") // who certainly has signed in, whatever came before
            return $"people/{(await AskDirectoryAsync("me")).GetProperty("person").GetProperty("id").GetGuid()}";
        return $"{list}/{(await FirstAsync($"{list}?limit=1")).GetProperty("id").GetGuid()}";
    }

    async Task<JsonElement> FirstAsync(string list) => (await AskDirectoryAsync(list)).GetProperty("items")[0];

    /// <summary>Of somebody of the demonstration who has the role; other tests add people of their own.</summary>
    async Task<string> TokenAsync(string role)
    {
        _people ??= JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Rights", "people.json"))).RootElement;
        return await running.TokenAsync(_people.Value.EnumerateArray().First(one => one.GetProperty("roles").EnumerateArray().Any(held => held.GetString() == role)).GetProperty("userName").GetString()!);
    }

    async Task<JsonElement> AskDirectoryAsync(string path)
    {
        var (status, body) = await Probe.AskAsync("directory", HttpMethod.Get, path, await running.TokenAsync("sysadmin"), gateway: true);
        status.ShouldBe(200, path);
        return JsonDocument.Parse(body).RootElement;
    }
}

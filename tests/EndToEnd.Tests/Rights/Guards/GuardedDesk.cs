using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Anjie.EndToEnd.Tests.PersonalData;
using Anjie.Support;
using Npgsql;

namespace Anjie.EndToEnd.Tests.Rights.Guards;

/// <summary>The city's own desk at a process of VisitReception, with matters of its own.</summary>
sealed class GuardedDesk
{
    /// <summary>As the check of identity numbers wants it; nobody's.</summary>
    public const string IdentityNumber = "620302195001010014";

    public const string Phone = "13900139000";
    const string AnyName = "欧阳守门";

    readonly RunningSystem _running;
    readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
    readonly (Guid Id, string Path) _unit;

    GuardedDesk(RunningSystem running, Stage stage, (Guid, string) unit) => (_running, Stage, _unit) = (running, stage, unit);

    public Stage Stage { get; }

    /// <summary>Where the guarded process answers.</summary>
    public required Uri Door { get; set; }

    public static async Task<GuardedDesk> OpenAsync(RunningSystem running)
    {
        using var clerk = await running.AsAsync("clerk");
        var unit = (await clerk.GetFromJsonAsync<JsonElement>("api/directory/me")).GetProperty("unit");
        return new(running, await Stage.SetAsync(running), (unit.GetProperty("id").GetGuid(), unit.GetProperty("path").GetString()!)) { Door = running.Address };
    }

    /// <summary>Somebody new at the desk.</summary>
    public Official Somebody(string role) => new(_unit.Id, _unit.Path, role);

    /// <summary>Somebody new where the city itself is, above the desk.</summary>
    public Official Above(string role) => new(Guid.CreateVersion7(), _unit.Path[..(_unit.Path.IndexOf('.', StringComparison.Ordinal) + 1)], role);

    public async Task<Piece> MatterAsync() => await RegisterAsync("Appeal", new { });

    /// <summary>Of the unit and the official whom the stage's accusation is about.</summary>
    public async Task<(Piece Matter, Guid AccusedUnit)> AccusationAsync()
    {
        using var accused = await _running.AsAsync("townhead");
        var me = await accused.GetFromJsonAsync<JsonElement>("api/directory/me");
        var unit = me.GetProperty("unit").GetProperty("id").GetGuid();
        return (await RegisterAsync("Accusation", new { accusedUnitId = unit, accusedPostId = me.GetProperty("post").GetProperty("id").GetGuid() }), unit);
    }

    async Task<Piece> RegisterAsync(string category, object accused)
    {
        var body = JsonSerializer.SerializeToNode(new
        {
            receivedOn = await _running.TodayAsync(), form = 1, category, contentCode = "02.01", summary = "反映征地补偿款发放问题", demands = new[] { new { text = "核实补偿款" } },
            petitioners = new[] { new { name = AnyName, identityNumber = IdentityNumber, phone = Phone, address = "金昌市金川区北京路18号3单元501室", noticeVersion = Canary.NoticeVersion } }, peopleConcerned = 1,
        })!.AsObject();
        foreach (var (name, value) in JsonSerializer.SerializeToNode(accused)!.AsObject())
            body[name] = value?.DeepClone();
        var id = Guid.CreateVersion7();
        using var clerk = await _running.AsAsync("clerk");
        using var answer = await clerk.PutAsJsonAsync($"api/reception/matters/{id}", body);
        ((int)answer.StatusCode).ShouldBe(201, await answer.Content.ReadAsStringAsync());
        return new("Matter", default, id, Guid.Empty, [_unit.Path]);
    }

    public Task<Answer> GetAsync(Official caller, string path) => AskAsync(caller, HttpMethod.Get, path);

    public async Task<Answer> AskAsync(Official caller, HttpMethod method, string path, object? body = null, string? tag = null) =>
        await AskAsync(await _running.TokenAsync(caller), method, path, body is null ? null : JsonContent.Create(body), tag);

    public async Task<Answer> AskAsync(string? token, HttpMethod method, string path, HttpContent? content, string? tag = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Door, $"api/reception/{path}")) { Content = content };
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return new((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync());
    }

    public async Task<string> TokenAsync(Action<Dictionary<string, object>> change)
    {
        using var key = await _running.SigningKeyAsync();
        var claims = TestTokens.ClaimsOf(Somebody("registrar"), _running.System.Address);
        change(claims);
        return TestTokens.Sign(new { alg = "RS256", typ = "at+jwt" }, claims, key);
    }

    public async Task<T> ReadAsync<T>(string query)
    {
        await using var connection = new NpgsqlConnection(_running.ConnectionTo("anjie_reception"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(query, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task<string> CountAsync(string query) => (await ReadAsync<long>(query)).ToString(CultureInfo.InvariantCulture);
}

/// <summary>What came back: the status, and the code of a refusal.</summary>
sealed record Answer(int Status, byte[] Content)
{
    public JsonElement Body => JsonDocument.Parse(Content).RootElement;

    public override string ToString() => Status < 400 || Content.Length == 0 || !Body.TryGetProperty("code", out var code)
        ? Status.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Status} {code.GetString()}");

    /// <summary>Whether a field of the only petitioner is masked.</summary>
    public string Shows(string field) => Status != 200 ? ToString() : Body.GetProperty("petitioners")[0].GetProperty(field).GetString()!.Contains('*', StringComparison.Ordinal) ? "masked" : "in full";
}

using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Anjie.Contracts;
using Anjie.Contracts.Directory;
using Anjie.Contracts.Reception;
using Anjie.PersonalData;
using Anjie.Support;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

[assembly: AssemblyFixture(typeof(Anjie.VisitReception.IntegrationTests.City))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Anjie.VisitReception.IntegrationTests;

/// <summary>The running service with the units and people of a city; the other services are played by their events on the real bus.</summary>
public sealed class City : IAsyncLifetime
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>How many different people may be shown to one person, and how many to a unit and to all before somebody is told.</summary>
    public const int PeoplePerHour = 30, PeoplePerDay = 40, PeopleOfUnit = 50, PeopleOfAll = 70;

    public const string Telephone = "0935-8212345";

    static readonly Guid CityId = Guid.CreateVersion7(), OfficeId = Guid.CreateVersion7(), LeadersId = Guid.CreateVersion7(), JointId = Guid.CreateVersion7();
    static readonly Guid CountyId = Guid.CreateVersion7(), BureauId = Guid.CreateVersion7(), TownId = Guid.CreateVersion7(), ReviewId = Guid.CreateVersion7();

    public Official Clerk { get; } = new(OfficeId, "6203.xfj.", "registrar");
    public Official ClerkHead { get; } = new(OfficeId, "6203.xfj.", "registrarhead");
    public Official Reviewer { get; } = new(ReviewId, "6203.fcfh.", "reviewer");
    public Official Leader { get; } = new(LeadersId, "6203.ld.", "leader") { Level = "City" };
    public Official OtherLeader { get; } = new(LeadersId, "6203.ld.", "leader") { Level = "City" };
    public Official Aide { get; } = new(LeadersId, "6203.ld.", "aide");
    public Official Handler { get; } = new(BureauId, "6203.620302.zrzy.", "unithandler");
    public Official Head { get; } = new(BureauId, "6203.620302.zrzy.", "unithead");
    public Official Town { get; } = new(TownId, "6203.620302.nyp.", "town");
    public Official JointOffice { get; } = new(JointId, "6203.lxb.", "jointoffice");
    public Official Stranger { get; } = new(Guid.CreateVersion7(), "6204.xfj.", "registrar");
    public Official Administrator { get; } = new(CityId, "6203.", "sysadmin");

    ServiceFactory<Program> _service = null!;
    IBusControl _bus = null!;

    public DateOnly Today => _service.Today;

    public string PolicyFile => _service.PolicyFile;

    public async ValueTask InitializeAsync()
    {
        _service = await ServiceFactory<Program>.StartAsync(
            "reception", ("Letters:Telephone", Telephone), ("Disclosure:PersonPerDay", $"{PeoplePerDay}"), ("Disclosure:UnitPerDay", $"{PeopleOfUnit}"), ("Disclosure:EverybodyPerDay", $"{PeopleOfAll}"));
        _bus = Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.Host(new Uri(_service.RabbitMq));
            // Somebody must listen: an event that no queue takes comes back and is kept, so the service would never be idle.
            rabbit.ReceiveEndpoint("listener", endpoint =>
            {
                endpoint.Handler<ICaseEvent>(_ => Task.CompletedTask);
                endpoint.Handler<ManyDisclosed>(_ => Task.CompletedTask);
            });
        });
        await _bus.StartAsync();
        await MoveToAsync(new(2026, 3, 2));
        await PublishAsync(
            Unit(CityId, null, "6203.", "金昌市", "City"), Unit(OfficeId, CityId, "6203.xfj.", "金昌市信访局", "PetitionOffice"), Unit(LeadersId, CityId, "6203.ld.", "金昌市人民政府办公室", "Department"),
            Unit(JointId, CityId, "6203.lxb.", "市联席会议办公室", "JointOffice"), Unit(CountyId, CityId, "6203.620302.", "金川区", "County"), Unit(BureauId, CountyId, "6203.620302.zrzy.", "金川区自然资源局", "Department"),
            Unit(TownId, CountyId, "6203.620302.nyp.", "宁远堡镇", "Town"), Unit(ReviewId, CityId, "6203.fcfh.", "市政府复查复核办公室", "Department"),
            Post(Leader), Post(OtherLeader), Post(Head), Post(Handler));
        await Eventually.HoldsAsync(async () => await CountAsync("select (select count(*) from unit_copy) + (select count(*) from post_copy)") == 12, Patience, "units and posts");
    }

    public async ValueTask DisposeAsync()
    {
        await _bus.StopAsync();
        await _service.DisposeAsync();
    }

    public Task MoveToAsync(DateOnly day) => _service.MoveToAsync(day);

    public Task IdleAsync() => _service.IdleAsync();

#pragma warning disable RS0030 // stands in for the outboxes of the other services
    public async Task PublishAsync(params object[] facts)
    {
        foreach (var fact in facts)
            await _bus.Publish(fact, fact.GetType());
    }
#pragma warning restore RS0030

    public string Day(int days) => Today.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public async Task<Answer> SendAsync(HttpMethod method, Official caller, string path, object? body = null, string? version = null, string? language = null)
    {
        using var client = _service.As(caller);
        using var request = new HttpRequestMessage(method, "/api/reception" + path);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        if (version is not null)
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        if (language is not null)
            request.Headers.AcceptLanguage.ParseAdd(language);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new(response.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text), text) { Cache = response.Headers.CacheControl?.ToString(), RetryAfter = response.Headers.RetryAfter?.Delta };
    }

    /// <summary>A client that says nothing of who it is.</summary>
    public HttpClient Anonymous() => _service.CreateClient();

    /// <summary>Sends a file as it is, or asks for one.</summary>
    public async Task<(Answer Answer, byte[] Bytes, HttpResponseMessage Response)> FileAsync(HttpMethod method, Official caller, string path, byte[]? file = null, string? name = null, string type = "application/octet-stream")
    {
        using var client = _service.As(caller);
        using var request = new HttpRequestMessage(method, "/api/reception" + path);
        if (file is not null)
        {
            request.Content = new ByteArrayContent(file);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }
        if (name is not null)
            request.Headers.TryAddWithoutValidation("X-File-Name", Uri.EscapeDataString(name));
        var response = await client.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return (new(response.StatusCode, isJson ? JsonSerializer.Deserialize<JsonElement>(bytes) : default, isJson ? System.Text.Encoding.UTF8.GetString(bytes) : ""), bytes, response);
    }

    public async Task<Answer> AttachAsync(Official caller, string subject, byte[] file, string name, string? id = null) =>
        (await FileAsync(HttpMethod.Put, caller, $"{subject}/attachments/{id ?? Scene.NewId()}", file, name)).Answer;

    /// <summary>Gives the service another key and lets it seal everything with it.</summary>
    public async Task RotateKeysAsync(string key)
    {
        KeyRing.Load(_service.KeyFile).WithNewActiveKey(key).Save(_service.KeyFile);
        await _service.RunVerbAsync("rotate-keys");
    }

    /// <summary>Does in the database what the service itself may do.</summary>
    public async Task AsServiceAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_service.OwnDatabase);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A part of the service that runs by itself, to be ended and begun as when a process is.</summary>
    public T Running<T>() where T : IHostedService => _service.Services.GetServices<IHostedService>().OfType<T>().Single();

    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(_service.Database);
        await connection.OpenAsync();
        return connection;
    }

    public Task<Answer> GetAsync(Official caller, string path) => SendAsync(HttpMethod.Get, caller, path);

    public Task<Answer> PutAsync(Official caller, string path, object body) => SendAsync(HttpMethod.Put, caller, path, body);

    /// <summary>Acts on the present version.</summary>
    public async Task<Answer> PostAsync(Official caller, string subject, string act, object? body = null)
    {
        var version = (await GetAsync(JointOffice, subject)).Body.GetProperty("version").GetInt32().ToString(CultureInfo.InvariantCulture);
        return await SendAsync(HttpMethod.Post, caller, $"{subject}/{act}", body ?? new { }, version);
    }

    /// <summary>Acts and expects to succeed.</summary>
    public async Task<JsonElement> DoAsync(Official caller, string subject, string act, object? body = null)
    {
        var answer = await PostAsync(caller, subject, act, body);
        answer.Status.ShouldBe(HttpStatusCode.OK, $"{act}: {answer.Text}");
        return answer.Body;
    }

    public async Task<JsonElement> SeeAsync(Official caller, string path)
    {
        var answer = await GetAsync(caller, path);
        answer.Status.ShouldBe(HttpStatusCode.OK, $"{path}: {answer.Text}");
        return answer.Body;
    }

    public async Task<long> CountAsync(string sql) => Convert.ToInt64(await ScalarAsync(sql), CultureInfo.InvariantCulture);

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_service.Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>The facts told about a case, in order, without the clocks.</summary>
    public async Task<string> FactsAsync(string caseId) => (string)(await ScalarAsync(
        $"select coalesce(string_agg(split_part(contract, '.', 2), ' ' order by (body->>'version')::int), '') from outbox where body->>'caseId' = '{caseId}' and contract <> 'Reception.ClockChanged'"))!;

    static UnitChanged Unit(Guid id, Guid? parent, string path, string name, string kind) => new(id, parent, path, path, name, path, kind, true) { Version = 1 };

    static PostChanged Post(Official caller) => new(caller.PostId, caller.PersonId, caller.UnitId, "岗位", caller.Roles, caller.Level, true) { Version = 1 };

    public static T Numbered<T>(T fact, Guid matterId) where T : CaseEvent =>
        fact with { MatterId = matterId, CaseId = Guid.CreateVersion7(), Version = 1, OccurredAt = TimeProvider.System.GetUtcNow(), ActorRole = "town" };
}

public sealed record Answer(HttpStatusCode Status, JsonElement Body, string Text)
{
    public string? Cache { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public string? Code => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("code", out var code) ? code.GetString() : null;

    public void ShouldBe(HttpStatusCode status, string? code = null)
    {
        Status.ShouldBe(status, Text);
        if (code is not null)
            Code.ShouldBe(code, Text);
    }
}

static class Reading
{
    public static string Text(this JsonElement element, string property) => element.GetProperty(property).GetString()!;

    public static string[] Actions(this JsonElement view) => [.. view.GetProperty("actions").EnumerateArray().Select(offer => offer.Text("action"))];

    public static string[] RunningClocks(this JsonElement view) => [.. view.GetProperty("clocks").EnumerateArray().Where(clock => clock.Text("state") != "Stopped").Select(clock => clock.Text("rule"))];
}

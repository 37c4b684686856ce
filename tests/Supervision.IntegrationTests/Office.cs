using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Anjie.Contracts;
using Anjie.Contracts.Directory;
using Anjie.Support;
using MassTransit;
using Npgsql;

[assembly: AssemblyFixture(typeof(Anjie.Supervision.IntegrationTests.Office))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Anjie.Supervision.IntegrationTests;

/// <summary>The running service with its units and people; the other services are played by their events on the real bus.</summary>
public sealed class Office : IAsyncLifetime
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public const string Telephone = "0935-8212345";

    public static readonly Guid CityId = Guid.CreateVersion7(), BureauId = Guid.CreateVersion7(), OtherBureauId = Guid.CreateVersion7(), PetitionOfficeId = Guid.CreateVersion7();

    public Official Head { get; } = new(BureauId, "6203.620302.zrzy.", "unithead");
    public Official OtherHead { get; } = new(OtherBureauId, "6203.620302.zjj.", "unithead");
    public Official Supervisor { get; } = new(PetitionOfficeId, "6203.xfj.", "supervisor");
    public Official OtherSupervisor { get; } = new(OtherBureauId, "6204.xfj.", "supervisor");
    public Official SupervisorHead { get; } = new(PetitionOfficeId, "6203.xfj.", "supervisorhead");
    public Official JointOffice { get; } = new(PetitionOfficeId, "6203.xfj.", "jointoffice");
    public Official Administrator { get; } = new(CityId, "6203.", "sysadmin");

    ServiceFactory<Program> _service = null!;
    IBusControl _bus = null!;

    public DateOnly Today => _service.Today;

    public async ValueTask InitializeAsync()
    {
        _service = await ServiceFactory<Program>.StartAsync("supervision", ("Letters:Telephone", Telephone));
        _bus = Bus.Factory.CreateUsingRabbitMq(rabbit => rabbit.Host(new Uri(_service.RabbitMq)));
        await _bus.StartAsync();
        await MoveToAsync(new(2026, 3, 2));
        await PublishAsync(UnitOf(CityId, null, "6203."), UnitOf(BureauId, CityId, "6203.620302.zrzy."), UnitOf(OtherBureauId, CityId, "6203.620302.zjj."), UnitOf(PetitionOfficeId, CityId, "6203.xfj."));
        await Eventually.HoldsAsync(async () => await CountAsync("select count(*) from unit_copy") == 4, Patience, "four units");
    }

    public async ValueTask DisposeAsync()
    {
        await _bus.StopAsync();
        await _service.DisposeAsync();
    }

    public HttpClient As(Official caller) => _service.As(caller);

    public Task RunVerbAsync(string verb) => _service.RunVerbAsync(verb);

    public static UnitChanged UnitOf(Guid id, Guid? parent, string path, int version = 1) => new(id, parent, path, path, path, path, "Department", true) { Version = version };

    public Task MoveToAsync(DateOnly day) => _service.MoveToAsync(day);

    public Task IdleAsync() => _service.IdleAsync();

#pragma warning disable RS0030 // stands in for the outboxes of the other services
    public async Task PublishAsync(params object[] facts)
    {
        foreach (var fact in facts)
            await _bus.Publish(fact, fact.GetType());
    }
#pragma warning restore RS0030

    /// <summary>Publishes facts of one case, numbered from <paramref name="from"/>, and waits until they are told.</summary>
    public async Task TellAsync(Guid matterId, Guid caseId, int from, params CaseEvent[] facts)
    {
        var numbered = Numbered(matterId, caseId, from, facts);
        await PublishAsync([.. numbered]);
        await Eventually.HoldsAsync(async () => await CountAsync($"select count(*) from event_log where case_id = '{caseId}'") >= from + facts.Length - 1, Patience, "the log is short");
        await IdleAsync();
    }

    public List<CaseEvent> Numbered(Guid matterId, Guid caseId, int from, params CaseEvent[] facts) =>
        [.. facts.Select((fact, i) => fact with { MatterId = matterId, CaseId = caseId, Version = from + i, OccurredAt = Now.AddSeconds(from + i), ActorId = Head.PersonId, ActorUnitId = BureauId, ActorRole = "town" })];

    public DateTimeOffset Now => new(Today, new TimeOnly(4, 0), TimeSpan.Zero);

    public async Task<long> CountAsync(string sql) => Convert.ToInt64(await ScalarAsync(sql), CultureInfo.InvariantCulture);

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_service.Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>In the database role of the service itself.</summary>
    public async Task AsServiceAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_service.OwnDatabase);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<JsonElement> GetAsync(Official caller, string path)
    {
        using var client = As(caller);
        var response = await client.GetAsync(new Uri("/api/supervision" + path, UriKind.Relative));
        response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(Official caller, string path, object body, int? version = null)
    {
        using var client = As(caller);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/supervision" + path) { Content = JsonContent.Create(body) };
        if (version is not null)
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
    }
}

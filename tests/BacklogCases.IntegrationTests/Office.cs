using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Anjie.Contracts;
using Anjie.Contracts.Directory;
using Anjie.Support;
using MassTransit;
using Npgsql;

[assembly: AssemblyFixture(typeof(Anjie.BacklogCases.IntegrationTests.Office))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Anjie.BacklogCases.IntegrationTests;

/// <summary>The running service with its units and posts; the other services are played by their events on the real bus.</summary>
public sealed class Office : IAsyncLifetime
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    static readonly Guid CityId = Guid.CreateVersion7(), LeadersId = Guid.CreateVersion7(), JointOfficeId = Guid.CreateVersion7(),
        PetitionOfficeId = Guid.CreateVersion7(), OtherBureauId = Guid.CreateVersion7();

    ServiceFactory<Program> _service = null!;
    IBusControl _bus = null!;

    public static readonly Guid BureauId = Guid.CreateVersion7();

    public Official JointOffice { get; } = new(JointOfficeId, "6203.lxb.", "jointoffice");
    public Official Verifier { get; } = new(JointOfficeId, "6203.lxb.", "jointoffice");
    public Official Leader { get; } = LeaderOf("市领导");
    public Official Head { get; } = new(PetitionOfficeId, "6203.xfj.", "registrarhead");
    public Official Member { get; } = new(BureauId, "6203.620302.zrzy.", "unithandler");
    public Official UnitHead { get; } = new(BureauId, "6203.620302.zrzy.", "unithead");
    public Official OtherUnitHead { get; } = new(OtherBureauId, "6203.620302.zjj.", "unithead");
    public Official Administrator { get; } = new(CityId, "6203.", "sysadmin");

    public DateOnly Today => _service.Today;

    public static Official LeaderOf(string name) => new(LeadersId, "6203.ld.", "leader") { Name = name, Level = "City" };

    public async ValueTask InitializeAsync()
    {
        _service = await ServiceFactory<Program>.StartAsync("backlog");
        _bus = Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.Host(new Uri(_service.RabbitMq));
            // Somebody listens, as Supervision does; an event nobody is bound to would be parked.
            rabbit.ReceiveEndpoint("listener", endpoint => endpoint.Handler<ICaseEvent>(_ => Task.CompletedTask));
        });
        await _bus.StartAsync();
        await MoveToAsync(new(2026, 3, 2));
        foreach (var (id, path, name, kind) in ((Guid, string, string, string)[])[
            (CityId, "6203.", "金昌市", "City"), (LeadersId, "6203.ld.", "市委市政府领导", "Department"), (JointOfficeId, "6203.lxb.", "联席办", "JointOffice"),
            (PetitionOfficeId, "6203.xfj.", "市信访局", "PetitionOffice"), (BureauId, "6203.620302.zrzy.", "金川区自然资源局", "Department"), (OtherBureauId, "6203.620302.zjj.", "金川区住建局", "Department")])
            await PublishAsync(new UnitChanged(id, null, path, path, name, path, kind, true) { Version = 1 });
        Official[] people = [JointOffice, Verifier, Leader, Head, Member, UnitHead, OtherUnitHead];
        foreach (var person in people)
            await PublishAsync(new PostChanged(person.PostId, person.PersonId, person.UnitId, person.Name, person.Roles, person.Level, true) { Version = 1 });
        await HoldsAsync("select count(*) from unit_copy", 6);
        await HoldsAsync("select count(*) from post_copy", people.Length);
    }

    public async ValueTask DisposeAsync()
    {
        await _bus.StopAsync();
        await _service.DisposeAsync();
    }

    public HttpClient As(Official caller) => _service.As(caller);

    public HttpClient Anonymous() => _service.CreateClient();

    public Task MoveToAsync(DateOnly day) => _service.MoveToAsync(day);

    public DateTimeOffset Now => new(Today, new TimeOnly(5, 0), TimeSpan.Zero);

#pragma warning disable RS0030 // stands in for the outboxes of the other services
    public Task PublishAsync(object fact, Guid? messageId = null) =>
        _bus.Publish(fact, fact.GetType(), context => context.MessageId = messageId ?? Guid.CreateVersion7());
#pragma warning restore RS0030

    public async Task<long> CountAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_service.Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public async Task HoldsAsync(string sql, long count)
    {
        long seen = -1;
        await Eventually.HoldsAsync(async () => (seen = await CountAsync(sql)) == count, Patience, () => Task.FromResult($"{sql}: {seen}"));
    }

    public async Task<Answer> GetAsync(Official caller, string path)
    {
        using var client = As(caller);
        return await Answer.OfAsync(await client.GetAsync(new Uri("/api/backlog" + path, UriKind.Relative)));
    }

    public Task<Answer> PutAsync(Official caller, string path, object body) => SendAsync(caller, HttpMethod.Put, path, body, null);

    public Task<Answer> PostAsync(Official caller, string path, object? body, int? version) => SendAsync(caller, HttpMethod.Post, path, body, version);

    async Task<Answer> SendAsync(Official caller, HttpMethod method, string path, object? body, int? version)
    {
        using var client = As(caller);
        using var request = new HttpRequestMessage(method, "/api/backlog" + path) { Content = JsonContent.Create(body ?? new { }) };
        if (version is not null)
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        return await Answer.OfAsync(await client.SendAsync(request));
    }
}

/// <summary>Status and body of a response.</summary>
public sealed record Answer(HttpStatusCode Status, JsonElement Body, string? Tag)
{
    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        using (response)
            return new(response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(), response.Headers.ETag?.Tag);
    }

    public string Code => Body.GetProperty("code").GetString()!;

    public string State => Body.GetProperty("state").GetString()!;

    public int Version => Body.GetProperty("version").GetInt32();
}

using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Anjie.Contracts.Directory;
using Anjie.Support;
using MassTransit;
using Npgsql;

[assembly: AssemblyFixture(typeof(Anjie.DisputeScreening.IntegrationTests.Town))]

namespace Anjie.DisputeScreening.IntegrationTests;

/// <summary>The running service with a county, two towns and their people; Directory and VisitReception are played by their facts on the real bus.</summary>
public sealed class Town : IAsyncLifetime
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static readonly Guid CityId = Guid.CreateVersion7(), CountyId = Guid.CreateVersion7(), TownId = Guid.CreateVersion7(), VillageId = Guid.CreateVersion7(),
        OtherTownId = Guid.CreateVersion7(), PetitionOfficeId = Guid.CreateVersion7();

    public static readonly Guid PostId = Guid.CreateVersion7();

    public Official GridWorker { get; } = new(VillageId, "6203.620302.nyp.v1.", "grid");
    public Official Officer { get; } = new(TownId, "6203.620302.nyp.", "town");
    public Official Head { get; } = new(TownId, "6203.620302.nyp.", "townhead");
    public Official OtherHead { get; } = new(OtherTownId, "6203.620302.sw.", "townhead");
    public Official CountyHead { get; } = new(CountyId, "6203.620302.", "unithead");
    public Official Clerk { get; } = new(PetitionOfficeId, "6203.xfj.", "registrar");
    public Official JointOffice { get; } = new(CityId, "6203.lxb.", "jointoffice");
    public Official Administrator { get; } = new(CityId, "6203.", "sysadmin");

    ServiceFactory<Program> _service = null!;
    IBusControl _bus = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await ServiceFactory<Program>.StartAsync("screening");
        using var started = _service.CreateClient();
        _bus = Bus.Factory.CreateUsingRabbitMq(rabbit => rabbit.Host(new Uri(_service.RabbitMq)));
        await _bus.StartAsync();
        await PublishAsync(
            Unit(CityId, null, "6203.", "City"), Unit(CountyId, CityId, "6203.620302.", "County"), Unit(TownId, CountyId, "6203.620302.nyp.", "Town"),
            Unit(VillageId, TownId, "6203.620302.nyp.v1.", "Village"), Unit(OtherTownId, CountyId, "6203.620302.sw.", "Town"), Unit(PetitionOfficeId, CityId, "6203.xfj.", "PetitionOffice"),
            new PostChanged(PostId, Guid.CreateVersion7(), TownId, "主任", ["town"], null, true) { Version = 1 });
        await Eventually.HoldsAsync(
            async () => await CountAsync("select (select count(*) from unit_copy) + (select count(*) from post_copy)") == 7, Patience, () => Task.FromResult("six units and a post"));
    }

    public async ValueTask DisposeAsync()
    {
        await _bus.StopAsync();
        await _service.DisposeAsync();
    }

    public ServiceFactory<Program> Service => _service;

    public HttpClient As(Official official) => _service.As(official);

    public HttpClient Anonymous() => _service.CreateClient();

#pragma warning disable RS0030 // stands in for the outboxes of the other services
    public async Task PublishAsync(params object[] facts)
    {
        foreach (var fact in facts)
            await _bus.Publish(fact, fact.GetType());
    }

    public Task PublishAsync(object fact, Guid messageId) => _bus.Publish(fact, fact.GetType(), context => context.MessageId = messageId);
#pragma warning restore RS0030

    public async Task<long> CountAsync(string sql, Guid? id = null)
    {
        await using var connection = new NpgsqlConnection(_service.Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        if (id is not null)
            command.Parameters.AddWithValue("id", id);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public async Task<List<string>> FactsOfAsync(Guid caseId)
    {
        await using var connection = new NpgsqlConnection(_service.Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select contract from outbox where body->>'caseId' = @id order by position", connection);
        command.Parameters.AddWithValue("id", caseId.ToString());
        await using var reader = await command.ExecuteReaderAsync();
        var facts = new List<string>();
        while (await reader.ReadAsync())
            facts.Add(reader.GetString(0));
        return facts;
    }

    /// <summary>A dispute that has been reported; further steps are taken with <see cref="DoAsync"/>.</summary>
    public async Task<JsonElement> ReportAsync(Guid? id = null)
    {
        using var grid = As(GridWorker);
        var response = await grid.PutAsJsonAsync($"/api/screening/disputes/{id ?? Guid.CreateVersion7()}", Report);
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<JsonElement> InHandlingAsync()
    {
        var dispute = await ReportAsync();
        dispute = await DoAsync(Officer, dispute, "assessment", Assessment);
        dispute = await DoAsync(Head, dispute, "guarantees", Guarantees());
        return await DoAsync(Officer, dispute, "handling");
    }

    /// <summary>One step that must succeed.</summary>
    public async Task<JsonElement> DoAsync(Official official, JsonElement dispute, string step, object? body = null)
    {
        using var response = await SendAsync(official, dispute.GetProperty("id").GetGuid(), step, body, dispute.GetProperty("version").GetInt32());
        response.IsSuccessStatusCode.ShouldBeTrue($"{step}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<HttpResponseMessage> SendAsync(Official official, Guid id, string step, object? body, int? version)
    {
        using var client = As(official);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/screening/disputes/{id}/{step}");
        if (body is not null)
            request.Content = JsonContent.Create(body);
        if (version is not null)
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        return await client.SendAsync(request);
    }

    public static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);

    public static readonly object Report = new
    {
        title = "土地补偿纠纷", foundOn = Today, method = 1, typeCode = "06.01", place = "一组", facts = "征地补偿面积有争议。", demands = "按实测面积补偿。", peopleConcerned = 3,
        parties = new[] { new { side = "First", name = "赵一·测", phone = "13800138000" } },
    };

    public static readonly object Assessment = AssessmentOf("Orange");

    public static object AssessmentOf(string risk) => new { typeCode = "06.01", risk, crux = "面积认定不一", rootCause = "丈量底册缺失", responsibleUnitId = TownId };

    public static object Guarantees() => new
    {
        resolveBy = Today.AddDays(15),
        guarantees = new[] { "Situation", "Difficulty", "Education", "Stability", "Law" }.Select(item => new { item, unitId = TownId, postId = PostId, measure = "入户", dueOn = Today.AddDays(10) }),
    };

    public static readonly object Resolution = new
    {
        outcome = "A", resolution = "已按实测面积补偿。",
        guarantees = new[] { "Situation", "Difficulty", "Education", "Stability", "Law" }.Select(item => new { item, done = true, evidence = "见协议" }),
    };

    static UnitChanged Unit(Guid id, Guid? parent, string path, string kind) => new(id, parent, path, path, path, path, kind, true) { Version = 1 };
}

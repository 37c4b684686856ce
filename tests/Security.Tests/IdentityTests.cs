using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Anjie.DisputeScreening.IntegrationTests;
using Anjie.Support;

namespace Anjie.Security.Tests;

/// <summary>An id that a client chose is no key to what is kept under it, and ids in a body are looked at as one.</summary>
public sealed class IdentityTests(Town town)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task S_127_the_id_of_somebody_elses_report_or_of_another_body_is_409_and_shows_nothing()
    {
        var id = Guid.CreateVersion7();
        await town.ReportAsync(id);
        var body = JsonSerializer.SerializeToNode(Town.Report)!;

        // Word for word, by whoever else may report.
        foreach (var other in (Official[])[town.Officer, town.Head, town.OtherHead, town.CountyHead with { Roles = ["unithandler"] }, new(Guid.CreateVersion7(), "6204.1.", "grid")])
            await ShouldBeReusedAsync(await PutAsync(other, id, body));

        foreach (var (place, value) in ((string, JsonNode)[])
            [
                ("title", "另一件"), ("facts", "另一件事。"), ("demands", "另一诉求。"), ("place", "二组"), ("method", 2), ("peopleConcerned", 4), ("foundOn", $"{Town.Today.AddDays(-1):yyyy-MM-dd}"),
                ("parties", new JsonArray(Party("钱二", "13800138000"))), ("parties", new JsonArray(Party("赵一·测", "13800138001"))), ("parties", new JsonArray(Party("赵一·测", null))),
                ("parties", new JsonArray(Party("赵一·测", "13800138000"), Party("钱二", null))),
            ])
        {
            var changed = body.DeepClone();
            changed[place] = value;
            await ShouldBeReusedAsync(await PutAsync(town.GridWorker, id, changed));
        }

        (await PutAsync(town.GridWorker, id, body)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await town.CountAsync("select count(*) from case_history where case_id = @id", id)).ShouldBe(2);
    }

    [Fact]
    public async Task S_23_one_id_out_of_reach_among_five_refuses_all_five()
    {
        var dispute = await town.DoAsync(town.Officer, await town.ReportAsync(), "assessment", Town.Assessment);
        var (id, version) = (dispute.GetProperty("id").GetGuid(), dispute.GetProperty("version").GetInt32());
        foreach (var (unit, post, code) in ((Guid, Guid, string)[])
            [
                (Guid.CreateVersion7(), Town.PostId, "case.unknown_unit"), (Town.TownId, Guid.CreateVersion7(), "case.unknown_post"), (Town.OtherTownId, Town.PostId, "dispute.post_of_another_unit"), (Town.VillageId, Town.PostId, "dispute.post_of_another_unit"),
            ])
        {
            var body = JsonSerializer.SerializeToNode(Town.Guarantees())!;
            var last = body["guarantees"]!.AsArray()[4]!;
            (last["unitId"], last["postId"]) = (unit, post);
            using var refused = await town.SendAsync(town.Head, id, "guarantees", body, version);
            refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            (await refused.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString().ShouldBe(code);
        }

        foreach (var (step, body) in ((string, object)[])[("escalation", new { toUnitId = Guid.CreateVersion7(), reason = "超出职权" }), ("petition", new { statedOn = Town.Today, receivingUnitId = Guid.CreateVersion7(), statement = "要求按信访办理" })])
            (await town.SendAsync(town.Head, id, step, body, version)).StatusCode.ShouldBe(HttpStatusCode.Conflict, step);
        (await town.CountAsync("select count(*) from dispute_guarantee where dispute_id = @id", id)).ShouldBe(0);
        (await town.CountAsync("select version from dispute where id = @id", id)).ShouldBe(version);
        (await town.CountAsync("select count(*) from audit_row where subject = @id::text and result = 'done'", id)).ShouldBe(2);
    }

    static JsonObject Party(string name, string? phone) => new() { ["side"] = "First", ["name"] = name, ["phone"] = phone };

    async Task<HttpResponseMessage> PutAsync(Official official, Guid id, JsonNode body)
    {
        using var client = town.As(official);
        return await client.PutAsJsonAsync($"/api/screening/disputes/{id}", body, Stop);
    }

    static async Task ShouldBeReusedAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync(Stop);
            answer.StatusCode.ShouldBe(HttpStatusCode.Conflict, text);
            JsonDocument.Parse(text).RootElement.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal).ShouldBe(["code", "status", "title", "traceId"]);
            text.ShouldContain("id.reused");
        }
    }
}

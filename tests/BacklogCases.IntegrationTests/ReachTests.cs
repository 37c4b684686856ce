using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Anjie.Support;

namespace Anjie.BacklogCases.IntegrationTests;

/// <summary>Ids and texts that do not mean what somebody hopes.</summary>
public sealed class ReachTests(Office office)
{
    static readonly Guid Nobody = Guid.CreateVersion7();

    [Fact]
    public async Task S_23_one_id_out_of_reach_refuses_the_whole_body()
    {
        (await office.PutAsync(office.JointOffice, $"/cases/{Guid.CreateVersion7()}", new { matterId = Guid.CreateVersion7(), criterion = "K1", responsibleUnitId = Nobody })).Code.ShouldBe("case.unknown_unit");
        var nominated = await new Steps(office).NominatedAsync();
        await RefusedAsync(nominated, office.JointOffice, "confirmation", With(nominated.Confirmation, "responsibleUnitId", Nobody), "case.unknown_unit");

        var claimed = await new Steps(office).ClaimedAsync();
        foreach (var (name, value, code) in ((string, JsonNode, string)[])
            [
                ("headPostId", Nobody, "case.unknown_post"), ("responsiblePostId", Nobody, "case.unknown_post"), ("responsibleUnitId", Nobody, "case.unknown_unit"), ("memberPostIds", new JsonArray(office.Member.PostId, Nobody), "case.unknown_post"),
            ])
            await RefusedAsync(claimed, office.Leader, "team", With(claimed.Team, name, value), code);
        await RefusedAsync(claimed, office.JointOffice, "handover", new { leaderPostId = Nobody, reason = "Transfer", sheet = "交接" }, "case.unknown_post");

        await claimed.DoAsync(office.Leader, "team", claimed.Team, "TeamFormed");
        await claimed.DoAsync(office.Leader, "petitioner-meeting", new { on = office.Today, text = "已接谈" }, "TeamFormed");
        var foreign = await new Steps(office).ConfirmedAsync();
        foreach (var (name, value, code) in ((string, Guid, string)[])[("postId", Nobody, "case.unknown_post"), ("demandId", foreign.Paid, "backlog.measures_incomplete")])
        {
            var plan = JsonSerializer.SerializeToNode(claimed.Plan())!;
            plan["measures"]!.AsArray()[1]![name] = value;
            await RefusedAsync(claimed, office.Head, "plan", plan, code);
        }

        var extra = JsonSerializer.SerializeToNode(claimed.Plan())!;
        extra["measures"]!.AsArray().Add(With(extra["measures"]![0]!, "demandId", foreign.Paid));
        await RefusedAsync(claimed, office.Head, "plan", extra, "backlog.measures_incomplete");

        var working = await new Steps(office).WorkingAsync();
        var result = JsonSerializer.SerializeToNode(working.Result)!;
        result["demands"]!.AsArray()[1]!["demandId"] = foreign.Explained;
        await RefusedAsync(working, office.Leader, "result", result, "backlog.outcomes_incomplete");
    }

    [Fact]
    public async Task S_46_the_number_looked_for_is_a_text_and_no_pattern()
    {
        var backlog = await new Steps(office).NominatedAsync();
        var number = (await office.GetAsync(office.JointOffice, backlog.Path)).Body.GetProperty("number").GetString()!;

        foreach (var pattern in (string[])["%", "_", "%J%", "H_", "HJ%", "\\", ".*", "HJ2026______", "[H]J", "hj", "'"])
            (await FoundAsync(pattern)).ShouldBeEmpty(pattern);
        (await FoundAsync(number)).ShouldBe([backlog.Id]);
    }

    async Task<List<Guid>> FoundAsync(string text) =>
        [.. (await office.GetAsync(office.JointOffice, $"/cases?q={Uri.EscapeDataString(text)}&limit=200")).Body.GetProperty("items").EnumerateArray().Select(line => line.GetProperty("id").GetGuid())];

    static JsonNode With(object body, string name, JsonNode value)
    {
        var changed = body is JsonNode node ? node.DeepClone() : JsonSerializer.SerializeToNode(body)!;
        changed[name] = value;
        return changed;
    }

    async Task RefusedAsync(Steps backlog, Official caller, string noun, object body, string code)
    {
        var before = await StateAsync(backlog);
        var refused = await office.PostAsync(caller, $"{backlog.Path}/{noun}", body, backlog.Version);
        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.Conflict, code));
        (await StateAsync(backlog)).ShouldBe(before);
    }

    async Task<string> StateAsync(Steps backlog) =>
        (await office.GetAsync(office.JointOffice, backlog.Path)).Body + $" {await office.CountAsync($"select (select count(*) from case_history where case_id = '{backlog.Id}') + (select count(*) from outbox)")}";
}

using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Anjie.Support;

namespace Anjie.VisitReception.IntegrationTests;

/// <summary>An id that a client chose is no key to what is kept under it, and ids in a body must be within reach.</summary>
public sealed class IdentityTests(City city)
{
    static readonly Guid Nobody = Guid.CreateVersion7();

    [Fact]
    public async Task S_23_ids_in_a_body_that_are_out_of_reach_refuse_it_as_a_whole()
    {
        var session = await city.OpenSessionAsync();
        var accusation = JsonSerializer.SerializeToNode(city.LetterBody("Accusation"))!;
        accusation["accusedUnitId"] = city.Town.UnitId;
        var accused = await city.PutAsync(city.Clerk, $"/matters/{Scene.NewId()}", accusation);
        accused.ShouldBe(HttpStatusCode.Created);
        var letter = (await city.SeeAsync(city.Clerk, await city.RegisterLetterAsync())).Text("matterId");
        var before = await RowsAsync();

        // A session that is none, a matter that is none, and one that is hidden from whoever registers visits.
        (await RegisterAsync($"{Nobody}", null)).ShouldBe(HttpStatusCode.NotFound);
        (await RegisterAsync(session, $"{Nobody}")).ShouldBe(HttpStatusCode.Conflict, "visit.unknown_matter");
        (await city.PutAsync(city.Aide, $"/visits/{Scene.NewId()}", city.VisitBody(session, accused.Body.Text("matterId")))).ShouldBe(HttpStatusCode.Conflict, "visit.unknown_matter");
        (await city.PutAsync(city.Clerk, $"/matters/{Scene.NewId()}", city.LetterBody(matterId: letter))).ShouldBe(HttpStatusCode.Conflict, "matter.already_exists");
        (await city.PutAsync(city.Aide, $"/sessions/{Scene.NewId()}", new { leaderPostId = Nobody, on = city.Day(5), from = "09:00", to = "10:00", place = "室", kind = "Fixed" })).ShouldBe(HttpStatusCode.Conflict, "case.unknown_post");
        accusation["accusedPostId"] = Nobody;
        (await city.PutAsync(city.Clerk, $"/matters/{Scene.NewId()}", accusation)).ShouldBe(HttpStatusCode.Conflict, "case.unknown_post");
        (await RowsAsync()).ShouldBe(before);

        Task<Answer> RegisterAsync(string sessionId, string? matterId) => city.PutAsync(city.Clerk, $"/visits/{Scene.NewId()}", city.VisitBody(sessionId, matterId));
    }

    [Fact]
    public async Task S_23_a_unit_a_post_or_a_demand_that_is_not_of_this_case_moves_nothing()
    {
        var (visit, _) = await city.ReceivedVisitAsync();
        foreach (var (unit, post, code) in ((Guid, Guid, string)[])[(Nobody, city.Head.PostId, "case.unknown_unit"), (city.Head.UnitId, Nobody, "case.unknown_post"), (city.Head.UnitId, city.Leader.PostId, "visit.post_of_another_unit"), (city.Town.UnitId, city.Head.PostId, "visit.post_of_another_unit")])
            await RefusedAsync(city.Leader, visit, "assignment", new { responsibleUnitId = unit, responsiblePostId = post, dueOn = city.Day(20), requirements = "核实" }, code);
        await RefusedAsync(city.Clerk, visit, "handover", new { leaderPostId = Nobody, reason = "Transfer" }, "case.unknown_post");

        var matter = await city.RegisterLetterAsync();
        await RefusedAsync(city.Clerk, matter, "dispatch", new { kind = "Transfer", toUnitId = Nobody }, "case.unknown_unit");
        var other = Scene.Demands(await city.SeeAsync(city.Clerk, await city.RegisterLetterAsync()))[0];
        await RefusedAsync(city.Clerk, matter, "legal-route", city.GuidanceBody(other), "matter.unknown_demand");

        var handled = await city.HandledMatterAsync(simple: true);
        var opinion = JsonSerializer.SerializeToNode(await city.OpinionBodyAsync(handled))!;
        opinion["findings"]!.AsArray()[1]!["demandId"] = other;
        await RefusedAsync(city.Head, handled, "opinion", opinion, "matter.unknown_demand");
        opinion["findings"]!.AsArray().Add(JsonNode.Parse($$"""{"demandId":"{{other}}","finding":"Supported","opinion":"应予支付","basis":"依据"}"""));
        opinion["findings"]!.AsArray()[1]!["demandId"] = Scene.Demands(await city.SeeAsync(city.Clerk, handled))[1];
        await RefusedAsync(city.Head, handled, "opinion", opinion, "matter.unknown_demand");
    }

    [Fact]
    public async Task S_127_an_id_under_which_somebody_else_or_something_else_is_kept_is_409_and_shows_nothing()
    {
        var (letter, visit) = (Scene.NewId(), Scene.NewId());
        var (letterBody, visitBody) = (JsonSerializer.SerializeToNode(city.LetterBody())!, JsonSerializer.SerializeToNode(city.VisitBody(await city.OpenSessionAsync()))!);
        (await city.PutAsync(city.Clerk, $"/matters/{letter}", letterBody)).ShouldBe(HttpStatusCode.Created);
        (await city.PutAsync(city.Clerk, $"/visits/{visit}", visitBody)).ShouldBe(HttpStatusCode.Created);

        foreach (var stranger in (Official[])[city.Stranger, city.Head, city.Town])
            ShouldBeReused(await city.PutAsync(stranger, $"/matters/{letter}", letterBody));
        ShouldBeReused(await city.PutAsync(city.Stranger, $"/visits/{visit}", visitBody));

        JsonArray[] others = [[Person("李四", "13912345679")], [Person("王五", "13912345678")], [Person("李四", null)], [Person("李四", "13912345678"), Person("王五", null)]];
        foreach (var people in others)
        {
            ShouldBeReused(await city.PutAsync(city.Clerk, $"/matters/{letter}", With(letterBody, "petitioners", people.DeepClone())));
            ShouldBeReused(await city.PutAsync(city.Clerk, $"/visits/{visit}", With(visitBody, "petitioners", people.DeepClone())));
        }

        foreach (var (name, value) in ((string, JsonNode)[])[("summary", "另一件事"), ("peopleConcerned", 9), ("contentCode", "03.01"), ("demands", JsonNode.Parse("""[{"text":"别的"}]""")!)])
        {
            ShouldBeReused(await city.PutAsync(city.Clerk, $"/matters/{letter}", With(letterBody, name, value.DeepClone())));
            ShouldBeReused(await city.PutAsync(city.Clerk, $"/visits/{visit}", With(visitBody, name, value.DeepClone())));
        }

        (await city.PutAsync(city.Clerk, $"/matters/{letter}", letterBody)).ShouldBe(HttpStatusCode.OK);
        (await city.PutAsync(city.Clerk, $"/visits/{visit}", visitBody)).ShouldBe(HttpStatusCode.OK);
    }

    static JsonObject Person(string name, string? phone) => new() { ["name"] = name, ["phone"] = phone };

    static JsonNode With(JsonNode body, string name, JsonNode value)
    {
        var changed = body.DeepClone();
        changed[name] = value;
        return changed;
    }

    static void ShouldBeReused(Answer answer)
    {
        answer.ShouldBe(HttpStatusCode.Conflict, "id.reused");
        answer.Body.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal).ShouldBe(["code", "status", "title", "traceId"]);
    }

    async Task RefusedAsync(Official caller, string subject, string act, object body, string code)
    {
        var before = (await city.SeeAsync(city.JointOffice, subject)).ToString();
        var rows = await RowsAsync();
        (await city.PostAsync(caller, subject, act, body)).ShouldBe(HttpStatusCode.Conflict, code);
        (await city.SeeAsync(city.JointOffice, subject)).ToString().ShouldBe(before);
        (await RowsAsync()).ShouldBe(rows);
    }

    Task<long> RowsAsync() => city.CountAsync("select (select count(*) from matter) + (select count(*) from visit) + (select count(*) from session) + (select count(*) from petitioner) + (select count(*) from demand) + (select count(*) from case_history) + (select count(*) from outbox)");
}

using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Anjie.Support;
using static Anjie.VisitReception.IntegrationTests.Scene;

namespace Anjie.VisitReception.IntegrationTests;

/// <summary>The ledger of matters: each filter narrows, the total is that of the rows, and nobody is shown or told more than before.</summary>
public sealed class MatterListTests(City city)
{
    [Fact]
    public async Task Every_filter_narrows_the_list_and_its_total_alike()
    {
        var group = NewGroup();
        var proposal = await RegisterAsync(city.Clerk, $"{group}.01", category: "Proposal", form: 7, received: -9);
        var dispatched = await RegisterAsync(city.Clerk, $"{group}.02", received: -3);
        await city.DoAsync(city.Clerk, $"/matters/{dispatched}", "dispatch", new { kind = "Transfer", toUnitId = city.Head.UnitId });
        var fresh = await RegisterAsync(city.Clerk, group);
        await RegisterAsync(city.Clerk, $"{group}9.01"); // begins alike and is another group

        (await ListAsync(city.Clerk, $"content={group}")).ShouldBe([fresh, dispatched, proposal]);
        (await ListAsync(city.Clerk, $"content={group}.02")).ShouldBe([dispatched]);
        (await ListAsync(city.Clerk, $"content={group}&state=Dispatched")).ShouldBe([dispatched]);
        (await ListAsync(city.Clerk, $"content={group}&category=Proposal")).ShouldBe([proposal]);
        (await ListAsync(city.Clerk, $"content={group}&form=7")).ShouldBe([proposal]);
        (await ListAsync(city.Clerk, $"content={group}&unitId={city.Head.UnitId}")).ShouldBe([dispatched]);
        (await ListAsync(city.Clerk, $"content={group}&from={city.Day(-3)}&to={city.Day(-1)}")).ShouldBe([dispatched]);
        (await ListAsync(city.Clerk, $"content={group}&to={city.Day(-9)}")).ShouldBe([proposal]);
        (await ListAsync(city.Clerk, $"content={group}&sort=Received")).ShouldBe([fresh, dispatched, proposal]);
        (await ListAsync(city.Clerk, $"content={group}&pending=true")).ShouldBeEmpty();
        (await ListAsync(city.Clerk, $"content={Uri.EscapeDataString(group[..4] + "%")}")).ShouldBeEmpty();
        foreach (var wrong in (string[])["state=Nothing", "category=All", "from=2026-13-01", "sort=Title", "dueWithin=soon", "overdue=maybe"])
            (await city.GetAsync(city.Clerk, $"/matters?{wrong}")).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_is_due_soon_and_what_is_late_is_found_by_the_dates_its_clocks_keep()
    {
        var group = NewGroup();
        var late = await RegisterAsync(city.Clerk, group, received: -40);
        var soon = await RegisterAsync(city.Clerk, group, received: -12);
        var far = await RegisterAsync(city.Clerk, group);
        var lines = (await city.GetAsync(city.Clerk, $"/matters?content={group}")).Body.GetProperty("items").EnumerateArray().ToDictionary(line => line.Text("id"), line => (Light: line.Text("light"), Due: line.Text("nextDueOn")));
        lines[late].Light.ShouldBe("Overdue");

        (await ListAsync(city.Clerk, $"content={group}&overdue=true")).ShouldBe([late]);
        (await ListAsync(city.Clerk, $"content={group}&overdue=false")).ShouldBe([far, soon]);
        (await ListAsync(city.Clerk, $"content={group}&sort=Due")).ShouldBe([late, soon, far]);
        foreach (var days in (int[])[0, 1, 3, 7, 20])
            (await ListAsync(city.Clerk, $"content={group}&dueWithin={days}&sort=Due")).ShouldBe(
                [.. ((string[])[late, soon, far]).Where(id => string.CompareOrdinal(lines[id].Due, city.Day(days)) <= 0)], $"{days} days");
    }

    [Theory]
    [InlineData("Newest")]
    [InlineData("Received")]
    [InlineData("Due")]
    public async Task Page_after_page_shows_each_matter_once_in_the_order_of_the_whole(string sort)
    {
        var group = NewGroup();
        // Two of each day, so that what is equal has an order too; one has nothing running.
        foreach (var received in (int[])[-2, -8, -2, -20, -8])
            await RegisterAsync(city.Clerk, group, received: received);
        var answered = await RegisterAsync(city.Clerk, group, category: "Proposal", received: -5);
        await city.DoAsync(city.Clerk, $"/matters/{answered}", "reply", new { adoption = "Adopted", text = "建议已采纳" });
        var whole = await ListAsync(city.Clerk, $"content={group}&sort={sort}");
        whole.Count.ShouldBe(6);

        List<string> walked = [];
        for (var path = $"/matters?content={group}&sort={sort}&limit=1"; path is not null;)
        {
            var page = (await city.GetAsync(city.Clerk, path)).Body;
            walked.AddRange(page.GetProperty("items").EnumerateArray().Select(line => line.Text("id")));
            page.GetProperty("total").ValueKind.ShouldBe(walked.Count == 1 ? JsonValueKind.Number : JsonValueKind.Null);
            path = page.GetProperty("next").GetString() is { } next ? $"/matters?content={group}&sort={sort}&limit=1&after={next}" : null;
        }

        walked.ShouldBe(whole);
    }

    [Fact]
    public async Task No_filter_and_no_total_shows_more_than_the_caller_sees()
    {
        var group = NewGroup();
        var own = await RegisterAsync(city.Clerk, group);
        await city.DoAsync(city.Clerk, $"/matters/{own}", "dispatch", new { kind = "Transfer", toUnitId = city.Head.UnitId });
        var accusation = await RegisterAsync(city.Clerk, group, category: "Accusation", accused: city.Handler);
        var (discipline, accusedInOffice) = (new Official(city.JointOffice.UnitId, "6203.lxb.", "discipline"), new Official(city.Clerk.UnitId, "6203.xfj.", "registrar") { PersonId = city.Handler.PersonId });

        foreach (var query in (string[])["", "&category=Accusation", "&state=Registered", $"&unitId={city.Clerk.UnitId}", $"&from={city.Day(0)}", "&form=1", "&dueWithin=30", "&overdue=false", "&sort=Due", "&sort=Received"])
        {
            (await ListAsync(city.Clerk, $"content={group}{query}")).Contains(accusation).ShouldBe(true, query);
            foreach (var (who, name) in new[] { (city.Handler, "the accused"), (city.Head, "the accused unit's head"), (accusedInOffice, "the accused in another post"), (city.JointOffice, "the joint office"), (city.Leader, "a leader") })
                (await ListAsync(who, $"content={group}{query}")).ShouldNotContain(accusation, $"{name} {query}");
            (await ListAsync(city.Stranger, $"content={group}{query}")).ShouldBeEmpty(query);
            (await ListAsync(city.Administrator, $"content={group}{query}")).ShouldBeEmpty(query);
        }
        (await ListAsync(discipline, $"content={group}&category=Accusation")).ShouldBe([accusation]);
        (await ListAsync(city.JointOffice, $"content={group}")).ShouldBe([own]);
        (await ListAsync(city.Handler, $"content={group}")).ShouldBe([own]);
    }

    // In nobody else's list: the classes of this project share one city.
    static string NewGroup() => $"g{Guid.CreateVersion7().ToString("N")[^8..]}";

    async Task<string> RegisterAsync(Official who, string content, string category = "Appeal", int form = 1, int received = 0, Official? accused = null)
    {
        var id = NewId();
        var body = JsonSerializer.SerializeToNode(city.LetterBody(category))!;
        (body["contentCode"], body["form"], body["receivedOn"]) = (content, form, city.Day(received));
        if (accused is not null)
            (body["accusedUnitId"], body["accusedPostId"]) = (JsonValue.Create(accused.UnitId), JsonValue.Create(accused.PostId));
        (await city.PutAsync(who, $"/matters/{id}", body)).ShouldBe(HttpStatusCode.Created);
        return id;
    }

    /// <summary>The ids, in order; the total must be their number.</summary>
    async Task<IReadOnlyList<string>> ListAsync(Official who, string query)
    {
        var answer = await city.GetAsync(who, $"/matters?limit=200&{query}");
        answer.ShouldBe(HttpStatusCode.OK);
        IReadOnlyList<string> ids = [.. answer.Body.GetProperty("items").EnumerateArray().Select(line => line.Text("id"))];
        answer.Body.GetProperty("total").GetInt32().ShouldBe(ids.Count, query);
        return ids;
    }
}

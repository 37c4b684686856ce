using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Anjie.Directory.Domain;
using Anjie.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.IntegrationTests;

public sealed class ApiTests(DirectoryHost host)
{
    static readonly Guid City = StableId.Of("unit", "6203.");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_write_is_answered_in_the_order_callers_rely_on()
    {
        using var admin = await host.AsAsync("sysadmin");
        using var clerk = await host.AsAsync("clerk");
        var path = $"/api/directory/units/{Guid.CreateVersion7()}";
        var body = UnitBody("order");

        (await clerk.GetAsync(new Uri(path, UriKind.Relative), Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await RefusedAsync(await PutAsync(clerk, path, body), HttpStatusCode.Forbidden, "case.role_forbidden");
        var created = await PutAsync(admin, path, body);
        created.StatusCode.ShouldBe(HttpStatusCode.Created, await created.Content.ReadAsStringAsync(Stop));
        created.Headers.ETag!.Tag.ShouldBe("\"1\"");
        (await PutAsync(admin, path, body)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await RefusedAsync(await PutAsync(admin, path, UnitBody("order", "改名")), HttpStatusCode.PreconditionRequired, "precondition.required");
        await RefusedAsync(await PutAsync(admin, path, UnitBody("xfj"), version: 7), HttpStatusCode.Conflict, "directory.unit_code_taken");
        await RefusedAsync(await PutAsync(admin, path, UnitBody("order", "改名"), version: 7), HttpStatusCode.PreconditionFailed, "precondition.failed");
        var changed = await PutAsync(admin, path, UnitBody("order", "改名"), version: 1);
        changed.Headers.ETag!.Tag.ShouldBe("\"2\"");
        (await PutAsync(admin, path, UnitBody("order", "改名"), version: 1)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var unknownMember = await PutAsync(admin, path, new { code = "order", surprise = 1 });
        unknownMember.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var missing = await PutAsync(admin, path, new { parentId = City, code = "NOT A CODE" });
        missing.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await missing.Content.ReadFromJsonAsync<JsonElement>(Stop);
        problem.GetProperty("code").GetString().ShouldBe("request.invalid");
        problem.GetProperty("errors").EnumerateObject().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_moved_unit_takes_its_subtree_along_with_an_event_for_each()
    {
        using var admin = await host.AsAsync("sysadmin");
        var (a, b, child) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await PutAsync(admin, $"/api/directory/units/{a}", UnitBody("ma"));
        await PutAsync(admin, $"/api/directory/units/{b}", UnitBody("mb", under: a));
        await PutAsync(admin, $"/api/directory/units/{child}", UnitBody("mc", under: b));

        (await PutAsync(admin, $"/api/directory/units/{b}", UnitBody("mb"), version: 1)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await admin.GetFromJsonAsync<JsonElement>($"/api/directory/units/{child}", Stop)).GetProperty("path").GetString().ShouldBe("6203.mb.mc.");
        (await EventsOfAsync(b)).ShouldBe(["6203.ma.mb.", "6203.mb."]);
        (await EventsOfAsync(child)).ShouldBe(["6203.ma.mb.mc.", "6203.mb.mc."]);
        var audit = await host.InDatabaseAsync(db => db.Audit.CountAsync(x => x.Subject == b.ToString() && x.Action.StartsWith("PUT")));
        audit.ShouldBe(2);
    }

    [Fact]
    public async Task A_unit_whose_people_have_or_had_posts_is_not_moved_because_cases_are_kept_by_its_place()
    {
        using var admin = await host.AsAsync("sysadmin");
        using var secadmin = await host.AsAsync("secadmin");
        var (above, unit, elsewhere, post) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await PutAsync(admin, $"/api/directory/units/{above}", UnitBody("fa"));
        await PutAsync(admin, $"/api/directory/units/{unit}", UnitBody("fb", under: above));
        await PutAsync(admin, $"/api/directory/units/{elsewhere}", UnitBody("fc"));
        (await PutAsync(admin, $"/api/directory/units/{unit}", UnitBody("fd", under: above), version: 1)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PutAsync(secadmin, $"/api/directory/posts/{post}", Vacant(unit))).StatusCode.ShouldBe(HttpStatusCode.Created);

        await IsFixedAsync();
        // Not when the post has gone elsewhere, either, nor when it is closed: what was kept of it stays.
        (await PutAsync(secadmin, $"/api/directory/posts/{post}", Vacant(elsewhere), version: 1)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await IsFixedAsync();
        (await PutAsync(secadmin, $"/api/directory/posts/{post}", Vacant(elsewhere, active: false), version: 2)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await RefusedAsync(await PutAsync(admin, $"/api/directory/units/{elsewhere}", UnitBody("fe"), version: 1), HttpStatusCode.Conflict, "directory.unit_code_fixed");
        (await PutAsync(admin, $"/api/directory/units/{unit}", UnitBody("fd", "改名", above), version: 2)).StatusCode.ShouldBe(HttpStatusCode.OK);

        async Task IsFixedAsync()
        {
            await RefusedAsync(await PutAsync(admin, $"/api/directory/units/{unit}", UnitBody("fe", under: above), version: 2), HttpStatusCode.Conflict, "directory.unit_code_fixed");
            await RefusedAsync(await PutAsync(admin, $"/api/directory/units/{unit}", UnitBody("fd"), version: 2), HttpStatusCode.Conflict, "directory.unit_parent_fixed");
            // Nor is a unit above it, whose move would take it along.
            await RefusedAsync(await PutAsync(admin, $"/api/directory/units/{above}", UnitBody("fe"), version: 1), HttpStatusCode.Conflict, "directory.unit_code_fixed");
        }

        static object Vacant(Guid unitId, bool active = true) => new { unitId, title = "科员", roles = new[] { "unithandler" }, active };
    }

    [Fact]
    public async Task The_tree_is_read_page_by_page_in_its_own_order()
    {
        using var clerk = await host.AsAsync("clerk");
        List<string> paths = [];
        string? next = null;
        do
        {
            var page = await clerk.GetFromJsonAsync<JsonElement>($"/api/directory/units?under=6203.620302.&limit=10{(next is null ? "" : "&after=" + next)}", Stop);
            paths.AddRange(page.GetProperty("items").EnumerateArray().Select(x => x.GetProperty("path").GetString()!));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);
        paths.ShouldBe(paths.Distinct().Order(StringComparer.Ordinal));
        paths[0].ShouldBe("6203.620302.");
        paths.ShouldContain("6203.620302.nyp.xpc.");
    }

    [Fact]
    public async Task Names_are_found_behind_the_ids_of_people_and_posts()
    {
        using var clerk = await host.AsAsync("clerk");
        var ids = $"{StableId.Of("person", "leader")},{StableId.Of("post", "aide")},{Guid.CreateVersion7()}";
        var rows = (await clerk.GetFromJsonAsync<JsonElement>($"/api/directory/people?ids={ids}", Stop)).GetProperty("items").EnumerateArray().ToList();
        rows.Count.ShouldBe(2);
        rows.ShouldAllBe(row => row.GetProperty("unitPath").GetString() == "6203.ld." && row.GetProperty("name").GetString()!.Length > 1);

        (await clerk.GetAsync(new Uri("/api/directory/people?ids=x", UriKind.Relative), Stop)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var leaders = await clerk.GetFromJsonAsync<JsonElement>("/api/directory/people?role=leader&level=City&unit=6203.ld.&limit=200", Stop);
        leaders.GetProperty("items").GetArrayLength().ShouldBe(21);
    }

    [Fact]
    public async Task Accounts_and_posts_are_given_by_two_administrators()
    {
        using var sysadmin = await host.AsAsync("sysadmin");
        using var secadmin = await host.AsAsync("secadmin");
        var (person, post) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var account = new { userName = "newcomer", name = "新来者", primaryPostId = post, active = true, password = "a-long-password-1" };
        var duty = new { unitId = City, personId = person, title = "科员", roles = new[] { "unithandler" }, active = true };

        await RefusedAsync(await PutAsync(secadmin, $"/api/directory/people/{person}", account), HttpStatusCode.Forbidden, "case.role_forbidden");
        await RefusedAsync(await PutAsync(sysadmin, $"/api/directory/people/{person}", new { userName = "newcomer", name = "新来者", active = true, password = "short" }), HttpStatusCode.Conflict, "directory.password_short");
        (await PutAsync(sysadmin, $"/api/directory/people/{person}", account)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await PutAsync(sysadmin, $"/api/directory/people/{person}", account)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await RefusedAsync(await PutAsync(sysadmin, $"/api/directory/posts/{post}", duty), HttpStatusCode.Forbidden, "case.role_forbidden");
        (await PutAsync(secadmin, $"/api/directory/posts/{post}", duty)).StatusCode.ShouldBe(HttpStatusCode.Created);

        using var gateway = host.Plain();
        (await Seeds.SignIn.SignInAsync(gateway, "newcomer", "a-long-password-1", Stop)).AccessToken.ShouldNotBeEmpty();
        using var clerk = await host.AsAsync("clerk");
        (await clerk.GetAsync(new Uri($"/api/directory/people/{person}", UriKind.Relative), Stop)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var own = StableId.Of("post", "secadmin");
        await RefusedAsync(await PutAsync(secadmin, $"/api/directory/posts/{own}", duty, version: 1), HttpStatusCode.Conflict, "directory.own_post");

        var bodies = await host.InDatabaseAsync(db => db.Set<OutboxRow>().Select(x => x.Body).ToListAsync());
        bodies.ShouldAllBe(body => !body.Contains("新来者") && !body.Contains("newcomer"));
    }

    [Fact]
    public async Task Calendar_parameters_and_code_lists_are_read_by_all_and_changed_by_one()
    {
        using var admin = await host.AsAsync("sysadmin");
        using var clerk = await host.AsAsync("clerk");

        (await clerk.GetFromJsonAsync<JsonElement>("/api/directory/calendar/2026", Stop)).GetProperty("calendarVersion").GetString().ShouldBe("2026.1");
        (await clerk.GetAsync(new Uri("/api/directory/calendar/2027", UriKind.Relative), Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var year = new { source = "通知", days = new[] { new { date = "2031-01-01", isWorking = false, reason = "元旦" } } };
        await RefusedAsync(await PutAsync(clerk, "/api/directory/calendar/2031", year), HttpStatusCode.Forbidden, "case.role_forbidden");
        (await PutAsync(admin, "/api/directory/calendar/2031", year)).StatusCode.ShouldBe(HttpStatusCode.Created);

        var set = new { value = "60", reason = "试点" };
        await RefusedAsync(await PutAsync(admin, "/api/directory/parameters/observationDays", set), HttpStatusCode.PreconditionRequired, "precondition.required");
        (await PutAsync(admin, "/api/directory/parameters/observationDays", set, version: 1)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await RefusedAsync(await PutAsync(admin, "/api/directory/parameters/observationDays", new { value = "many", reason = "r" }, version: 2), HttpStatusCode.Conflict, "directory.parameter_not_a_number");
        (await PutAsync(admin, "/api/directory/parameters/unknown", set)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var types = await clerk.GetFromJsonAsync<JsonElement>("/api/directory/code-lists/dispute-type", Stop);
        types.GetProperty("entries").EnumerateArray().Single(x => x.GetProperty("code").GetString() == "06.05").GetProperty("chinese").GetString().ShouldBe("探矿采矿");
        var list = new { chinese = "试", english = "Trial", entries = new[] { new { code = "1", chinese = "一", english = "One" } } };
        (await PutAsync(admin, "/api/directory/code-lists/trial", list)).StatusCode.ShouldBe(HttpStatusCode.Created);
        var contracts = await host.InDatabaseAsync(db => db.Set<OutboxRow>().Select(x => x.Contract).Distinct().Where(x => x != "Directory.SessionEnded").ToListAsync());
        contracts.ShouldBe(["Directory.UnitChanged", "Directory.PostChanged", "Directory.CalendarPublished", "Directory.ParameterChanged", "Directory.CodeListPublished"], ignoreOrder: true);
    }

    [Fact]
    public async Task Bootstrapping_again_adds_nothing()
    {
        var before = await CountAsync();
        await host.RunAsync("bootstrap");
        (await CountAsync()).ShouldBe(before);

        Task<(int People, int Units, int Told)> CountAsync() => host.InDatabaseAsync(async db => (
            await db.Users.CountAsync(x => x.UserName == "clerk"),
            await db.Units.CountAsync(x => x.Path == "6203.xfj."),
            await db.Set<OutboxRow>().CountAsync(x => x.OrderingKey == StableId.Of("unit", "6203.xfj."))));
    }

    [Fact]
    public async Task The_document_of_the_API_is_there()
    {
        using var gateway = host.Plain();
        var document = await gateway.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Stop);
        document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ShouldAllBe(path => path.StartsWith("/api/directory/"));
    }

    static object UnitBody(string code, string name = "试设单位", Guid? under = null) =>
        new { parentId = under ?? City, code, name, englishName = "Trial unit", kind = "Department", active = true };

    static async Task<HttpResponseMessage> PutAsync(HttpClient client, string path, object body, int? version = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(body) };
        if (version is not null)
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        return await client.SendAsync(request, Stop);
    }

    static async Task RefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync(Stop);
        answer.StatusCode.ShouldBe(status, text);
        JsonSerializer.Deserialize<JsonElement>(text).GetProperty("code").GetString().ShouldBe(code);
    }

    async Task<List<string>> EventsOfAsync(Guid unit) =>
        [.. (await host.InDatabaseAsync(db => db.Set<OutboxRow>().Where(x => x.OrderingKey == unit).OrderBy(x => x.Position).Select(x => x.Body).ToListAsync()))
            .Select(body => JsonSerializer.Deserialize<JsonElement>(body).GetProperty("path").GetString()!)];
}

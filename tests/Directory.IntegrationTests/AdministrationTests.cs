using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Anjie.Cases;
using Anjie.Directory.Domain;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.IntegrationTests;

/// <summary>Lists and answers that the pages of administration rest on.</summary>
public sealed class AdministrationTests(DirectoryHost host)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Accounts_come_by_name_page_by_page_and_each_once()
    {
        using var admin = await host.AsAsync("secadmin");
        List<JsonElement> rows = await AllAsync(admin, "accounts?limit=50");

        rows.Count.ShouldBeGreaterThanOrEqualTo(232);
        rows.Select(IdOf).ShouldBeUnique();
        // By sound, as a dictionary does: 安 before 房 before 祁 before 班 would be by code.
        string[] some = ["班国桥", "房云岩", "祁泽泰", "安静勇"];
        rows.Select(row => row.GetProperty("name").GetString()!).Where(some.Contains).ShouldBe(["安静勇", "班国桥", "房云岩", "祁泽泰"]);
        var grid = rows.Single(row => row.GetProperty("userName").GetString() == "town2");
        grid.GetProperty("posts").EnumerateArray().Select(post => post.GetProperty("title").GetString()).ShouldBe(["双湾镇信访专干", "龙兴村包村干部"]);
    }

    [Fact]
    public async Task Accounts_are_found_by_name_user_name_unit_and_state()
    {
        using var admin = await host.AsAsync("sysadmin");
        (await UserNamesAsync(admin, "accounts?q=房云")).ShouldBe(["grid"]);
        (await UserNamesAsync(admin, "accounts?q=AUDITA")).ShouldBe(["auditadmin"]);
        (await UserNamesAsync(admin, "accounts?unit=6203.620302.sw.lxc.&state=Active")).ShouldBe(["grid2", "town2"], ignoreOrder: true);
        (await UserNamesAsync(admin, "accounts?q=_&limit=5")).ShouldBeEmpty();
        foreach (var path in (string[])["accounts?after=x", "accounts?state=Gone"])
            (await admin.GetAsync(new Uri($"/api/directory/{path}", UriKind.Relative), Stop)).StatusCode.ShouldBe(HttpStatusCode.BadRequest, path);
        using var clerk = await host.AsAsync("clerk");
        (await clerk.GetAsync(new Uri("/api/directory/accounts", UriKind.Relative), Stop)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Wrong_passwords_close_an_account_and_an_administrator_opens_it()
    {
        using var admin = await host.AsAsync("sysadmin");
        using var security = await host.AsAsync("secadmin");
        var id = StableId.Of("person", "leader-188");
        var until = TimeProvider.System.GetUtcNow().AddMinutes(10);
        await host.InDatabaseAsync(db => db.Users.Where(x => x.Id == id).ExecuteUpdateAsync(set => set.SetProperty(x => x.LockoutEnd, until).SetProperty(x => x.AccessFailedCount, 7)));
        await host.InDatabaseAsync(async db =>
        {
            db.Add(new KnownDevice { Id = Guid.CreateVersion7(), PersonId = id, SeenAt = until.AddDays(-3) });
            await db.SaveChangesAsync(Stop);
            return await db.Devices.Where(x => x.PersonId == id).ExecuteUpdateAsync(set => set.SetProperty(x => x.ClosedUntil, until.AddMinutes(5)).SetProperty(x => x.Failed, 6));
        });

        (await UserNamesAsync(admin, "accounts?state=Locked&q=leader-188")).ShouldBe(["leader-188"]);
        var (person, tag) = await PersonAsync(admin, id);
        person.GetProperty("lockedUntil").GetDateTimeOffset().ShouldBe(until.AddMinutes(5), TimeSpan.FromSeconds(1));

        (await UnlockAsync(security, id, tag)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await UnlockAsync(admin, id, null)).StatusCode.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await UnlockAsync(admin, id, "\"99\"")).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await UnlockAsync(admin, id, tag)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await UnlockAsync(admin, id, tag)).StatusCode.ShouldBe(HttpStatusCode.OK); // it is open: a repeat
        (await UnlockAsync(admin, Guid.CreateVersion7(), tag)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (person, _) = await PersonAsync(admin, id);
        person.GetProperty("lockedUntil").ValueKind.ShouldBe(JsonValueKind.Null);
        (await host.InDatabaseAsync(db => db.Users.Where(x => x.Id == id).Select(x => x.AccessFailedCount).SingleAsync())).ShouldBe(0);
        (await host.InDatabaseAsync(db => db.Devices.Where(x => x.PersonId == id).SumAsync(x => x.Failed))).ShouldBe(0);
        (await host.InDatabaseAsync(db => db.Audit.CountAsync(x => x.Subject == id.ToString() && x.Action.StartsWith("DELETE") && x.Result == AuditRow.Done))).ShouldBe(1);
    }

    [Fact]
    public async Task An_account_tells_its_password_last_sign_in_and_posts_and_is_not_closed_in_a_post()
    {
        using var admin = await host.AsAsync("sysadmin");
        using var gateway = host.Plain();
        await Seeds.SignIn.SignInAsync(gateway, "leader-189", DirectoryHost.Password, Stop);
        var id = StableId.Of("person", "leader-189");
        var (person, tag) = await PersonAsync(admin, id);
        person.GetProperty("hasPassword").GetBoolean().ShouldBeTrue();
        person.GetProperty("lastSignInAt").GetDateTimeOffset().ShouldBe(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(2));
        person.GetProperty("openSignIns").GetInt32().ShouldBe(1);
        var post = person.GetProperty("posts").EnumerateArray().ShouldHaveSingleItem();
        post.GetProperty("roles").EnumerateArray().Select(role => role.GetString()).ShouldContain("leader");

        using var closing = new HttpRequestMessage(HttpMethod.Put, $"/api/directory/people/{id}")
        {
            Content = JsonContent.Create(new { userName = "leader-189", name = person.GetProperty("name").GetString(), primaryPostId = person.GetProperty("primaryPostId").GetGuid(), active = false }),
        };
        closing.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(tag!));
        using var refused = await admin.SendAsync(closing, Stop);
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Stop);
        problem.GetProperty("code").GetString().ShouldBe("directory.person_in_use");
        problem.GetProperty("title").GetString()!.ShouldContain(post.GetProperty("title").GetString()!);
    }

    [Fact]
    public async Task Posts_come_in_the_order_of_the_tree_with_holders_and_are_found_by_state_role_unit_and_name()
    {
        using var admin = await host.AsAsync("secadmin");
        var vacant = Guid.CreateVersion7();
        using (var made = await admin.PutAsJsonAsync($"/api/directory/posts/{vacant}", new { unitId = StableId.Of("unit", "6203.xfj."), title = "待补科员", roles = new[] { "registrar" }, active = true }, Stop))
            made.StatusCode.ShouldBe(HttpStatusCode.Created);

        var rows = await AllAsync(admin, "posts?limit=40");
        rows.Select(IdOf).ShouldBeUnique();
        rows.Count.ShouldBeGreaterThan(230);
        var paths = await host.InDatabaseAsync(db => db.Units.ToDictionaryAsync(x => x.Id, x => x.Path));
        rows.Select(row => paths[row.GetProperty("unitId").GetGuid()]).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);

        (await AllAsync(admin, "posts?state=Vacant&role=registrar&q=待补")).Select(IdOf).ShouldBe([vacant]);
        (await AllAsync(admin, "posts?state=Filled&q=待补")).ShouldBeEmpty();
        var clerk = (await AllAsync(admin, "posts?unit=6203.xfj.&q=焦玉亭")).ShouldHaveSingleItem();
        clerk.GetProperty("unitName").GetString().ShouldBe("市信访局");
        (await admin.GetFromJsonAsync<JsonElement>($"/api/directory/posts/{IdOf(clerk)}", Stop)).GetProperty("personName").GetString().ShouldBe("焦玉亭");
    }

    [Fact]
    public async Task The_policy_in_force_is_read_as_rows_with_the_number_of_posts_of_each_role()
    {
        using var auditor = await host.AsAsync("auditor");
        var policy = await auditor.GetFromJsonAsync<JsonElement>("/api/directory/policy", Stop);
        policy.GetProperty("hash").GetString().ShouldBe(Policy.Shipped.Hash);
        policy.GetProperty("grants").GetArrayLength().ShouldBe(Policy.Shipped.Grants.Count);
        policy.GetProperty("exclusions").GetArrayLength().ShouldBe(2);
        policy.GetProperty("routes").GetArrayLength().ShouldBe(Policy.Shipped.Routes.Values.Sum(service => service.Count));
        policy.GetProperty("roles").GetArrayLength().ShouldBe(Roles.All.Count);
        policy.GetProperty("roles").EnumerateArray().Single(row => row.GetProperty("role").GetString() == "auditadmin").GetProperty("filled").GetInt32().ShouldBe(1);

        using var clerk = await host.AsAsync("clerk");
        (await clerk.GetAsync(new Uri("/api/directory/policy", UriKind.Relative), Stop)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    static Guid IdOf(JsonElement row) => row.GetProperty("id").GetGuid();

    static async Task<List<JsonElement>> AllAsync(HttpClient client, string path)
    {
        List<JsonElement> rows = [];
        for (string? after = null; ;)
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"/api/directory/{path}{(after is null ? "" : $"&after={after}")}", Stop);
            rows.AddRange(page.GetProperty("items").EnumerateArray());
            if (page.GetProperty("next").GetString() is not { } next)
                return rows;
            after = next;
        }
    }

    static async Task<List<string>> UserNamesAsync(HttpClient client, string path) => [.. (await AllAsync(client, path)).Select(row => row.GetProperty("userName").GetString()!)];

    static async Task<(JsonElement Person, string? Tag)> PersonAsync(HttpClient client, Guid id)
    {
        using var answer = await client.GetAsync(new Uri($"/api/directory/people/{id}", UriKind.Relative), Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop), answer.Headers.ETag?.Tag);
    }

    static async Task<HttpResponseMessage> UnlockAsync(HttpClient client, Guid id, string? tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri($"/api/directory/people/{id}/lockout", UriKind.Relative));
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        return await client.SendAsync(request, Stop);
    }
}

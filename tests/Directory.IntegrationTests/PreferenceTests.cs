using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Anjie.Directory.IntegrationTests;

/// <summary>How somebody likes to see a list, and what they look for again and again, is there on every machine and for nobody else.</summary>
public sealed class PreferenceTests(DirectoryHost host)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Columns_density_and_the_search_a_list_opens_with_are_kept_for_the_person()
    {
        var (list, id) = (NewList(), Guid.CreateVersion7());
        using var clerk = await host.AsAsync("clerk");
        var first = await ReadAsync(clerk, list);
        first.GetProperty("columns").ValueKind.ShouldBe(JsonValueKind.Null);
        first.GetProperty("density").GetString().ShouldBe("Normal");
        first.GetProperty("searches").GetArrayLength().ShouldBe(0);

        (await PutAsync(clerk, $"{list}/searches/{id}", new { name = "超期交办", query = new { state = "Dispatched", light = "Overdue", from = "2026-01-05", unit = Guid.CreateVersion7().ToString() } })).ShouldBe(HttpStatusCode.NoContent);
        (await PutAsync(clerk, list, new { columns = new[] { "number", "light" }, density = "Compact", opensWith = id })).ShouldBe(HttpStatusCode.NoContent);
        (await PutAsync(clerk, list, new { columns = new[] { "number", "light" }, density = "Compact", opensWith = id })).ShouldBe(HttpStatusCode.NoContent);

        var kept = await ReadAsync(clerk, list);
        kept.GetProperty("columns").EnumerateArray().Select(column => column.GetString()).ShouldBe(["number", "light"]);
        kept.GetProperty("density").GetString().ShouldBe("Compact");
        kept.GetProperty("opensWith").GetGuid().ShouldBe(id);
        var search = kept.GetProperty("searches").EnumerateArray().ShouldHaveSingleItem();
        search.GetProperty("name").GetString().ShouldBe("超期交办");
        search.GetProperty("query").GetProperty("light").GetString().ShouldBe("Overdue");

        // Renamed under its id; another list knows nothing of it.
        (await PutAsync(clerk, $"{list}/searches/{id}", new { name = "红灯", query = new { light = "Overdue" } })).ShouldBe(HttpStatusCode.NoContent);
        (await ReadAsync(clerk, list)).GetProperty("searches").EnumerateArray().ShouldHaveSingleItem().GetProperty("name").GetString().ShouldBe("红灯");
        (await ReadAsync(clerk, NewList())).GetProperty("searches").GetArrayLength().ShouldBe(0);

        (await DeleteAsync(clerk, $"{list}/searches/{id}")).ShouldBe(HttpStatusCode.NoContent);
        (await DeleteAsync(clerk, $"{list}/searches/{id}")).ShouldBe(HttpStatusCode.NotFound);
        (await ReadAsync(clerk, list)).GetProperty("opensWith").ValueKind.ShouldBe(JsonValueKind.Null);
        (await ReadAsync(clerk, list)).GetProperty("density").GetString().ShouldBe("Compact");
    }

    [Fact]
    public async Task Nobody_reads_changes_or_deletes_what_another_keeps_or_learns_that_it_is_there()
    {
        var (list, id) = (NewList(), Guid.CreateVersion7());
        using var clerk = await host.AsAsync("clerk");
        using var other = await host.AsAsync("town");
        using var admin = await host.AsAsync("sysadmin");
        await PutAsync(clerk, $"{list}/searches/{id}", new { name = "我的", query = new { state = "Registered" } });
        await PutAsync(clerk, list, new { density = "Roomy", opensWith = id });

        foreach (var stranger in new[] { other, admin })
        {
            (await ReadAsync(stranger, list)).GetProperty("searches").GetArrayLength().ShouldBe(0);
            (await ReadAsync(stranger, list)).GetProperty("density").GetString().ShouldBe("Normal");
            (await DeleteAsync(stranger, $"{list}/searches/{id}")).ShouldBe(HttpStatusCode.NotFound);
        }
        // The same id is no obstacle, and is another search.
        (await PutAsync(other, $"{list}/searches/{id}", new { name = "别人的", query = new { state = "Closed" } })).ShouldBe(HttpStatusCode.NoContent);
        (await ReadAsync(clerk, list)).GetProperty("searches").EnumerateArray().ShouldHaveSingleItem().GetProperty("name").GetString().ShouldBe("我的");
        (await ReadAsync(other, list)).GetProperty("opensWith").ValueKind.ShouldBe(JsonValueKind.Null);
        using var nobody = host.Plain();
        (await nobody.GetAsync(new Uri($"/api/directory/me/lists/{list}", UriKind.Relative), Stop)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task What_could_name_a_person_is_not_kept_here()
    {
        var list = NewList();
        using var clerk = await host.AsAsync("clerk");
        foreach (var (name, key, value) in new[]
            {
                ("查询", "q", "620302198507150026"), ("查询", "q", "13909450026"), ("查询", "q", "6203021"), ("查询", "q", "张三"), ("查询", "q", "a b"), ("查询", "q", ""), ("查询", "q", new string('a', 101)),
                ("查询", "", "a"), ("查询", "q*", "a"), ("张三13909450026", "state", "Registered"), ("查\u0007询", "state", "Registered"), (" ", "state", "Registered"),
            })
        {
            var (status, code) = await RefusedAsync(clerk, $"{list}/searches/{Guid.CreateVersion7()}", new { name, query = new Dictionary<string, string> { [key] = value } });
            (status, code).ShouldBeOneOf((HttpStatusCode.Conflict, "directory.search_not_neutral"), (HttpStatusCode.BadRequest, "request.invalid"));
        }
        (await RefusedAsync(clerk, list, new { density = "Normal", columns = new[] { "姓名" } })).ShouldBe((HttpStatusCode.Conflict, "directory.search_not_neutral"));
        (await ReadAsync(clerk, list)).GetProperty("searches").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task There_is_an_end_to_what_one_person_keeps()
    {
        var list = NewList();
        using var clerk = await host.AsAsync("townhead");
        var ids = Enumerable.Range(0, 20).Select(_ => Guid.CreateVersion7()).ToList();
        foreach (var id in ids)
            (await PutAsync(clerk, $"{list}/searches/{id}", new { name = "查询", query = new { state = "Closed" } })).ShouldBe(HttpStatusCode.NoContent);
        (await RefusedAsync(clerk, $"{list}/searches/{Guid.CreateVersion7()}", new { name = "查询", query = new { state = "Closed" } })).ShouldBe((HttpStatusCode.Conflict, "directory.too_many_preferences"));
        // What is there may still be changed, and another list has room of its own.
        (await PutAsync(clerk, $"{list}/searches/{ids[0]}", new { name = "改名", query = new { state = "Closed" } })).ShouldBe(HttpStatusCode.NoContent);
        (await PutAsync(clerk, $"{NewList()}/searches/{ids[0]}", new { name = "查询", query = new { state = "Closed" } })).ShouldBe(HttpStatusCode.NoContent);

        (await RefusedAsync(clerk, $"{list}/searches/{ids[1]}", new { name = new string('长', 31), query = new { } })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await RefusedAsync(clerk, $"{list}/searches/{ids[1]}", new { name = "查询", query = Enumerable.Range(0, 21).ToDictionary(i => $"k{i}", _ => "a") })).Code.ShouldBe("directory.search_not_neutral");
        (await RefusedAsync(clerk, list, new { density = "Normal", columns = Enumerable.Repeat("a", 41) })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await PutAsync(clerk, "not_a_list", new { density = "Normal" })).ShouldBe(HttpStatusCode.NotFound);
        for (var i = 0; i < 30; i++)
            await PutAsync(clerk, NewList(), new { density = "Normal" });
        (await RefusedAsync(clerk, NewList(), new { density = "Normal" })).Code.ShouldBe("directory.too_many_preferences");
    }

    [Fact]
    public async Task Two_windows_of_one_person_may_be_the_first_at_once()
    {
        using var clerk = await host.AsAsync("clerk2");
        for (var round = 0; round < 5; round++)
        {
            var list = NewList();
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PutAsync(clerk, list, new { density = "Compact" })));
            answers.ShouldAllBe(status => status == HttpStatusCode.NoContent);
            (await ReadAsync(clerk, list)).GetProperty("density").GetString().ShouldBe("Compact");
        }
    }

    // Letters only, so that tests share people and not lists.
    static string NewList() => "list-" + string.Concat(Guid.CreateVersion7().ToString("N")[^16..].Select(digit => (char)('a' + Convert.ToInt32(digit.ToString(), 16))));

    static async Task<JsonElement> ReadAsync(HttpClient client, string list) => await client.GetFromJsonAsync<JsonElement>($"/api/directory/me/lists/{list}", Stop);

    static async Task<HttpStatusCode> PutAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PutAsJsonAsync($"/api/directory/me/lists/{path}", body, Stop);
        return answer.StatusCode;
    }

    static async Task<(HttpStatusCode Status, string? Code)> RefusedAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PutAsJsonAsync($"/api/directory/me/lists/{path}", body, Stop);
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString());
    }

    static async Task<HttpStatusCode> DeleteAsync(HttpClient client, string path)
    {
        using var answer = await client.DeleteAsync(new Uri($"/api/directory/me/lists/{path}", UriKind.Relative), Stop);
        return answer.StatusCode;
    }
}

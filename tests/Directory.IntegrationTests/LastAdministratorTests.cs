using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Anjie.Directory.Domain;

namespace Anjie.Directory.IntegrationTests;

/// <summary>Nobody gives roles to himself, and there is always somebody who may give them.</summary>
public sealed class LastAdministratorTests(DirectoryHost host)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task S_34_nobody_gives_a_role_to_himself_by_any_post()
    {
        using var secadmin = await host.AsAsync("secadmin");
        var own = await PostAsync(secadmin, StableId.Of("post", "secadmin"));
        var person = own.GetProperty("personId").GetGuid();
        foreach (var roles in (string[][])[["secadmin", "sysadmin"], ["leader"], ["auditor"], ["grid"]])
        {
            (await ChangeAsync(secadmin, own, person, roles, active: true)).ShouldBe((HttpStatusCode.Conflict, "directory.own_post"));
            if (roles is ["leader"])
                continue;
            var another = await PutAsync(secadmin, Guid.CreateVersion7(), null, Body(own.GetProperty("unitId").GetGuid(), person, roles, active: true));
            another.Status.ShouldBe(HttpStatusCode.Conflict);
            another.Code.ShouldBeOneOf("directory.own_post", "directory.roles_conflict");
        }

        // The system administrator keeps accounts, so gives no role to anybody, nor to the own one.
        using var sysadmin = await host.AsAsync("sysadmin");
        (await ChangeAsync(sysadmin, await PostAsync(secadmin, StableId.Of("post", "sysadmin")), person, ["secadmin"], active: true)).ShouldBe((HttpStatusCode.Forbidden, "case.role_forbidden"));
    }

    [Theory]
    [InlineData("sysadmin"), InlineData("auditadmin")]
    public async Task S_34_the_last_administrator_of_a_kind_stays_until_there_is_another(string user)
    {
        using var secadmin = await host.AsAsync("secadmin");
        var post = await PostAsync(secadmin, StableId.Of("post", user));
        var (unit, person) = (post.GetProperty("unitId").GetGuid(), post.GetProperty("personId").GetGuid());
        string[] roles = [.. post.GetProperty("roles").EnumerateArray().Select(role => role.GetString()!)];

        var refused = (HttpStatusCode.Conflict, "directory.last_administrator");
        (await ChangeAsync(secadmin, post, null, roles, active: true)).ShouldBe(refused);
        (await ChangeAsync(secadmin, post, person, ["grid"], active: true)).ShouldBe(refused);
        (await ChangeAsync(secadmin, post, person, roles, active: false)).ShouldBe(refused);

        // A vacant post of the kind is nobody.
        var other = Guid.CreateVersion7();
        (await PutAsync(secadmin, other, null, Body(unit, null, roles, active: true))).Status.ShouldBe(HttpStatusCode.Created);
        (await ChangeAsync(secadmin, post, null, roles, active: true)).ShouldBe(refused);

        // With a second one that one may go again, and then the first is the last once more.
        using var sysadmin = await host.AsAsync("sysadmin");
        var second = Guid.CreateVersion7();
        using var account = await sysadmin.PutAsJsonAsync($"/api/directory/people/{second}", new { userName = $"{user[..3]}-two", name = "第二人", active = true }, Stop);
        account.StatusCode.ShouldBe(HttpStatusCode.Created, await account.Content.ReadAsStringAsync(Stop));
        (await PutAsync(secadmin, other, 1, Body(unit, second, roles, active: true))).Status.ShouldBe(HttpStatusCode.OK);
        (await PutAsync(secadmin, other, 2, Body(unit, second, ["grid"], active: true))).Status.ShouldBe(HttpStatusCode.OK);
        (await ChangeAsync(secadmin, post, person, ["grid"], active: true)).ShouldBe(refused);
    }

    static Task<JsonElement> PostAsync(HttpClient client, Guid id) => client.GetFromJsonAsync<JsonElement>($"/api/directory/posts/{id}", Stop);

    static Task<(HttpStatusCode Status, string? Code)> ChangeAsync(HttpClient client, JsonElement post, Guid? person, IEnumerable<string> roles, bool active, string? level = null) =>
        PutAsync(client, post.GetProperty("id").GetGuid(), post.GetProperty("version").GetInt32(), Body(post.GetProperty("unitId").GetGuid(), person, roles, active, roles.Contains("leader") ? level ?? "City" : null));

    static object Body(Guid unitId, Guid? personId, IEnumerable<string> roles, bool active, string? level = null) => new { unitId, personId, title = "管理岗", roles = roles.ToArray(), level, active };

    static async Task<(HttpStatusCode Status, string? Code)> PutAsync(HttpClient client, Guid id, int? version, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"/api/directory/posts/{id}", UriKind.Relative)) { Content = JsonContent.Create(body) };
        if (version is not null)
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        using var answer = await client.SendAsync(request, Stop);
        var told = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        return (answer.StatusCode, told.TryGetProperty("code", out var code) ? code.GetString() : null);
    }
}

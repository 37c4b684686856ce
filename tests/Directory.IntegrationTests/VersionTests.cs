using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Anjie.Directory.Domain;

namespace Anjie.Directory.IntegrationTests;

public sealed class VersionTests(DirectoryHost host)
{
    static readonly Guid City = StableId.Of("unit", "6203.");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, object, object> Kinds => new()
    {
        { "sysadmin", $"units/{Guid.CreateVersion7()}", UnitOf("旧"), UnitOf("新") },
        { "secadmin", $"posts/{Guid.CreateVersion7()}", PostOf("旧"), PostOf("新") },
        { "sysadmin", $"people/{Guid.CreateVersion7()}", PersonOf("旧"), PersonOf("新") },
        { "sysadmin", "calendar/2035", YearOf("旧"), YearOf("新") },
        { "sysadmin", "code-lists/version-trial", ListOf("旧"), ListOf("新") },
    };

    [Theory, MemberData(nameof(Kinds))]
    public async Task S_31_nothing_is_changed_without_the_version_it_changes_or_with_another_one(string user, string path, object old, object changed)
    {
        using var admin = await host.AsAsync(user);
        (await PutAsync(old, null)).ShouldBe((HttpStatusCode.Created, null));
        var before = await admin.GetStringAsync(new Uri($"/api/directory/{path}", UriKind.Relative), Stop);

        (await PutAsync(changed, null)).ShouldBe(((HttpStatusCode)428, "precondition.required"));
        foreach (var stale in (string[])["\"0\"", "\"2\"", "\"999\"", "\"x\"", "*", "W/\"x\""])
            (await PutAsync(changed, stale)).ShouldBe((HttpStatusCode.PreconditionFailed, "precondition.failed"), stale);
        (await admin.GetStringAsync(new Uri($"/api/directory/{path}", UriKind.Relative), Stop)).ShouldBe(before);

        (await PutAsync(changed, "\"1\"")).ShouldBe((HttpStatusCode.OK, null));
        (await PutAsync(old, "\"1\"")).ShouldBe((HttpStatusCode.PreconditionFailed, "precondition.failed")); // the version of before, once more

        async Task<(HttpStatusCode Status, string? Code)> PutAsync(object body, string? tag)
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"/api/directory/{path}", UriKind.Relative)) { Content = JsonContent.Create(body) };
            if (tag is not null)
                request.Headers.TryAddWithoutValidation("If-Match", tag);
            using var answer = await admin.SendAsync(request, Stop);
            var told = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
            return (answer.StatusCode, told.TryGetProperty("code", out var code) && !answer.IsSuccessStatusCode ? code.GetString() : null);
        }
    }

    static object UnitOf(string name) => new { parentId = City, code = "vertrial", name, englishName = "Trial", kind = "Department", active = true };

    static object PostOf(string title) => new { unitId = City, title, roles = new[] { "grid" }, active = true };

    static object PersonOf(string name) => new { userName = "version-trial", name, active = true };

    static object YearOf(string source) => new { source, days = new[] { new { date = "2035-01-01", isWorking = false, reason = "元旦" } } };

    static object ListOf(string chinese) => new { chinese, english = "Trial", entries = new[] { new { code = "1", chinese = "一", english = "One" } } };
}

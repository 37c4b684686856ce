using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Anjie.Directory.Domain;

namespace Anjie.Directory.IntegrationTests;

/// <summary>What is looked for is a text, not a pattern.</summary>
public sealed class SearchTests(DirectoryHost host)
{
    // Placeholders of LIKE, of regular expressions, of text search and of JSON paths.
    static readonly string[] Patterns =
        ["%", "_", "\\", "%%", "_%", "\\%", "%a%", "[a-z]", ".*", "^.", "a|b", "(?i)a", "&", "!", ":*", "a:*", "|", "<->", "$.a", "$[*]", "'", "\"", "*", "?", "%6203%", "6203%", "____", "\\\\", "\u0000", "(((("];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task S_46_no_search_takes_a_placeholder_for_more_than_the_character_it_is()
    {
        using var admin = await host.AsAsync("secadmin");
        string[] searches = ["accounts?q=", "accounts?unit=", "people?q=", "people?unit=", "people?role=", "posts?q=", "posts?unit=", "posts?role=", "units?under="];
        foreach (var search in searches)
            foreach (var pattern in Patterns)
            {
                using var answer = await admin.GetAsync(new Uri($"/api/directory/{search}{Uri.EscapeDataString(pattern)}", UriKind.Relative), Stop);
                var text = await answer.Content.ReadAsStringAsync(Stop);
                if (pattern == "\u0000") // no text column holds one
                {
                    answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, search);
                    continue;
                }

                answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{search}{pattern}: {text}");
                JsonDocument.Parse(text).RootElement.GetProperty("items").GetArrayLength().ShouldBe(0, $"{search}{pattern}");
            }

        // And it is found where it stands.
        const string Title = @"100%_岗位\甲[a-z].*";
        var id = Guid.CreateVersion7();
        using var made = await admin.PutAsJsonAsync($"/api/directory/posts/{id}", new { unitId = StableId.Of("unit", "6203."), title = Title, roles = new[] { "grid" }, active = false }, Stop);
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync(Stop));

        foreach (var part in (string[])["0%_岗", "%", "_", @"\甲", "[a-z]", ".*", Title])
        {
            var found = await admin.GetFromJsonAsync<JsonElement>($"/api/directory/posts?q={Uri.EscapeDataString(part)}", Stop);
            found.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("id").GetGuid()).ShouldBe([id], part);
        }
    }

    [Fact]
    public async Task A_search_no_column_can_answer_harms_nobody_elses()
    {
        // A connection prepares what it is asked for the fifth time. Were it the database that refuses just then, whoever uses the connection next would pay for it.
        const int EnoughForEveryConnection = 60;
        using var admin = await host.AsAsync("secadmin");
        for (var i = 0; i < EnoughForEveryConnection; i++)
            (await StatusAsync("/api/directory/posts?state=Filled&q=%00")).ShouldBe(HttpStatusCode.BadRequest);
        for (var i = 0; i < EnoughForEveryConnection; i++)
            (await StatusAsync("/api/directory/posts?state=Filled&q=长")).ShouldBe(HttpStatusCode.OK);

        async Task<HttpStatusCode> StatusAsync(string path)
        {
            using var answer = await admin.GetAsync(new Uri(path, UriKind.Relative), Stop);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_text_that_no_column_holds_is_refused_in_a_document_too()
    {
        using var admin = await host.AsAsync("sysadmin");
        foreach (var (chinese, status) in new[] { ("甲\0", HttpStatusCode.BadRequest), (@"甲\u0000", HttpStatusCode.Created), ("甲\\\0", HttpStatusCode.BadRequest) })
        {
            using var answer = await admin.PutAsJsonAsync(
                $"/api/directory/code-lists/nul-{Guid.CreateVersion7():N}", new { chinese = "表", english = "List", entries = new[] { new { code = "01", chinese, english = "One" } } }, Stop);
            answer.StatusCode.ShouldBe(status, chinese);
        }
    }
}

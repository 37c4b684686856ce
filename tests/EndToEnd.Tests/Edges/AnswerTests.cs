using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Anjie.EndToEnd.Tests.Edges;
using Anjie.Support;

namespace Anjie.EndToEnd.Tests;

/// <summary>What every answer carries, and what no caller brings along.</summary>
public sealed class AnswerTests(RunningSystem running) : IDisposable
{
    readonly Doors _doors = new(running);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _doors.Dispose();

    [Fact]
    public async Task S_27_who_somebody_is_and_where_stands_in_the_token_alone()
    {
        var token = await running.TokenAsync(Doors.Clerk);
        foreach (var door in _doors.All)
        {
            // Auditors only: a clerk stays a clerk, and nobody stays nobody, whatever is written beside.
            foreach (var (who, status) in ((string?, int)[])[(token, 403), (null, 401)])
            {
                using var answer = await _doors.SendAsync(door, HttpMethod.Get, $"api/{door.Service}/audit?role=auditor&roles=auditor&unit_path=6203.&as=auditor", who, headers: Forged);
                ((int)answer.StatusCode).ShouldBe(status, $"{door}");
            }

            using var plain = await _doors.SendAsync(door, HttpMethod.Get, Doors.ListOf(door.Service), token);
            using var forged = await _doors.SendAsync(door, HttpMethod.Get, Doors.ListOf(door.Service), token, headers: Forged);
            (await forged.Content.ReadAsStringAsync(Stop)).ShouldBe(await plain.Content.ReadAsStringAsync(Stop), $"{door}");
        }

        static void Forged(HttpRequestHeaders headers)
        {
            foreach (var name in (string[])["X-User-Id", "X-User-Name", "X-Unit", "X-Unit-Path", "X-Region", "X-Role", "X-Roles", "X-Original-User", "X-Forwarded-User"])
                headers.TryAddWithoutValidation(name, name.Contains("Unit", StringComparison.Ordinal) || name.Contains("Region", StringComparison.Ordinal) ? "6203." : "auditor");
            headers.TryAddWithoutValidation("X-HTTP-Method-Override", "DELETE");
        }
    }

    [Theory]
    [InlineData("null"), InlineData("https://evil.example"), InlineData("http://localhost.evil.example"), InlineData("http://evil-localhost"), InlineData("http://localhost:1")]
    public async Task S_77_no_other_origin_may_read_an_answer(string origin)
    {
        var token = await running.TokenAsync(Doors.Clerk);
        foreach (var door in _doors.All)
            foreach (var (method, path) in ((HttpMethod, string)[])
                [(HttpMethod.Get, Doors.ListOf(door.Service)), (HttpMethod.Options, Doors.ListOf(door.Service)), (HttpMethod.Get, "health/ready"), (HttpMethod.Options, "connect/token"), (HttpMethod.Get, ".well-known/openid-configuration")])
            {
                using var answer = await _doors.SendAsync(door, method, path, token, headers: headers =>
                {
                    headers.TryAddWithoutValidation("Origin", origin);
                    headers.TryAddWithoutValidation("Access-Control-Request-Method", "PUT");
                    headers.TryAddWithoutValidation("Access-Control-Request-Headers", "authorization");
                    headers.TryAddWithoutValidation("Cookie", "anjie=x");
                });
                answer.Headers.ShouldNotContain(header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase), $"{method} {path} at {door}");
            }
    }

    [Theory]
    [InlineData("account/login", 200), InlineData("account/sign-in.css", 200), InlineData("public", 200), InlineData("", 302), InlineData("css/base.css", 200), InlineData("api/screening/disputes", 401)]
    [InlineData("api/none", 404), InlineData("health", 200), InlineData("account/denied", 403), InlineData("docs/", 200), InlineData("openapi/none.json", 404)]
    public async Task S_78_every_answer_tells_the_browser_what_it_must_not_do(string path, int status)
    {
        using var answer = await _doors.SendAsync(new Uri(running.Address, path), HttpMethod.Get, null, headers: headers => headers.Accept.ParseAdd("text/html"));

        ((int)answer.StatusCode).ShouldBe(status, path);
        var policy = Header("Content-Security-Policy");
        foreach (var rule in path.StartsWith("api/", StringComparison.Ordinal) ? ["default-src 'none'", "frame-ancestors 'none'"] : (string[])["default-src 'self'", "object-src 'none'", "base-uri 'self'", "form-action 'self'", "frame-ancestors 'none'"])
            policy.Split(';', StringSplitOptions.TrimEntries).ShouldContain(rule);
        policy.Split(';', StringSplitOptions.TrimEntries).Where(rule => rule.StartsWith("script-src", StringComparison.Ordinal)).ShouldAllBe(rule => !rule.Contains("unsafe", StringComparison.Ordinal));
        Header("X-Content-Type-Options").ShouldBe("nosniff");
        Header("X-Frame-Options").ShouldBe("DENY");
        Header("Referrer-Policy").ShouldBe("no-referrer");
        Header("Cross-Origin-Opener-Policy").ShouldBe("same-origin");
        Header("Cross-Origin-Resource-Policy").ShouldBe("same-origin");
        Header("Permissions-Policy").ShouldContain("camera=()");
        Header("Permissions-Policy").ShouldContain("publickey-credentials-get=self");
        Header("Permissions-Policy").ShouldContain("fullscreen=self");
        Header("Cache-Control").ShouldNotBeEmpty();

        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : throw new InvalidOperationException($"{path} has no {name}.");
    }

    [Fact]
    public async Task S_87_what_is_personal_is_not_kept_and_no_ending_makes_it_a_file()
    {
        var token = await running.TokenAsync("clerk");
        foreach (var path in (string[])["api/directory/me", "api/screening/disputes", "account/login", "public", "", "sign-in"])
        {
            using var answer = await _doors.SendAsync(new Uri(running.Address, path), HttpMethod.Get, path.StartsWith("api", StringComparison.Ordinal) ? token : null);
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue(path);
        }

        foreach (var path in (string[])["api/directory/me/x.css", "api/directory/me.css", "api/directory/me/none.js", "api/directory/me;x.css", "api/directory/me%2fx.css", "api/directory/me%00.css"])
        {
            using var answer = await _doors.SendAsync(new Uri(running.Address, path), HttpMethod.Get, token);
            ((int)answer.StatusCode).ShouldBeOneOf(400, 404);
            answer.Headers.CacheControl?.NoStore.ShouldBe(true, path);
        }
    }

    [Fact]
    public async Task S_53_what_does_not_call_itself_json_in_utf_8_is_415()
    {
        string?[] types = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml", "text/json; charset=utf-8x", "application/json; charset=utf-7", "application/json; charset=utf-16", "application/json; charset=gbk", null];
        var token = await running.TokenAsync(Doors.Anybody);
        var asked = 0;
        foreach (var service in RunningSystem.Services)
            foreach (var operation in (await _doors.OperationsAsync(service)).Where(operation => operation.Body is not null))
                foreach (var door in _doors.All.Where(door => door.Service == service))
                    foreach (var type in types)
                    {
                        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes("{}"));
                        if (type is not null)
                            body.Headers.TryAddWithoutValidation("Content-Type", type);
                        using var answer = await _doors.SendAsync(door, operation.Method, Doors.Filled(operation.Path), Doors.TokenFor(service, operation, token), body);
                        // Of a stranger the routing finds the type wrong before it finds whose door it is.
                        ((int)answer.StatusCode).ShouldBeOneOf(Doors.IsForPetitioners(service, operation) ? [401, 415] : [415], $"{operation.Name} as {type} at {door}");
                        asked++;
                    }

        asked.ShouldBeGreaterThan(500);
    }

    [Fact]
    public async Task S_52_json_that_parsers_could_read_in_two_ways_or_not_at_all_is_400_or_413()
    {
        var token = await running.TokenAsync(new Official(Guid.CreateVersion7(), "6203.620302.nyp.", "town"));
        const string Good = """{"reason":"Duplicate","explanation":"说明"}""";
        const string Twice = """{"reason":"Duplicate","explanation":"说明","explanation":"说明"}""";
        var act = (await _doors.OperationsAsync("screening")).Single(operation => operation.Path.EndsWith("/{id}/dismissal", StringComparison.Ordinal));
        var path = Doors.Filled(act.Path);
        const string name = "explanation";
        (string Kind, byte[] Body, int Status)[] bodies =
        [
            Text("64 deep", $$"""{"{{name}}":{{new string('[', 64)}}{{new string(']', 64)}}}""", 400), Text("1,000 deep", new string('[', 1000) + new string(']', 1000), 400), Text("100,000 deep", new string('[', 100_000), 400),
            Text("a long string", $$"""{"{{name}}":"{{new string('x', 10 * 1024 * 1024)}}"}""", 413), Text("a long list", $$"""{"{{name}}":[{{string.Join(',', Enumerable.Repeat("0", 1_000_000))}}]}""", 413),
            Text("well-formed", Good, 404), Text("twice the same", Twice, 400), Text("a trailing comma", """{"a":1,}""", 400), Text("a comment", "{/* */}", 400), Text("NaN", $$"""{"{{name}}":NaN}""", 400),
            Text("1e400", $$"""{"{{name}}":1e400}""", 400), Text("a big number", $$"""{"{{name}}":{{new string('9', 400)}}}""", 400), Text("a lone surrogate", $$"""{"{{name}}":"\ud800"}""", 400),
            ("UTF-16", Encoding.Unicode.GetBytes(Good), 400), ("invalid UTF-8", [.. Encoding.UTF8.GetBytes($$"""{"{{name}}":"x"""), 0xff, .. "\"}"u8], 400), Text("nothing", "", 400), Text("null", "null", 400), Text("half", """{"a":""", 400),
        ];
        foreach (var door in _doors.All.Where(door => door.Service == "screening"))
            foreach (var (kind, bytes, status) in bodies)
            {
                using var body = new ByteArrayContent(bytes);
                body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                using var answer = await _doors.SendAsync(door, act.Method, path, token, body, headers => headers.ExpectContinue = bytes.Length > 1024 * 1024);
                ((int)answer.StatusCode).ShouldBe(status, $"{kind} at {door}");
                (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString().ShouldBeOneOf("request.malformed", "request.invalid", "request.too_large", "http.413", "http.404");
            }

        static (string, byte[], int) Text(string kind, string body, int status) => (kind, Encoding.UTF8.GetBytes(body), status);
    }

    [Fact]
    public async Task S_60_a_number_out_of_all_bounds_is_400_or_cut_to_the_longest_page()
    {
        var token = await running.TokenAsync(Doors.Clerk);
        var asked = 0;
        foreach (var service in RunningSystem.Services)
            foreach (var operation in (await _doors.OperationsAsync(service)).Where(operation => operation.IsRead))
                foreach (var (name, _) in operation.Query.Where(parameter => parameter.Name == "limit"))
                    foreach (var door in _doors.All.Where(door => door.Service == service))
                        foreach (var (value, isNumber) in ((string, bool)[])[("2147483648", false), ("99999999999999999999", false), ("1.5", false), ("0x10", false), ("many", false), ("-1", true), ("0", true), ("1000000000", true), ("2147483647", true)])
                        {
                            using var answer = await _doors.SendAsync(door, HttpMethod.Get, $"{Doors.Filled(operation.Path)}?{name}={value}", token);
                            // Whoever may not ask at all is told that first.
                            if ((int)answer.StatusCode == 403)
                                continue;
                            ((int)answer.StatusCode).ShouldBe(isNumber ? 200 : 400, $"{operation.Name} {name}={value} at {door}");
                            if (isNumber)
                                (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("items").GetArrayLength().ShouldBeLessThanOrEqualTo(200);
                            asked++;
                        }

        asked.ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task S_106_a_fault_of_ours_is_500_with_a_number_to_ask_about_and_nothing_else()
    {
        var token = await running.TokenAsync(Doors.Clerk);
        await ExecuteAsync("alter table dispute rename to dispute_away");
        try
        {
            foreach (var door in _doors.All.Where(door => door.Service == "screening"))
            {
                using var answer = await _doors.SendAsync(door, HttpMethod.Get, Doors.ListOf("screening"), token);
                ((int)answer.StatusCode).ShouldBe(500);
                var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
                problem.EnumerateObject().Select(part => part.Name).Order(StringComparer.Ordinal).ShouldBe(["code", "status", "title", "traceId"]);
                problem.GetProperty("code").GetString().ShouldBe("http.500");
                problem.GetProperty("title").GetString().ShouldBe("系统内部错误,已记录。");
            }
        }
        finally
        {
            await ExecuteAsync("alter table dispute_away rename to dispute");
        }

        foreach (var door in _doors.All.Where(door => door.Service == "screening"))
            (await _doors.ReadAsync(door, token)).ShouldBe(200);

        async Task ExecuteAsync(string statement)
        {
            await using var connection = new Npgsql.NpgsqlConnection(running.ConnectionTo("anjie_screening"));
            await connection.OpenAsync(Stop);
            await using var command = new Npgsql.NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(Stop);
        }
    }

    [Fact]
    public async Task S_124_without_a_named_environment_it_is_production_and_nothing_is_there_for_developers()
    {
        await using var gateway = await running.System.StartBesideAsync("gateway", new Dictionary<string, string>(StringComparer.Ordinal), Stop);
        await using var backlog = await running.System.StartBesideAsync("backlog", new Dictionary<string, string>(StringComparer.Ordinal), Stop);
        var token = await running.TokenAsync(Doors.Clerk);
        foreach (var address in (Uri[])[gateway.Address, backlog.Address])
            foreach (var path in (string[])["docs", "openapi/v1.json", "openapi/backlog.json", "swagger", "swagger/index.html", "dev/clock"])
            {
                using var answer = await _doors.SendAsync(new Uri(address, path), HttpMethod.Get, token);
                // What could be a page goes to the Portal, which first wants to know who asks.
                ((int)answer.StatusCode).ShouldBe(address == gateway.Address && path == "swagger" ? 401 : 404, $"{path} at {address}");
            }

        using var documented = await _doors.SendAsync(new Uri(running.System.AddressOf("backlog") + "openapi/v1.json"), HttpMethod.Get, null);
        ((int)documented.StatusCode).ShouldBe(200);
    }
}

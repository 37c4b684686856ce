using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Anjie.EndToEnd.Tests.Edges;
using Anjie.EndToEnd.Tests.Fuzz;
using Anjie.EndToEnd.Tests.PersonalData;

namespace Anjie.EndToEnd.Tests;

/// <summary>What a route answers to, and what makes no difference to it.</summary>
public sealed partial class RouteTests(RunningSystem running) : IDisposable
{

    readonly Doors _doors = new(running);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _doors.Dispose();

    [Fact]
    public async Task S_26_another_method_than_a_routes_own_is_405_and_no_header_stands_for_one()
    {
        HttpMethod[] methods = [HttpMethod.Get, HttpMethod.Post, HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete];
        var token = await running.TokenAsync(Doors.Anybody);
        var (swapped, overridden, wrong) = (0, 0, new List<string>());
        foreach (var service in RunningSystem.Services)
        {
            var operations = await _doors.OperationsAsync(service);
            foreach (var door in _doors.All.Where(door => door.Service == service))
            {
                foreach (var route in operations.GroupBy(operation => operation.Path))
                    foreach (var method in methods.Except(route.Select(operation => operation.Method)))
                    {
                        using var body = JsonContent.Create(new { });
                        using var answer = await _doors.SendAsync(door, method, Doors.Filled(route.Key), token, method == HttpMethod.Get ? null : body);
                        swapped++;
                        if ((int)answer.StatusCode != 405)
                            wrong.Add($"{method} {route.Key} at {door}: {(int)answer.StatusCode}");
                    }

                // A page that is read stays read, and an act stays the act it is.
                foreach (var operation in operations)
                {
                    var plain = await AskAsync(door, operation, token, null);
                    foreach (var name in (string[])["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
                    {
                        var other = await AskAsync(door, operation, token, (name, operation.IsRead ? "DELETE" : "GET"));
                        overridden++;
                        if (other != plain)
                            wrong.Add($"{operation.Name} with {name} at {door}: {other}, without {plain}");
                    }
                }
            }
        }

        wrong.ShouldBeEmpty(string.Join('\n', wrong.Take(40)));
        swapped.ShouldBeGreaterThan(500);
        overridden.ShouldBeGreaterThan(500);
    }

    [Fact]
    public async Task S_38_no_list_is_ordered_or_filtered_by_what_it_does_not_offer()
    {
        string[] oracles =
        [
            "sort=identityNumber", "order=phone", "orderBy=phone", "orderby=petitioners.phone%20desc", "sortBy=name&direction=desc", "%24orderby=phone", "%24filter=startswith(phone%2C%27138%27)", "filter=phone+sw+138",
            "phone=138", "identityNumber=6203", "name=%E9%B9%AE", "title=x", "summary=x", "fields=phone", "select=identityNumber", "include=petitioners", "expand=petitioners", "unitPath=6203.", "class=Accusation",
        ];
        using var office = new Office(running);
        await office.RegisterMatterAsync(await running.TodayAsync(), Canary.Of(990));
        await office.ReportDisputeAsync(await running.TodayAsync(), "06.01", Canary.Of(991), Canary.Of(992));
        var token = await running.TokenAsync(Doors.Anybody);
        var (asked, filled, told) = (0, 0, new List<string>());
        foreach (var service in RunningSystem.Services)
            foreach (var list in (await _doors.OperationsAsync(service)).Where(operation => operation.IsRead && operation.Query.Any(parameter => parameter.Name == "limit") && !operation.Path.Contains("audit", StringComparison.Ordinal)))
            {
                var door = _doors.All.First(door => door.Service == service && !door.IsGateway);
                var plain = await AskAsync(door, list, token, null, "?limit=50");
                plain.Status.ShouldBe(200, list.Name);
                filled += plain.Text.Contains("\"items\":[]", StringComparison.Ordinal) ? 0 : 1;
                foreach (var oracle in oracles.Where(oracle => !list.Query.Any(parameter => oracle.StartsWith(parameter.Name + "=", StringComparison.OrdinalIgnoreCase))))
                {
                    asked++;
                    if (await AskAsync(door, list, token, null, $"?limit=50&{oracle}") is var other && other.Status != 400 && other != plain)
                        told.Add($"{list.Name} {oracle}: {other.Status}, {other.Text[..Math.Min(200, other.Text.Length)]}");
                }
            }

        told.ShouldBeEmpty(string.Join('\n', told.Take(20)));
        filled.ShouldBeGreaterThan(4);
        asked.ShouldBeGreaterThan(150);
    }

    [Fact]
    public async Task S_54_what_is_asked_twice_is_400_and_a_body_is_not_made_up_from_the_address()
    {
        var token = await running.TokenAsync(Doors.Anybody);
        var (asked, wrong) = (0, new List<string>());
        foreach (var service in RunningSystem.Services)
            foreach (var operation in await _doors.OperationsAsync(service))
                foreach (var door in _doors.All.Where(door => door.Service == service))
                {
                    foreach (var (name, _) in operation.Query)
                        foreach (var twice in (string[])[$"?{name}=a&{name}=b", $"?{name}=1&{name.ToUpperInvariant()}=1", $"?{name}=&{name}="])
                        {
                            asked++;
                            if (await AskAsync(door, operation, token, null, twice) is var answer && answer.Status != 400)
                                wrong.Add($"{operation.Name}{twice} at {door}: {answer.Status}");
                        }

                    if (operation.Body is not { } schema || !operation.Schemas.Resolve(schema).TryGetProperty("properties", out var properties))
                        continue;
                    asked++;
                    var query = "?" + string.Join('&', properties.EnumerateObject().Select(property => $"{property.Name}=x"));
                    var (bare, beside) = (await AskAsync(door, operation, token, null), await AskAsync(door, operation, token, null, query));
                    if (bare != beside)
                        wrong.Add($"{operation.Name}{query} at {door}: {beside}, without {bare}");
                }

        wrong.ShouldBeEmpty(string.Join('\n', wrong.Take(40)));
        asked.ShouldBeGreaterThan(400);
    }

    [Theory]
    [InlineData(".git/config"), InlineData(".git/HEAD"), InlineData(".env"), InlineData(".anjie/keys/secrets.json"), InlineData("appsettings.json"), InlineData("appsettings.Development.json"), InlineData("web.config")]
    [InlineData("Anjie.Portal.pdb"), InlineData("Anjie.Portal.dll"), InlineData("Anjie.Portal.deps.json"), InlineData("css/"), InlineData("css/../appsettings.json"), InlineData("css/%2e%2e/appsettings.json"), InlineData("css%2f..%2f..%2fappsettings.json")]
    [InlineData("_content/MudBlazor/..%2f..%2fappsettings.json"), InlineData("keys/personal-data.json"), InlineData("robots.txt.bak"), InlineData("swagger/index.html")]
    public async Task S_73_no_file_is_served_that_is_not_meant_for_browsers(string path)
    {
        foreach (var address in (Uri[])[running.Address, new(running.System.AddressOf("portal"))])
        {
            // As it stands, without a client's own idea of a path.
            var heard = await Wire.SayAsync(address, $"GET /{path} HTTP/1.1\r\nHost: localhost:{address.Port}\r\nAccept: text/html\r\nConnection: close\r\n\r\n");
            // A folder could be a page: of that a stranger learns nothing but where to sign in.
            heard.Statuses.ShouldBe(path == "css/" ? [302] : [404], $"{path} at {address}: {heard.Text}");
        }
    }

    async Task<(int Status, string Text)> AskAsync(Door door, Operation operation, string token, (string Name, string Value)? header, string query = "")
    {
        using var body = operation.IsRead ? null : JsonContent.Create(new { });
        using var answer = await _doors.SendAsync(door, operation.Method, Doors.Filled(operation.Path) + query, token, body, headers =>
        {
            if (header is var (name, value))
                headers.TryAddWithoutValidation(name, value);
        });
        // Evidence grows while it is read, and its export tells the time.
        return ((int)answer.StatusCode, operation.Path.Contains("/audit", StringComparison.Ordinal) ? "" : Trace().Replace(await answer.Content.ReadAsStringAsync(Stop), ""));
    }

    [GeneratedRegex("\"traceId\":\"[^\"]*\"", RegexOptions.None, 1000)]
    private static partial Regex Trace();
}

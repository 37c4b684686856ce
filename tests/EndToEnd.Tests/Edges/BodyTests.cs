using System.Net.Http.Json;
using System.Text.Json;
using Anjie.EndToEnd.Tests.Edges;
using Anjie.EndToEnd.Tests.Fuzz;

namespace Anjie.EndToEnd.Tests;

/// <summary>A body says what its schema says it does, or it is refused as a whole.</summary>
public sealed class BodyTests(RunningSystem running) : IDisposable
{

    readonly Doors _doors = new(running);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _doors.Dispose();

    [Fact]
    public async Task S_55_a_value_of_another_type_is_never_taken_for_what_it_might_mean()
    {
        var token = await running.TokenAsync(Doors.Anybody);
        var (asked, taken) = (0, new List<string>());
        foreach (var service in RunningSystem.Services)
            foreach (var operation in (await _doors.OperationsAsync(service)).Where(operation => operation.Body is not null))
                foreach (var property in PropertiesOf(operation))
                    foreach (var wrong in WrongFor(Schemas.TypeOf(operation.Schemas.Resolve(property.Value))))
                    {
                        var body = $$"""{"{{property.Name}}":{{wrong}}}""";
                        var (status, code) = await SendAsync(operation, body, Doors.TokenFor(service, operation, token));
                        asked++;
                        if ((status, code) != (400, "request.malformed"))
                            taken.Add($"{operation.Name} {body}: {status} {code}");
                    }

        taken.ShouldBeEmpty(string.Join('\n', taken.Take(40)));
        asked.ShouldBeGreaterThan(1000);
    }

    [Fact]
    public async Task S_28_a_field_nobody_asked_for_is_refused_with_the_whole_body()
    {
        string[] fields = ["status", "state", "leaderId", "createdAt", "version", "isAnonymous", "regionCode", "unitPath", "id", "audit", "actorId", "roles\\u0000", "__proto__", "$type"];
        var token = await running.TokenAsync(Doors.Anybody);
        var (asked, taken) = (0, new List<string>());
        foreach (var service in RunningSystem.Services)
            foreach (var operation in (await _doors.OperationsAsync(service)).Where(operation => operation.Body is not null))
            {
                var known = PropertiesOf(operation).Select(property => property.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
                foreach (var field in fields.Where(field => !known.Contains(field)))
                {
                    var (status, code) = await SendAsync(operation, $$"""{"{{field}}":"x"}""", Doors.TokenFor(service, operation, token));
                    asked++;
                    if ((status, code) != (400, "request.malformed"))
                        taken.Add($"{operation.Name} {field}: {status} {code}");
                }
            }

        taken.ShouldBeEmpty(string.Join('\n', taken.Take(40)));
        asked.ShouldBeGreaterThan(500);
    }

    static IEnumerable<JsonProperty> PropertiesOf(Operation operation) =>
        operation.Schemas.Resolve(operation.Body!.Value).TryGetProperty("properties", out var properties) ? properties.EnumerateObject() : [];

    static string[] WrongFor(string type) => type switch
    {
        "integer" or "number" => ["\"1\"", "\"0x10\"", "true", "[]", "{}"],
        "boolean" => ["\"true\"", "0", "1", "[]", "{}"],
        "array" => ["\"x\"", "1", "true", "{}"],
        "object" => ["\"x\"", "1", "true", "[]"],
        _ => ["1", "0", "true", "[]", "{}"],
    };

    async Task<(int Status, string? Code)> SendAsync(Operation operation, string body, string? token)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var path = Doors.Filled(operation.Path);
        using var answer = await _doors.SendAsync(new Uri(running.Address, path), operation.Method, token, content);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        return ((int)answer.StatusCode, problem.TryGetProperty("code", out var code) ? code.GetString() : null);
    }
}

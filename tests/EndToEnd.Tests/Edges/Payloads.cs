using System.Text.Json.Nodes;
using Anjie.EndToEnd.Tests.Fuzz;

namespace Anjie.EndToEnd.Tests.Edges;

/// <summary>One text after the other in every place where an operation takes a text.</summary>
static class Payloads
{
    /// <summary>Each text of a body in turn, the rest well-formed.</summary>
    public static IEnumerable<(string Place, string Body)> Bodies(Operation operation, Random random, Vocabulary words, string[] texts, int each)
    {
        if (operation.Body is not { } schema || !operation.Schemas.Resolve(schema).TryGetProperty("properties", out var properties))
            yield break;
        foreach (var property in properties.EnumerateObject().Where(property => Schemas.TypeOf(operation.Schemas.Resolve(property.Value)) is "string" or "array"))
            foreach (var text in random.GetItems(texts, each))
            {
                var body = (JsonObject)new BodyWriter(random, words, operation.Schemas, [], []).Write(schema)!;
                body[property.Name] = body[property.Name] is JsonArray items && items.OfType<JsonObject>().ToList() is { Count: > 0 } rows ? Filled(rows, text) : JsonValue.Create(text);
                yield return ($"{property.Name}={text}", body.ToJsonString());
            }
    }

    static JsonArray Filled(List<JsonObject> rows, string text) => new([.. rows.Select(row =>
    {
        var copy = (JsonObject)row.DeepClone();
        foreach (var name in copy.Where(member => member.Key is "text" or "name" or "measure" or "opinion" or "basis" or "evidence" or "address").Select(member => member.Key).ToList())
            copy[name] = text;
        return (JsonNode)copy;
    })]);
}

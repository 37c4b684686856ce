using System.Text.Json;
using System.Text.Json.Nodes;

namespace Anjie.EndToEnd.Tests.Fuzz;

/// <summary>Bodies of the shape a schema asks for.</summary>
sealed class BodyWriter(Random random, Vocabulary words, Schemas schemas, IReadOnlyList<string> sessions, IReadOnlyList<string> demands)
{
    const int LeftOutOneIn = 3;

    public JsonNode? Write(JsonElement schema) => Write(schema, "", 0);

    JsonNode? Write(JsonElement schema, string name, int position)
    {
        schema = schemas.Resolve(schema);
        return Schemas.TypeOf(schema) switch
        {
            "object" => WriteObject(schema, position),
            "array" => WriteArray(schema, name),
            "enum" => Choose([.. schema.GetProperty("enum").EnumerateArray().Where(word => word.ValueKind == JsonValueKind.String).Select(word => word.GetString()!)], name == "item" ? position : random.Next(1 << 20)),
            "integer" => random.Next(Limit(schema, "minimum", 1), Math.Max(Limit(schema, "minimum", 1), Math.Min(Limit(schema, "maximum", 20), 30)) + 1),
            "number" => random.Next(1, 100_000) / 100m,
            "boolean" => random.Next(2) == 0,
            "string" => WriteText(schema, name),
            _ => words.Text(random, name),
        };
    }

    JsonObject WriteObject(JsonElement schema, int position)
    {
        var written = new JsonObject();
        if (!schema.TryGetProperty("properties", out var properties))
            return written;
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!).ToHashSet(StringComparer.Ordinal) : [];
        foreach (var property in properties.EnumerateObject())
            // An optional link to a matter is seldom what a first contact has.
            if (required.Contains(property.Name) || (random.Next(LeftOutOneIn) > 0 && property.Name != "matterId"))
                written[property.Name] = property.Name == "form" ? Choose([2, 21], random.Next(2)) : Write(property.Value, property.Name, position);
        return written;
    }

    JsonArray WriteArray(JsonElement schema, string name)
    {
        // Where the law lists five guarantees, all five are due: each element takes the next word of its enumeration.
        var least = Limit(schema, "minItems", 1);
        var count = name == "guarantees" ? 5 : Math.Max(least, random.Next(1, 3));
        return new([.. Enumerable.Range(0, count).Select(position => Write(schema.GetProperty("items"), name, position))]);
    }

    JsonNode WriteText(JsonElement schema, string name) => (schema.TryGetProperty("format", out var format) ? format.GetString() : null) switch
    {
        "uuid" => words.Id(random, name, sessions, demands),
        "date" => words.Date(random, name),
        "date-time" => words.Date(random, name) + "T09:00:00Z",
        _ => words.Text(random, name),
    };

    static JsonNode Choose<T>(IReadOnlyList<T> values, int position) =>
        JsonValue.Create(values[position % values.Count])!;

    static int Limit(JsonElement schema, string name, int otherwise) =>
        schema.TryGetProperty(name, out var limit) && limit.TryGetInt32(out var value) ? value : otherwise;
}

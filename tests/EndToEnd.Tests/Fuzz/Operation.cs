using System.Text.Json;

namespace Anjie.EndToEnd.Tests.Fuzz;

/// <summary>One path and method of a service's OpenAPI document.</summary>
/// <param name="TakesFile">The body is a file, whatever it calls itself.</param>
sealed record Operation(HttpMethod Method, string Path, JsonElement? Body, bool TakesFile, IReadOnlyList<(string Name, JsonElement Schema)> Query, Schemas Schemas)
{
    public string Name => $"{Method} {Path}";

    public bool IsRead => Method == HttpMethod.Get;

    public bool Creates => Method == HttpMethod.Put && !TakesFile;

    /// <summary>What the id in the path names, for instance <c>/api/reception/visits</c>; null where there is none.</summary>
    public string? Collection => Path.IndexOf("/{", StringComparison.Ordinal) is var at and > 0 ? Path[..at] : null;

    public static IEnumerable<Operation> Read(JsonElement document)
    {
        var schemas = new Schemas(document);
        foreach (var path in document.GetProperty("paths").EnumerateObject())
            foreach (var method in path.Value.EnumerateObject())
            {
                var content = method.Value.TryGetProperty("requestBody", out var request) ? request.GetProperty("content") : default;
                var takesFile = content.ValueKind == JsonValueKind.Object && content.TryGetProperty("application/octet-stream", out _);
                JsonElement? body = content.ValueKind == JsonValueKind.Object && !takesFile ? content.GetProperty("application/json").GetProperty("schema") : null;
                var query = method.Value.TryGetProperty("parameters", out var parameters)
                    ? parameters.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "query")
                        .Select(parameter => (parameter.GetProperty("name").GetString()!, parameter.GetProperty("schema"))).ToList()
                    : [];
                yield return new(HttpMethod.Parse(method.Name), path.Name, body, takesFile, query, schemas);
            }
    }
}

/// <summary>The named schemas of a document.</summary>
sealed class Schemas(JsonElement document)
{
    const string Prefix = "#/components/schemas/";

    /// <summary>The schema itself, behind references and "or null".</summary>
    public JsonElement Resolve(JsonElement schema)
    {
        while (true)
        {
            if (schema.TryGetProperty("$ref", out var reference))
                schema = document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()![Prefix.Length..]);
            else if (schema.TryGetProperty("oneOf", out var choices))
                schema = choices.EnumerateArray().First(choice => !choice.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String || type.GetString() != "null");
            else
                return schema;
        }
    }

    public static string TypeOf(JsonElement schema)
    {
        if (schema.TryGetProperty("enum", out _))
            return "enum";
        if (!schema.TryGetProperty("type", out var type))
            return "any";
        return type.ValueKind == JsonValueKind.String ? type.GetString()! : type.EnumerateArray().Select(one => one.GetString()!).First(one => one != "null");
    }
}

using System.Text.Json;

namespace Anjie.EndToEnd.Tests.Rights;

/// <summary>The fields of answers, by route and role: what there is to see, and whether a mask lies on it.</summary>
/// <remarks>Written as a list that people read: a line for the route with the roles it was shown to, below it one line for each field;
/// roles stand behind a field only where not all of the route's are shown it so.</remarks>
sealed class Shown
{
    const string Indent = "  ", Plain = "plain", Masked = "masked";

    readonly SortedDictionary<string, Answers> _routes = new(StringComparer.Ordinal);

    sealed class Answers
    {
        public SortedSet<string> Roles { get; } = new(StringComparer.Ordinal);

        public SortedDictionary<string, SortedSet<string>> Fields { get; } = new(StringComparer.Ordinal);
    }

    public void Add(string route, string role, JsonElement answer)
    {
        lock (_routes)
        {
            var answers = Of(route);
            answers.Roles.Add(role);
            Walk(answers, role, "", answer);
        }
    }

    /// <summary>What is shown here and not in the other.</summary>
    public IEnumerable<string> Beyond(Shown decided) =>
        from route in _routes
        let known = decided._routes.GetValueOrDefault(route.Key)
        from fault in route.Value.Roles.Where(role => known?.Roles.Contains(role) != true).Select(role => $"{route.Key} is shown to {role}")
            .Concat(from field in route.Value.Fields from role in field.Value where known?.Fields.GetValueOrDefault(field.Key)?.Contains(role) != true select $"{route.Key}: {field.Key} for {role}")
        select fault;

    public override string ToString() => string.Concat(_routes.Select(route =>
        $"{route.Key}: {string.Join(' ', route.Value.Roles)}\n" + string.Concat(route.Value.Fields.Select(field =>
            $"{Indent}{field.Key}{(field.Value.Count == route.Value.Roles.Count ? "" : ": " + string.Join(' ', field.Value))}\n"))));

    public static Shown Read(IEnumerable<string> lines)
    {
        var shown = new Shown();
        var route = default(Answers);
        foreach (var line in lines)
        {
            var (name, roles) = line.IndexOf(": ", StringComparison.Ordinal) is >= 0 and var at ? (line[..at], line[(at + 2)..].Split(' ')) : (line, null);
            if (line.StartsWith(Indent, StringComparison.Ordinal))
                (route!.Fields[name.Trim()] = new(StringComparer.Ordinal)).UnionWith(roles ?? [.. route.Roles]);
            else
                (route = shown.Of(name)).Roles.UnionWith(roles!);
        }
        return shown;
    }

    Answers Of(string route) => _routes.TryGetValue(route, out var known) ? known : _routes[route] = new();

    static void Walk(Answers answers, string role, string path, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                    Walk(answers, role, path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    Walk(answers, role, path + "[]", item);
                break;
            case JsonValueKind.Null:
                break;
            default:
                var field = $"{path} {(value.ValueKind == JsonValueKind.String && value.GetString()!.Contains('*', StringComparison.Ordinal) ? Masked : Plain)}";
                if (!answers.Fields.TryGetValue(field, out var roles))
                    answers.Fields[field] = roles = new(StringComparer.Ordinal);
                roles.Add(role);
                break;
        }
    }
}

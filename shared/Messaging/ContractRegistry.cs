using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Anjie.Messaging;

/// <summary>The closed set of messages this service may publish, by the name stored in the outbox.</summary>
public sealed class ContractRegistry(MessagingOptions options)
{
    /// <summary>A larger event is a mistake: facts are ids, codes and dates.</summary>
    internal const int LargestBody = 256 * 1024;

    /// <summary>How contracts are written in the outbox and on the wire.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(allowIntegerValues: false) } };

    readonly FrozenDictionary<string, Type> _byName = options.Contracts.GetExportedTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false, IsNested: false } && IsWithin(type.Namespace, options.Publishes))
        .ToFrozenDictionary(NameOf);

    /// <summary>Every type this service may publish.</summary>
    public IEnumerable<Type> Types => _byName.Values;

    /// <summary>Last part of the namespace and type name, "Screening.DisputeReported": unique across publishers.</summary>
    public static string NameOf(Type type) => NameOf(type.Namespace, type.Name);

    internal static string NameOf(string? space, string type) =>
        space is null ? type : $"{space[(space.LastIndexOf('.') + 1)..]}.{type}";

    internal bool MustBeHeard(Type type) => !options.MayGoUnheard.Contains(type);

    internal (string Name, string Body) Write(object message)
    {
        var type = message.GetType();
        var name = NameOf(type);
        if (!_byName.TryGetValue(name, out var known) || known != type)
            throw new InvalidOperationException($"{type} is not a contract of {options.Publishes}.");

        var body = JsonSerializer.Serialize(message, type, Json);
        return body.Length <= LargestBody
            ? (name, body)
            : throw new InvalidOperationException($"{name} has {body.Length} characters; an event holds at most {LargestBody}.");
    }

    internal (Type Type, object Message) Read(string name, string body) =>
        !_byName.TryGetValue(name, out var type) ? throw new JsonException($"{name} is not a contract of {options.Publishes}.")
        : body.Length > LargestBody * 2 ? throw new JsonException($"{name} is too large to be an event.")
        : (type, JsonSerializer.Deserialize(body, type, Json) ?? throw new JsonException($"{name} is null."));

    static bool IsWithin(string? space, string root) =>
        space is not null && (space == root || space.StartsWith(root + ".", StringComparison.Ordinal));
}

using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Anjie.Cases;

/// <summary>Who sees and does what: the rows of <c>policy.json</c>, and the one function that every exit asks
/// (detail, list, count, search, export, evidence).</summary>
/// <remarks>A role has no right that no row gives. What a caller may do inside a case that is seen stands in the case's transition table.</remarks>
public sealed class Policy
{
    public const string Everybody = "everybody";

    /// <summary>Of a route that no access token opens.</summary>
    public const string Petitioner = "petitioner";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(), new RouteRule.Converter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    readonly FrozenDictionary<(string Role, string Kind), Grant[]> _byRole;

    public Policy(IReadOnlyList<Grant> grants, IReadOnlyList<Exclusion> exclusions, IReadOnlyDictionary<string, IReadOnlyDictionary<string, RouteRule>> routes)
    {
        (Grants, Exclusions, Routes) = (grants, exclusions, routes);
        _byRole = grants.GroupBy(grant => (grant.Role, grant.Kind)).ToFrozenDictionary(group => group.Key, group => group.ToArray());
    }

    /// <summary>The policy this system is delivered with.</summary>
    public static Policy Shipped { get; } = Read(typeof(Policy).Assembly.GetManifestResourceStream("policy.json")!);

    /// <summary>SHA-256 of the file it was read from; empty for one that is no file.</summary>
    public string Hash { get; private init; } = "";

    public IReadOnlyList<Grant> Grants { get; }

    public IReadOnlyList<Exclusion> Exclusions { get; }

    /// <summary>By service, then by method and path below the service's own, for instance <c>PUT /visits/{id}</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, RouteRule>> Routes { get; }

    /// <exception cref="JsonException">Something in the file is not known, so it could not be kept.</exception>
    public static Policy Read(Stream json)
    {
        using var text = new MemoryStream();
        json.CopyTo(text);
        var file = JsonSerializer.Deserialize<File>(text.GetBuffer().AsSpan(0, (int)text.Length), Json) ?? throw new JsonException("The policy is empty.");
        return new(
            [.. from row in file.Grants from role in row.Roles from kind in row.Kinds select new Grant(role, kind, row.Within, row.Class)],
            file.Exclusions,
            file.Routes.ToDictionary(service => service.Key, IReadOnlyDictionary<string, RouteRule> (service) => service.Value, StringComparer.Ordinal))
        {
            Hash = Convert.ToHexStringLower(SHA256.HashData(text.GetBuffer().AsSpan(0, (int)text.Length))),
        };
    }

    /// <summary>The policy as a file, one grant a row; what <see cref="Read"/> reads.</summary>
    public void Write(Stream json) => JsonSerializer.Serialize(
        json, new File([.. Grants.Select(grant => new Rows([grant.Role], [grant.Kind], grant.Within, grant.Class))], Exclusions, Routes.ToDictionary(one => one.Key, one => one.Value.ToDictionary())), Json);

    /// <summary>What of a kind an actor may see.</summary>
    /// <param name="actor">In one post; other posts of the same person add nothing.</param>
    /// <param name="kind">Name of the kind, as in the file.</param>
    public IReadOnlyList<Sight> SightOf(Actor actor, string kind)
    {
        List<Sight> sights = [.. GrantsTo(actor, kind).Select(grant => Sight.Of(grant, actor.UnitPath))];
        return [.. sights.Distinct().Where(one => !sights.Exists(other => other != one && other.Covers(one)))];
    }

    /// <summary>The rows that let an actor see anything of a kind.</summary>
    internal IEnumerable<Grant> GrantsTo(Actor actor, string kind) =>
        actor.UnitPath.Length == 0 ? [] : actor.Roles.SelectMany(role => _byRole.GetValueOrDefault((role, kind), []));

    /// <summary>Whether the actor would see an ordinary case of the kind to which a unit of this path is party.</summary>
    public bool Reaches(Actor actor, string kind, string path) =>
        SightOf(actor, kind).Any(sight => sight.Class == CaseClass.Ordinary && sight.Includes(path));

    /// <summary>The rule of a route.</summary>
    /// <returns>Null when none was declared; such a route must not be served.</returns>
    public RouteRule? RuleOf(string service, string route) => Routes.GetValueOrDefault(service)?.GetValueOrDefault(route);

    sealed record File(IReadOnlyList<Rows> Grants, IReadOnlyList<Exclusion> Exclusions, Dictionary<string, Dictionary<string, RouteRule>> Routes);

    sealed record Rows(IReadOnlyList<string> Roles, IReadOnlyList<string> Kinds, Reach Within, CaseClass Class);
}

/// <summary>How far a role sees, from the unit it acts in.</summary>
public enum Reach
{
    /// <summary>Cases to which the unit itself is party.</summary>
    Unit,

    /// <summary>Those, and cases of the units below.</summary>
    Subtree,

    /// <summary>All cases of the city.</summary>
    City,
}

/// <summary>Class of a case; each class has its own grants.</summary>
public enum CaseClass
{
    Ordinary,

    /// <summary>检举控告: never to the accused (Art 30, 46).</summary>
    Accusation,
}

/// <summary>One row: a role sees cases of a kind and a class as far as it reaches.</summary>
public sealed record Grant(string Role, string Kind, Reach Within, CaseClass Class);

/// <summary>From whom a class is hidden whatever the grants say.</summary>
public enum NamedParty
{
    /// <summary>The person who is accused, in every post.</summary>
    AccusedPerson,

    /// <summary>Everybody in the accused unit and below it.</summary>
    AccusedUnit,
}

/// <summary>One row: cases of a class are hidden from a party they name.</summary>
public sealed record Exclusion(CaseClass Class, NamedParty From);

/// <summary>A part of the unit tree in which an actor sees one class.</summary>
/// <param name="Path">Path of a unit; with what is below it unless <paramref name="Exactly"/>.</param>
public sealed record Sight(CaseClass Class, string Path, bool Exactly)
{
    internal static Sight Of(Grant grant, string unitPath) => Of(grant.Class, grant.Within, unitPath);

    internal static Sight Of(CaseClass of, Reach within, string unitPath) => new(
        of, within == Reach.City ? unitPath[..(unitPath.IndexOf('.', StringComparison.Ordinal) + 1)] : unitPath, within == Reach.Unit);

    public bool Includes(string path) => Exactly ? path == Path : path.StartsWith(Path, StringComparison.Ordinal);

    internal bool Covers(Sight other) => Class == other.Class && !Exactly && other.Path.StartsWith(Path, StringComparison.Ordinal);
}

/// <summary>Who may call a route at all: everybody who is signed in, some roles, or whoever sees cases of a kind; what is not seen is then not found.</summary>
public sealed record RouteRule(IReadOnlyList<string>? Roles, string? SeenKind)
{
    /// <summary>A route for petitioners: without a sign-in, and never with one.</summary>
    public static RouteRule ForPetitioners { get; } = new([], null) { IsForPetitioners = true };

    public bool IsForPetitioners { get; private init; }

    public bool Admits(Actor actor) => Roles is null || Roles.Any(actor.Has);

    internal sealed class Converter : JsonConverter<RouteRule>
    {
        const string Seen = "seen ";

        public override RouteRule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.StartArray)
                return new(JsonSerializer.Deserialize<List<string>>(ref reader, options), null);
            return reader.GetString() switch
            {
                Policy.Everybody => new(null, null),
                Policy.Petitioner => ForPetitioners,
                { } seen when seen.StartsWith(Seen, StringComparison.Ordinal) => new(null, seen[Seen.Length..]),
                var other => throw new JsonException($"'{other}' is no rule of a route."),
            };
        }

        public override void Write(Utf8JsonWriter writer, RouteRule value, JsonSerializerOptions options)
        {
            if (value.IsForPetitioners)
                writer.WriteStringValue(Policy.Petitioner);
            else if (value.Roles is not null)
                JsonSerializer.Serialize(writer, value.Roles, options);
            else
                writer.WriteStringValue(value.SeenKind is null ? Policy.Everybody : Seen + value.SeenKind);
        }
    }
}

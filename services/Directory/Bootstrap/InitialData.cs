using System.Text.Json;
using System.Text.Json.Serialization;
using Anjie.Contracts.Directory;
using Anjie.Directory.Domain;

namespace Anjie.Directory.Bootstrap;

/// <summary>The files the first start loads.</summary>
internal sealed record InitialData(
    IReadOnlyList<InitialData.UnitOf> Units, IReadOnlyList<InitialData.PersonOf> People, IReadOnlyList<InitialData.CalendarOf> Calendars,
    IReadOnlyList<InitialData.ParameterOf> Parameters, IReadOnlyList<InitialData.ListOf> CodeLists)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <param name="Under">Path of the unit above; absent for the city.</param>
    public sealed record UnitOf(string? Under, string Code, string Name, string EnglishName, UnitKind Kind)
    {
        public string Path => $"{Under}{Code}.";
    }

    /// <param name="Unit">Path of the unit of the post.</param>
    /// <param name="Also">A second post of the same person.</param>
    public sealed record PersonOf(string UserName, string Name, string Unit, string Title, IReadOnlyList<string> Roles, LeaderLevel? Level, PostOf? Also = null);

    public sealed record PostOf(string Unit, string Title, IReadOnlyList<string> Roles);

    public sealed record CalendarOf(int Year, string Source, IReadOnlyList<CalendarException> Days, bool Provisional = false);

    public sealed record ParameterOf(string Key, string Value, ParameterKind Kind, int? Minimum, int? Maximum, string Chinese, string English);

    public sealed record ListOf(string Name, string Chinese, string English, IReadOnlyList<CodeEntry> Entries);

    public static InitialData Read(string folder) => new(
        File<List<UnitOf>>(folder, "units.json"),
        File<List<PersonOf>>(folder, "people.json"),
        [.. System.IO.Directory.EnumerateFiles(folder, "calendar-*.json").Order(StringComparer.Ordinal).Select(file => File<CalendarOf>(folder, Path.GetFileName(file)))],
        File<List<ParameterOf>>(folder, "parameters.json"),
        File<List<ListOf>>(folder, "code-lists.json"));

    static T File<T>(string folder, string name) =>
        JsonSerializer.Deserialize<T>(System.IO.File.ReadAllText(Path.Combine(folder, name)), Json) ?? throw new JsonException($"{name} is empty.");
}

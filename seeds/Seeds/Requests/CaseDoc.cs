using System.Text.Json;

namespace Anjie.Seeds;

/// <summary>A case as it was last answered.</summary>
internal sealed class CaseDoc(string path)
{
    JsonElement body;

    public string Path => path;

    public int Version { get; private set; }

    public Guid Id => body.GetProperty("id").GetGuid();

    public Guid MatterId => body.GetProperty("matterId").GetGuid();

    public string Number => body.GetProperty("number").GetString()!;

    public string State => body.GetProperty("state").GetString()!;

    /// <summary>Ids of the demands, in the order in which the person stated them.</summary>
    public IReadOnlyList<Guid> DemandIds => [.. body.GetProperty("demands").EnumerateArray().Select(demand =>
        demand.TryGetProperty("demandId", out var id) ? id.GetGuid() : demand.GetProperty("id").GetGuid())];

    public IReadOnlyList<string> Actions => [.. body.GetProperty("actions").EnumerateArray().Select(action => action.GetProperty("action").GetString()!)];

    public IReadOnlyList<JsonElement> Clocks => [.. body.GetProperty("clocks").EnumerateArray()];

    public JsonElement Field(string name) => body.GetProperty(name);

    /// <summary>The clock of a rule that was started last; null when there never was one.</summary>
    public JsonElement? Clock(string rule) => Clocks.Where(clock => clock.GetProperty("rule").GetString() == rule)
        .OrderByDescending(clock => clock.GetProperty("startedOn").GetString(), StringComparer.Ordinal).Cast<JsonElement?>().FirstOrDefault();

    public CaseDoc Read(Answer answer)
    {
        body = answer.OrThrow().Body;
        Version = answer.Version ?? body.GetProperty("version").GetInt32();
        return this;
    }
}

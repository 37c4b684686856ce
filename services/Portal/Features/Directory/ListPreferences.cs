using System.Text.Json.Nodes;
using Anjie.Portal.Api;

namespace Anjie.Portal.Features.Directory;

public sealed record SavedSearch(Guid Id, string Name, IReadOnlyDictionary<string, string> Query);

/// <summary>How a person likes to see a list.</summary>
public sealed record ListPreference(IReadOnlyList<string>? Columns, string Density, Guid? OpensWith, IReadOnlyList<SavedSearch> Searches)
{
    public static readonly ListPreference None = new(null, "Normal", null, []);
}

/// <summary>Column choice, density and saved searches, which the directory keeps for each person.</summary>
public sealed class ListPreferenceClient(AnjieApi api)
{
    const string Root = "api/directory/me/lists";

    /// <summary>As it was kept; where nobody can be asked, as it comes.</summary>
    public async Task<ListPreference> ReadAsync(string list) => (await api.GetAsync<ListPreference>($"{Root}/{list}")).Value ?? ListPreference.None;

    public async Task<Problem?> KeepAsync(string list, ListPreference preference) =>
        (await api.PutAsync<JsonObject>($"{Root}/{list}", new JsonObject { ["columns"] = preference.Columns is null ? null : new JsonArray([.. preference.Columns.Select(column => (JsonNode?)column)]), ["density"] = preference.Density, ["opensWith"] = preference.OpensWith })).Problem;

    public async Task<Problem?> SaveAsync(string list, SavedSearch search) =>
        (await api.PutAsync<JsonObject>($"{Root}/{list}/searches/{search.Id}", new JsonObject { ["name"] = search.Name, ["query"] = new JsonObject(search.Query.Select(filter => KeyValuePair.Create(filter.Key, (JsonNode?)filter.Value))) })).Problem;

    public async Task<Problem?> DeleteAsync(string list, Guid id) => (await api.DeleteAsync<JsonObject>($"{Root}/{list}/searches/{id}")).Problem;
}

using System.Text.Json.Serialization;
using Anjie.Portal.Api;
using Anjie.Portal.Resources;
using Microsoft.Extensions.Caching.Memory;

namespace Anjie.Portal.Features.Directory;

public sealed record Unit(Guid Id, Guid? ParentId, string Code, string Path, string Name, string? EnglishName, string Kind, bool Active, int Version = 0)
{
    public string ShownName => Texts.Either(Name, EnglishName);
}

/// <summary>A person in a post, as pickers and tables show it.</summary>
public sealed record Official(Guid? Id, string? Name, Guid? PostId, string? Title, Guid? UnitId, string? UnitName, string? UnitEnglishName, IReadOnlyList<string>? Roles, string? Level)
{
    public string? ShownUnit => Texts.Either(UnitName, UnitEnglishName);
}

/// <summary>One of the posts of the person before the screen.</summary>
public sealed record OwnPost(Guid Id, string Title, string UnitName, string? UnitEnglishName, string? ActingFor, DateOnly? ActingUntil)
{
    public string ShownUnit => Texts.Either(UnitName, UnitEnglishName);
}

public sealed record Me(IReadOnlyList<OwnPost> Posts);

public sealed record CodeEntry(string Code, string Chinese, string English, string? Parent)
{
    [JsonIgnore]
    public string Text => Texts.Either(Chinese, English);
}

public sealed record CodeList(string Name, IReadOnlyList<CodeEntry> Entries);

public sealed record CalendarDay(DateOnly Date, bool IsWorking, string Reason);

public sealed record CalendarYear(int Year, string Source, IReadOnlyList<CalendarDay> Days, int Version);

/// <summary>Units, officials and code lists. They are the same for everybody, so one copy serves all circuits.</summary>
public sealed class DirectoryClient(AnjieApi api, IMemoryCache cache)
{
    /// <summary>As many as fit into one request line.</summary>
    const int MostIds = 100;

    static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);

    // What is being asked for already is not asked for again by every cell of a table.
    Task<Answer<IReadOnlyList<Unit>>>? _units;
    readonly Dictionary<string, Task<IReadOnlyList<CodeEntry>>> _codes = new(StringComparer.Ordinal);
    Dictionary<Guid, TaskCompletionSource<Official?>> _officials = [];

    public async Task<Answer<IReadOnlyList<Unit>>> UnitsAsync()
    {
        if (cache.TryGetValue("units", out IReadOnlyList<Unit>? known))
            return new(known, null);
        var answer = await (_units ??= ReadUnitsAsync());
        _units = null;
        return answer;
    }

    /// <summary>All posts of this person, the present one among them; none when the directory does not answer.</summary>
    public async Task<IReadOnlyList<OwnPost>> OwnPostsAsync() => (await api.GetAsync<Me>("api/directory/me")).Value?.Posts ?? [];

    async Task<Answer<IReadOnlyList<Unit>>> ReadUnitsAsync()
    {
        var all = new List<Unit>();
        string? after = null;
        do
        {
            var answer = await api.GetAsync<Page<Unit>>(Query.Of("api/directory/units", ("after", after), ("limit", 200)));
            if (!answer.Worked)
                return answer.As<IReadOnlyList<Unit>>();
            all.AddRange(answer.Value!.Items);
            after = answer.Value.Next;
        }
        while (after is not null);
        return new(cache.Set("units", (IReadOnlyList<Unit>)all, Kept), null);
    }

    public Task<Answer<Page<Official>>> PeopleAsync(string? q, Guid? unit, string? role, string? level, string? after = null, int limit = 20) =>
        api.GetAsync<Page<Official>>(Query.Of("api/directory/people", ("q", q), ("unit", unit), ("role", role), ("level", level), ("after", after), ("limit", limit)));

    public async Task<string> UnitNameAsync(Guid? id)
    {
        if (id is null || id == Guid.Empty)
            return "";
        var units = await UnitsAsync();
        return units.Value?.FirstOrDefault(unit => unit.Id == id)?.ShownName ?? "";
    }

    /// <summary>The official behind a post or person id. Ids asked for within a few milliseconds go out as one request.</summary>
    public async Task<Official?> OfficialAsync(Guid? id)
    {
        if (id is not { } key || key == Guid.Empty)
            return null;
        if (cache.TryGetValue(("official", key), out Official? known))
            return known;
        if (!_officials.TryGetValue(key, out var waiting))
        {
            _officials[key] = waiting = new();
            if (_officials.Count == 1)
                _ = GatherAsync();
        }
        return await waiting.Task;
    }

    async Task GatherAsync()
    {
        await Task.Delay(8);
        var asked = _officials;
        _officials = [];
        foreach (var chunk in asked.Keys.Chunk(MostIds))
        {
            var answer = await api.GetAsync<Page<Official>>(Query.Of("api/directory/people", ("ids", string.Join(',', chunk))));
            foreach (var id in chunk)
            {
                var official = answer.Value?.Items.FirstOrDefault(item => item.PostId == id || item.Id == id);
                asked[id].SetResult(answer.Worked ? cache.Set(("official", id), official, Kept) : null);
            }
        }
    }

    public async Task<IReadOnlyList<CodeEntry>> CodesAsync(string list)
    {
        if (cache.TryGetValue(("codes", list), out IReadOnlyList<CodeEntry>? known))
            return known!;
        if (!_codes.TryGetValue(list, out var reading))
            _codes[list] = reading = ReadCodesAsync(list);
        var codes = await reading;
        _codes.Remove(list);
        return codes;
    }

    async Task<IReadOnlyList<CodeEntry>> ReadCodesAsync(string list)
    {
        var answer = await api.GetAsync<CodeList>($"api/directory/code-lists/{list}");
        return answer.Worked ? cache.Set(("codes", list), answer.Value!.Entries, Kept) : [];
    }

    public async Task<string> CodeTextAsync(string list, string? code)
    {
        if (string.IsNullOrEmpty(code))
            return "";
        var entries = await CodesAsync(list);
        return entries.FirstOrDefault(entry => entry.Code == code) is { } found
            ? found.Parent is { Length: > 0 } parent && entries.FirstOrDefault(entry => entry.Code == parent) is { } above ? $"{above.Text} / {found.Text}" : found.Text
            : code;
    }

    /// <summary>The tree was changed from here: it is read again.</summary>
    public void ForgetUnits() => cache.Remove("units");

    /// <summary>Somebody's name or post was changed from here.</summary>
    public void Forget(params ReadOnlySpan<Guid?> peopleAndPosts)
    {
        foreach (var id in peopleAndPosts)
            if (id is { } known)
                cache.Remove(("official", known));
    }

    public Task<Answer<CalendarYear>> CalendarAsync(int year) => api.GetAsync<CalendarYear>($"api/directory/calendar/{year}");
}

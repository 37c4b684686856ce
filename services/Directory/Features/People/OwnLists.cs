using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Anjie.Cases;
using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.People;

/// <summary>Column choice, density and saved searches: each person's own, on every machine. The last word counts, so nothing has a version.</summary>
internal static class OwnLists
{
    const string Address = "/me/lists/{name:regex(^[a-z][a-z-]{{0,29}}$)}";

    const int MostLists = 30;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet(Address, GetAsync).WithSummary("How the caller likes to see a list, and the searches saved for it.");
        api.MapPut(Address, PutAsync).WithSummary("Keep columns, density and the search a list opens with.").ProducesProblem(StatusCodes.Status409Conflict);
    }

    /// <param name="Columns">Columns to be shown, in their order; null for those the list proposes.</param>
    /// <param name="Density">How densely the list is set.</param>
    /// <param name="OpensWith">The saved search the list opens with; null for none.</param>
    /// <param name="Searches">Saved searches, by name.</param>
    public sealed record Response(IReadOnlyList<string>? Columns, ListDensity Density, Guid? OpensWith, IReadOnlyList<SearchOf> Searches);

    /// <param name="Id">Identity, chosen by the client.</param>
    /// <param name="Name">The person's own word for it.</param>
    /// <param name="Query">Filters by name.</param>
    public sealed record SearchOf(Guid Id, string Name, IReadOnlyDictionary<string, string> Query);

    public sealed record Request(
        [property: MaxLength(40)] IReadOnlyList<string>? Columns,
        [property: Required] ListDensity? Density,
        Guid? OpensWith = null);

    static async Task<Ok<Response>> GetAsync(string name, Actor actor, DirectoryDb db, CancellationToken ct)
    {
        var searches = await db.Set<SavedSearch>().AsNoTracking().Where(x => x.PersonId == actor.PersonId && x.List == name).OrderBy(x => x.Name).ThenBy(x => x.Id).ToListAsync(ct);
        var list = await db.Set<ListPreference>().AsNoTracking().FirstOrDefaultAsync(x => x.PersonId == actor.PersonId && x.List == name, ct);
        return TypedResults.Ok(new Response(
            list?.Columns, list?.Density ?? ListDensity.Normal, searches.Any(search => search.Id == list?.OpensWith) ? list?.OpensWith : null, [.. searches.Select(search => new SearchOf(search.Id, search.Name, search.Query))]));
    }

    static async Task<Results<NoContent, NotFound>> PutAsync(string name, Request request, Actor actor, DirectoryDb db, CancellationToken ct)
    {
        BrokenRuleException.ThrowIf(request.Columns?.All(NeutralWord.IsName) == false, DirectoryErrors.SearchNotNeutral);
        BrokenRuleException.ThrowIf(await db.Set<ListPreference>().CountAsync(x => x.PersonId == actor.PersonId && x.List != name, ct) >= MostLists, DirectoryErrors.TooManyPreferences, MostLists);
        var (columns, density) = (request.Columns?.ToArray(), request.Density!.Value.ToString());
        // One statement: two windows of one person may both be the first.
        var kept = await db.Database.ExecuteSqlAsync(
            $"""
            insert into list_preference (person_id, list, columns, density, opens_with) select id, {name}, {columns}::text[], {density}, {request.OpensWith}::uuid from person where id = {actor.PersonId}
            on conflict (person_id, list) do update set columns = excluded.columns, density = excluded.density, opens_with = excluded.opens_with
            """, ct);
        return kept > 0 ? TypedResults.NoContent() : TypedResults.NotFound();
    }
}

/// <summary>Searches under a name, kept by the person who made them.</summary>
internal static class OwnSearches
{
    const string Address = "/me/lists/{name:regex(^[a-z][a-z-]{{0,29}}$)}/searches/{id:guid}";

    const int MostSearches = 20, MostFilters = 20;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut(Address, PutAsync).WithSummary("Save a search for a list, or change it.").ProducesProblem(StatusCodes.Status409Conflict);
        api.MapDelete(Address, DeleteAsync).WithSummary("Delete a saved search.");
    }

    public sealed record Request(
        [property: Required, StringLength(30, MinimumLength = 1)] string Name,
        [property: Required] IReadOnlyDictionary<string, string> Query);

    static async Task<Results<NoContent, NotFound>> PutAsync(string name, Guid id, Request request, Actor actor, DirectoryDb db, CancellationToken ct)
    {
        var label = request.Name.Trim();
        BrokenRuleException.ThrowIf(!NeutralWord.IsLabel(label) || request.Query.Count > MostFilters || !request.Query.All(filter => NeutralWord.IsName(filter.Key) && NeutralWord.IsValue(filter.Value)), DirectoryErrors.SearchNotNeutral);
        BrokenRuleException.ThrowIf(await db.Set<SavedSearch>().CountAsync(x => x.PersonId == actor.PersonId && x.List == name && x.Id != id, ct) >= MostSearches, DirectoryErrors.TooManyPreferences, MostSearches);
        var query = JsonSerializer.Serialize(request.Query, JsonSerializerOptions.Web);
        var kept = await db.Database.ExecuteSqlAsync(
            $"""
            insert into saved_search (person_id, list, id, name, query) select id, {name}, {id}, {label}, {query}::jsonb from person where id = {actor.PersonId}
            on conflict (person_id, list, id) do update set name = excluded.name, query = excluded.query
            """, ct);
        return kept > 0 ? TypedResults.NoContent() : TypedResults.NotFound();
    }

    static async Task<Results<NoContent, NotFound>> DeleteAsync(string name, Guid id, Actor actor, DirectoryDb db, CancellationToken ct) =>
        await db.Set<SavedSearch>().Where(x => x.PersonId == actor.PersonId && x.List == name && x.Id == id).ExecuteDeleteAsync(ct) > 0
            ? TypedResults.NoContent()
            : TypedResults.NotFound();
}

/// <summary>What may be kept of a search here, where nothing is sealed: codes, dates, ids and one's own word for it, no name or number of a petitioner.</summary>
internal static class NeutralWord
{
    const int LongestName = 30, LongestValue = 100;

    // An identity number has fifteen digits or eighteen, a telephone number seven at least; a date without signs has eight and is none of the filters' forms.
    const int MostDigits = 6;

    public static bool IsName(string? text) => text is { Length: > 0 and <= LongestName } && char.IsAsciiLetter(text[0]) && text.All(char.IsAsciiLetterOrDigit);

    public static bool IsValue(string? text) =>
        text is { Length: > 0 and <= LongestValue } && text.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '.' or '-' or ',' or '+') && (Guid.TryParse(text, out _) || LongestRun(text) <= MostDigits);

    public static bool IsLabel(string text) => text.Length > 0 && !text.Any(char.IsControl) && LongestRun(text) <= MostDigits;

    static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var sign in text)
            longest = Math.Max(longest, run = char.IsDigit(sign) ? run + 1 : 0);
        return longest;
    }
}

using Microsoft.AspNetCore.WebUtilities;

namespace Anjie.Portal.Components.Parts;

/// <summary>Filters of a list in the address of its page: it can be kept as a bookmark, sent to a colleague and come back to. A number that was looked for is in none.</summary>
internal static class AddressFilters
{
    public static IReadOnlyDictionary<string, string> Read(string address, IEnumerable<string> names)
    {
        var query = QueryHelpers.ParseQuery(new Uri(address).Query);
        return names.Where(name => query.ContainsKey(name)).Select(name => (name, value: query[name].ToString())).Where(filter => filter.value.Length > 0)
            .ToDictionary(filter => filter.name, filter => filter.value, StringComparer.Ordinal);
    }

    public static string Write(string address, IReadOnlyDictionary<string, string> filters) =>
        QueryHelpers.AddQueryString(new Uri(address).AbsolutePath, filters.OrderBy(filter => filter.Key, StringComparer.Ordinal).Select(filter => KeyValuePair.Create(filter.Key, (string?)filter.Value)));
}

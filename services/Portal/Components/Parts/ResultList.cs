namespace Anjie.Portal.Components.Parts;

/// <summary>What a list is asked for.</summary>
public sealed record LedgerQuery(string? Q, string? State, string? After, int Limit)
{
    /// <summary>All filters, the state among them, by their name in the service's address.</summary>
    public IReadOnlyDictionary<string, string> Filters { get; init; } = new Dictionary<string, string>();
}

/// <summary>The list a person last worked on, so that a case page can lead to the next of the pile.</summary>
public sealed class ResultList
{
    List<string> _addresses = [];

    /// <param name="addresses">Of one page.</param>
    /// <param name="before">How many there are on the pages before, which have been kept already.</param>
    public void Keep(IReadOnlyList<string> addresses, int before = 0) => _addresses = [.. _addresses.Take(before), .. addresses];

    /// <summary>The neighbours of a case, and where it stands in the list, from 1; 0 when it is not in it.</summary>
    public (string? Previous, string? Next, int Place, int Count) Around(string address)
    {
        var at = _addresses.IndexOf(address);
        return at < 0 ? (null, null, 0, _addresses.Count) : (at > 0 ? _addresses[at - 1] : null, at + 1 < _addresses.Count ? _addresses[at + 1] : null, at + 1, _addresses.Count);
    }
}

namespace Anjie.Portal.Components.Parts;

/// <summary>What a list is asked for.</summary>
public sealed record LedgerQuery(string? Q, string? State, string? After, int Limit);

/// <summary>The list a person last worked on, so that a case page can lead to the next of the pile.</summary>
public sealed class ResultList
{
    IReadOnlyList<string> _addresses = [];

    public void Keep(IReadOnlyList<string> addresses) => _addresses = addresses;

    public (string? Previous, string? Next) Around(string address)
    {
        for (var i = 0; i < _addresses.Count; i++)
            if (_addresses[i] == address)
                return (i > 0 ? _addresses[i - 1] : null, i + 1 < _addresses.Count ? _addresses[i + 1] : null);
        return (null, null);
    }
}

namespace Anjie.Directory.Domain;

/// <summary>How densely a list is set.</summary>
public enum ListDensity { Normal, Compact, Roomy }

/// <summary>How a person likes to see one of the lists. Nobody else's business: there is neither an event nor evidence of it.</summary>
internal sealed class ListPreference
{
    public Guid PersonId { get; private init; }

    /// <summary>Name of the list; the screens choose it.</summary>
    public string List { get; private init; } = "";

    /// <summary>Columns to be shown, in their order; null for those the list itself proposes.</summary>
    public string[]? Columns { get; private init; }

    public ListDensity Density { get; private init; }

    /// <summary>The saved search a list opens with. It may have been deleted since.</summary>
    public Guid? OpensWith { get; private init; }
}

/// <summary>A search under a name of the person's own: codes, dates and units, never what a petition says or whom it names.</summary>
internal sealed class SavedSearch
{
    public Guid PersonId { get; private init; }
    public string List { get; private init; } = "";
    public Guid Id { get; private init; }
    public string Name { get; private init; } = "";

    /// <summary>Filters by name, as they stand in the list's address.</summary>
    public Dictionary<string, string> Query { get; private init; } = [];
}

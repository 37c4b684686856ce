using Microsoft.AspNetCore.Components;

namespace Anjie.Portal.Components.Parts;

/// <summary>A column that a person may choose to see.</summary>
public sealed record LedgerColumn<TItem>(string Name, string LabelKey, RenderFragment<TItem> Cell)
{
    /// <summary>Shown unless the person chose otherwise.</summary>
    public bool Usual { get; init; } = true;
}

public enum LedgerFilterKind { Choice, Code, Unit, Date, Check }

/// <summary>A filter of a list, named as in the service's address. Its values are codes, dates and ids only, so they may stand in ours too.</summary>
public sealed record LedgerFilter(string Name, LedgerFilterKind Kind, string LabelKey)
{
    /// <summary>Words of a choice: prefix of their texts, and the codes.</summary>
    public string Words { get; init; } = "";

    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Text of a choice; by default that of its word.</summary>
    public Func<string, string>? TextOf { get; init; }

    /// <summary>What it means that nothing is chosen.</summary>
    public string EmptyKey { get; init; } = "ledger.all";

    public string? CodeList { get; init; }

    /// <summary>Shown before the form is unfolded.</summary>
    public bool First { get; init; }

    public static LedgerFilter Choice(string name, string labelKey, string words, IReadOnlyList<string> choices) => new(name, LedgerFilterKind.Choice, labelKey) { Words = words, Choices = choices };

    public static LedgerFilter Code(string name, string labelKey, string list) => new(name, LedgerFilterKind.Code, labelKey) { CodeList = list };

    public static LedgerFilter Unit(string name, string labelKey) => new(name, LedgerFilterKind.Unit, labelKey);

    public static LedgerFilter Date(string name, string labelKey) => new(name, LedgerFilterKind.Date, labelKey);

    public static LedgerFilter Check(string name, string labelKey) => new(name, LedgerFilterKind.Check, labelKey);
}

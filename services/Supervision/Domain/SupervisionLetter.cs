using Anjie.Cases;
using Anjie.Letters;
using Anjie.PersonalData;

namespace Anjie.Supervision.Domain;

/// <summary>A letter of an item, kept as it was issued.</summary>
internal sealed class SupervisionLetter
{
    SupervisionLetter() { } // EF Core

    public Guid Id { get; private init; }
    public Guid ItemId { get; private init; }

    /// <summary>Code of the kind.</summary>
    public string Kind { get; private init; } = "";

    /// <summary>Version of the text it was filled from.</summary>
    public int TextVersion { get; private init; }

    public Guid UnitId { get; private init; }
    public int? Year { get; private init; }
    public string? Series { get; private init; }
    public int? Serial { get; private init; }

    /// <summary>Empty for a record, which has none.</summary>
    public string Number { get; private init; } = "";

    public DateOnly IssuedOn { get; private init; }
    public string IssuedBy { get; private init; } = "";

    /// <summary>The filled letter.</summary>
    public Secret Body { get; private init; } = Secret.Empty;

    /// <summary>The words of the act that issued it, by which a repeat is known; null where the item itself knows it.</summary>
    public Secret? Words { get; private init; }

    public IssuedLetter Document => IssuedLetter.Read(Body.Text);

    /// <summary>Fills, checks and issues a letter on the unit's paper.</summary>
    /// <param name="id">Null for a new one.</param>
    public static SupervisionLetter Issue(Guid itemId, Act act, LetterPaper paper, LetterFacts facts, Guid? id = null, string? words = null)
    {
        var draft = paper.Fill(act, facts);
        if (draft.Faults.Count > 0)
            throw LetterRefusal.Of(draft.Faults);
        var number = paper.Number;
        return new()
        {
            Id = id ?? Guid.CreateVersion7(), ItemId = itemId, Kind = paper.Text.Kind.Code, TextVersion = paper.Text.Version, UnitId = paper.UnitId,
            Year = number?.Year, Series = number?.Word, Serial = number?.Serial, Number = number?.ToString() ?? "",
            IssuedOn = act.Today, IssuedBy = act.Actor.Name, Body = new(IssuedLetter.Of(draft).Write()), Words = Secret.OrNull(words),
        };
    }
}

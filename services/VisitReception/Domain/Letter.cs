using Anjie.Cases;
using Anjie.Letters;
using Anjie.PersonalData;

namespace Anjie.VisitReception.Domain;

/// <summary>A letter of a matter, kept as it was issued.</summary>
internal sealed class Letter
{
    Letter() { } // EF Core

    public Guid Id { get; private init; }
    public Guid MatterId { get; private init; }

    /// <summary>Code of the kind.</summary>
    public string Kind { get; private init; } = "";

    /// <summary>Version of the text it was filled from; null for a notice that was written by hand and is not kept here.</summary>
    public int? TextVersion { get; private init; }
    public Guid UnitId { get; private init; }
    public int? Year { get; private init; }
    public string? Series { get; private init; }
    public int? Serial { get; private init; }
    public string Number { get; private init; } = "";
    public DateOnly IssuedOn { get; private init; }
    public string IssuedBy { get; private init; } = "";

    /// <summary>The filled letter; of a notice written by hand, what was told of it.</summary>
    public Secret Body { get; private init; } = Secret.Empty;

    /// <summary>The words of the act that issued it, by which a repeat is known.</summary>
    public Secret? Words { get; private init; }

    /// <summary>The letter itself; null for a notice written by hand, and when the time for which it is kept is over.</summary>
    public IssuedLetter? Document => TextVersion is null || Body.Text.Length == 0 ? null : IssuedLetter.Read(Body.Text);

    /// <summary>Fills, checks and issues a letter on the unit's paper.</summary>
    public static Letter Issue(Guid matterId, Act act, LetterSheet sheet, LetterFacts facts, string? words = null)
    {
        var draft = sheet.Fill(act, facts);
        if (draft.Faults.Count > 0)
            throw LetterRefusal.Of(draft.Faults);
        var number = sheet.Number!;
        return new()
        {
            Id = Guid.CreateVersion7(), MatterId = matterId, Kind = sheet.Kind.Code, TextVersion = sheet.Text.Version, UnitId = sheet.UnitId,
            Year = number.Year, Series = number.Word, Serial = number.Serial, Number = number.ToString(),
            IssuedOn = act.Today, IssuedBy = act.Actor.Name, Body = new(IssuedLetter.Of(draft, sheet.QueryAddress).Write()), Words = Secret.OrNull(words),
        };
    }

    /// <summary>Those who sign an agreement, as it names them: not all of them are petitioners.</summary>
    public IReadOnlyList<string> Signatories => Kind is LetterCodes.Mediation or LetterCodes.Settlement && Words is { Text.Length: > 0 } names ? names.Text.Split('\n') : [];

    /// <summary>Whether it is the petitioner who is to have it, so that its service is proven.</summary>
    public bool IsForPetitioner => LetterKinds.Get(Kind).NeedsProofOfService;

    /// <summary>A letter that an organ outside the city wrote, with its own number.</summary>
    public static Letter Outside(Guid matterId, Act act, string kind, string number, string body) => new()
    {
        Id = Guid.CreateVersion7(), MatterId = matterId, Kind = kind, UnitId = act.Actor.UnitId, Number = number, IssuedOn = act.Today, IssuedBy = act.Actor.Name, Body = new(body),
    };

    /// <summary>A notice of guidance that was written by hand and handed over at the counter; its number comes with it.</summary>
    public static Letter ByHand(Guid matterId, Act act, Guid unitId, Guidance guidance) => new()
    {
        Id = Guid.CreateVersion7(), MatterId = matterId, Kind = LetterCodes.Guidance, UnitId = unitId, Number = guidance.NoticeNumber!,
        IssuedOn = guidance.Proof.ServedOn, IssuedBy = act.Actor.Name, Body = new($"{guidance.Organ}\n{guidance.TimeLimit}"),
    };
}

/// <summary>Kinds that the acts of this service issue.</summary>
internal static class LetterCodes
{
    public const string Acceptance = "acceptance";
    public const string Guidance = "guidance";
    public const string Transfer = "transfer";
    public const string Assignment = "assignment";
    public const string Opinion = "opinion";
    public const string ShortOpinion = "simple-opinion";
    public const string Reply = "reply";
    public const string Objection = "objection";
    public const string NonAcceptance = "non-acceptance";
    public const string NoFurtherAcceptance = "no-further-acceptance";
    public const string Extension = "extension";
    public const string ReviewOpinion = "review-opinion";
    public const string ReReviewOpinion = "re-review-opinion";
    public const string Mediation = "mediation";
    public const string Settlement = "settlement";
    public const string CompletionReport = "completion-report";
    public const string ReviewRequest = "review-request";
    public const string ReReviewRequest = "re-review-request";
    public const string ReceptionAnnouncement = "reception-announcement";
}

using System.Globalization;
using Anjie.Cases;
using Anjie.PersonalData;

namespace Anjie.VisitReception.Domain;

public enum LetterKind { Opinion, Slip, Reply, GuidanceNotice, Refusal, NoReentry, Extension, ReviewOpinion, ReReviewOpinion }

/// <summary>Number of a letter: gap-free per unit, year and 字 series, taken at issue.</summary>
internal sealed record LetterNumber(Guid UnitId, int Year, string Series, int Serial)
{
    // GB/T 9704: brackets U+3014 and U+3015, no leading zero, no 第.
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Series}〔{Year}〕{Serial}号");
}

/// <summary>A letter to the petitioner, kept as it was issued.</summary>
internal sealed class Letter
{
    Letter() { } // EF Core

    public Guid Id { get; private init; }
    public Guid MatterId { get; private init; }
    public LetterKind Kind { get; private init; }
    public Guid UnitId { get; private init; }
    public int? Year { get; private init; }
    public string? Series { get; private init; }
    public int? Serial { get; private init; }
    public string Number { get; private init; } = "";
    public DateOnly IssuedOn { get; private init; }
    public string IssuedBy { get; private init; } = "";
    public Secret Body { get; private init; } = Secret.Empty;

    public static Letter Issue(Guid matterId, Act act, LetterKind kind, LetterNumber number, string body) => new()
    {
        Id = Guid.CreateVersion7(), MatterId = matterId, Kind = kind, UnitId = number.UnitId, Year = number.Year, Series = number.Series, Serial = number.Serial,
        Number = number.Text, IssuedOn = act.Today, IssuedBy = act.Actor.Name, Body = new(body),
    };

    /// <summary>A letter that an organ outside the city wrote, with its own number.</summary>
    public static Letter Outside(Guid matterId, Act act, LetterKind kind, string number, string body) => new()
    {
        Id = Guid.CreateVersion7(), MatterId = matterId, Kind = kind, UnitId = act.Actor.UnitId, Number = number, IssuedOn = act.Today, IssuedBy = act.Actor.Name, Body = new(body),
    };

    /// <summary>A notice of guidance is written and handed over at the counter; its number comes with it.</summary>
    public static Letter Notice(Guid matterId, Act act, Guidance guidance) => new()
    {
        Id = Guid.CreateVersion7(), MatterId = matterId, Kind = LetterKind.GuidanceNotice, UnitId = act.Actor.UnitId, Number = guidance.NoticeNumber,
        IssuedOn = guidance.Proof.ServedOn, IssuedBy = act.Actor.Name, Body = new($"{guidance.Organ}\n{guidance.TimeLimit}"),
    };
}

/// <summary>The proof that something reached the person; without it nothing counts as served.</summary>
internal sealed class Delivery
{
    Delivery() { } // EF Core

    public Guid Id { get; private init; }
    public Guid CaseId { get; private init; }
    public Guid? LetterId { get; private init; }
    public DeliveryMeans Means { get; private init; }
    public DateOnly ServedOn { get; private init; }
    public Secret? Recipient { get; private init; }
    public Secret? Relation { get; private init; }
    public Secret? Witness { get; private init; }
    public Secret? Reason { get; private init; }
    public string? PostNumber { get; private init; }
    public DateTimeOffset RecordedAt { get; private init; }
    public string RecordedBy { get; private init; } = "";

    public static Delivery Of(Guid caseId, Guid? letterId, Act act, Proof proof) => new()
    {
        Id = Guid.CreateVersion7(), CaseId = caseId, LetterId = letterId, Means = proof.Means, ServedOn = proof.ServedOn,
        Recipient = Secret.OrNull(proof.Recipient), Relation = Secret.OrNull(proof.Relation), Witness = Secret.OrNull(proof.Witness), Reason = Secret.OrNull(proof.Reason),
        PostNumber = proof.PostNumber, RecordedAt = act.Now, RecordedBy = act.Actor.Name,
    };

    /// <summary>Served today or before, and not before there was something to serve.</summary>
    public static void Check(Act act, Proof proof, DateOnly earliest)
    {
        BrokenRuleException.ThrowIf(proof.ServedOn > act.Today, CaseErrors.DateInFuture, act.Today);
        BrokenRuleException.ThrowIf(proof.ServedOn < earliest, CaseErrors.DateTooEarly, earliest);
    }
}

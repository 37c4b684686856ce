using Anjie.Cases;
using Anjie.PersonalData;

namespace Anjie.VisitReception.Domain;

/// <summary>By which way a letter came to the person, and whether it was taken.</summary>
public enum DeliveryMeans
{
    /// <summary>当面，签收: taken by hand.</summary>
    Signed,

    /// <summary>当面，拒收: refused before a witness.</summary>
    RefusedWithWitness,

    /// <summary>邮寄: brought by the post, which names the day.</summary>
    Posted,

    /// <summary>其他: another way, signed for.</summary>
    Other,
}

/// <summary>信访人意见 on the proof of service.</summary>
public enum PetitionerView { Agrees = 0, Disagrees = 1, NoneGiven = 9 }

/// <summary>How and when a letter provably reached the person.</summary>
/// <param name="ServedOn">Day it was taken or refused; of a posted letter, the day the post delivered it.</param>
/// <param name="Recipient">Who took it.</param>
/// <param name="Relation">To the addressee, when somebody else took it.</param>
/// <param name="Place">Where.</param>
/// <param name="Servers">Who brought it.</param>
internal sealed record Proof(
    DeliveryMeans Means, DateOnly ServedOn, string? Recipient, string? Relation, string? Witness, string? Reason, string? PostNumber,
    string? Place = null, IReadOnlyList<string>? Servers = null, PetitionerView? View = null)
{
    /// <summary>Whether it holds the evidence that its means asks for (domain rule 4.6, 送达回证).</summary>
    public bool IsWhole => Means switch
    {
        DeliveryMeans.RefusedWithWitness => Says(Witness) && Says(Reason),
        DeliveryMeans.Posted => Says(PostNumber),
        _ => Says(Recipient),
    };

    static bool Says(string? text) => !string.IsNullOrWhiteSpace(text);
}

internal static class DeliveryErrors
{
    public const string EvidenceMissing = "delivery.evidence_missing";
}

/// <summary>The proof that something reached the person; without it nothing counts as served.</summary>
internal sealed class Delivery
{
    const char BetweenNames = '\n';

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
    public Secret? Place { get; private init; }
    public Secret? ServerNames { get; private init; }
    public PetitionerView? View { get; private init; }
    public DateTimeOffset RecordedAt { get; private init; }
    public string RecordedBy { get; private init; } = "";

    public IReadOnlyList<string> Servers => ServerNames?.Text.Split(BetweenNames) ?? [];

    public static Delivery Of(Guid caseId, Guid? letterId, Act act, Proof proof) => new()
    {
        Id = Guid.CreateVersion7(), CaseId = caseId, LetterId = letterId, Means = proof.Means, ServedOn = proof.ServedOn,
        Recipient = Secret.OrNull(proof.Recipient), Relation = Secret.OrNull(proof.Relation), Witness = Secret.OrNull(proof.Witness), Reason = Secret.OrNull(proof.Reason),
        PostNumber = proof.PostNumber, Place = Secret.OrNull(proof.Place), ServerNames = Secret.OrNull(string.Join(BetweenNames, proof.Servers ?? [])), View = proof.View,
        RecordedAt = act.Now, RecordedBy = act.Actor.Name,
    };

    /// <summary>Proven, today or before, and not before there was something to serve.</summary>
    public static void Check(Act act, Proof proof, DateOnly earliest)
    {
        BrokenRuleException.ThrowIf(!proof.IsWhole, DeliveryErrors.EvidenceMissing);
        BrokenRuleException.ThrowIf(proof.ServedOn > act.Today, CaseErrors.DateInFuture, act.Today);
        BrokenRuleException.ThrowIf(proof.ServedOn < earliest, CaseErrors.DateTooEarly, earliest);
    }
}

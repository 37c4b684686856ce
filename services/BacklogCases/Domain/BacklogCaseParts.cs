using System.Globalization;
using System.Text.Json;
using Anjie.Cases;
using Anjie.PersonalData;

namespace Anjie.BacklogCases.Domain;

/// <summary>Why a matter counts as backlog (domain rule 3.5).</summary>
public enum Criterion { K1, K2, K3, K4, K5, K6, K7, K8 }

public enum NominationSource { Dispute, Visit, Matter, Office }

/// <summary>Why another leader goes on with a case (domain rule 3.2).</summary>
public enum HandoverReason { Transfer, Retirement, LongIllness, Reorganisation, Recusal }

public enum LeaderLevel { City, County, Department, Town }

public enum Reasonableness { Reasonable, PartlyReasonable, Excessive, Unreasonable }

/// <summary>三到位一处理: A solved, B explained, C aid given, D dealt with by law.</summary>
public enum Outcome { A, B, C, D }

public enum PlanState { Submitted, Approved, Returned, Superseded }

/// <summary>Calming (稳控) is a record like the others, never a way out.</summary>
public enum ProgressKind { Work, LeaderReview, Meeting, PetitionerTalk, Calming }

public enum Satisfaction { Satisfied, Basically, Dissatisfied, NotGiven }

public enum DeliveryMeans { Signed, RefusedWithWitness, Posted }

public enum DeliveryKind { Result, Acceptance }

internal static class LeaderLevels
{
    /// <summary>County and department leaders stand side by side.</summary>
    public static int Rank(this LeaderLevel level) => level switch { LeaderLevel.City => 3, LeaderLevel.County => 2, LeaderLevel.Department => 2, LeaderLevel.Town => 1 };

    public static int RankOf(string? level) => Enum.TryParse<LeaderLevel>(level, out var known) ? known.Rank() : 0;
}

/// <summary>Half-year batches (seed item 10), for instance <c>2026H2</c>.</summary>
internal static class Batches
{
    public const string Pattern = "^20[0-9]{2}H[12]$";

    public static DateOnly EndOf(string batch)
    {
        var year = int.Parse(batch.AsSpan(0, 4), CultureInfo.InvariantCulture);
        return batch[^1] == '1' ? new(year, 6, 30) : new(year, 12, 31);
    }
}

internal sealed record Nomination(Guid MatterId, Criterion Criterion, NominationSource Source, string? Title = null);

internal sealed record ConfirmedDemand(Guid DemandId, string Text, Reasonableness Reasonableness);

internal sealed record Confirmation(string Batch, LeaderLevel Level, string Name, IReadOnlyList<ConfirmedDemand> Demands);

/// <summary>A person in a post, as the case needs to know them.</summary>
internal sealed record Appointee(Guid PostId, Guid PersonId, Guid UnitId, string UnitPath, string? Level, bool IsLeader);

/// <summary>Who came first; the answer to everybody who came later.</summary>
public sealed record Winner(Guid PersonId, Guid PostId, string? Name, DateTimeOffset ClaimedAt);

internal sealed record MeasureDraft(Guid DemandId, string Text, Guid PostId, DateOnly DueOn);

internal sealed record PlanDraft(string Crux, string PolicyBasis, string Stability, DateOnly ResolveBy, string? ReasonBeyondBatch, IReadOnlyList<MeasureDraft> Measures);

internal sealed record DemandFound(Guid DemandId, Outcome Outcome, string Text, string Evidence);

/// <summary>Aid to a person in hardship (C).</summary>
public sealed record HardshipAid(string Kind, decimal Amount, string Payer, DateOnly On)
{
    internal Secret Sealed() => new(JsonSerializer.Serialize(this));

    internal static HardshipAid? Open(Secret? stored) => stored is null ? null : JsonSerializer.Deserialize<HardshipAid>(stored.Text);
}

/// <summary>An unlawful act dealt with by the organ that has the power (D).</summary>
public sealed record LawfulHandling(string ActCode, string Organ, string DocumentNumber, DateOnly On)
{
    internal Secret Sealed() => new(JsonSerializer.Serialize(this));

    internal static LawfulHandling? Open(Secret? stored) => stored is null ? null : JsonSerializer.Deserialize<LawfulHandling>(stored.Text);
}

internal sealed record ResultDraft(Outcome PrimaryOutcome, IReadOnlyList<DemandFound> Demands, HardshipAid? Hardship, LawfulHandling? Lawful)
{
    /// <summary>Whether the outcome named for statistics is among what was done.</summary>
    public bool BearsOut(Outcome outcome) => outcome switch
    {
        Outcome.C => Hardship is not null,
        Outcome.D => Lawful is not null,
        Outcome.A => Demands.Any(found => found.Outcome == Outcome.A),
        Outcome.B => Demands.Any(found => found.Outcome == Outcome.B),
    };
}

/// <summary>Proof that a letter reached its reader.</summary>
internal sealed record Proof(DeliveryMeans Means, DateOnly ServedOn, string? Recipient, string? Relation, string? Witness, string? Reason, string? PostNumber)
{
    public void ThrowIfIncomplete() => BrokenRuleException.ThrowIf(
        Means switch
        {
            DeliveryMeans.Signed => string.IsNullOrWhiteSpace(Recipient),
            DeliveryMeans.RefusedWithWitness => string.IsNullOrWhiteSpace(Witness) || string.IsNullOrWhiteSpace(Reason),
            DeliveryMeans.Posted => string.IsNullOrWhiteSpace(PostNumber),
        },
        BacklogErrors.ProofIncomplete);
}

/// <summary>A step of the five ones as a screen shows it.</summary>
/// <param name="Next">The action that brings it forward; null when done.</param>
public sealed record OneOfFive(string One, bool Done, string? Next, DateOnly? DueOn);

internal static class BacklogErrors
{
    public const string MatterHasOpenCase = "backlog.matter_has_open_case";
    public const string DemandsMissing = "backlog.demands_missing";
    public const string NoLeadersOfLevel = "backlog.no_leaders_of_level";
    public const string AlreadyClaimed = "backlog.already_claimed";
    public const string LeaderLevelTooLow = "backlog.leader_level_too_low";
    public const string TeamTooSmall = "backlog.team_too_small";
    public const string LeaderIsResponsible = "backlog.leader_is_responsible";
    public const string PetitionerNotMet = "backlog.petitioner_not_met";
    public const string MeasuresIncomplete = "backlog.measures_incomplete";
    public const string MeasureDateOutside = "backlog.measure_date_outside";
    public const string BeyondBatch = "backlog.beyond_batch";
    public const string OutcomesIncomplete = "backlog.outcomes_incomplete";
    public const string OutcomeNotEnough = "backlog.outcome_not_enough";
    public const string OutcomeUnfounded = "backlog.outcome_unfounded";
    public const string PrimaryOutcomeUnfounded = "backlog.primary_outcome_unfounded";
    public const string TalksMissing = "backlog.talks_missing";
    public const string VerifiersTooFew = "backlog.verifiers_too_few";
    public const string VerifierOfResponsibleUnit = "backlog.verifier_of_responsible_unit";
    public const string VerifierSignedResult = "backlog.verifier_signed_result";
    public const string SuccessorIsLeader = "backlog.successor_is_leader";
    public const string ProofIncomplete = "backlog.proof_incomplete";
    public const string AcceptanceNotSigned = "backlog.acceptance_not_signed";
    public const string StillObserved = "backlog.still_observed";
    public const string FollowUpMissing = "backlog.follow_up_missing";
}

using Anjie.Cases;
using Anjie.PersonalData;

namespace Anjie.VisitReception.Domain;

/// <summary>Category of a petition (domain rule 2.3). An accusation (检举控告) stays in this service and is hidden from those it names.</summary>
public enum MatterCategory { Proposal, Appeal, Other, Accusation }

public enum DispatchKind { Transfer, Assignment }

public enum DemandState { Open, Guided, Found }

public enum DemandFindingKind { Supported, PartlySupported, Explained, Refused }

public enum LegalRoute { Litigation, Reconsideration, Arbitration, PartyAppeal, Administrative, Duty }

public enum Satisfaction { Satisfied, Basically, Dissatisfied, NotGiven }

public enum EvaluationSubject { PetitionOffice, ResponsibleUnit }

public enum InvestigationKind { Inquiry, Hearing, Mediation }

/// <summary>What became of it (domain rule 3.3): A the demand is met, B explained for want of a basis, C hardship is helped, D unlawful conduct is dealt with.</summary>
public enum MatterOutcome { A, B, C, D }

public enum BacklogCriterion { K1, K2, K3, K4, K5, K6, K7, K8 }

/// <summary>What a petition says; the same for a letter, a call and a visit.</summary>
internal sealed record Petition(
    DateOnly ReceivedOn, int Form, MatterCategory Category, string ContentCode, string Summary, string? ProblemPlace, bool Anonymous, int PeopleConcerned,
    IReadOnlyList<string> Demands, IReadOnlyList<PetitionerReport> Petitioners, AccusedParty? Accused = null,
    DateOnly? UpstreamOn = null, string? UpstreamOrgan = null)
{
    /// <summary>保密: who asks is not to be known to more people than handle it.</summary>
    public bool Confidential { get; init; }
}

/// <summary>Whom an accusation is about.</summary>
/// <param name="UnitId">The unit, or that of the person.</param>
/// <param name="Paths">Of the unit, and of every unit in which the person has a post.</param>
/// <param name="PersonId">The person where Directory knows them.</param>
/// <param name="Name">The person's name as the letter gives it.</param>
internal sealed record AccusedParty(Guid UnitId, IReadOnlyList<string> Paths, Guid? PersonId, string? Name)
{
    public bool IsAbout(string path) => Paths.Any(accused => path.StartsWith(accused, StringComparison.Ordinal));
}

/// <param name="IsChild">Under fourteen, by the identity number or because somebody said so.</param>
/// <param name="Guardian">Who speaks for the child; of nobody else.</param>
/// <param name="NoticeVersion">The notice that the person was shown, see <see cref="PrivacyNotice"/>; null when nobody said so.</param>
internal sealed record PetitionerReport(
    string Name, string? IdentityNumber, string? Phone, string? Address, PersonIndexes Indexes, bool IsChild = false, Guardian? Guardian = null, string? NoticeVersion = null);

/// <summary>What the handler found on one demand; law and text are both required (Art 32).</summary>
internal sealed record FindingReport(Guid DemandId, DemandFindingKind Finding, string Opinion, string Basis);

/// <summary>The opinion as its author writes it.</summary>
/// <param name="ReviewOrgan">The organ one level up that reviews it (Art 35).</param>
/// <param name="CopyTo">Organs that receive a copy; null for the one that reviews and the one that sent the matter.</param>
internal sealed record OpinionReport(IReadOnlyList<FindingReport> Findings, string Facts, string ReviewOrgan, IReadOnlyList<string>? CopyTo = null);

/// <summary>A notice that shows a person the lawful way (Art 31).</summary>
/// <param name="NoticeNumber">Of a notice that was written by hand; null for one that is issued with this act.</param>
/// <param name="Address">Where the procedure is begun; an issued notice tells it.</param>
/// <param name="Materials">What to bring; an issued notice tells it.</param>
internal sealed record Guidance(LegalRoute Route, string Organ, string TimeLimit, string? NoticeNumber, Proof Proof, string? Address = null, IReadOnlyList<string>? Materials = null);

/// <summary>One thing that is asked for; findings are made per demand, never per matter.</summary>
internal sealed class Demand
{
    Demand() { } // EF Core

    public Guid Id { get; private init; }
    public Guid MatterId { get; private init; }
    public int Position { get; private init; }
    public Secret Text { get; private init; } = Secret.Empty;
    public DemandState State { get; private set; }
    public DemandFindingKind? Finding { get; private set; }
    public Secret? Opinion { get; private set; }
    public Secret? Basis { get; private set; }
    public LegalRoute? Route { get; private set; }
    public Secret? Organ { get; private set; }
    public string? TimeLimit { get; private set; }
    public string? NoticeNumber { get; private set; }

    public static Demand Of(Guid matterId, int position, string text) => new() { Id = Guid.CreateVersion7(), MatterId = matterId, Position = position, Text = new(text) };

    public void Find(FindingReport report) => (State, Finding, Opinion, Basis) = (DemandState.Found, report.Finding, new(report.Opinion), new(report.Basis));

    /// <summary>After a remand it is open again; what was found stays to be compared with.</summary>
    public void Reopen()
    {
        if (State == DemandState.Found)
            State = DemandState.Open;
    }

    public void Guide(Guidance guidance, Letter notice) =>
        (State, Route, Organ, TimeLimit, NoticeNumber) = (DemandState.Guided, guidance.Route, new(guidance.Organ), guidance.TimeLimit, notice.Number);
}

/// <summary>A step of the investigation.</summary>
internal sealed class Investigation
{
    Investigation() { } // EF Core

    public Guid Id { get; private init; }
    public Guid MatterId { get; private init; }
    public InvestigationKind Kind { get; private init; }
    public DateOnly On { get; private init; }
    public string By { get; private init; } = "";
    public Secret Text { get; private init; } = Secret.Empty;

    public static Investigation Of(Guid matterId, Guid id, Act act, InvestigationKind kind, DateOnly on, string text) =>
        new() { Id = id, MatterId = matterId, Kind = kind, On = on, By = act.Actor.Name, Text = new(text) };
}

/// <summary>The petitioner's word on one of the two objects (domain rule 2.8).</summary>
internal sealed class Evaluation
{
    Evaluation() { } // EF Core

    public Guid Id { get; private init; }
    public Guid MatterId { get; private init; }
    public EvaluationSubject About { get; private init; }
    public Satisfaction Value { get; private init; }
    public Secret? Reason { get; private init; }
    public DateOnly RecordedOn { get; private init; }

    public static Evaluation Of(Guid matterId, Act act, EvaluationSubject about, Satisfaction value, string? reason) =>
        new() { Id = Guid.CreateVersion7(), MatterId = matterId, About = about, Value = value, Reason = Secret.OrNull(reason), RecordedOn = act.Today };
}

internal static class MatterErrors
{
    public const string AccusationNotHere = "matter.accusation_not_here";
    public const string AccusationApart = "matter.accusation_apart";
    public const string AccusedMissing = "matter.accused_missing";
    public const string AccusedUnexpected = "matter.accused_unexpected";
    public const string AccusedAtDesk = "matter.accused_at_desk";
    public const string AccusedInTarget = "matter.accused_in_target";
    public const string PetitionerMissing = "matter.petitioner_missing";

    /// <summary>Who asked not to be named is not named here, not even sealed.</summary>
    public const string PetitionerUnexpected = "matter.petitioner_unexpected";
    public const string PetitionerPending = "matter.petitioner_pending";
    public const string PersonInvalid = "matter.person_invalid";
    public const string ReportDateMissing = "matter.report_date_missing";
    public const string BeyondNextLevel = "matter.beyond_next_level";
    public const string UnknownDemand = "matter.unknown_demand";
    public const string FindingsIncomplete = "matter.findings_incomplete";
    public const string NotThisLetter = "matter.not_this_letter";
    public const string AlreadyEvaluated = "matter.already_evaluated";
    public const string EvaluationReasonMissing = "matter.evaluation_reason_missing";
    public const string ReviewRequestPending = "matter.review_request_pending";

    /// <summary>An accusation, nameless, or without a number that somebody could be recognised by.</summary>
    public const string NoPublicQuery = "matter.no_public_query";
    public const string ReviewWindowOpen = "matter.review_window_open";
    public const string ProofMissing = "matter.proof_missing";
    public const string AlreadyExists = "matter.already_exists";
    public const string UpstreamLater = "matter.upstream_later";
    public const string ObjectionTooLate = "matter.objection_too_late";
    public const string ObjectedBefore = "matter.objected_before";
    public const string ProposedItself = "matter.proposed_itself";
    public const string UnknownGround = "matter.unknown_ground";
    public const string GroundNotFitting = "matter.ground_not_fitting";
    public const string FinalNumberMissing = "matter.final_number_missing";
    public const string ParentUnknown = "matter.parent_unknown";
    public const string ParentClosed = "matter.parent_closed";
    public const string ParentOpen = "matter.parent_open";
    public const string NotSamePerson = "matter.not_same_person";
    public const string ExtendedBefore = "matter.extended_before";
    public const string ExtensionTooLate = "matter.extension_too_late";
    public const string ExtensionLength = "matter.extension_length";
    public const string ExtensionToldTooLate = "matter.extension_told_too_late";
    public const string OutcomeMissing = "matter.outcome_missing";
    public const string SameOpinion = "matter.same_opinion";
    public const string ReviewTooLate = "matter.review_too_late";
    public const string ReviewOrganWrong = "matter.review_organ_wrong";
    public const string ReviewOrganMissing = "matter.review_organ_missing";
    public const string DeclineApart = "matter.decline_apart";
    public const string TooFewReviewers = "matter.too_few_reviewers";
    public const string OutsideNumberMissing = "matter.outside_number_missing";
    public const string NextOrganMissing = "matter.next_organ_missing";
    public const string HearingOpen = "matter.hearing_open";
    /// <summary>The time of keeping is over; nothing is done in it any more.</summary>
    public const string Erased = "matter.erased";
    public const string GovernmentNotTold = "matter.government_not_told";
    public const string DeclinationNotServed = "matter.declination_not_served";
    public const string AdoptionMissing = "matter.adoption_missing";
    public const string NotSimple = "matter.not_simple";
    public const string HandledBefore = "matter.handled_before";
    public const string NoReviewToAsk = "matter.no_review_to_ask";
    public const string AgreementMissing = "matter.agreement_missing";
    public const string AgreementSourceMissing = "matter.agreement_source_missing";
}

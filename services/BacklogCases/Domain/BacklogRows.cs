using Anjie.Cases;
using Anjie.PersonalData;

namespace Anjie.BacklogCases.Domain;

/// <summary>A demand of the matter, and what was done about it.</summary>
internal sealed class Demand
{
    Demand() { } // EF Core

    public Guid Id { get; private init; }
    public Guid CaseId { get; private init; }
    public Guid DemandId { get; private init; }
    public Secret Text { get; private init; } = Secret.Empty;
    public Reasonableness Reasonableness { get; private init; }
    public Outcome? Outcome { get; private set; }
    public Secret? Finding { get; private set; }
    public Secret? Evidence { get; private set; }

    public static Demand Of(Guid caseId, ConfirmedDemand demand) =>
        new() { Id = Guid.CreateVersion7(), CaseId = caseId, DemandId = demand.DemandId, Text = new(demand.Text), Reasonableness = demand.Reasonableness };

    public void Conclude(DemandFound found) => (Outcome, Finding, Evidence) = (found.Outcome, new(found.Text), new(found.Evidence));

    public bool Was(DemandFound found) => DemandId == found.DemandId && Outcome == found.Outcome && Finding?.Text == found.Text;
}

/// <summary>One version of the plan; versions are kept, one at most is in force.</summary>
internal sealed class Plan
{
    readonly List<Measure> _measures = [];

    Plan() { } // EF Core

    public Guid Id { get; private init; }
    public Guid CaseId { get; private init; }
    public int PlanVersion { get; private init; }
    public PlanState State { get; private set; }
    public Secret Crux { get; private init; } = Secret.Empty;
    public Secret PolicyBasis { get; private init; } = Secret.Empty;
    public Secret Stability { get; private init; } = Secret.Empty;
    public DateOnly ResolveBy { get; private init; }
    public Secret? ReasonBeyondBatch { get; private init; }
    public DateTimeOffset SubmittedAt { get; private init; }
    public Guid SubmittedByPostId { get; private init; }
    public DateOnly? ApprovedOn { get; private set; }
    public Secret? Opinion { get; private set; }
    public IReadOnlyList<Measure> Measures => _measures;

    public static Plan Of(Guid caseId, int version, Act act, PlanDraft draft)
    {
        var plan = new Plan
        {
            Id = Guid.CreateVersion7(), CaseId = caseId, PlanVersion = version, State = PlanState.Submitted, Crux = new(draft.Crux), PolicyBasis = new(draft.PolicyBasis),
            Stability = new(draft.Stability), ResolveBy = draft.ResolveBy, ReasonBeyondBatch = Secret.OrNull(draft.ReasonBeyondBatch), SubmittedAt = act.Now, SubmittedByPostId = act.Actor.PostId,
        };
        plan._measures.AddRange(draft.Measures.Select(measure => Measure.Of(plan.Id, measure)));
        return plan;
    }

    public bool Says(PlanDraft draft) =>
        Crux.Text == draft.Crux && PolicyBasis.Text == draft.PolicyBasis && Stability.Text == draft.Stability && ResolveBy == draft.ResolveBy && _measures.Count == draft.Measures.Count;

    public void Approve(Act act, string? opinion) => (State, ApprovedOn, Opinion) = (PlanState.Approved, act.Today, Secret.OrNull(opinion));

    public void Return(string reason) => (State, Opinion) = (PlanState.Returned, new(reason));

    public void Supersede() => State = PlanState.Superseded;
}

/// <summary>What is done about one demand, by whom and until when.</summary>
internal sealed class Measure
{
    Measure() { } // EF Core

    public Guid Id { get; private init; }
    public Guid PlanId { get; private init; }
    public Guid DemandId { get; private init; }
    public Secret Text { get; private init; } = Secret.Empty;
    public Guid PostId { get; private init; }
    public DateOnly DueOn { get; private init; }

    public static Measure Of(Guid planId, MeasureDraft draft) =>
        new() { Id = Guid.CreateVersion7(), PlanId = planId, DemandId = draft.DemandId, Text = new(draft.Text), PostId = draft.PostId, DueOn = draft.DueOn };
}

/// <summary>A step of the work, a talk or a review.</summary>
internal sealed class Progress
{
    Progress() { } // EF Core

    public Guid Id { get; private init; }
    public Guid CaseId { get; private init; }
    public ProgressKind Kind { get; private init; }
    public DateOnly On { get; private init; }
    public DateTimeOffset At { get; private init; }
    public string By { get; private init; } = "";
    public Secret Text { get; private init; } = Secret.Empty;

    public static Progress Of(Guid caseId, Guid id, Act act, ProgressKind kind, DateOnly on, string text) =>
        new() { Id = id, CaseId = caseId, Kind = kind, On = on, At = act.Now, By = act.Actor.Name, Text = new(text) };
}

/// <summary>The petitioner was asked again (回访).</summary>
internal sealed class FollowUpVisit
{
    FollowUpVisit() { } // EF Core

    public Guid Id { get; private init; }
    public Guid CaseId { get; private init; }
    public DateOnly On { get; private init; }
    public string By { get; private init; } = "";
    public Secret Text { get; private init; } = Secret.Empty;

    public static FollowUpVisit Of(Guid caseId, Act act, DateOnly on, string text) =>
        new() { Id = Guid.CreateVersion7(), CaseId = caseId, On = on, By = act.Actor.Name, Text = new(text) };
}

/// <summary>A proof of service, or the petitioner's signed acceptance.</summary>
internal sealed class Delivery
{
    Delivery() { } // EF Core

    public Guid Id { get; private init; }
    public Guid CaseId { get; private init; }
    public DeliveryKind Kind { get; private init; }
    public DeliveryMeans Means { get; private init; }
    public DateOnly ServedOn { get; private init; }
    public DateTimeOffset RecordedAt { get; private init; }
    public Secret? Recipient { get; private init; }
    public Secret? Relation { get; private init; }
    public Secret? Witness { get; private init; }
    public Secret? Reason { get; private init; }
    public string? PostNumber { get; private init; }

    public static Delivery Of(Guid caseId, DeliveryKind kind, Act act, Proof proof) => new()
    {
        Id = Guid.CreateVersion7(), CaseId = caseId, Kind = kind, Means = proof.Means, ServedOn = proof.ServedOn, RecordedAt = act.Now,
        Recipient = Secret.OrNull(proof.Recipient), Relation = Secret.OrNull(proof.Relation), Witness = Secret.OrNull(proof.Witness),
        Reason = Secret.OrNull(proof.Reason), PostNumber = proof.PostNumber,
    };
}

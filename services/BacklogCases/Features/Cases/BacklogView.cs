using Anjie.BacklogCases.Domain;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;

namespace Anjie.BacklogCases.Features.Cases;

/// <summary>A backlog case as its caller may see it.</summary>
public sealed record BacklogView(
    Guid Id, Guid MatterId, string Number, string State, int Version, IReadOnlyList<OfferedAction> Actions, IReadOnlyList<ClockView> Clocks, IReadOnlyList<OneOfFive> FiveOnes,
    string? Title, string? Name, Criterion Criterion, NominationSource Source, string? Batch, LeaderLevel? Level, Guid ResponsibleUnitId, Guid? ResponsiblePostId,
    Guid? LeaderId, Guid? LeaderPostId, string? LeaderName, DateTimeOffset? ClaimedAt, bool Appointed, Guid? HeadPostId, IReadOnlyList<Guid> MemberPostIds,
    DateOnly? PetitionerMetOn, string? MeetingText, DateOnly? ResolveBy, Outcome? PrimaryOutcome, HardshipAid? Hardship, LawfulHandling? Lawful,
    IReadOnlyList<Guid> VerifierPostIds, string? Findings, string? LetterNumber, string? LetterText, Satisfaction? Evaluation, string? EvaluationReason,
    DateOnly? ObservedUntil, DateOnly? ReboundedOn, string? LastReason,
    IReadOnlyList<DemandView> Demands, IReadOnlyList<PlanView> Plans, IReadOnlyList<ProgressView> Progress, IReadOnlyList<FollowUpView> FollowUps, IReadOnlyList<DeliveryView> Deliveries,
    IReadOnlyList<RecusalView> Recusals, bool LeaderLeft, Guid? SuccessorPostId, HandoverReason? HandoverReason, string? HandoverSheet)
{
    internal static BacklogView Of(BacklogCase c, Act act) => new(
        c.Id, c.MatterId, c.Number, c.State.ToString(), c.Version, [.. c.OfferedTo(act)], CaseViews.ViewsOf(c.Clocks, act), c.FiveOnes(),
        c.Title?.Text, c.Name?.Text, c.Criterion, c.Source, c.Batch, c.Level, c.ResponsibleUnitId, c.ResponsiblePostId,
        c.LeaderId, c.LeaderPostId, c.LeaderName, c.ClaimedAt, c.Appointed, c.HeadPostId, c.MemberPostIds,
        c.PetitionerMetOn, c.MeetingText?.Text, c.ResolveBy, c.PrimaryOutcome, HardshipAid.Open(c.Hardship), LawfulHandling.Open(c.Lawful),
        c.VerifierPostIds, c.Findings?.Text, c.LetterNumber, c.LetterText?.Text, c.Evaluation, c.EvaluationReason?.Text,
        c.ObservedUntil, c.ReboundedOn, c.LastReason?.Text,
        [.. c.Demands.OrderBy(d => d.Id).Select(d => new DemandView(d.DemandId, d.Text.Text, d.Reasonableness, d.Outcome, d.Finding?.Text, d.Evidence?.Text))],
        [.. c.Plans.OrderBy(p => p.PlanVersion).Select(PlanView.Of)],
        [.. c.Progress.OrderBy(p => p.At).Select(p => new ProgressView(p.Id, p.Kind, p.On, p.At, p.By, p.Text.Text))],
        [.. c.FollowUps.OrderBy(f => f.On).Select(f => new FollowUpView(f.On, f.By, f.Text.Text))],
        [.. c.Deliveries.OrderBy(d => d.RecordedAt).Select(d => new DeliveryView(
            d.Kind, d.Means, d.ServedOn, NameFor(act, d.Recipient), d.Relation?.Text, NameFor(act, d.Witness), d.Reason?.Text, d.PostNumber))],
        c.RecusalsFor(act), c.LeaderLeft, c.SuccessorPostId, c.HandoverReason, c.HandoverSheet?.Text);

    // The petitioner's details are VisitReception's to disclose; here too names are for those who may ask there.
    static string? NameFor(Act act, Secret? name) =>
        Mask.OrNull(name, act.MayDisclose("reception", "POST /petitioners/{id}/disclosure") ? text => text : Mask.Name);
}

public sealed record DemandView(Guid DemandId, string Text, Reasonableness Reasonableness, Outcome? Outcome, string? Finding, string? Evidence);

public sealed record PlanView(
    int PlanVersion, PlanState State, string Crux, string PolicyBasis, string Stability, DateOnly ResolveBy, string? ReasonBeyondBatch,
    DateTimeOffset SubmittedAt, Guid SubmittedByPostId, DateOnly? ApprovedOn, string? Opinion, IReadOnlyList<MeasureView> Measures)
{
    internal static PlanView Of(Plan p) => new(
        p.PlanVersion, p.State, p.Crux.Text, p.PolicyBasis.Text, p.Stability.Text, p.ResolveBy, p.ReasonBeyondBatch?.Text,
        p.SubmittedAt, p.SubmittedByPostId, p.ApprovedOn, p.Opinion?.Text, [.. p.Measures.OrderBy(m => m.Id).Select(m => new MeasureView(m.DemandId, m.Text.Text, m.PostId, m.DueOn))]);
}

public sealed record MeasureView(Guid DemandId, string Text, Guid PostId, DateOnly DueOn);

public sealed record ProgressView(Guid Id, ProgressKind Kind, DateOnly On, DateTimeOffset At, string By, string Text);

public sealed record FollowUpView(DateOnly On, string By, string Text);

public sealed record DeliveryView(
    DeliveryKind Kind, DeliveryMeans Means, DateOnly ServedOn, string? Recipient, string? Relation, string? Witness, string? Reason, string? PostNumber);

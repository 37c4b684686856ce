using System.Collections.Frozen;
using Anjie.Contracts;
using Anjie.Contracts.Backlog;
using Anjie.Contracts.Reception;
using Anjie.Contracts.Screening;
using Anjie.Contracts.Supervision;

namespace Anjie.Supervision.Domain;

public enum CaseKind { Other, Dispute, Visit, Matter, Backlog, Supervision }

/// <summary>What the ledger reads out of the facts of other services.</summary>
internal static class LedgerFacts
{
    // The publishers' states, named as their own APIs name them; a fact that is not here leaves the state as it was.
    static readonly FrozenDictionary<string, string> States = new Dictionary<string, string>
    {
        [nameof(DisputeReported)] = "Reported", [nameof(DisputeAssessed)] = "Assessed", [nameof(DisputeDismissed)] = "Dismissed",
        [nameof(FiveGuaranteesAssigned)] = "Guaranteed", [nameof(DisputeHandlingStarted)] = "Handling", [nameof(DisputeResolutionSubmitted)] = "ResolutionSubmitted",
        [nameof(DisputeReturned)] = "Handling", [nameof(DisputeClosed)] = "Closed", [nameof(DisputeEscalated)] = "Escalated",
        [nameof(DisputeConvertedToPetition)] = "Converted", [nameof(DisputeGuided)] = "Guided",

        [nameof(VisitRegistered)] = "Registered", [nameof(VisitReceived)] = "Received", [nameof(VisitResolvedOnSpot)] = "ResolvedOnSpot",
        [nameof(VisitAssigned)] = "Assigned", [nameof(VisitExplained)] = "Notified", [nameof(VisitAssignmentSigned)] = "Handling",
        [nameof(VisitResultReported)] = "Reported", [nameof(VisitResultApproved)] = "Approved", [nameof(VisitResultReturned)] = "Handling",
        [nameof(VisitNotified)] = "Notified", [nameof(VisitEvaluated)] = "Evaluated", [nameof(VisitClosed)] = "StruckOff", [nameof(VisitNominatedForBacklog)] = "Nominated",

        [nameof(MatterRegistered)] = "Registered", [nameof(MatterDispatched)] = "Dispatched", [nameof(MatterAccepted)] = "Handling",
        [nameof(OpinionIssued)] = "OpinionIssued", [nameof(OpinionServed)] = "Served", [nameof(ReplySent)] = "Answered", [nameof(MatterClosed)] = "Closed",
        [nameof(DispatchObjected)] = "Objected", [nameof(ObjectionUpheld)] = "Registered", [nameof(ObjectionRejected)] = "Dispatched",
        [nameof(AcceptanceRefused)] = "Refused", [nameof(ReentryRefused)] = "ClosedToReentry", [nameof(MatterMerged)] = "Merged", [nameof(MergeReverted)] = "Registered",
        [nameof(MatterWithdrawn)] = "Withdrawn", [nameof(ReviewRequested)] = "InReview", [nameof(ReviewDecided)] = "ReviewServed", [nameof(ReReviewRequested)] = "InReReview",
        [nameof(HandlingRemanded)] = "Handling", [nameof(MatterTerminated)] = "Terminated",

        [nameof(BacklogNominated)] = "Nominated", [nameof(BacklogConfirmed)] = "Confirmed", [nameof(BacklogDeclined)] = "Declined", [nameof(BacklogLeaderClaimed)] = "Claimed",
        [nameof(BacklogTeamFormed)] = "TeamFormed", [nameof(BacklogPlanSubmitted)] = "PlanSubmitted", [nameof(BacklogPlanApproved)] = "PlanApproved",
        [nameof(BacklogPlanReturned)] = "TeamFormed", [nameof(BacklogWorkStarted)] = "Working", [nameof(BacklogResultSubmitted)] = "ResultSubmitted",
        [nameof(BacklogResultReturned)] = "Working", [nameof(BacklogResolved)] = "Resolved", [nameof(BacklogResultServed)] = "Notified",
        [nameof(BacklogEvaluated)] = "Observing", [nameof(BacklogClosed)] = "StruckOff", [nameof(BacklogRebounded)] = "Rebounded",

        [nameof(SupervisionOpened)] = "Opened", [nameof(SupervisionIssued)] = "Issued", [nameof(SupervisionSigned)] = "Signed", [nameof(SupervisionReplied)] = "Replied",
        [nameof(SupervisionReturned)] = "Signed", [nameof(SupervisionReplyAccepted)] = "Accepted", [nameof(SupervisionEscalated)] = "Escalated",
        [nameof(SupervisionClosed)] = "Closed", [nameof(SupervisionCancelled)] = "Cancelled",
    }.ToFrozenDictionary();

    public static string? StateAfter(string fact, CaseEvent? content) =>
        content is VisitGuided { Complete: true } or MatterGuided { Complete: true } ? "Guided"
        : content is ReviewDeclined { Level: var level } ? level == 1 ? "Served" : "ReviewServed"
        : content is MatterImported imported ? imported.State
        : States.GetValueOrDefault(fact);

    /// <summary>The fact by which a case enters the ledger, with the words that stand on its line.</summary>
    public static Opening? OpeningOf(CaseEvent? fact) => fact switch
    {
        DisputeReported f => new(CaseKind.Dispute, f.Number, f.FoundOn),
        VisitRegistered f => new(CaseKind.Visit, f.Number, f.VisitedOn),
        MatterRegistered f => new(CaseKind.Matter, f.Number, f.ReceivedOn),
        BacklogNominated f => new(CaseKind.Backlog, f.Number, null),
        SupervisionOpened f => new(CaseKind.Supervision, f.Number, null),
        _ => null,
    };

    /// <summary>The unit that has to act from this fact on.</summary>
    public static Guid? UnitOf(CaseEvent? fact) => fact switch
    {
        DisputeReported f => f.ReportingUnitId,
        VisitRegistered f => f.ActorUnitId,
        MatterRegistered f => f.RegisteringUnitId,
        ObjectionUpheld f => f.ToUnitId,
        SupervisionOpened f => f.UnitId,
        DisputeEscalated f => f.ToUnitId,
        _ => ResponsibleUnitOf(fact),
    };

    static Guid? ResponsibleUnitOf(CaseEvent? fact) => fact switch
    {
        DisputeAssessed f => f.ResponsibleUnitId,
        BacklogNominated f => f.ResponsibleUnitId,
        BacklogTeamFormed f => f.ResponsibleUnitId,
        _ => FollowedUnitOf(fact),
    };

    /// <summary>The unit that became responsible by this fact and is followed from then on (decisions 7).</summary>
    public static Guid? FollowedUnitOf(CaseEvent? fact) => fact switch
    {
        FiveGuaranteesAssigned f => f.ResponsibleUnitId,
        VisitAssigned f => f.ResponsibleUnitId,
        MatterDispatched f => f.ToUnitId,
        BacklogConfirmed f => f.ResponsibleUnitId,
        _ => null,
    };

    /// <summary>Units that become party to the case without having to act.</summary>
    public static Guid? PartyOf(CaseEvent? fact) => fact switch
    {
        DisputeConvertedToPetition f => f.ReceivingUnitId,
        VisitReceived or BacklogLeaderClaimed { Appointed: false } => fact.ActorUnitId,
        _ => null,
    };

    /// <summary>Every unit that the fact makes party to the case.</summary>
    public static IEnumerable<Guid> UnitsOf(CaseEvent? fact) => new[] { UnitOf(fact), PartyOf(fact), (fact as ClockEvent)?.ResponsibleUnitId }.OfType<Guid>();

    /// <summary>Posts whose units become party to the case.</summary>
    public static IEnumerable<Guid> PostsOf(CaseEvent? fact) => fact switch
    {
        VisitReceived f => [f.ResponsibleLeaderPostId],
        VisitLeaderHandedOver f => [f.ToPostId],
        BacklogLeaderClaimed f => [f.LeaderPostId],
        BacklogLeaderHandedOver f => [f.LeaderPostId],
        BacklogTeamFormed f => [f.HeadPostId, .. f.MemberPostIds, f.ResponsiblePostId],
        _ => [],
    };

    public static bool Ends(CaseEvent? fact) =>
        fact is DisputeClosed or DisputeDismissed or VisitClosed or MatterClosed or MatterImported { State: "Closed" } or MatterMerged or MatterWithdrawn or BacklogClosed or BacklogDeclined or SupervisionClosed or SupervisionCancelled;

    public static bool Reopens(CaseEvent? fact) => fact is BacklogRebounded or MergeReverted or ReviewRequested;

    internal sealed record Opening(CaseKind Kind, string Number, DateOnly? On);
}

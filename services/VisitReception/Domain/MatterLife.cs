using Anjie.Cases;
using static Anjie.VisitReception.Domain.MatterAction;
using static Anjie.VisitReception.Domain.MatterState;

namespace Anjie.VisitReception.Domain;

/// <summary>States of the procedure, M01 to M18 of domain rule 6.1. A review counts as begun until its opinion is served.</summary>
internal enum MatterState
{
    Registered, Dispatched, Objected, Handling, OpinionIssued, Served, InReview, ReviewServed, InReReview, Terminated,
    Answered, Guided, Refused, ClosedToReentry, Forwarded, Merged, Withdrawn, Closed,
}

internal enum MatterAction
{
    Complete, Dispatch, Object, UpholdObjection, RejectObjection, Accept, Refuse, RefuseReentry, Investigate, HoldHearing, Mediate,
    SwitchToOrdinary, AskExtension, Extend, DraftOpinion, IssueOpinion, Serve, Reply, GuideToLegalRoute, ForwardAccusation, Merge, LinkRepeat, Unmerge, Withdraw,
    RequestReview, DeclineReview, StartHearing, EndHearing, DecideReview, Evaluate, RecordOutcome, Certify, Close, NominateForBacklog,
    MarkUrgent, ReportUrgent,
    // Taken with a visit or by themselves, never offered.
    EndGuided, AnswerAtVisit, ExplainAtVisit, AssignAtVisit, GuideAtVisit, EndHandling, EndReview, Remand,
    WithholdEvaluation, FileReviewRequest, ReportCompletion,
}

internal sealed partial class Matter
{
    static readonly string[] Nominators = [Roles.JointOffice, Roles.RegistrarHead, Roles.UnitHead];
    static readonly string[] Refusers = [.. Staff.Heads, Roles.RegistrarHead];
    static readonly string[] Servers = [.. Staff.Desk, Roles.Reviewer];
    static readonly string[] Deciders = [Roles.Reviewer, .. Staff.Desk];
    static readonly string[] RefusalFields = ["ground", "reason", "basis"];
    static readonly string[] GuidanceFields = ["demandId", "route", "organ", "timeLimit", "proof"];
    static readonly string[] ReviewFields = ["filedOn", "demand", "grounds"];

    // The whole life of a matter. Guards, buttons and tests all read this table.
    static readonly TransitionTable<Matter, MatterState, MatterAction> Life = new TransitionTable<Matter, MatterState, MatterAction>()
        .Add(Registered, MatterAction.Complete, Registered, Staff.Desk, ["category", "contentCode", "summary", "demands", "petitioners", "peopleConcerned"], (m, act) => m.IsAtDesk(act) && m.PetitionerPending)
        .Add(Registered, MatterAction.Dispatch, Dispatched, Staff.Desk, ["kind", "toUnitId"], IsReady)
        .Add(Handling, MatterAction.Dispatch, Handling, Staff.Desk, ["kind", "toUnitId"], IsWithoutHandler)
        .Add(Dispatched, MatterAction.Object, Objected, Staff.Unit, ["reason", "basis"], MayObject)
        .Add(Objected, MatterAction.UpholdObjection, Registered, Staff.Desk, ["answer"], (m, act) => m.IsAtDesk(act))
        .Add(Objected, MatterAction.RejectObjection, Dispatched, Staff.Desk, ["answer"], (m, act) => m.IsAtDesk(act))
        .Add(Registered, MatterAction.Accept, Handling, Staff.Unit, ["acceptedOn", "simple"], (m, act) => IsReady(m, act) && IsOrdinary(m))
        .Add(Dispatched, MatterAction.Accept, Handling, Staff.Unit, ["acceptedOn", "simple"], IsHandled)
        .Add(Registered, MatterAction.Refuse, Refused, Refusers, RefusalFields, (m, act) => IsReady(m, act) && IsOrdinary(m))
        .Add(Dispatched, MatterAction.Refuse, Refused, Staff.Heads, RefusalFields, (m, act) => IsHandled(m, act) && IsOrdinary(m))
        .Add(Registered, MatterAction.RefuseReentry, ClosedToReentry, Refusers, RefusalFields, (m, act) => IsReady(m, act) && IsOrdinary(m))
        .Add(Dispatched, MatterAction.RefuseReentry, ClosedToReentry, Staff.Heads, RefusalFields, (m, act) => IsHandled(m, act) && IsOrdinary(m))
        .Add(Registered, MatterAction.Reply, Answered, Staff.Desk, ["text"], (m, act) => IsReady(m, act) && IsOrdinary(m) && m.Category != MatterCategory.Appeal)
        .Add(Registered, MatterAction.GuideToLegalRoute, Registered, Staff.Desk, GuidanceFields, (m, act) => IsReady(m, act) && IsOrdinary(m))
        .AddIn([Dispatched, Handling], MatterAction.GuideToLegalRoute, Staff.Unit, GuidanceFields, (m, act) => IsHandled(m, act) && IsOrdinary(m))
        .Add(Registered, MatterAction.ForwardAccusation, Forwarded, Staff.Desk, ["toUnitId"], (m, act) => IsReady(m, act) && !IsOrdinary(m))
        .Add(Registered, MatterAction.Merge, Merged, Staff.Registrars, ["parentId", "toldOn"], (m, act) => IsReady(m, act) && IsOrdinary(m))
        .Add(Merged, MatterAction.Unmerge, Registered, [Roles.RegistrarHead], ["reason"], (m, act) => m.IsAtDesk(act))
        .Add(Registered, MatterAction.LinkRepeat, Registered, Staff.Registrars, ["parentId"], (m, act) => IsReady(m, act) && IsOrdinary(m))
        .AddIn([Handling], MatterAction.Investigate, Staff.Unit, ["entryId", "on", "text"], IsHandled)
        .AddIn([Handling, InReview], MatterAction.HoldHearing, [.. Staff.Unit, Roles.Reviewer], ["entryId", "on", "text"], (m, act) => m.State == Handling ? m.IsHandledBy(act) : m.IsUnderReviewBy(act))
        .AddIn([Handling], MatterAction.Mediate, Staff.Unit, ["entryId", "on", "agreed", "text"], IsHandled)
        .AddIn([Handling], MatterAction.SwitchToOrdinary, Staff.Heads, ["reason", "toldOn"], MaySwitch)
        .AddIn([Handling], MatterAction.AskExtension, [Roles.UnitHandler, Roles.Town], ["days", "reason"], MayExtend)
        .AddIn([Handling], MatterAction.Extend, Staff.Heads, ["days", "reason"], MayExtend)
        .AddIn([Handling], MatterAction.DraftOpinion, [Roles.UnitHandler, Roles.Town], ["findings", "facts", "reviewOrgan"], (m, act) => m.IsHandledBy(act) && m.Category == MatterCategory.Appeal)
        .Add(Handling, MatterAction.IssueOpinion, MatterState.OpinionIssued, Staff.Heads, ["findings", "facts", "reviewOrgan"], MayIssueOpinion)
        .Add(Handling, MatterAction.Reply, Answered, Staff.Unit, ["text"], (m, act) => m.IsHandledBy(act) && m.Category != MatterCategory.Appeal)
        .Add(MatterState.OpinionIssued, MatterAction.EndHandling, Served, Servers, null, Follows)
        .AddIn([Handling, MatterState.OpinionIssued, Answered, Refused, ClosedToReentry, Served, InReview, ReviewServed, InReReview], MatterAction.Serve, Servers, ["proof"], MayServeNotice)
        .Add(Served, MatterAction.RequestReview, InReview, Staff.Desk, ReviewFields, MayFile)
        .Add(ReviewServed, MatterAction.RequestReview, InReReview, Staff.Desk, ReviewFields, MayFile)
        .AddReopening(Closed, MatterAction.RequestReview, InReview, Staff.Desk, [.. ReviewFields, "lateReason"], (m, act) => MayFile(m, act) && m.EndedAs == Served)
        .Add(InReview, MatterAction.DeclineReview, Served, Deciders, ["reason", "basis"], MayDecide)
        .Add(InReReview, MatterAction.DeclineReview, ReviewServed, Deciders, ["reason", "basis"], MayDecide)
        .AddIn([InReReview], MatterAction.StartHearing, Deciders, ["on"], (m, act) => MayDecide(m, act) && m.RunningClock("T10")?.State == ClockStates.Running)
        .AddIn([InReReview], MatterAction.EndHearing, Deciders, ["on"], (m, act) => MayDecide(m, act) && m.RunningClock("T10")?.State == ClockStates.Paused)
        .AddIn([InReview, InReReview], MatterAction.DecideReview, Deciders, ["decision", "inquiry", "decisionText", "basis"], MayDecide)
        .Add(InReview, EndReview, ReviewServed, Servers, null, Follows)
        .Add(InReReview, EndReview, Terminated, Servers, null, Follows)
        .Add(InReview, Remand, Handling, Servers, null, Follows)
        .Add(InReReview, Remand, Handling, Servers, null, Follows)
        .AddIn([Served, Answered, InReview, ReviewServed, InReReview, Terminated], MatterAction.Evaluate, [.. Staff.Registrars, Roles.Petitioner], ["about", "value"], MayBeEvaluated)
        .AddIn([Registered, Dispatched, Objected, Handling, MatterState.OpinionIssued, Served, Answered, ReviewServed], MatterAction.WithholdEvaluation, [Roles.RegistrarHead, .. Staff.Heads], ["reason"], MayWithholdEvaluation)
        .AddIn([Served, ReviewServed], MatterAction.FileReviewRequest, [Roles.Petitioner], ["request", "grounds"], MayFileReviewRequest)
        .AddIn([Served, Answered, InReview, ReviewServed, InReReview, Terminated], MatterAction.ReportCompletion, Staff.Heads, ["background", "inquiry", "handling", "performed", "attitude"], MayReportCompletion)
        .AddIn([Served, Answered, Guided, ReviewServed, Terminated, Closed], MatterAction.RecordOutcome, Staff.Heads, ["outcome", "text"], MayRecordOutcome)
        .AddIn([Terminated, Closed], MatterAction.Certify, [Roles.RegistrarHead], null, MayCertify)
        .Add(Served, MatterAction.Close, Closed, [.. Staff.Registrars, Roles.System], null, (m, act) => !m.OwesReport && m.IsEvaluationOver(act))
        .Add(ReviewServed, MatterAction.Close, Closed, [.. Staff.Registrars, Roles.System], null, (m, act) => !m.OwesReport && m.IsEvaluationOver(act))
        .Add(Terminated, MatterAction.Close, Closed, [.. Staff.Registrars, Roles.System], null, (m, act) => !m.OwesReport && m.IsEvaluationOver(act))
        .Add(Answered, MatterAction.Close, Closed, [.. Staff.Registrars, Roles.System], null, (m, act) => !m.OwesReport && m.IsAnswerServed && m.IsEvaluationOver(act))
        .Add(Refused, MatterAction.Close, Closed, [.. Staff.Registrars, Roles.System], null, (m, _) => m.IsAnswerServed)
        .Add(ClosedToReentry, MatterAction.Close, Closed, [.. Staff.Registrars, Roles.System], null, (m, _) => m.IsAnswerServed)
        .Add(Guided, MatterAction.Close, Closed, [.. Staff.Registrars, Roles.System], null, (m, act) => m.HasLapsed("M-FOLLOW", act))
        .AddTo([Registered, Dispatched, Objected, Handling, MatterState.OpinionIssued, Served, InReview, ReviewServed, InReReview], MatterAction.Withdraw, Withdrawn, Staff.Desk, ["signedOn"], (m, act) => MayFile(m, act) && !m.PetitionerPending)
        .AddIn([Dispatched, Objected, Handling, MatterState.OpinionIssued, Served, Answered, InReview, ReviewServed, InReReview, Terminated, Closed], MatterAction.NominateForBacklog, Nominators, ["criterion"], MayBeNominated)
        .AddIn([Registered, Dispatched, Objected, Handling, MatterState.OpinionIssued, Served, InReview, ReviewServed, InReReview], MatterAction.MarkUrgent, Staff.Desk, ["reason"], MayMarkUrgent)
        .AddIn([Registered, Dispatched, Objected, Handling, MatterState.OpinionIssued, Served, InReview, ReviewServed, InReReview, Terminated, Answered, Guided, Refused, ClosedToReentry], MatterAction.ReportUrgent, Staff.Desk, ["reportedTo", "report"], MayReportUrgent)
        .Add(Registered, EndGuided, Guided, [.. Staff.Desk, Roles.Leader], null, (m, _) => m.IsFullyGuided)
        .Add(Dispatched, EndGuided, Guided, [.. Staff.Unit, Roles.Leader], null, (m, _) => m.IsFullyGuided)
        .Add(Handling, EndGuided, Guided, [.. Staff.Unit, Roles.Leader], null, (m, _) => m.IsFullyGuided)
        .AddTo([Registered, Dispatched, Handling], AnswerAtVisit, Answered, [Roles.Leader], null, Follows)
        .Add(Registered, MatterAction.ExplainAtVisit, MatterState.OpinionIssued, [Roles.Leader], null, Follows)
        .Add(Registered, MatterAction.AssignAtVisit, Dispatched, [Roles.Leader], null, Follows)
        .AddIn([Registered, Dispatched, Handling], MatterAction.GuideAtVisit, [Roles.Leader], null, Follows);

    bool _follows;

    /// <summary>Takes a step that another one brings with it; by itself it is open to nobody.</summary>
    void Follow(Act act, MatterAction action)
    {
        _follows = true;
        try { Apply(act, action); }
        finally { _follows = false; }
    }

    static bool Follows(Matter matter, Act act) => matter._follows;

    static bool IsOrdinary(Matter matter) => matter.Class == CaseClass.Ordinary;
}

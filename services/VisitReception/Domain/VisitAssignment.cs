using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.PersonalData;
using static Anjie.VisitReception.Domain.VisitState;

namespace Anjie.VisitReception.Domain;

/// <summary>What the leader could not solve on the spot, until it is struck off.</summary>
internal sealed partial class Visit
{
    const int LeastDaysAfterReturn = 3;

    /// <summary>Fixes unit, person and date. A date beyond the legal end is cut to it: the law's clocks run whatever a leader grants.</summary>
    public void Assign(Act act, Matter matter, AssignmentOrder order, LetterSheet? sheet)
    {
        if (State == Assigned && ResponsibleUnitId == order.Unit.Id && ResponsiblePostId == order.PostId && Requirements!.Text == order.Requirements)
            return;

        Require(act, VisitAction.Assign);
        BrokenRuleException.ThrowIf(order.DueOn < act.Today, CaseErrors.DateInPast, act.Today);
        BrokenRuleException.ThrowIf(!UnitPlace.IsOwnOrNextBelow(LeaderRank, order.Unit), VisitErrors.BeyondNextLevel);
        var latest = matter.LatestLeaderDate(act);
        var due = latest < act.Today ? act.Today : order.DueOn < latest ? order.DueOn : latest;
        Apply(act, VisitAction.Assign);
        (ResponsibleUnitId, ResponsiblePath, ResponsiblePostId, DueOn, Requirements) = (order.Unit.Id, order.Unit.Path, order.PostId, due, new(order.Requirements));
        SignBy = act.Calendar.AddWorkingDays(act.Today, 1);
        Involve(order.Unit.Path);
        Record(act, new VisitAssigned(order.Unit.Id, order.PostId, due));
        StartClock(act, "V-LEADER", act.Today, order.Unit.Id, order.PostId, fixedEnd: due);
        matter.AssignAtVisit(act, order.Unit, due, sheet);
    }

    public void SignAssignment(Act act)
    {
        if (State == Handling && SignBy is null)
            return;

        Apply(act, VisitAction.SignAssignment);
        SignBy = null;
        Record(act, new VisitAssignmentSigned(Automatically: act.Actor.Has(Roles.System)));
    }

    public void ReportResult(Act act, string result, string evidence)
    {
        if (State == Reported && Result!.Text == result)
            return;

        Apply(act, VisitAction.ReportResult);
        (Result, Evidence, ReportedByIds) = (new(result), new(evidence), [.. act.Actor.People]);
        Record(act, new VisitResultReported());
        StopClock(act, "V-LEADER");
    }

    public void ApproveResult(Act act, string? opinion)
    {
        if (State == Approved)
            return;

        Apply(act, VisitAction.ApproveResult);
        LeaderNote = Secret.OrNull(opinion);
        Record(act, new VisitResultApproved());
    }

    public void ReturnResult(Act act, string reason)
    {
        if (State == Handling && LeaderNote?.Text == reason)
            return;

        Apply(act, VisitAction.ReturnResult);
        LeaderNote = new(reason);
        Record(act, new VisitResultReturned());
        // What was left of the time, but never so little that nothing can be done with it.
        var least = act.Today.AddDays(LeastDaysAfterReturn);
        StartClock(act, "V-LEADER", act.Today, ResponsibleUnitId!.Value, ResponsiblePostId, fixedEnd: DueOn > least ? DueOn : least);
    }

    public void Notify(Act act, Proof proof)
    {
        if (State == Notified && _deliveries.Exists(delivery => delivery.ServedOn == proof.ServedOn && delivery.Means == proof.Means))
            return;

        Require(act, VisitAction.Notify);
        Delivery.Check(act, proof, VisitedOn);
        Apply(act, VisitAction.Notify);
        _deliveries.Add(Delivery.Of(Id, null, act, proof));
        Record(act, new VisitNotified(proof.ServedOn, proof.Means.ToString()));
        AskForEvaluation(act, proof.ServedOn);
    }

    public void Evaluate(Act act, Satisfaction value, string? reason)
    {
        if (State == Evaluated && Evaluation == value)
            return;

        Apply(act, VisitAction.Evaluate);
        (Evaluation, EvaluationReason) = (value, Secret.OrNull(reason));
        Record(act, new VisitEvaluated(value.ToString()));
        StopClock(act, "M-EVALUATE");
    }

    public void StrikeOff(Act act)
    {
        if (State == StruckOff)
            return;

        Apply(act, VisitAction.StrikeOff);
        Record(act, new VisitClosed());
        StopAllClocks(act);
    }

    /// <summary>What was not solved at the leader's date may become a backlog case; a nail-hard one (K7) at once.</summary>
    public void NominateForBacklog(Act act, BacklogCriterion criterion)
    {
        if (State == Nominated)
            return;

        Require(act, VisitAction.NominateForBacklog);
        BrokenRuleException.ThrowIf(criterion != BacklogCriterion.K7 && (DueOn is null || act.Today <= DueOn), VisitErrors.NotYetDue);
        Apply(act, VisitAction.NominateForBacklog);
        Record(act, new VisitNominatedForBacklog(criterion.ToString(), ResponsibleUnitId ?? LeaderUnitId));
        StopAllClocks(act);
    }

    /// <summary>The backlog case that grew out of the visit has been struck off.</summary>
    public void EndWithBacklog(Act act)
    {
        if (State != Nominated)
            return;

        Apply(act, VisitAction.EndWithBacklog);
        Record(act, new VisitClosed());
    }
}

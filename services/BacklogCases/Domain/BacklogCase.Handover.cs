using Anjie.Cases;
using Anjie.Contracts.Backlog;

namespace Anjie.BacklogCases.Domain;

/// <summary>一抓到底: a leader is followed by another only when the joint office proposed and the successor accepted in person (domain rule 3.2).</summary>
internal sealed partial class BacklogCase
{
    const string HandoverTask = "B-HANDOVER";

    /// <summary>Proposes the successor; a later proposal takes the place of one that was not answered. The leader so far stays accountable.</summary>
    public void ProposeHandover(Act act, Appointee successor, HandoverReason reason, string sheet)
    {
        if (SuccessorPostId == successor.PostId && SuccessorId == successor.PersonId && HandoverReason == reason && HandoverSheet?.Text == sheet)
            return;

        Require(act, BacklogAction.ProposeHandover);
        BrokenRuleException.ThrowIf(successor.PersonId == LeaderId && successor.PostId == LeaderPostId, BacklogErrors.SuccessorIsLeader);
        BrokenRuleException.ThrowIf(successor.PostId == ResponsiblePostId, BacklogErrors.LeaderIsResponsible);
        ThrowIfTooLow(successor);
        ThrowIfRecused(successor.PersonId);
        Apply(act, BacklogAction.ProposeHandover);
        (SuccessorId, SuccessorPostId, HandoverReason, HandoverSheet) = (successor.PersonId, successor.PostId, reason, new(sheet));
        Involve(successor.UnitPath); // who shall carry the case reads it first
        Record(act, new BacklogHandoverProposed(LeaderPostId!.Value, successor.PostId, reason.ToString()));
    }

    /// <summary>The successor takes the case over: again exactly one leader carries it.</summary>
    public void AcceptHandover(Act act)
    {
        if (LeaderId == act.Actor.PersonId && LeaderPostId == act.Actor.PostId)
            return;

        Apply(act, BacklogAction.AcceptHandover);
        var (formerId, former) = (LeaderId!.Value, (LeaderUnitId!.Value, LeaderPostId!.Value));
        (LeaderId, LeaderPostId, LeaderUnitId, LeaderName) = (act.Actor.PersonId, act.Actor.PostId, act.Actor.UnitId, act.Actor.Name);
        (ClaimedAt, Appointed, LeaderLeft, SuccessorId, SuccessorPostId) = (act.Now, false, false, null, null);
        Involve(act.Actor.UnitPath);
        Record(act, new BacklogLeaderHandedOver(formerId, former.Item2, act.Actor.PersonId, act.Actor.PostId, HandoverReason!.Value.ToString()));
        PassClocks(act, former, (act.Actor.UnitId, act.Actor.PostId));
        StopClock(act, HandoverTask);
    }

    public void DeclineHandover(Act act, string reason)
    {
        Apply(act, BacklogAction.DeclineHandover);
        (SuccessorId, SuccessorPostId, LastReason) = (null, null, new(reason));
        Record(act, new BacklogHandoverDeclined(act.Actor.PostId));
    }

    /// <summary>Opens the task of handing over when the leader is no longer in the post, and closes it when the leader is back.</summary>
    /// <param name="holder">Who is in the leader's post now; null when it is vacant or abolished.</param>
    public void FollowPost(Act act, Guid? holder)
    {
        var left = holder != LeaderId;
        if (left == LeaderLeft || !Carried.Contains(State))
            return;

        LeaderLeft = left;
        SetHandoverTask(act);
    }

    // No head of a unit is set over the leaders and the joint teams.
    protected override bool JointOfficeRules => true;

    // A leader with an interest cannot go on with the case.
    protected override void OnRecused(Act act, Guid personId) => SetHandoverTask(act);

    protected override void OnLifted(Act act, Guid personId) => SetHandoverTask(act);

    // Nobody checks their own work (Art 28).
    protected override string? BarTo(Act act, BacklogAction action) =>
        (action, State) is (BacklogAction.Verify, BacklogState.ResultSubmitted) && ResultByIds.Exists(id => act.Actor.Is(id)) ? CaseErrors.OwnResult : base.BarTo(act, action);

    void SetHandoverTask(Act act)
    {
        var due = Carried.Contains(State) && (LeaderLeft || IsRecused(LeaderId!.Value));
        if (due && RunningClock(HandoverTask) is null)
            StartClock(act, HandoverTask, act.Today, OfficeUnitId);
        else if (!due)
            StopClock(act, HandoverTask);
    }

    static bool IsOfferedTo(BacklogCase backlog, Act act) => backlog.SuccessorId == act.Actor.PersonId && backlog.SuccessorPostId == act.Actor.PostId;
}

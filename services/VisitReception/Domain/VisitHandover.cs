using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.PersonalData;
using static Anjie.VisitReception.Domain.VisitState;

namespace Anjie.VisitReception.Domain;

/// <summary>Why another leader goes on with an item.</summary>
public enum HandoverReason { Transfer, Retirement, LongIllness, Reorganisation, Recusal }

/// <summary>A leader's post and who is in it.</summary>
internal sealed record Successor(Guid PersonId, Guid PostId, UnitPlace Unit, bool IsLeader);

/// <summary>"谁接待谁负责" follows the leader until the petition office hands the item over, never by itself (domain rules 3.4 and 6.7).</summary>
internal sealed partial class Visit
{
    const string HandoverTask = "V-HANDOVER";

    public void HandOver(Act act, Successor to, HandoverReason reason, string? sheet)
    {
        if (IsCarriedBy(to))
            return;

        Require(act, VisitAction.HandOver);
        BrokenRuleException.ThrowIf(!to.IsLeader, SessionErrors.NotALeader);
        ThrowIfRecused(to.PersonId);
        Apply(act, VisitAction.HandOver);
        var from = (LeaderUnitId, LeaderPostId);
        (LeaderPostId, LeaderUnitId, LeaderPath, LeaderRank) = (to.PostId, to.Unit.Id, to.Unit.Path, to.Unit.Rank);
        // Before the talk nobody answers yet; whoever receives will.
        if (ResponsibleLeaderId is not null)
            (ResponsibleLeaderId, ResponsibleLeaderPostId) = (to.PersonId, to.PostId);
        (LeaderLeft, HandoverReason, HandoverSheet) = (false, reason, Secret.OrNull(sheet));
        Involve(to.Unit.Path);
        Record(act, new VisitLeaderHandedOver(from.LeaderPostId, to.PersonId, to.PostId, reason.ToString()));
        PassClocks(act, from, (to.Unit.Id, to.PostId));
        StopClock(act, HandoverTask);
    }

    /// <summary>Opens the task of handing over when the leader is no longer in the post, and closes it when the leader is back.</summary>
    public void FollowPost(Act act, Guid? holder)
    {
        var left = holder != ResponsibleLeaderId;
        if (ResponsibleLeaderId is null || left == LeaderLeft || !Answered.Contains(State))
            return;

        LeaderLeft = left;
        SetHandoverTask(act);
    }

    protected override bool JointOfficeRules => true;

    // No head of a unit is set over the leaders.
    protected override bool JointOfficeRulesOn(string unitPath) => unitPath == LeaderPath;

    protected override void OnRecused(Act act, Guid personId) => SetHandoverTask(act);

    protected override void OnLifted(Act act, Guid personId) => SetHandoverTask(act);

    // Nobody checks their own work (Art 28).
    protected override string? BarTo(Act act, VisitAction action) => (action, State) switch
    {
        _ when ErasedOn is not null => MatterErrors.Erased,
        (VisitAction.ReportResult, Handling) when act.Actor.Is(ResponsibleLeaderId) => CaseErrors.OwnResult,
        (VisitAction.ApproveResult, Reported) when ReportedByIds.Exists(id => act.Actor.Is(id)) => CaseErrors.OwnResult,
        _ => base.BarTo(act, action),
    };

    void SetHandoverTask(Act act)
    {
        var due = LeaderLeft || (ResponsibleLeaderId is { } leader && IsRecused(leader));
        if (due && RunningClock(HandoverTask) is null)
            StartClock(act, HandoverTask, act.Today, OfficeUnitId);
        else if (!due)
            StopClock(act, HandoverTask);
    }

    bool IsCarriedBy(Successor to) => LeaderPostId == to.PostId && (ResponsibleLeaderId is null || (ResponsibleLeaderId == to.PersonId && ResponsibleLeaderPostId == to.PostId));
}

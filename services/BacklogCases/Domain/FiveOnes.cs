using static Anjie.BacklogCases.Domain.BacklogState;

namespace Anjie.BacklogCases.Domain;

/// <summary>How far the five ones have come (seed item 11).</summary>
internal sealed partial class BacklogCase
{
    bool IsConfirmed => State is not (Nominated or Declined);

    bool FirstFourDone => IsConfirmed && LeaderId is not null && HeadPostId is not null && PlanInForce is not null;

    public IReadOnlyList<OneOfFive> FiveOnes() =>
    [
        One("Case", IsConfirmed, BacklogAction.Confirm, "B-CONFIRM"),
        One("Leader", LeaderId is not null, BacklogAction.Claim, "B-CLAIM"),
        One("Team", HeadPostId is not null, BacklogAction.FormTeam, "B-TEAM"),
        One("Plan", PlanInForce is not null, NextForPlan, "B-PLAN"),
        One("FollowThrough", State == StruckOff, NextForEnd, ClockOfEnd),
    ];

    OneOfFive One(string one, bool done, BacklogAction next, string clock) =>
        done ? new(one, true, null, null) : new(one, false, State == Declined ? null : next.ToString(), RunningClock(clock)?.Target);

    BacklogAction NextForPlan =>
        State == PlanSubmitted ? BacklogAction.ApprovePlan
        : PetitionerMetOn is null ? BacklogAction.MeetPetitioner
        : BacklogAction.SubmitPlan;

    BacklogAction NextForEnd => State switch
    {
        Working => BacklogAction.SubmitResult,
        ResultSubmitted => BacklogAction.Verify,
        Resolved => BacklogAction.Notify,
        Notified => BacklogAction.Evaluate,
        Observing => HasFollowUp ? BacklogAction.StrikeOff : BacklogAction.FollowUp,
        _ => BacklogAction.Start,
    };

    string ClockOfEnd => State switch { ResultSubmitted => "B-VERIFY", Observing => "B-OBSERVE", _ => "B-RESOLVE" };
}

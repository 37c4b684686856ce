using Anjie.BacklogCases.Domain;
using Anjie.Cases;
using static Anjie.BacklogCases.Tests.Given;

namespace Anjie.BacklogCases.Tests;

/// <summary>一个积案、一名领导、一套班子、一个方案、一抓到底: none can be left out.</summary>
public sealed class FiveOnesTests
{
    [Theory]
    [InlineData("Confirm")]
    [InlineData("Claim", "Appoint")]
    [InlineData("FormTeam")]
    [InlineData("SubmitPlan")]
    [InlineData("ApprovePlan")]
    [InlineData("Start")]
    [InlineData("SubmitResult")]
    [InlineData("Verify")]
    [InlineData("Notify")]
    [InlineData("Evaluate")]
    [InlineData("StrikeOff")]
    public void Without_this_step_no_way_leads_to_the_end(params string[] step)
    {
        Reachable(leaveOut: []).ShouldContain(BacklogState.StruckOff);
        Reachable(leaveOut: step).ShouldNotContain(BacklogState.StruckOff);
    }

    [Fact]
    public void One_case_without_confirmation_nobody_can_lead_it()
    {
        var backlog = Nominated();

        Refused(() => backlog.Claim(Leader.Act())).ShouldBe(CaseErrors.TransitionForbidden);
        Refused(() => backlog.Appoint(JointOffice.Act(), Leader.As())).ShouldBe(CaseErrors.TransitionForbidden);
        Done(backlog).ShouldBeEmpty();
    }

    [Fact]
    public void One_leader_without_him_there_is_no_team()
    {
        var backlog = Confirmed();

        Refused(() => backlog.FormTeam(Leader.Act(), Head.As(), [Member.As()], Bureau, UnitHead.As())).ShouldBe(CaseErrors.TransitionForbidden);
        Done(backlog).ShouldBe(["Case"]);
    }

    [Fact]
    public void One_leader_and_no_second()
    {
        var backlog = Claimed();

        Refused(() => backlog.Claim(OtherLeader.Act())).ShouldBe(BacklogErrors.AlreadyClaimed);
        Refused(() => backlog.Appoint(JointOffice.Act(), OtherLeader.As())).ShouldBe(BacklogErrors.AlreadyClaimed);
        backlog.LeaderId.ShouldBe(Leader.PersonId);
    }

    [Fact]
    public void One_team_without_it_there_is_no_plan()
    {
        var backlog = Claimed();
        backlog.MeetPetitioner(Leader.Act(), Monday, "已接谈");

        Refused(() => backlog.SubmitPlan(Aide.Act(), ThePlan())).ShouldBe(CaseErrors.TransitionForbidden);
        Done(backlog).ShouldBe(["Case", "Leader"]);
    }

    [Fact]
    public void One_plan_without_approval_there_is_no_work()
    {
        var backlog = WithPlan();

        Refused(() => backlog.Start(Leader.Act())).ShouldBe(CaseErrors.TransitionForbidden);
        Refused(() => Talk(backlog)).ShouldBe(CaseErrors.TransitionForbidden);
        Refused(() => backlog.SubmitResult(Leader.Act(), TheResult())).ShouldBe(CaseErrors.TransitionForbidden);
        Done(backlog).ShouldBe(["Case", "Leader", "Team"]);
    }

    [Fact]
    public void One_plan_is_in_force_and_versions_are_kept()
    {
        var backlog = WithPlan();
        backlog.ReturnPlan(Leader.Act(), "措施不实");
        backlog.SubmitPlan(Head.Act(), ThePlan(crux: "补偿标准不清"));
        backlog.ApprovePlan(Leader.Act(), "同意");

        backlog.Plans.Select(plan => plan.State).ShouldBe([PlanState.Returned, PlanState.Approved]);
        backlog.PlanInForce!.PlanVersion.ShouldBe(2);
    }

    [Fact]
    public void Followed_to_the_end_a_result_is_not_the_end()
    {
        foreach (var backlog in (BacklogCase[])[InWork(), WithResult(), Resolved(), Told()])
            Refused(() => backlog.StrikeOff(JointOffice.Act(200), Signed)).ShouldBe(CaseErrors.TransitionForbidden);
        Refused(() => Observed().StrikeOff(JointOffice.Act(200), null)).ShouldBe(BacklogErrors.FollowUpMissing);
    }

    [Fact]
    public void All_five_are_done_at_the_end()
    {
        var backlog = Observed();
        backlog.FiveOnes()[4].Next.ShouldBe("FollowUp");
        backlog.FollowUp(UnitHead.Act(30), Monday.AddDays(30), "情况稳定");
        backlog.StrikeOff(JointOffice.Act(91), null);

        Done(backlog).ShouldBe(["Case", "Leader", "Team", "Plan", "FollowThrough"]);
        backlog.Clocks.ShouldAllBe(clock => clock.State == ClockStates.Stopped);
    }

    [Fact]
    public void Each_pending_one_tells_its_next_step_and_date()
    {
        Nominated().FiveOnes()[0].ShouldBe(new OneOfFive("Case", false, "Confirm", new DateOnly(2026, 3, 16)));
        Confirmed().FiveOnes()[1].ShouldBe(new OneOfFive("Leader", false, "Claim", new DateOnly(2026, 3, 9)));
        Claimed().FiveOnes()[2].ShouldBe(new OneOfFive("Team", false, "FormTeam", new DateOnly(2026, 3, 9)));
        WithTeam().FiveOnes()[3].ShouldBe(new OneOfFive("Plan", false, "MeetPetitioner", new DateOnly(2026, 3, 16)));
        InWork().FiveOnes()[4].Next.ShouldBe("SubmitResult");
    }

    static IEnumerable<string> Done(BacklogCase backlog) => backlog.FiveOnes().Where(one => one.Done).Select(one => one.One);

    static string Refused(Action act) => Should.Throw<BrokenRuleException>(act).Code;

    static HashSet<BacklogState> Reachable(string[] leaveOut)
    {
        HashSet<BacklogState> seen = [BacklogState.Nominated];
        for (var before = 0; before != seen.Count;)
        {
            before = seen.Count;
            foreach (var ((from, action), move) in BacklogCase.Life.Moves)
                if (seen.Contains(from) && !leaveOut.Contains(action.ToString()))
                    seen.Add(move.To);
        }
        return seen;
    }
}

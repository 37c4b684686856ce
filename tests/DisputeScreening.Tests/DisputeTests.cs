using Anjie.Cases;
using Anjie.Contracts.Screening;
using Anjie.DisputeScreening.Domain;
using static Anjie.DisputeScreening.Tests.Given;

namespace Anjie.DisputeScreening.Tests;

public sealed class DisputeTests
{
    [Fact]
    public void A_report_starts_no_petition_clock_only_the_two_working_days_of_the_assessment()
    {
        var dispute = Reported();

        dispute.Clocks.Select(clock => clock.Rule).ShouldBe(["SD-ASSESS"]);
        dispute.Clocks[0].Target.ShouldBe(Monday.AddDays(2));
    }

    [Fact]
    public void Handling_cannot_start_while_one_of_the_five_guarantees_is_empty()
    {
        var dispute = Assessed();

        Refused(DisputeErrors.FiveGuaranteesIncomplete, () => dispute.AssignGuarantees(TownHead.Act(), Monday.AddDays(15), Orders()[..4]));
        Refused(DisputeErrors.FiveGuaranteesIncomplete, () => dispute.AssignGuarantees(TownHead.Act(), Monday.AddDays(15), [.. Orders()[..4], Orders()[0]]));
        Refused(CaseErrors.TransitionForbidden, () => dispute.StartHandling(TownOfficer.Act()));
    }

    [Theory]
    [InlineData(RiskColour.Red, 15), InlineData(RiskColour.Orange, 20), InlineData(RiskColour.Yellow, 30), InlineData(RiskColour.Blue, 30)]
    public void The_date_of_resolution_is_bound_to_the_risk(RiskColour risk, int days)
    {
        Refused(DisputeErrors.ResolveDateTooLate, () => Assessed(risk).AssignGuarantees(TownHead.Act(), Monday.AddDays(days + 1), Orders()));
        Assessed(risk).Also(d => d.AssignGuarantees(TownHead.Act(), Monday.AddDays(days), Orders())).ResolveBy.ShouldBe(Monday.AddDays(days));
    }

    [Fact]
    public void Past_its_date_a_dispute_cannot_stay_silent()
    {
        var dispute = InHandling();
        var late = dispute.RunningClock("SD-RESOLVE")!.Legal.DayNumber - Monday.DayNumber + 1;

        dispute.OfferedTo(TownHead.Act(late)).Select(offer => offer.Action).ShouldNotContain("LogProgress");
        Refused(CaseErrors.NotOpenToYou, () => dispute.LogProgress(TownHead.Act(late), Guid.CreateVersion7(), "Talk", "再谈"));
        dispute.Escalate(TownHead.Act(late), County, "超期未化解");
        dispute.TakeEvents().OfType<DisputeEscalated>().Single().Overdue.ShouldBeTrue();
    }

    [Fact]
    public void A_dispute_goes_up_never_sideways()
    {
        Refused(DisputeErrors.NotALevelUp, () => InHandling().Escalate(TownHead.Act(), OtherTown, "推给别人"));
        Refused(DisputeErrors.NotALevelUp, () => InHandling().Escalate(TownHead.Act(), Town, "原地"));
    }

    [Fact]
    public void The_new_holder_assigns_five_guarantees_of_its_own_after_an_escalation()
    {
        var dispute = InHandling();
        dispute.Escalate(TownHead.Act(), County, "超出职权");

        Refused(CaseErrors.NotOpenToYou, () => dispute.AssignGuarantees(TownHead.Act(), Monday.AddDays(5), Orders(3)));
        dispute.AssignGuarantees(CountyHead.Act(), Monday.AddDays(5), Orders(3));
        dispute.Guarantees.Count.ShouldBe(5);
        dispute.RunningClock("SD-RESOLVE")!.ResponsibleUnitId.ShouldBe(County.Id);
    }

    [Theory]
    [InlineData(Outcome.C), InlineData(Outcome.D)]
    public void Aid_or_punishment_alone_closes_nothing(Outcome outcome) =>
        Refused(DisputeErrors.OutcomeNotEnough, () => InHandling().SubmitResolution(TownOfficer.Act(), outcome, "已救助", Results()));

    [Fact]
    public void Red_and_orange_are_struck_off_by_the_joint_office_alone()
    {
        var dispute = InHandling(RiskColour.Orange);
        dispute.SubmitResolution(TownOfficer.Act(3), Outcome.A, "已补偿", Results());

        Refused(CaseErrors.NotOpenToYou, () => dispute.Verify(TownHead.Act(3), "双方认可"));
        dispute.Verify(JointOffice.Act(3), "双方认可");
        dispute.State.ShouldBe(DisputeState.Closed);
        dispute.Clocks.ShouldAllBe(clock => clock.State == ClockStates.Stopped);
    }

    [Fact]
    public void A_returned_resolution_gets_at_least_three_days()
    {
        var dispute = InHandling();
        dispute.SubmitResolution(TownOfficer.Act(14), Outcome.A, "已补偿", Results());

        dispute.Return(JointOffice.Act(14), "一方否认");

        dispute.RunningClock("SD-RESOLVE")!.Nominal.ShouldBe(Monday.AddDays(17));
    }

    [Fact]
    public void A_petition_keeps_the_matter_and_stops_every_clock_of_the_dispute()
    {
        var dispute = InHandling();

        dispute.ConvertToPetition(TownOfficer.Act(10), Monday.AddDays(9), "要求按信访办理", PetitionOffice);

        var fact = dispute.TakeEvents().OfType<DisputeConvertedToPetition>().Single();
        fact.MatterId.ShouldBe(dispute.MatterId);
        fact.StatedOn.ShouldBe(Monday.AddDays(9));
        dispute.Clocks.ShouldAllBe(clock => clock.State == ClockStates.Stopped);
        dispute.UnitPaths.ShouldContain(PetitionOffice.Path);
    }

    [Fact]
    public void A_statement_lies_between_the_report_and_today()
    {
        Refused(CaseErrors.DateInFuture, () => InHandling().ConvertToPetition(TownOfficer.Act(), Monday.AddDays(1), "要求", PetitionOffice));
        Refused(CaseErrors.DateTooEarly, () => InHandling().ConvertToPetition(TownOfficer.Act(), Monday.AddDays(-1), "要求", PetitionOffice));
    }

    [Fact]
    public void Doing_a_done_thing_again_changes_nothing()
    {
        var dispute = InHandling();
        var version = dispute.Version;

        dispute.StartHandling(TownOfficer.Act(5));

        dispute.Version.ShouldBe(version);
    }

    static void Refused(string code, Action act) => Should.Throw<BrokenRuleException>(act).Code.ShouldBe(code);
}

static class Fluent
{
    public static T Also<T>(this T subject, Action<T> act)
    {
        act(subject);
        return subject;
    }
}

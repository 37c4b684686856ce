using Anjie.BacklogCases.Domain;
using Anjie.Cases;
using Anjie.Contracts.Backlog;
using static Anjie.BacklogCases.Tests.Given;

namespace Anjie.BacklogCases.Tests;

/// <summary>The guards, one by one, and what a repeat and a rebound do.</summary>
public sealed class BacklogCaseTests
{
    [Fact]
    public void A_confirmation_needs_demands_each_once_and_leaders_of_the_level()
    {
        var none = TheConfirmation() with { Demands = [] };
        var twice = TheConfirmation() with { Demands = [TheConfirmation().Demands[0], TheConfirmation().Demands[0]] };

        Code(() => Nominated().Confirm(JointOffice.Act(), none, Bureau, [CityLeaders.Path])).ShouldBe(BacklogErrors.DemandsMissing);
        Code(() => Nominated().Confirm(JointOffice.Act(), twice, Bureau, [CityLeaders.Path])).ShouldBe(BacklogErrors.DemandsMissing);
        Code(() => Nominated().Confirm(JointOffice.Act(), TheConfirmation(), Bureau, [])).ShouldBe(BacklogErrors.NoLeadersOfLevel);
        Code(() => Nominated().Confirm(Leader.Act(), TheConfirmation(), Bureau, [CityLeaders.Path])).ShouldBe(CaseErrors.RoleForbidden);
    }

    [Fact]
    public void A_confirmed_case_is_seen_by_the_leaders_who_may_claim_it()
    {
        Nominated().UnitPaths.ShouldBe([Bureau.Path]);
        Confirmed().UnitPaths.ShouldBe([Bureau.Path, CityLeaders.Path]);
    }

    [Fact]
    public void A_declined_case_has_ended()
    {
        var backlog = Nominated();
        backlog.Decline(JointOffice.Act(), "已依法终结");

        backlog.OfferedTo(JointOffice.Act()).ShouldBeEmpty();
        backlog.Clocks.ShouldAllBe(clock => clock.State == ClockStates.Stopped);
    }

    [Theory]
    [InlineData("City", "Town", true)]
    [InlineData("City", "City", true)]
    [InlineData("County", "Department", true)]
    [InlineData("Department", "County", true)]
    [InlineData("Town", "Town", true)]
    [InlineData("County", "City", false)]
    [InlineData("Department", "City", false)]
    [InlineData("Town", "Department", false)]
    [InlineData(null, "Town", false)]
    public void A_leader_carries_cases_of_the_own_level_or_below(string? level, string wanted, bool allowed)
    {
        var leader = Leader with { Level = level };
        var backlog = Confirmed(Enum.Parse<LeaderLevel>(wanted));

        backlog.OfferedTo(leader.Act()).Any(offer => offer.Action == "Claim").ShouldBe(allowed);
        if (allowed)
            backlog.Claim(leader.Act());
        else
        {
            Code(() => backlog.Claim(leader.Act())).ShouldBe(CaseErrors.NotOpenToYou);
            Code(() => backlog.Appoint(JointOffice.Act(), leader.As())).ShouldBe(BacklogErrors.LeaderLevelTooLow);
        }
    }

    [Fact]
    public void Nobody_claims_in_a_leaders_place_and_somebody_may_carry_on_in_it()
    {
        var standIn = Leader with { PersonId = Guid.CreateVersion7(), ActingFor = Leader.PersonId, ActingUntil = Monday.AddDays(9) };
        var backlog = Confirmed();
        backlog.OfferedTo(standIn.Act()).ShouldNotContain(offer => offer.Action == "Claim");
        Code(() => backlog.Claim(standIn.Act())).ShouldBe(CaseErrors.NotOpenToYou);

        var ofAnother = standIn with { ActingFor = OtherLeader.PersonId };
        Code(() => Claimed().FormTeam(ofAnother.Act(), Head.As(), [Member.As()], Bureau, UnitHead.As())).ShouldBe(CaseErrors.NotOpenToYou);
        backlog.Claim(Leader.Act());
        backlog.FormTeam(standIn.Act(), Head.As(), [Member.As()], Bureau, UnitHead.As());

        backlog.State.ShouldBe(BacklogState.TeamFormed);
        backlog.LeaderId.ShouldBe(Leader.PersonId);
    }

    [Fact]
    public void Only_a_leader_can_be_appointed() =>
        Code(() => Confirmed(LeaderLevel.Town).Appoint(JointOffice.Act(), Head.As() with { Level = "City" })).ShouldBe(BacklogErrors.LeaderLevelTooLow);

    [Fact]
    public void Who_lost_a_claim_learns_who_won_and_the_winner_may_repeat()
    {
        var backlog = Claimed();
        var version = backlog.Version;

        backlog.Claim(Leader.Act(3));
        backlog.Version.ShouldBe(version);
        var lost = Should.Throw<BrokenRuleException>(() => backlog.Claim(OtherLeader.Act()));
        lost.Details["winner"].ShouldBe(new Winner(Leader.PersonId, Leader.PostId, "某人", Leader.Act().Now));
        backlog.TakeEvents().OfType<BacklogLeaderClaimed>().Count().ShouldBe(1);
    }

    [Fact]
    public void A_team_has_three_people_and_a_responsible_person_other_than_the_leader()
    {
        Code(() => Claimed().FormTeam(Leader.Act(), Head.As(), [], Bureau, UnitHead.As())).ShouldBe(BacklogErrors.TeamTooSmall);
        Code(() => Claimed().FormTeam(Leader.Act(), Head.As(), [Head.As()], Bureau, UnitHead.As())).ShouldBe(BacklogErrors.TeamTooSmall);
        Code(() => Claimed().FormTeam(Leader.Act(), Leader.As(), [Member.As()], Bureau, UnitHead.As())).ShouldBe(BacklogErrors.TeamTooSmall);
        Code(() => Claimed().FormTeam(Leader.Act(), Head.As(), [Member.As()], Bureau, Leader.As())).ShouldBe(BacklogErrors.LeaderIsResponsible);
        Code(() => Claimed().FormTeam(OtherLeader.Act(), Head.As(), [Member.As()], Bureau, UnitHead.As())).ShouldBe(CaseErrors.NotOpenToYou);
    }

    [Fact]
    public void The_leader_meets_the_petitioner_before_a_plan_is_submitted()
    {
        var backlog = WithTeam();

        Code(() => backlog.SubmitPlan(Head.Act(), ThePlan())).ShouldBe(BacklogErrors.PetitionerNotMet);
        Code(() => backlog.MeetPetitioner(Leader.Act(), Monday.AddDays(1), "明天接谈")).ShouldBe(CaseErrors.DateInFuture);
        Code(() => backlog.MeetPetitioner(Aide.Act(), Monday, "代为接谈")).ShouldBe(CaseErrors.RoleForbidden);
        backlog.MeetPetitioner(Leader.Act(), Monday, "已接谈");
        Code(() => backlog.SubmitPlan(Member.Act(), ThePlan())).ShouldBe(CaseErrors.NotOpenToYou);
        backlog.SubmitPlan(Aide.Act(), ThePlan());
        backlog.State.ShouldBe(BacklogState.PlanSubmitted);
    }

    [Fact]
    public void A_plan_has_a_measure_for_every_demand_within_its_time()
    {
        var half = ThePlan() with { Measures = [ThePlan().Measures[0]] };
        var foreign = ThePlan() with { Measures = [.. ThePlan().Measures, new(Guid.CreateVersion7(), "另一诉求", Member.PostId, Monday)] };

        Code(() => ReadyToPlan().SubmitPlan(Head.Act(), half)).ShouldBe(BacklogErrors.MeasuresIncomplete);
        Code(() => ReadyToPlan().SubmitPlan(Head.Act(), foreign)).ShouldBe(BacklogErrors.MeasuresIncomplete);
        Code(() => ReadyToPlan().SubmitPlan(Head.Act(), ThePlan(dueOn: ResolveBy.AddDays(1)))).ShouldBe(BacklogErrors.MeasureDateOutside);
        Code(() => ReadyToPlan().SubmitPlan(Head.Act(), ThePlan(dueOn: Monday.AddDays(-1)))).ShouldBe(BacklogErrors.MeasureDateOutside);
        Code(() => ReadyToPlan().SubmitPlan(Head.Act(), ThePlan(resolveBy: Monday.AddDays(-1)))).ShouldBe(CaseErrors.DateInPast);
    }

    [Fact]
    public void Beyond_the_end_of_the_batch_a_plan_gives_its_reason()
    {
        var last = new DateOnly(2026, 6, 30);

        ReadyToPlan().SubmitPlan(Head.Act(), ThePlan(resolveBy: last));
        Code(() => ReadyToPlan().SubmitPlan(Head.Act(), ThePlan(resolveBy: last.AddDays(1)))).ShouldBe(BacklogErrors.BeyondBatch);
        ReadyToPlan().SubmitPlan(Head.Act(), ThePlan(resolveBy: last.AddDays(1), beyond: "须等鉴定"));
        Batches.EndOf("2026H2").ShouldBe(new DateOnly(2026, 12, 31));
    }

    [Fact]
    public void Only_the_leader_approves_and_not_after_the_promised_day()
    {
        Code(() => WithPlan().ApprovePlan(OtherLeader.Act(), null)).ShouldBe(CaseErrors.NotOpenToYou);
        Code(() => WithPlan().ApprovePlan(Head.Act(), null)).ShouldBe(CaseErrors.RoleForbidden);
        Code(() => WithPlan().ApprovePlan(Leader.Act(61), null)).ShouldBe(CaseErrors.NotOpenToYou);

        var approved = WithPlan();
        approved.ApprovePlan(Leader.Act(), null);
        approved.RunningClock("B-PLAN").ShouldBeNull();
        approved.RunningClock("B-RESOLVE")!.Nominal.ShouldBe(ResolveBy);
    }

    [Fact]
    public void A_result_finds_A_or_B_for_every_demand()
    {
        var half = TheResult() with { Demands = [TheResult().Demands[0]] };
        var twice = TheResult() with { Demands = [TheResult().Demands[0], TheResult().Demands[0]] };
        var aid = TheResult() with { Demands = [TheResult().Demands[0], TheResult().Demands[1] with { Outcome = Outcome.C }] };
        var unfounded = TheResult() with { Demands = [TheResult().Demands[0], TheResult().Demands[1] with { Outcome = Outcome.A }] };

        Code(() => AfterTalks(2).SubmitResult(Leader.Act(), half)).ShouldBe(BacklogErrors.OutcomesIncomplete);
        Code(() => AfterTalks(2).SubmitResult(Leader.Act(), twice)).ShouldBe(BacklogErrors.OutcomesIncomplete);
        Code(() => AfterTalks(2).SubmitResult(Leader.Act(), aid)).ShouldBe(BacklogErrors.OutcomeNotEnough);
        Code(() => AfterTalks(2).SubmitResult(Leader.Act(), unfounded)).ShouldBe(BacklogErrors.OutcomeUnfounded);
        Code(() => AfterTalks(2).SubmitResult(Leader.Act(), TheResult(Outcome.C))).ShouldBe(BacklogErrors.PrimaryOutcomeUnfounded);
        Code(() => AfterTalks(2).SubmitResult(Leader.Act(), TheResult(Outcome.D))).ShouldBe(BacklogErrors.PrimaryOutcomeUnfounded);
        Code(() => AfterTalks(2).SubmitResult(UnitHead.Act(), TheResult())).ShouldBe(CaseErrors.RoleForbidden);
    }

    [Fact]
    public void Explaining_takes_two_talks()
    {
        Code(() => AfterTalks(1).SubmitResult(Leader.Act(), TheResult())).ShouldBe(BacklogErrors.TalksMissing);
        AfterTalks(2).Then(c => c.SubmitResult(Leader.Act(), TheResult())).State.ShouldBe(BacklogState.ResultSubmitted);
    }

    [Fact]
    public void Aid_and_dealing_by_law_come_on_top()
    {
        var backlog = AfterTalks(2);
        backlog.SubmitResult(Leader.Act(), TheResult(Outcome.C) with { Hardship = new("临时救助", 3000m, "市民政局", Monday) });

        HardshipAid.Open(backlog.Hardship).ShouldBe(new("临时救助", 3000m, "市民政局", Monday));
        var told = backlog.TakeEvents().OfType<BacklogResultSubmitted>().Single();
        (told.PrimaryOutcome, told.HardshipAid, told.HandledByLaw).ShouldBe(("C", true, false));
    }

    [Fact]
    public void Two_people_verify_and_none_of_the_responsible_unit()
    {
        Code(() => WithResult().Verify(JointOffice.Act(), [Verifier.As()], "属实")).ShouldBe(BacklogErrors.VerifiersTooFew);
        Code(() => WithResult().Verify(JointOffice.Act(), [Verifier.As(), Verifier.As()], "属实")).ShouldBe(BacklogErrors.VerifiersTooFew);
        Code(() => WithResult().Verify(JointOffice.Act(), [Verifier.As(), Member.As()], "属实")).ShouldBe(BacklogErrors.VerifierOfResponsibleUnit);
    }

    [Fact]
    public void A_returned_result_leaves_what_was_left_of_the_time()
    {
        var early = WithResult();
        early.ReturnResult(JointOffice.Act(5), "证据不足");
        early.RunningClock("B-RESOLVE")!.Nominal.ShouldBe(ResolveBy);

        var late = WithResult();
        late.ReturnResult(JointOffice.Act(70), "证据不足");
        late.RunningClock("B-RESOLVE")!.Nominal.ShouldBe(Monday.AddDays(73));
    }

    [Theory]
    [InlineData(DeliveryMeans.Signed)]
    [InlineData(DeliveryMeans.RefusedWithWitness)]
    [InlineData(DeliveryMeans.Posted)]
    public void Nobody_is_told_without_proof(DeliveryMeans means) =>
        Code(() => Resolved().Notify(UnitHead.Act(), "1号", "答复", new(means, Monday, null, null, null, null, null))).ShouldBe(BacklogErrors.ProofIncomplete);

    [Fact]
    public void The_responsible_unit_tells_and_not_before_the_letter_was_served()
    {
        Code(() => Resolved().Notify(Stranger.Act(), "1号", "答复", Signed)).ShouldBe(CaseErrors.NotOpenToYou);
        Code(() => Resolved().Notify(UnitHead.Act(), "1号", "答复", Signed with { ServedOn = Monday.AddDays(1) })).ShouldBe(CaseErrors.DateInFuture);
    }

    [Fact]
    public void Striking_off_waits_for_the_observation_and_a_follow_up()
    {
        var backlog = Observed();
        backlog.ObservedUntil.ShouldBe(Monday.AddDays(90));
        Code(() => backlog.FollowUp(JointOffice.Act(10), Monday.AddDays(11), "明天回访")).ShouldBe(CaseErrors.DateInFuture);
        Code(() => backlog.FollowUp(JointOffice.Act(10), Monday.AddDays(-1), "观察前回访")).ShouldBe(CaseErrors.DateTooEarly);
        backlog.FollowUp(JointOffice.Act(30), Monday.AddDays(30), "稳定");

        Code(() => backlog.StrikeOff(JointOffice.Act(90), null)).ShouldBe(BacklogErrors.StillObserved);
        backlog.StrikeOff(JointOffice.Act(91), null);
        backlog.State.ShouldBe(BacklogState.StruckOff);
    }

    [Fact]
    public void A_signed_acceptance_ends_the_observation()
    {
        Code(() => Observed().StrikeOff(JointOffice.Act(), new(DeliveryMeans.Posted, Monday, null, null, null, null, "1"))).ShouldBe(BacklogErrors.AcceptanceNotSigned);
        Code(() => Observed().StrikeOff(JointOffice.Act(), Signed with { Recipient = null })).ShouldBe(BacklogErrors.ProofIncomplete);
        Code(() => Observed().StrikeOff(JointOffice.Act(), Signed with { ServedOn = Monday.AddDays(1) })).ShouldBe(CaseErrors.DateInFuture);
        Observed().Then(c => c.StrikeOff(JointOffice.Act(), Signed)).Deliveries.Select(d => d.Kind).ShouldBe([DeliveryKind.Result, DeliveryKind.Acceptance]);
    }

    [Fact]
    public void Who_comes_back_meets_the_same_leader_and_the_next_version_of_the_plan()
    {
        var backlog = Observed();
        backlog.Rebound(Actor.System.Act(60), Actor.System.Act(60).Now);

        backlog.State.ShouldBe(BacklogState.Rebounded);
        backlog.LeaderId.ShouldBe(Leader.PersonId);
        backlog.PlanInForce.ShouldBeNull();
        backlog.Clocks.Single(clock => clock.State == ClockStates.Running).Rule.ShouldBe("B-PLAN");
        backlog.SubmitPlan(Head.Act(61), ThePlan(resolveBy: Monday.AddDays(100), dueOn: Monday.AddDays(90)));
        backlog.ApprovePlan(Leader.Act(61), null);
        backlog.Start(Leader.Act(61));
        backlog.PlanInForce!.PlanVersion.ShouldBe(2);
        Code(() => backlog.SubmitResult(Leader.Act(62), TheResult())).ShouldBe(BacklogErrors.TalksMissing, "talks of the first round do not count again");
    }

    [Fact]
    public void A_repeat_from_before_the_observation_or_outside_it_changes_nothing()
    {
        var backlog = Observed();
        var version = backlog.Version;

        backlog.Rebound(Actor.System.Act(5), Actor.System.Act(-1).Now);
        backlog.Version.ShouldBe(version);
        var working = InWork();
        working.Rebound(Actor.System.Act(5), Actor.System.Act(5).Now);
        working.State.ShouldBe(BacklogState.Working);
    }

    [Fact]
    public void Events_and_history_carry_no_text()
    {
        var backlog = Observed();
        foreach (var fact in backlog.TakeEvents())
        {
            var body = System.Text.Json.JsonSerializer.Serialize(fact, fact.GetType(), Messaging.ContractRegistry.Json);
            foreach (var text in (string[])["张三", "接谈", "补差", "答复如下", "谈话"])
                body.ShouldNotContain(text);
        }
    }

    static BacklogCase ReadyToPlan() => WithTeam().Then(c => c.MeetPetitioner(Leader.Act(), Monday, "已接谈"));

    static BacklogCase AfterTalks(int talks) => InWork().Then(c =>
    {
        for (var i = 0; i < talks; i++)
            Talk(c);
    });

    static string Code(Action act) => Should.Throw<BrokenRuleException>(act).Code;
}

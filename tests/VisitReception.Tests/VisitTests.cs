using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.VisitReception.Domain;
using static Anjie.VisitReception.Tests.Given;

namespace Anjie.VisitReception.Tests;

public sealed class VisitTests
{
    [Fact]
    public void A_visit_brings_its_matter_and_the_fifteen_days_run_from_the_visit()
    {
        var (visit, matter) = Registered();

        visit.MatterId.ShouldBe(matter.MatterId);
        visit.Clocks.ShouldBeEmpty();
        matter.Clocks.Single().Rule.ShouldBe("T1");
        matter.Clocks.Single().StartedOn.ShouldBe(Monday);
        matter.Demands.Count.ShouldBe(2);
    }

    [Fact]
    public void A_visit_in_a_known_matter_makes_no_new_one_and_starts_no_clock()
    {
        var matter = Handling();
        matter.TakeEvents();
        var clocks = matter.Clocks.Count;

        var visit = Visit.RegisterOn(Clerk.Act(8), Guid.CreateVersion7(), "JF2", Report(day: 8), OpenSession(), matter, [Zhang, Person("李四", 2)]);

        visit.OnKnownMatter.ShouldBeTrue();
        matter.Clocks.Count.ShouldBe(clocks);
        matter.Petitioners.Count.ShouldBe(2, "only the person not known yet is added");
        matter.TakeEvents().OfType<RepeatPetitionDetected>().Single().VisitId.ShouldBe(visit.Id);
    }

    [Fact]
    public void A_petitioner_of_a_linked_matter_who_is_only_named_is_not_entered_twice()
    {
        var named = Zhang with { Indexes = Zhang.Indexes with { IdentityNumber = null, Phone = null, Address = null } };
        var (_, matter) = Registered();

        Visit.RegisterOn(Clerk.Act(8), Guid.CreateVersion7(), "JF2", Report(day: 8), OpenSession(), matter, [named]);
        matter.Petitioners.Count.ShouldBe(1);

        Visit.RegisterOn(Clerk.Act(8), Guid.CreateVersion7(), "JF3", Report(day: 8), OpenSession(), matter, [named with { Indexes = named.Indexes with { Phone = Person("张三", 7).Indexes.Phone } }]);
        matter.Petitioners.Count.ShouldBe(2, "another phone may be another person of that name");
    }

    [Fact]
    public void At_most_five_speak_for_a_group_and_no_more_than_came()
    {
        Refused(VisitErrors.TooManyRepresentatives, () => Register(Report(representatives: 6, visitors: 12)));
        Refused(VisitErrors.TooManyRepresentatives, () => Register(Report(representatives: 2, visitors: 1)));
        Register(Report(representatives: 5, visitors: 12)).Representatives.ShouldBe(5);
    }

    [Fact]
    public void A_visit_is_registered_while_the_reception_is_open_and_not_ahead_of_time()
    {
        Refused(VisitErrors.SessionNotOpen, () => Register(Report(), OpenSession(SessionState.Published)));
        Refused(CaseErrors.DateInFuture, () => Register(Report(day: 1)));
        Refused(CaseErrors.DateTooEarly, () => Register(Report(day: -1)));
        Refused(CaseErrors.NotOpenToYou, () => Register(Report(), by: Handler));
    }

    [Fact]
    public void Accusations_stay_out() => Refused(MatterErrors.AccusationNotHere, () => Register(Report(MatterCategory.Accusation)));

    [Fact]
    public void Only_the_leader_who_receives_confirms_the_talk_and_answers_for_it()
    {
        var (visit, matter) = Registered();
        visit.DraftTalk(Aide.Act(), "草稿");
        Refused(CaseErrors.RoleForbidden, () => visit.RecordTalk(Aide.Act(), matter, "意见", []));
        Refused(CaseErrors.NotOpenToYou, () => visit.RecordTalk(OtherLeader.Act(), matter, "意见", []));
        Refused(CaseErrors.NotOpenToYou, () => visit.RecordTalk((Leader with { PersonId = Guid.CreateVersion7(), ActingFor = Leader.PersonId }).Act(), matter, "意见", []));
        Refused(MatterErrors.UnknownDemand, () => visit.RecordTalk(Leader.Act(), matter, "意见", [new(Guid.CreateVersion7(), "支持")]));

        visit.RecordTalk(Leader.Act(), matter, "意见", [new(matter.Demands[0].Id, "支持")]);

        visit.ResponsibleLeaderPostId.ShouldBe(Leader.PostId);
        visit.TalkDraft.ShouldBeNull();
        Refused(CaseErrors.NotOpenToYou, () => visit.Assign(OtherLeader.Act(), matter, Order(), null));
    }

    [Fact]
    public void Solved_on_the_spot_the_matter_is_answered_with_a_served_slip_in_the_same_act()
    {
        var (visit, matter) = Received();

        visit.ResolveOnSpot(Leader.Act(), matter, "当场发放", Monday, Signed(), SheetOrNull(matter.LetterOfResolution));

        (visit.State, matter.State).ShouldBe((VisitState.ResolvedOnSpot, MatterState.Answered));
        matter.Letters.Single().Kind.ShouldBe(LetterCodes.Reply);
        matter.Deliveries.Single().LetterId.ShouldBe(matter.AnswerLetterId);
        matter.Clocks.Where(clock => clock.Rule != "M-EVALUATE").ShouldAllBe(clock => clock.State == ClockStates.Stopped);
    }

    [Fact]
    public void A_promise_is_no_solution_on_the_spot()
    {
        var (visit, matter) = Received();
        Refused(CaseErrors.DateInFuture, () => visit.ResolveOnSpot(Leader.Act(), matter, "三日内发放", Monday.AddDays(3), Signed(), SheetOrNull(matter.LetterOfResolution)));
        Refused(CaseErrors.DateTooEarly, () => visit.ResolveOnSpot(Leader.Act(), matter, "早已发放", Monday.AddDays(-1), Signed(), SheetOrNull(matter.LetterOfResolution)));
        Refused(CaseErrors.DateInFuture, () => visit.ResolveOnSpot(Leader.Act(), matter, "当场发放", Monday, Signed(1), SheetOrNull(matter.LetterOfResolution)));
    }

    [Fact]
    public void An_explained_appeal_gets_a_short_written_opinion_and_anything_else_a_reply()
    {
        var (visit, matter) = Received();
        visit.Explain(Leader.Act(), matter, new("《条例》第三十二条", "无政策依据", "甘肃省信访局"), SheetOrNull(matter.LetterOfExplanation));
        (visit.State, matter.State).ShouldBe((VisitState.Notified, MatterState.OpinionIssued));
        matter.Demands.ShouldAllBe(demand => demand.Finding == DemandFindingKind.Explained);
        matter.RunningClock("T12").ShouldNotBeNull("the opinion must still be served");
        matter.RunningClock("T1").ShouldBeNull();

        var (proposal, other) = Received(MatterCategory.Proposal);
        proposal.Explain(Leader.Act(), other, new("依据", "已采纳", "甘肃省信访局"), SheetOrNull(other.LetterOfExplanation));
        other.State.ShouldBe(MatterState.Answered);
        other.Letters.Single().Kind.ShouldBe(LetterCodes.Reply);
    }

    [Fact]
    public void An_assignment_fixes_unit_person_and_date_and_dispatches_the_matter()
    {
        var (visit, matter) = Assigned(due: 20);

        visit.RunningClock("V-LEADER")!.Nominal.ShouldBe(Monday.AddDays(20));
        visit.RunningClock("V-LEADER")!.ResponsiblePostId.ShouldBe(Head.PostId);
        (matter.State, matter.DispatchKind, matter.ReportBy).ShouldBe((MatterState.Dispatched, DispatchKind.Assignment, Monday.AddDays(20)));
        matter.Clocks.Where(clock => clock.State == ClockStates.Running).Select(clock => clock.Rule).ShouldBe(["T3", "T4", "T11"], ignoreOrder: true);
        matter.UnitPaths.ShouldContain(Bureau.Path);
    }

    [Fact]
    public void A_leader_may_shorten_the_legal_term_but_not_lengthen_it()
    {
        var (visit, matter) = Received();
        visit.Assign(Leader.Act(), matter, Order(due: 90), null);
        visit.DueOn.ShouldBe(Monday.AddDays(60));

        var known = Handling();
        var second = Visit.RegisterOn(Clerk.Act(8), Guid.CreateVersion7(), "JF2", Report(day: 8), OpenSession(), known, [Zhang]);
        second.RecordTalk(Leader.Act(8), known, "意见", []);
        second.Assign(Leader.Act(8), known, Order(due: 90), null);
        second.DueOn.ShouldBe(known.RunningClock("T5")!.Legal);
        known.State.ShouldBe(MatterState.Handling, "what a unit already handles is not dispatched again");
    }

    [Fact]
    public void An_assignment_goes_to_the_own_or_the_next_level_and_not_into_the_past()
    {
        var (visit, matter) = Received();
        Refused(VisitErrors.BeyondNextLevel, () => visit.Assign(Leader.Act(), matter, Order(unit: Town), null));
        Refused(CaseErrors.DateInPast, () => visit.Assign(Leader.Act(), matter, Order(due: -1), null));
    }

    [Fact]
    public void An_assignment_of_a_stub_waits_for_the_petitioner()
    {
        var stub = Stub();
        var visit = Visit.RegisterOn(Clerk.Act(), Guid.CreateVersion7(), "JF2", Report(), OpenSession(), stub, [Zhang]);
        visit.RecordTalk(Leader.Act(), stub, "意见", []);
        Refused(MatterErrors.PetitionerPending, () => visit.Assign(Leader.Act(), stub, Order(), null));
    }

    [Fact]
    public void Silence_gains_no_time_the_system_signs_after_one_working_day()
    {
        var (visit, _) = Assigned();
        Refused(CaseErrors.NotOpenToYou, () => visit.SignAssignment(OtherHead.Act()));
        Refused(CaseErrors.NotOpenToYou, () => visit.SignAssignment(Actor.System.Act(1)));

        visit.SignAssignment(Actor.System.Act(2));

        visit.TakeEvents().OfType<VisitAssignmentSigned>().Single().Automatically.ShouldBeTrue();
    }

    [Fact]
    public void Who_received_approves_or_returns_with_what_is_left_of_the_time()
    {
        var (visit, _) = Reported();
        visit.RunningClock("V-LEADER").ShouldBeNull();
        Refused(CaseErrors.NotOpenToYou, () => visit.ApproveResult(OtherLeader.Act(6), null));

        visit.ReturnResult(Leader.Act(19), "未见回单");

        visit.State.ShouldBe(VisitState.Handling);
        visit.RunningClock("V-LEADER")!.Nominal.ShouldBe(Monday.AddDays(22), "at least three days");
    }

    [Fact]
    public void To_the_end_proof_evaluation_and_strike_off()
    {
        var (visit, _) = Reported();
        visit.ApproveResult(Leader.Act(6), "同意");
        Refused(CaseErrors.DateInFuture, () => visit.Notify(Handler.Act(6), Signed(7)));
        visit.Notify(Handler.Act(7), Signed(7));
        Refused(CaseErrors.NotOpenToYou, () => visit.StrikeOff(JointOffice.Act(8)));
        visit.Evaluate(Clerk.Act(9), Satisfaction.Satisfied, null);
        visit.StrikeOff(JointOffice.Act(9));

        visit.State.ShouldBe(VisitState.StruckOff);
        visit.Clocks.ShouldAllBe(clock => clock.State == ClockStates.Stopped);
    }

    [Fact]
    public void A_lapsed_evaluation_is_enough_to_strike_off()
    {
        var (visit, _) = Reported();
        visit.ApproveResult(Leader.Act(6), null);
        visit.Notify(Clerk.Act(7), Signed(7));
        visit.StrikeOff(JointOffice.Act(7 + 40));
        visit.State.ShouldBe(VisitState.StruckOff);
    }

    [Fact]
    public void One_guided_demand_leaves_the_others_open_the_last_one_ends_the_visit()
    {
        var (visit, matter) = Received();
        visit.GuideToLegalRoute(Leader.Act(), matter, matter.Demands[0].Id, Guidance(), null);
        (visit.State, matter.State).ShouldBe((VisitState.Received, MatterState.Registered));

        visit.GuideToLegalRoute(Leader.Act(), matter, null, Guidance(), null);
        (visit.State, matter.State).ShouldBe((VisitState.Guided, MatterState.Guided));
        matter.Clocks.Where(clock => clock.Rule != "M-FOLLOW").ShouldAllBe(clock => clock.State == ClockStates.Stopped);
        Refused(CaseErrors.NotOpenToYou, () => visit.StrikeOff(JointOffice.Act(60)));
        visit.StrikeOff(JointOffice.Act(61));
    }

    [Fact]
    public void Before_the_leaders_date_only_the_hardest_cases_go_to_the_backlog()
    {
        var (visit, _) = Assigned(due: 20);
        visit.SignAssignment(Handler.Act());
        Refused(VisitErrors.NotYetDue, () => visit.NominateForBacklog(JointOffice.Act(20), BacklogCriterion.K1));
        visit.NominateForBacklog(JointOffice.Act(21), BacklogCriterion.K1);
        visit.EndWithBacklog(Actor.System.Act(100));
        visit.State.ShouldBe(VisitState.StruckOff);

        Received().Visit.Also(v => v.NominateForBacklog(Leader.Act(), BacklogCriterion.K7)).State.ShouldBe(VisitState.Nominated);
    }

    static Visit Register(VisitReport report, SessionFacts? session = null, Actor? by = null) => Visit.RegisterWithMatter(
        (by ?? Clerk).Act(), Guid.CreateVersion7(), "JF1", report, session ?? OpenSession(), Guid.CreateVersion7(), "XF1", ["诉求"], [Zhang]).Visit;
}

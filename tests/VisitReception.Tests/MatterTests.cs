using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.VisitReception.Domain;
using static Anjie.VisitReception.Tests.Given;

namespace Anjie.VisitReception.Tests;

public sealed class MatterTests
{
    [Fact]
    public void A_clock_starts_at_receipt_not_at_registration()
    {
        var matter = Matter.Register(Clerk.Act(5), Guid.CreateVersion7(), Guid.CreateVersion7(), "XF1", Petition(), Office, isPetitionOffice: true);
        matter.RunningClock("T1")!.StartedOn.ShouldBe(Monday);

        Matter.Register(TownOfficer.Act(), Guid.CreateVersion7(), Guid.CreateVersion7(), "XF1", Petition(), Town, isPetitionOffice: false)
            .RunningClock("T2").ShouldNotBeNull("an organ that receives directly tells the petitioner itself");
    }

    [Fact]
    public void Demands_are_numbered_from_one_without_gaps() =>
        Register(Petition() with { Demands = ["补发补偿款", "重新丈量", "公开结果"] }).Demands.Select(demand => demand.Position).ShouldBe([1, 2, 3]);

    [Fact]
    public void Somebody_must_petition_unless_it_is_anonymous()
    {
        Refused(MatterErrors.PetitionerMissing, () => Register(Petition() with { Petitioners = [] }));
        Register(Petition(anonymous: true)).Anonymous.ShouldBeTrue();
        Refused(MatterErrors.PetitionerUnexpected, () => Register(Petition() with { Anonymous = true }));
        Refused(CaseErrors.DateInFuture, () => Register(Petition() with { ReceivedOn = Monday.AddDays(1) }));
    }

    [Fact]
    public void An_accusation_names_whom_it_is_about_and_nothing_else_does()
    {
        Refused(MatterErrors.AccusedMissing, () => Register(Petition(MatterCategory.Accusation)));
        Refused(MatterErrors.AccusedUnexpected, () => Register(Accusation() with { Category = MatterCategory.Appeal }));
        Refused(MatterErrors.AccusedAtDesk, () => Register(Accusation() with { Accused = new(Office.Id, [Office.Path], null, null) }));
        Refused(MatterErrors.AccusedAtDesk, () => Register(Accusation() with { Accused = new(Office.Id, ["6203."], null, null) })); // the desk lies below it
        Refused(MatterErrors.AccusedAtDesk, () => Register(Accusation() with { Accused = new(Town.Id, [Town.Path], Clerk.PersonId, null) }));

        var accusation = Register(Accusation());
        (accusation.Class, accusation.AccusedPersonId).ShouldBe((CaseClass.Accusation, TownOfficer.PersonId));
    }

    [Fact]
    public void An_accusation_is_told_to_no_other_service_and_keeps_its_clocks()
    {
        var accusation = Register(Accusation());
        accusation.Dispatch(Clerk.Act(), DispatchKind.Transfer, Bureau, null, null, null);

        accusation.TakeEvents().ShouldBeEmpty();
        accusation.NewHistory.Count.ShouldBe(accusation.Version);
        accusation.RunningClock("T3").ShouldNotBeNull();
        accusation.OfferedTo(JointOffice.Act()).ShouldNotContain(offer => offer.Action == nameof(MatterAction.NominateForBacklog));
        Refused(CaseErrors.NotOpenToYou, () => accusation.NominateForBacklog(JointOffice.Act(), BacklogCriterion.K1));
    }

    [Theory]
    [InlineData("6203.620302.nyp.")] // the accused unit
    [InlineData("6203.620302.nyp.sz.")] // below it
    [InlineData("6203.620302.")] // above it: what it holds it may pass down
    [InlineData("6203.rs.")] // where the accused person has another post
    public void S_40_an_accusation_cannot_be_sent_to(string path) =>
        Refused(MatterErrors.AccusedInTarget, () => Register(Accusation()).Dispatch(Clerk.Act(), DispatchKind.Transfer, Bureau with { Path = path }, null, null, null));

    [Fact]
    public void A_converted_dispute_waits_for_its_petitioner_while_its_clock_runs()
    {
        var stub = Stub();
        stub.RunningClock("T1").ShouldNotBeNull();
        Refused(MatterErrors.PetitionerPending, () => stub.Dispatch(Clerk.Act(), DispatchKind.Transfer, Bureau, null, null, null));
        Refused(MatterErrors.AccusationNotHere, () => stub.Complete(Clerk.Act(), Petition(MatterCategory.Accusation)));
        Refused(MatterErrors.PetitionerMissing, () => stub.Complete(Clerk.Act(), Petition() with { Petitioners = [] }));

        stub.Complete(Clerk.Act(), Petition());
        stub.Dispatch(Clerk.Act(), DispatchKind.Transfer, Bureau, null, null, null);

        stub.State.ShouldBe(MatterState.Dispatched);
    }

    [Fact]
    public void Dispatch_stops_the_offices_clock_and_starts_the_units()
    {
        var matter = Dispatched(kind: DispatchKind.Assignment);

        matter.RunningClock("T1").ShouldBeNull();
        matter.RunningClock("T3")!.StartedOn.ShouldBe(Monday.AddDays(2));
        matter.RunningClock("T4")!.Silent.ShouldBeTrue();
        matter.RunningClock("T11")!.Nominal.ShouldBe(Monday.AddDays(30));
    }

    [Fact]
    public void An_assignment_names_its_date_and_a_petition_in_person_skips_no_level()
    {
        Refused(MatterErrors.ReportDateMissing, () => Letter().Dispatch(Clerk.Act(), DispatchKind.Assignment, Bureau, null, null, null));
        Refused(CaseErrors.DateInPast, () => Letter().Dispatch(Clerk.Act(), DispatchKind.Assignment, Bureau, Monday.AddDays(-1), null, null));
        Refused(MatterErrors.BeyondNextLevel, () => Letter(form: 2).Dispatch(Clerk.Act(), DispatchKind.Transfer, Town, null, null, null));
        Letter().Also(m => m.Dispatch(Clerk.Act(), DispatchKind.Transfer, Town, null, null, null)).State.ShouldBe(MatterState.Dispatched, "a letter may go anywhere");
    }

    [Fact]
    public void Sixty_days_run_from_the_acceptance_and_ten_working_days_in_the_simple_procedure()
    {
        Handling().RunningClock("T5")!.Nominal.ShouldBe(Monday.AddDays(64));
        Handling(simple: true).RunningClock("T12").ShouldNotBeNull();
        Handling(MatterCategory.Proposal).RunningClock("T5").ShouldBeNull("the sixty days are for appeals");
        Handling().RunningClock("T3").ShouldBeNull();
        Refused(CaseErrors.DateTooEarly, () => Dispatched().Accept(Handler.Act(4), Monday.AddDays(1), false, null));
        Refused(CaseErrors.DateInFuture, () => Dispatched().Accept(Handler.Act(4), Monday.AddDays(5), false, null));
        Refused(CaseErrors.NotOpenToYou, () => Dispatched().Accept(OtherHead.Act(4), Monday.AddDays(4), false, null));
    }

    [Fact]
    public void An_opinion_needs_an_investigation_a_head_and_a_finding_for_every_demand()
    {
        var matter = Handling();
        Refused(CaseErrors.NotOpenToYou, () => matter.IssueOpinion(Head.Act(5), Opinion(matter), Sheet(matter.LetterOfOpinion)));
        Refused(CaseErrors.DateInFuture, () => matter.Investigate(Handler.Act(5), Guid.CreateVersion7(), Monday.AddDays(6), "走访"));
        Refused(CaseErrors.DateTooEarly, () => matter.Investigate(Handler.Act(5), Guid.CreateVersion7(), Monday.AddDays(-6), "走访"));
        matter.Investigate(Handler.Act(5), Guid.CreateVersion7(), Monday.AddDays(5), "走访");
        Refused(CaseErrors.RoleForbidden, () => matter.IssueOpinion(Handler.Act(5), Opinion(matter), Sheet(matter.LetterOfOpinion)));
        var all = Opinion(matter);
        Refused(MatterErrors.FindingsIncomplete, () => matter.IssueOpinion(Head.Act(5), all with { Findings = [all.Findings[0]] }, Sheet(matter.LetterOfOpinion)));
        Refused(MatterErrors.FindingsIncomplete, () => matter.IssueOpinion(Head.Act(5), all with { Findings = [all.Findings[0], all.Findings[0]] }, Sheet(matter.LetterOfOpinion)));
        Refused(MatterErrors.UnknownDemand, () => matter.IssueOpinion(Head.Act(5), all with { Findings = [all.Findings[0] with { DemandId = Guid.CreateVersion7() }] }, Sheet(matter.LetterOfOpinion)));

        matter.IssueOpinion(Head.Act(5), all, Sheet(matter.LetterOfOpinion));

        matter.RunningClock("T5").ShouldNotBeNull("an opinion in a drawer stops nothing");
        matter.Letters.Single(letter => letter.Id == matter.AnswerLetterId).Document!.BodyText.ShouldContain("金川区人民政府");
    }

    [Fact]
    public void A_guided_demand_needs_no_finding_and_the_last_one_ends_the_procedure()
    {
        var matter = Handling();
        matter.GuideToLegalRoute(Handler.Act(5), matter.Demands[0].Id, Guidance(5), null);
        matter.State.ShouldBe(MatterState.Handling);
        matter.RunningClock("T5").ShouldNotBeNull("guiding one demand does not stop the others");
        Refused(MatterErrors.UnknownDemand, () => matter.GuideToLegalRoute(Handler.Act(5), Guid.CreateVersion7(), Guidance(5), null));
        Opinion(matter).Findings.Count.ShouldBe(1);

        matter.GuideToLegalRoute(Handler.Act(5), matter.Demands[1].Id, Guidance(5), null);

        matter.State.ShouldBe(MatterState.Guided);
        Refused(CaseErrors.NotOpenToYou, () => matter.Close(Clerk.Act(65), null));
        matter.ClosesOn.ShouldBe(Monday.AddDays(66));
        matter.Close(Actor.System.Act(66), null);
    }

    [Fact]
    public void Only_service_with_proof_of_this_letter_stops_the_term_and_opens_the_window()
    {
        var matter = WithOpinion(DispatchKind.Assignment);
        Refused(MatterErrors.NotThisLetter, () => matter.Serve(Handler.Act(12), Guid.CreateVersion7(), Signed(12)));
        Refused(CaseErrors.DateInFuture, () => matter.Serve(Handler.Act(12), null, Signed(13)));
        Refused(CaseErrors.DateTooEarly, () => matter.Serve(Handler.Act(12), null, Signed(9)));

        matter.Serve(Handler.Act(14), matter.AnswerLetterId, Signed(12));

        matter.Clocks.Single(clock => clock.Rule == "T5").StoppedOn.ShouldBe(Monday.AddDays(12));
        matter.RunningClock("T11").ShouldNotBeNull("the sender has no report yet");
        matter.RunningClock("T7")!.StartedOn.ShouldBe(Monday.AddDays(12));
    }

    [Fact]
    public void It_closes_when_the_window_and_both_evaluations_are_over()
    {
        var matter = Served();
        Refused(CaseErrors.NotOpenToYou, () => matter.Close(Clerk.Act(13), null));
        matter.Evaluate(Clerk.Act(13), EvaluationSubject.PetitionOffice, Satisfaction.Satisfied, null);
        Refused(MatterErrors.AlreadyEvaluated, () => matter.Evaluate(Clerk.Act(13), EvaluationSubject.PetitionOffice, Satisfaction.Dissatisfied, null));
        matter.Evaluate(Clerk.Act(13), EvaluationSubject.ResponsibleUnit, Satisfaction.Basically, null);
        Refused(MatterErrors.ReviewWindowOpen, () => matter.Close(Clerk.Act(13), null));
        var end = matter.RunningClock("T7")!.Legal;
        matter.ClosesOn.ShouldBe(end.AddDays(1));

        matter.Close(Actor.System.Act(end.DayNumber - Monday.DayNumber + 1), null);

        matter.State.ShouldBe(MatterState.Closed);
        matter.Clocks.ShouldAllBe(clock => clock.State == ClockStates.Stopped);
    }

    [Fact]
    public void A_signed_acceptance_closes_earlier_and_a_lapsed_evaluation_later()
    {
        var accepted = Served();
        accepted.Evaluate(Clerk.Act(13), EvaluationSubject.PetitionOffice, Satisfaction.NotGiven, null);
        accepted.Evaluate(Clerk.Act(13), EvaluationSubject.ResponsibleUnit, Satisfaction.NotGiven, null);
        Refused(CaseErrors.DateInFuture, () => accepted.Close(Clerk.Act(13), Signed(14)));
        accepted.Close(Clerk.Act(13), Signed(13));
        accepted.State.ShouldBe(MatterState.Closed);

        var silent = Served();
        silent.Close(Actor.System.Act(60), null);
        silent.State.ShouldBe(MatterState.Closed);
    }

    [Fact]
    public void A_reply_is_for_proposals_and_ends_only_when_it_reached_the_person()
    {
        Refused(CaseErrors.NotOpenToYou, () => Letter().Reply(Clerk.Act(), "感谢来信", Sheet(Matter.LetterOfReply)));
        var matter = Letter(MatterCategory.Proposal);
        matter.Reply(Clerk.Act(), "已采纳", Sheet(Matter.LetterOfReply), Adoption.Adopted);
        matter.ClosesOn.ShouldBeNull("nothing was served yet");
        matter.OfferedTo(Clerk.Act()).Select(offer => offer.Action).ShouldContain("Serve");

        matter.Serve(Clerk.Act(1), null, Signed(1));

        matter.ClosesOn.ShouldNotBeNull();
        matter.TakeEvents().OfType<ReplyServed>().ShouldHaveSingleItem();
        Letter(MatterCategory.Other, anonymous: true).Also(m => m.Reply(Clerk.Act(), "已阅", Sheet(Matter.LetterOfReply))).ClosesOn.ShouldNotBeNull("who cannot be found cannot be served");
    }

    [Fact]
    public void Guidance_is_proven_too() =>
        Refused(CaseErrors.DateInFuture, () => Handling().Also(m => m.GuideToLegalRoute(Handler.Act(5), m.Demands[0].Id, Guidance(6), null)));

    [Fact]
    public void A_matter_is_proposed_for_the_backlog_once()
    {
        var matter = Served();
        matter.NominateForBacklog(Head.Act(13), BacklogCriterion.K1);
        matter.NominateForBacklog(JointOffice.Act(13), BacklogCriterion.K2);
        matter.TakeEvents().OfType<MatterNominatedForBacklog>().Single().Criterion.ShouldBe("K1");
    }

    static Matter Register(Petition petition) => Matter.Register(Clerk.Act(), Guid.CreateVersion7(), Guid.CreateVersion7(), "XF1", petition, Office, isPetitionOffice: true);
}

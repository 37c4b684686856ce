using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.VisitReception.Domain;
using static Anjie.VisitReception.Tests.Given;

namespace Anjie.VisitReception.Tests;

/// <summary>Longer terms, reviews and what became of it.</summary>
public sealed class MatterReviewTests
{
    [Fact]
    public void A_longer_term_counts_when_the_petitioner_learned_of_it_before_the_old_end()
    {
        var matter = Handling(); // accepted on day 4: sixty days end on day 64
        matter.AskExtension(Handler.Act(30), 20, "案情复杂");
        Refused(CaseErrors.RoleForbidden, () => matter.Extend(Handler.Act(31), 20, "案情复杂", Sheet(Anjie.Letters.LetterKinds.Get(LetterCodes.Extension))));
        matter.Extend(Head.Act(31), 20, "案情复杂", Sheet(Anjie.Letters.LetterKinds.Get(LetterCodes.Extension)));
        matter.RunningClock("T5")!.Nominal.ShouldBe(Monday.AddDays(64), "nobody has been told yet");

        matter.Serve(Handler.Act(33), null, Signed(33));
        matter.RunningClock("T5")!.Nominal.ShouldBe(Monday.AddDays(84));
        Refused(MatterErrors.ExtendedBefore, () => matter.Extend(Head.Act(34), 5, "再延", Sheet(Anjie.Letters.LetterKinds.Get(LetterCodes.Extension))));
        matter.TakeEvents().OfType<HandlingExtended>().Single().ShouldSatisfyAllConditions(fact => fact.Days.ShouldBe(20), fact => fact.ToldOn.ShouldBe(Monday.AddDays(33)));
    }

    [Fact]
    public void After_the_end_nothing_is_lengthened()
    {
        var end = Handling().RunningClock("T5")!.Legal.DayNumber - Monday.DayNumber;
        Refused(MatterErrors.ExtensionTooLate, () => Handling().Extend(Head.Act(end + 1), 10, "案情复杂", Sheet(Anjie.Letters.LetterKinds.Get(LetterCodes.Extension))));
        Refused(MatterErrors.ExtensionLength, () => Handling().Extend(Head.Act(30), 31, "案情复杂", Sheet(Anjie.Letters.LetterKinds.Get(LetterCodes.Extension))));
        Refused(MatterErrors.ExtensionLength, () => Handling().Extend(Head.Act(30), 0, "案情复杂", Sheet(Anjie.Letters.LetterKinds.Get(LetterCodes.Extension))));

        var matter = Handling().Also(m => m.Extend(Head.Act(end), 10, "案情复杂", Sheet(Anjie.Letters.LetterKinds.Get(LetterCodes.Extension))));
        var version = matter.Version;
        Refused(MatterErrors.ExtensionToldTooLate, () => matter.Serve(Handler.Act(end + 2), null, Signed(end + 1)));
        matter.Version.ShouldBe(version);
        matter.Serve(Handler.Act(end + 2), null, Signed(end));
        matter.RunningClock("T5")!.Nominal.ShouldBe(Monday.AddDays(74));
    }

    [Fact]
    public void The_sixty_days_of_a_switch_have_run_since_the_acceptance()
    {
        var matter = Handling(simple: true);
        Refused(CaseErrors.DateTooEarly, () => matter.SwitchToOrdinary(Head.Act(8), "需要丈量", Monday.AddDays(3)));
        matter.SwitchToOrdinary(Head.Act(8), "需要丈量", Monday.AddDays(8));
        matter.RunningClock("T12").ShouldBeNull();
        matter.RunningClock("T5")!.StartedOn.ShouldBe(Monday.AddDays(4));
        Refused(CaseErrors.NotOpenToYou, () => Handling(MatterCategory.Proposal, simple: true).SwitchToOrdinary(Head.Act(8), "无", Monday.AddDays(8)));
    }

    [Fact]
    public void A_hearing_in_the_handling_halts_nothing()
    {
        var matter = Handling();
        var end = matter.RunningClock("T5")!.Legal;
        matter.HoldHearing(Handler.Act(10), Guid.CreateVersion7(), Monday.AddDays(10), "听证会");
        matter.Mediate(Handler.Act(11), Guid.CreateVersion7(), Monday.AddDays(11), "未达成协议", null, null);
        matter.RunningClock("T5")!.Legal.ShouldBe(end);
        matter.Investigations.Select(entry => entry.Kind).ShouldBe([InvestigationKind.Hearing, InvestigationKind.Mediation]);
    }

    [Fact]
    public void Review_is_asked_for_within_thirty_days_of_the_service_or_with_a_reason()
    {
        Refused(CaseErrors.DateTooEarly, () => Served().RequestReview(Clerk.Act(20), Request(11, ReviewOffice)));
        Refused(CaseErrors.DateInFuture, () => Served().RequestReview(Clerk.Act(20), Request(21, ReviewOffice)));
        var last = Served().RunningClock("T7")!.Legal.DayNumber - Monday.DayNumber;
        Served().RequestReview(Clerk.Act(last + 3), Request(last, ReviewOffice)); // filed in time, written down later
        Refused(MatterErrors.ReviewTooLate, () => Served().RequestReview(Clerk.Act(last + 1), Request(last + 1, ReviewOffice)));
        Served().RequestReview(Clerk.Act(last + 1), Request(last + 1, ReviewOffice, "住院"));
        Refused(MatterErrors.ReviewOrganWrong, () => Served().RequestReview(Clerk.Act(20), Request(20, Bureau)));
        Refused(CaseErrors.TransitionForbidden, () => WithOpinion().RequestReview(Clerk.Act(20), Request(20, ReviewOffice)));
    }

    [Fact]
    public void A_review_has_thirty_days_from_the_filing_and_ends_with_the_service()
    {
        var matter = InReview();
        matter.RunningClock("T7").ShouldBeNull();
        (matter.RunningClock("T8")!.StartedOn, matter.RunningClock("T8")!.Nominal).ShouldBe((Monday.AddDays(20), Monday.AddDays(50)));
        matter.UnitPaths.ShouldContain(ReviewOffice.Path);
        ProvinceStatus.Of(matter, Monday.AddDays(25)).ShouldBe(8);
        ProvinceStatus.Of(matter, Monday.AddDays(60)).ShouldBe(10);

        Refused(CaseErrors.NotOpenToYou, () => matter.DecideReview(ReReviewer.Act(30), Report(ReviewDecision.Upheld), ReviewSheet(matter)));
        Refused(MatterErrors.TooFewReviewers, () => matter.DecideReview(Reviewer.Act(30), Report(ReviewDecision.Upheld) with { Reviewers = ["王一", "王一"] }, ReviewSheet(matter)));
        Refused(MatterErrors.NextOrganMissing, () => matter.DecideReview(Reviewer.Act(30), Report(ReviewDecision.Upheld) with { NextOrgan = null }, ReviewSheet(matter)));
        matter.DecideReview(Reviewer.Act(30), Report(ReviewDecision.Upheld), ReviewSheet(matter));
        (matter.State, matter.RunningClock("T8") is null).ShouldBe((MatterState.InReview, false), "an opinion in a drawer stops nothing");

        matter.Serve(Reviewer.Act(32), null, Signed(32));
        (matter.State, matter.RunningClock("T9")!.StartedOn, ProvinceStatus.Of(matter, Monday.AddDays(32))).ShouldBe((MatterState.ReviewServed, Monday.AddDays(32), 9));
        matter.RunningClock("T8").ShouldBeNull();
    }

    [Fact]
    public void Whoever_handled_a_matter_does_not_review_it()
    {
        var both = Reviewer with { PersonId = Head.PersonId };
        var matter = InReview();
        matter.OfferedTo(both.Act(30)).ShouldNotContain(offer => offer.Action == nameof(MatterAction.DecideReview));
        Should.Throw<BrokenRuleException>(() => matter.DecideReview(both.Act(30), Report(ReviewDecision.Upheld), ReviewSheet(matter)));

        var again = ReReviewer with { PersonId = Reviewer.PersonId };
        Should.Throw<BrokenRuleException>(() => InReReview().DecideReview(again.Act(45), Report(ReviewDecision.Upheld), ReviewSheet(InReReview())));
    }

    [Fact]
    public void A_remand_begins_sixty_days_anew_and_the_old_opinion_may_not_come_back()
    {
        var matter = InReview();
        matter.DecideReview(Reviewer.Act(30), Report(ReviewDecision.Remanded), ReviewSheet(matter));
        matter.Serve(Reviewer.Act(32), null, Signed(32));

        (matter.State, matter.RunningClock("T5")!.StartedOn).ShouldBe((MatterState.Handling, Monday.AddDays(32)));
        matter.RunningClock("T9").ShouldBeNull();
        Refused(MatterErrors.SameOpinion, () => matter.IssueOpinion(Head.Act(40), Opinion(matter), Sheet(matter.LetterOfOpinion)));
        var other = Opinion(matter);
        matter.IssueOpinion(Head.Act(40), other with { Findings = [.. other.Findings.Select(finding => finding with { Opinion = "补发差额" })] }, Sheet(matter.LetterOfOpinion));
        matter.Serve(Handler.Act(42), null, Signed(42));
        matter.RunningClock("T7")!.StartedOn.ShouldBe(Monday.AddDays(42), "and then the window opens again");
    }

    [Fact]
    public void Only_the_hearing_of_the_re_review_halts_a_clock()
    {
        var matter = InReReview();
        var end = matter.RunningClock("T10")!.Nominal;
        Refused(CaseErrors.DateTooEarly, () => matter.StartHearing(ReReviewer.Act(45), Monday.AddDays(39)));
        matter.StartHearing(ReReviewer.Act(45), Monday.AddDays(45));
        matter.RunningClock("T10")!.State.ShouldBe(ClockStates.Paused);
        Refused(MatterErrors.HearingOpen, () => matter.DecideReview(ReReviewer.Act(46), Report(ReviewDecision.Upheld), ReviewSheet(matter)));
        Refused(CaseErrors.DateTooEarly, () => matter.EndHearing(ReReviewer.Act(52), Monday.AddDays(44)));
        matter.EndHearing(ReReviewer.Act(52), Monday.AddDays(52));
        matter.RunningClock("T10")!.Nominal.ShouldBe(end.AddDays(7));
    }

    [Fact]
    public void The_served_re_review_ends_the_matter_in_law()
    {
        var matter = InReReview();
        matter.DecideReview(ReReviewer.Act(50), Report(ReviewDecision.Changed), ReviewSheet(matter));
        matter.Serve(Clerk.Act(52), null, Signed(52));
        (matter.State, ProvinceStatus.Of(matter, Monday.AddDays(52))).ShouldBe((MatterState.Terminated, 13));
        matter.Substance.ShouldBe(Substance.Resolving, "ended in law is not solved");
        Refused(CaseErrors.TransitionForbidden, () => matter.RequestReview(Clerk.Act(55), Request(55, null)));
        matter.Certify(ClerkHead.Act(60));
        ProvinceStatus.Of(matter, Monday.AddDays(60)).ShouldBe(15);
    }

    [Fact]
    public void What_an_organ_outside_the_city_decided_is_written_down_with_its_number()
    {
        var matter = ReviewServed().Also(m => m.RequestReview(Clerk.Act(40), Request(40, null)));
        matter.RunningClock("T10")!.Silent.ShouldBeTrue("nobody here can be late in it");
        Refused(MatterErrors.OutsideNumberMissing, () => matter.DecideReview(Clerk.Act(60), Report(ReviewDecision.Upheld), null));
        matter.DecideReview(Clerk.Act(60), Report(ReviewDecision.Upheld, "甘府复核〔2026〕9号"), null);
        matter.Letters.ShouldContain(letter => letter.Number == "甘府复核〔2026〕9号");
        matter.Serve(Clerk.Act(61), null, Signed(61));
        matter.State.ShouldBe(MatterState.Terminated);
    }

    [Fact]
    public void A_request_not_taken_up_leaves_what_is_left_of_the_window()
    {
        var matter = InReview();
        matter.DeclineReview(Reviewer.Act(25), "不属复查范围", "《信访工作条例》第三十五条", Sheet(Matter.LetterOfReply, ReviewOffice));
        (matter.State, matter.RunningClock("T7")!.StartedOn, matter.RunningClock("T8") is null).ShouldBe((MatterState.Served, Monday.AddDays(12), true));
        matter.Serve(Reviewer.Act(26), null, Signed(26));
        matter.State.ShouldBe(MatterState.Served);
        matter.RequestReview(Clerk.Act(30), Request(30, ReviewOffice));
    }

    [Fact]
    public void A_window_lapses_by_itself_and_says_so()
    {
        var matter = Served();
        var end = matter.ClosesOn!.Value.DayNumber - Monday.DayNumber;
        matter.Close(Actor.System.Act(end), null);
        matter.TakeEvents().OfType<ReviewWindowLapsed>().Single().ShouldSatisfyAllConditions(fact => fact.Window.ShouldBe("T7"), fact => fact.EndedOn.ShouldBe(Monday.AddDays(end - 1)));
        ProvinceStatus.Of(matter, Monday.AddDays(end)).ShouldBe(7);
        // Who was kept from filing may still be heard.
        Refused(MatterErrors.ReviewTooLate, () => matter.RequestReview(Clerk.Act(end + 5), Request(end + 5, ReviewOffice)));
        matter.RequestReview(Clerk.Act(end + 5), Request(end + 5, ReviewOffice, "住院"));
        matter.State.ShouldBe(MatterState.InReview);
    }

    [Fact]
    public void Solved_is_said_by_the_head_and_help_alone_solves_nothing()
    {
        var matter = Served();
        Refused(CaseErrors.RoleForbidden, () => matter.RecordOutcome(Handler.Act(20), [MatterOutcome.A], "已支付"));
        Refused(MatterErrors.OutcomeMissing, () => matter.RecordOutcome(Head.Act(20), [MatterOutcome.C, MatterOutcome.D], "已救助"));
        matter.RecordOutcome(Head.Act(20), [MatterOutcome.A, MatterOutcome.C], "已支付");
        matter.Substance.ShouldBe(Substance.Resolved);
        matter.ComeAgain(Clerk.Act(21), Guid.CreateVersion7(), [Zhang], confidential: false, Office, LeadersUnit.Path);
        matter.Substance.ShouldBe(Substance.Rebounded);
    }

    [Fact]
    public void After_a_remand_the_same_organ_reviews_the_new_opinion_and_its_letter_names_that()
    {
        var matter = InReview();
        matter.DecideReview(Reviewer.Act(30), Report(ReviewDecision.Remanded), ReviewSheet(matter));
        matter.Serve(Reviewer.Act(32), null, Signed(32));
        var other = Opinion(matter);
        matter.IssueOpinion(Head.Act(40), other with { Findings = [.. other.Findings.Select(finding => finding with { Opinion = "补发差额" })] }, Sheet(matter.LetterOfOpinion));
        matter.Serve(Handler.Act(42), null, Signed(42));
        matter.RequestReview(Clerk.Act(45), Request(45, ReviewOffice));
        matter.DecideReview(Reviewer.Act(50), Report(ReviewDecision.Upheld) with { Text = "维持新意见" }, ReviewSheet(matter));
        var second = matter.Letters.Single(letter => letter.Id == matter.AnswerLetterId);
        second.Document!.BodyText.ShouldContain(matter.Letters.Where(letter => letter.Kind == LetterCodes.Opinion).MaxBy(letter => letter.IssuedOn)!.Number);
        matter.Serve(Reviewer.Act(52), null, Signed(52));

        matter.RequestReview(Clerk.Act(60), Request(60, ReReviewOffice));
        matter.DecideReview(ReReviewer.Act(65), Report(ReviewDecision.Upheld), ReviewSheet(matter));
        matter.Letters.Single(letter => letter.Id == matter.AnswerLetterId).Document!.BodyText.ShouldContain(second.Number, Case.Sensitive, "the re-review is of the second review");
    }

    [Fact]
    public void A_matter_opened_again_late_is_closed_again_and_certified_anew()
    {
        var matter = Served();
        var end = matter.ClosesOn!.Value.DayNumber - Monday.DayNumber;
        matter.Close(Actor.System.Act(end), null);
        matter.Certify(ClerkHead.Act(end));
        matter.RequestReview(Clerk.Act(end + 5), Request(end + 5, ReviewOffice, "住院"));
        ProvinceStatus.Of(matter, Monday.AddDays(end + 5)).ShouldBe(8);
        matter.DecideReview(Reviewer.Act(end + 10), Report(ReviewDecision.Upheld), ReviewSheet(matter));
        matter.Serve(Reviewer.Act(end + 11), null, Signed(end + 11));
        matter.Close(Actor.System.Act(matter.ClosesOn!.Value.DayNumber - Monday.DayNumber), null);
        (matter.State, matter.EndedAs).ShouldBe((MatterState.Closed, MatterState.ReviewServed));
    }

    [Fact]
    public void The_petitioner_evaluates_while_a_review_goes_on_and_it_does_not_close_the_matter()
    {
        var matter = InReview();
        matter.Evaluate(Actor.Petitioner.Act(25), EvaluationSubject.PetitionOffice, Satisfaction.Satisfied, null);
        matter.Evaluate(Actor.Petitioner.Act(25), EvaluationSubject.ResponsibleUnit, Satisfaction.Basically, null);
        matter.ClosesOn.ShouldBeNull();
        matter.EvaluationStatusOf(EvaluationSubject.PetitionOffice, Monday.AddDays(25)).ShouldBe(EvaluationStatus.Given);
    }

    [Fact]
    public void No_day_is_heard_twice()
    {
        var matter = InReReview();
        matter.StartHearing(ReReviewer.Act(52), Monday.AddDays(45));
        matter.EndHearing(ReReviewer.Act(52), Monday.AddDays(52));
        var version = matter.Version;
        matter.EndHearing(ReReviewer.Act(52), Monday.AddDays(52));
        matter.Version.ShouldBe(version, "once more says the same");
        Refused(CaseErrors.DateTooEarly, () => matter.StartHearing(ReReviewer.Act(55), Monday.AddDays(46)));
        matter.StartHearing(ReReviewer.Act(55), Monday.AddDays(52));
    }

    [Fact]
    public void Whoever_declined_a_review_has_no_say_in_what_the_petitioner_hands_in()
    {
        var matter = InReview();
        matter.DeclineReview(Reviewer.Act(25), "不属复查范围", "《信访工作条例》第三十五条", Sheet(Matter.LetterOfReply, ReviewOffice));
        var handler = Handler with { UnitId = ReviewOffice.Id, UnitPath = ReviewOffice.Path };
        Refused(CaseErrors.NotOpenToYou, () => matter.Withdraw(handler.Act(26), Monday.AddDays(26), null));
    }

    [Fact]
    public void A_notice_that_is_served_late_is_no_answer()
    {
        var (visit, matter) = Assigned();
        matter.Accept(Handler.Act(1), Monday.AddDays(1), simple: false, SheetOrNull(matter.LetterOfAcceptance(simple: false)));
        var notice = matter.Letters.Single(letter => letter.Kind == LetterCodes.Acceptance);
        matter.ResolveAtVisit(Leader.Act(2), "当场支付", Signed(2), SheetOrNull(matter.LetterOfResolution, LeadersUnit));
        matter.TakeEvents();
        matter.Serve(Handler.Act(3), notice.Id, Signed(3));
        matter.TakeEvents().Select(fact => fact.GetType()).ShouldBe([typeof(NoticeServed)]);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 3)]
    [InlineData(2, 4)]
    [InlineData(3, 4)]
    public void The_provinces_status_is_read_off_the_procedure(int at, int status) =>
        ProvinceStatus.Of(at switch { 0 => Dispatched(), 1 => Handling(), 2 => WithOpinion(), _ => Served() }, Monday.AddDays(12)).ShouldBe(status);

    [Fact]
    public void The_provinces_status_tells_what_is_over_its_legal_end()
    {
        ProvinceStatus.Of(Handling(), Monday.AddDays(100)).ShouldBe(5);
        ProvinceStatus.Of(Served(), Monday.AddDays(100)).ShouldBe(7);
        ProvinceStatus.Of(InReReview(), Monday.AddDays(100)).ShouldBe(14);
        ProvinceStatus.Of(ReviewServed(), Monday.AddDays(100)).ShouldBe(11);
    }
}

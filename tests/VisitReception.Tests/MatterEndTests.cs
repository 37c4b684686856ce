using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.Letters;
using Anjie.VisitReception.Domain;
using static Anjie.VisitReception.Tests.Given;

namespace Anjie.VisitReception.Tests;

/// <summary>When a matter may end: nothing ends before the petitioner knows, and nobody is said to have let a window lapse who did not.</summary>
public sealed class MatterEndTests
{
    const string Basis = "《信访工作条例》第三十五条";

    [Fact]
    public void A_request_that_is_not_taken_up_after_the_window_ends_nothing_until_the_petitioner_knows()
    {
        var last = DayOf(Served().RunningClock("T7")!.Legal);
        var matter = InReview(filed: last);
        matter.DeclineReview(Reviewer.Act(last + 10), "越级请求", Basis, Sheet(Matter.LetterOfReply, ReviewOffice));
        (matter.State, matter.ClosesOn).ShouldBe((MatterState.Served, null));
        Refused(MatterErrors.DeclinationNotServed, () => matter.Close(Actor.System.Act(last + 100), null));

        matter.Serve(Reviewer.Act(last + 12), null, Signed(last + 12));
        matter.TakeEvents();
        matter.ClosesOn.ShouldNotBeNull();
        matter.Close(Actor.System.Act(last + 12), null);

        matter.TakeEvents().OfType<ReviewWindowLapsed>().ShouldBeEmpty("it was asked for in time");
        ProvinceStatus.Of(matter, Monday.AddDays(last + 12)).ShouldBe(4);
    }

    [Fact]
    public void A_re_review_that_is_not_taken_up_leaves_the_review_as_the_last_word()
    {
        var matter = InReReview();
        var window = matter.Clocks.Last(clock => clock.Rule == "T9").StartedOn;
        matter.DeclineReview(ReReviewer.Act(45), "不属复核范围", Basis, Sheet(Matter.LetterOfReply, ReReviewOffice));
        (matter.State, matter.RunningClock("T10"), matter.RunningClock("T9")!.StartedOn).ShouldBe((MatterState.ReviewServed, null, window));
        matter.Serve(ReReviewer.Act(46), null, Signed(46));
        ProvinceStatus.Of(matter, Monday.AddDays(200)).ShouldBe(9);
    }

    [Fact]
    public void What_an_organ_outside_the_city_does_not_take_up_is_written_down_with_its_number()
    {
        var matter = ReviewServed().Also(m => m.RequestReview(Clerk.Act(40), Request(40, null)));
        matter.LetterOfDeclination.ShouldBeNull("its organ writes it");
        foreach (var none in (string?[])[null, "", " "])
            Refused(MatterErrors.OutsideNumberMissing, () => matter.DeclineReview(Clerk.Act(50), "不属复核范围", Basis, null, none));
        matter.DeclineReview(Clerk.Act(50), "不属复核范围", Basis, null, "甘府不受〔2026〕4号");
        matter.Letters.ShouldContain(letter => letter.Number == "甘府不受〔2026〕4号" && letter.Document == null);
        matter.ClosesOn.ShouldBeNull();
        matter.Serve(Clerk.Act(52), null, Signed(52));
        matter.ClosesOn.ShouldNotBeNull();
    }

    [Fact]
    public void An_empty_word_is_no_reason_and_no_number()
    {
        var last = DayOf(Served().RunningClock("T7")!.Legal);
        Refused(MatterErrors.ReviewTooLate, () => Served().RequestReview(Clerk.Act(last + 1), Request(last + 1, ReviewOffice, "")));
        var outside = ReviewServed().Also(m => m.RequestReview(Clerk.Act(40), Request(40, null)));
        Refused(MatterErrors.OutsideNumberMissing, () => outside.DecideReview(Clerk.Act(60), Report(ReviewDecision.Upheld, ""), null));
        var inside = InReview();
        Refused(MatterErrors.NextOrganMissing, () => inside.DecideReview(Reviewer.Act(30), Report(ReviewDecision.Upheld) with { NextOrgan = "" }, ReviewSheet(inside)));
    }

    [Fact]
    public void Nobody_accepts_an_answer_before_having_it()
    {
        var matter = Served(); // on day 12
        Refused(CaseErrors.DateTooEarly, () => Evaluated(matter).Close(Clerk.Act(20), Signed(3)));
        matter.Close(Clerk.Act(20), Signed(12));

        var reviewed = ReviewServed(); // on day 32
        Refused(CaseErrors.DateTooEarly, () => Evaluated(reviewed).Close(Clerk.Act(40), Signed(20)));
        reviewed.Close(Clerk.Act(40), Signed(33));
    }

    [Fact]
    public void The_window_for_re_review_lapses_by_its_own_name()
    {
        var matter = Evaluated(ReviewServed());
        var end = DayOf(matter.RunningClock("T9")!.Legal);
        Refused(MatterErrors.ReviewWindowOpen, () => matter.Close(Clerk.Act(end), null));
        matter.TakeEvents();
        matter.Close(Actor.System.Act(end + 1), null);
        matter.TakeEvents().OfType<ReviewWindowLapsed>().Single().Window.ShouldBe("T9");
        ProvinceStatus.Of(matter, Monday.AddDays(end + 1)).ShouldBe(11);
    }

    [Fact]
    public void A_remand_out_of_the_re_review_begins_the_sixty_days_and_nothing_else()
    {
        var matter = InReReview();
        matter.DecideReview(ReReviewer.Act(50), Report(ReviewDecision.Remanded), ReviewSheet(matter));
        matter.Serve(Clerk.Act(52), null, Signed(52));
        matter.State.ShouldBe(MatterState.Handling);
        matter.Clocks.Where(clock => clock.State == ClockStates.Running).Select(clock => (clock.Rule, clock.StartedOn)).ShouldBe([("T5", Monday.AddDays(52))]);
    }

    [Fact]
    public void The_opinion_of_the_re_review_tells_of_its_hearing_and_whether_it_is_published()
    {
        var heard = InReReview();
        heard.StartHearing(ReReviewer.Act(45), Monday.AddDays(45));
        heard.EndHearing(ReReviewer.Act(47), Monday.AddDays(47));
        heard.DecideReview(ReReviewer.Act(50), Report(ReviewDecision.Upheld) with { Published = true }, ReviewSheet(heard));
        Body(heard).ShouldContain("2026年4月16日举行听证");
        Body(heard).ShouldContain("依法向社会公示");

        var unheard = InReReview();
        unheard.DecideReview(ReReviewer.Act(50), Report(ReviewDecision.Upheld) with { Published = true }, ReviewSheet(unheard));
        Body(unheard).ShouldNotContain("听证");
        Body(unheard).ShouldNotContain("公示", Case.Sensitive, "only what was heard may be published");
    }

    [Fact]
    public void The_reply_to_a_proposal_says_what_becomes_of_it()
    {
        var matter = Letter(MatterCategory.Proposal);
        Refused(MatterErrors.AdoptionMissing, () => matter.Reply(Clerk.Act(), "感谢来信", Sheet(Matter.LetterOfReply)));
        matter.Reply(Clerk.Act(), "列入明年计划", Sheet(Matter.LetterOfReply), Adoption.PartlyAdopted);
        Body(matter).ShouldContain("采纳情况：部分采纳");

        var question = Letter(MatterCategory.Other);
        question.Reply(Clerk.Act(), "详见公告", Sheet(Matter.LetterOfReply), Adoption.Adopted);
        Body(question).ShouldNotContain("采纳", Case.Sensitive, "a question proposes nothing");
    }

    [Fact]
    public void The_simple_procedure_is_late_by_its_own_term()
    {
        var matter = Handling(simple: true);
        var end = matter.RunningClock("T12")!.Legal;
        (ProvinceStatus.Of(matter, end), ProvinceStatus.Of(matter, end.AddDays(1))).ShouldBe((3, 5));
    }

    [Fact]
    public void The_simple_procedure_is_for_first_matters_that_are_no_groups()
    {
        Refused(MatterErrors.NotSimple, () => Dispatched(Petition() with { PeopleConcerned = 5 }).Accept(Handler.Act(4), Monday.AddDays(4), simple: true, null));
        Dispatched(Petition() with { PeopleConcerned = 4 }).Accept(Handler.Act(4), Monday.AddDays(4), simple: true, null);

        var repeat = Letter();
        repeat.LinkRepeat(Clerk.Act(1), Ended());
        repeat.Dispatch(Clerk.Act(2), DispatchKind.Transfer, Bureau, null, null, SheetOrNull(repeat.LetterOfDispatch(DispatchKind.Transfer, Bureau.Id), Office));
        Refused(MatterErrors.NotSimple, () => repeat.Accept(Handler.Act(4), Monday.AddDays(4), simple: true, null));
        repeat.Accept(Handler.Act(4), Monday.AddDays(4), simple: false, SheetOrNull(repeat.LetterOfAcceptance(simple: false)));
    }

    [Fact]
    public void An_accusation_is_sent_to_who_may_look_into_it_and_not_kept()
    {
        var accusation = Letter(Accusation());
        var offered = accusation.OfferedTo((Clerk with { Roles = new HashSet<string>([Roles.Registrar, Roles.UnitHandler]) }).Act()).Select(offer => offer.Action).ToList();
        offered.ShouldContain(nameof(MatterAction.ForwardAccusation));
        offered.ShouldNotContain(nameof(MatterAction.Accept));
        offered.ShouldNotContain(nameof(MatterAction.Reply));
        offered.ShouldNotContain(nameof(MatterAction.GuideToLegalRoute));
    }

    [Fact]
    public void What_is_done_in_the_handling_is_no_older_than_the_acceptance()
    {
        var matter = Handling(); // accepted on day 4
        Refused(CaseErrors.DateTooEarly, () => matter.Investigate(Handler.Act(6), Guid.CreateVersion7(), Monday.AddDays(3), "走访"));
        Refused(CaseErrors.DateTooEarly, () => matter.Mediate(Handler.Act(6), Guid.CreateVersion7(), Monday.AddDays(3), "未达成协议", null, null));
        matter.Investigate(Handler.Act(6), Guid.CreateVersion7(), Monday.AddDays(4), "走访");
        var review = InReview(filed: 20);
        Refused(CaseErrors.DateTooEarly, () => review.HoldHearing(Reviewer.Act(25), Guid.CreateVersion7(), Monday.AddDays(19), "听证"));
        review.HoldHearing(Reviewer.Act(25), Guid.CreateVersion7(), Monday.AddDays(20), "听证");
    }

    [Fact]
    public void The_letter_that_sends_a_matter_lists_the_files_that_go_with_it()
    {
        var matter = Letter();
        matter.Dispatch(Clerk.Act(2), DispatchKind.Transfer, Bureau, null, null, Sheet(LetterKinds.Get(LetterCodes.Transfer), Office) with { Enclosures = ["来信.pdf", "现场照片.png"] });
        var enclosed = matter.Letters.Single().Document!.Document.Enclosures;
        enclosed.ShouldBe(["来信.pdf", "现场照片.png"]);
    }

    static Matter Ended() => Served().Also(m => m.Close(Actor.System.Act(DayOf(m.ClosesOn!.Value)), null));

    static Matter Evaluated(Matter matter) => matter.Also(m =>
    {
        foreach (var about in Enum.GetValues<EvaluationSubject>().Where(about => !m.Evaluations.Any(given => given.About == about)))
            m.Evaluate(Clerk.Act(40), about, Satisfaction.NotGiven, null);
    });

    static string Body(Matter matter) => matter.Letters.Single(letter => letter.Id == matter.AnswerLetterId).Document!.BodyText;

    static int DayOf(DateOnly day) => day.DayNumber - Monday.DayNumber;
}

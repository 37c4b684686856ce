using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.Letters;
using Anjie.VisitReception.Domain;
using static Anjie.VisitReception.Tests.Given;

namespace Anjie.VisitReception.Tests;

/// <summary>An assigned matter is reported on to its sender: by the head, after the service, once.</summary>
public sealed class CompletionReportTests
{
    [Fact]
    public void The_head_reports_when_the_opinion_is_served_and_the_report_ends_the_term()
    {
        var matter = WithOpinion(DispatchKind.Assignment);
        Refused(CaseErrors.TransitionForbidden, () => Report(matter, Head));
        matter.Serve(Handler.Act(12), null, Signed(12));
        matter.RunningClock("T11").ShouldNotBeNull();
        Refused(CaseErrors.RoleForbidden, () => Report(matter, Handler));
        Refused(CaseErrors.NotOpenToYou, () => Report(matter, OtherHead));

        Report(matter, Head);

        matter.Clocks.Single(clock => clock.Rule == "T11").StoppedOn.ShouldBe(Monday.AddDays(13));
        var (opinion, letter) = (matter.Letters.Single(one => one.Kind == LetterCodes.Opinion), matter.Letters[^1]);
        (letter.Kind, letter.UnitId, letter.IsForPetitioner).ShouldBe((LetterCodes.CompletionReport, Bureau.Id, false));
        letter.Document!.Document.Enclosures.ShouldBe([$"信访处理意见书（{opinion.Number}）", $"送达回证（{opinion.Number}）"]);
        var text = System.Net.WebUtility.HtmlDecode(LetterHtml.Write(letter.Document.Document));
        foreach (var part in (string[])["金昌市信访局：", $"《{matter.Letters[0].Number}》交办的信访事项", Completion.Background, Completion.Inquiry, Completion.Handling, Completion.Performed, Completion.Attitude, "单位负责人签审：某人"])
            text.ShouldContain(part);
        matter.TakeEvents().OfType<CompletionReported>().Single().ShouldSatisfyAllConditions(fact => fact.ToUnitId.ShouldBe(Office.Id), fact => fact.LetterId.ShouldBe(letter.Id));
        matter.State.ShouldBe(MatterState.Served);
    }

    [Fact]
    public void The_same_report_again_is_no_second_one_and_another_is_refused()
    {
        var matter = ReportedOn();
        var version = matter.Version;

        Report(matter, Head);

        matter.Version.ShouldBe(version);
        Refused(CaseErrors.NotOpenToYou, () => matter.ReportCompletion(Head.Act(14), Completion with { Attitude = "不满意" }, Sheet(matter.LetterOfCompletion!)));
    }

    [Fact]
    public void Nothing_closes_before_the_report_and_all_the_rest_waits_for_nothing_more()
    {
        var matter = WithOpinion(DispatchKind.Assignment).Also(m => m.Serve(Handler.Act(12), null, Signed(12)));
        foreach (var about in Enum.GetValues<EvaluationSubject>())
            matter.Evaluate(Clerk.Act(13), about, Satisfaction.Satisfied, null);
        matter.ClosesOn.ShouldBeNull();
        Refused(CaseErrors.NotOpenToYou, () => matter.Close(Clerk.Act(60), null));

        Report(matter, Head);

        var last = matter.RunningClock("T7")!.Legal;
        matter.ClosesOn.ShouldBe(last.AddDays(1));
        matter.Close(Actor.System.Act(last.DayNumber - Monday.DayNumber + 1), null);
        matter.State.ShouldBe(MatterState.Closed);
    }

    [Fact]
    public void What_was_only_transferred_is_not_reported_on()
    {
        var matter = Served();
        matter.OfferedTo(Head.Act(13)).ShouldNotContain(offer => offer.Action == nameof(MatterAction.ReportCompletion));
        matter.ClosesOn.ShouldNotBeNull();
    }

    [Fact]
    public void A_request_for_review_does_not_put_the_report_off_and_a_remand_takes_it_away()
    {
        var matter = WithOpinion(DispatchKind.Assignment).Also(m => m.Serve(Handler.Act(12), null, Signed(12)));
        matter.RequestReview(Clerk.Act(20), Request(20, ReviewOffice));
        matter.OfferedTo(Head.Act(21)).ShouldContain(offer => offer.Action == nameof(MatterAction.ReportCompletion));
        matter.DecideReview(Reviewer.Act(30), Given.Report(ReviewDecision.Remanded), ReviewSheet(matter));
        matter.Serve(Reviewer.Act(32), null, Signed(32));

        (matter.State, matter.RunningClock("T11")).ShouldBe((MatterState.Handling, null), "sixty days began anew");
    }

    [Fact]
    public void A_reply_to_a_proposal_is_reported_on_too()
    {
        var matter = Handling(MatterCategory.Proposal, kind: DispatchKind.Assignment).Also(m => m.Reply(Head.Act(8), "已采纳", Sheet(Matter.LetterOfReply), Adoption.Adopted));
        Refused(CaseErrors.NotOpenToYou, () => Report(matter, Head)); // not served yet
        matter.Serve(Handler.Act(12), null, Signed(12));

        Report(matter, Head);

        matter.Letters[^1].Document!.Document.Enclosures[0].ShouldStartWith("答复函（");
        matter.RunningClock("T11").ShouldBeNull();
    }

    [Fact]
    public void An_office_that_keeps_its_own_assignment_writes_none_to_itself()
    {
        var matter = Letter();
        matter.Dispatch(Clerk.Act(2), DispatchKind.Assignment, Office, Monday.AddDays(30), null, null);
        matter.LetterOfCompletion.ShouldBeNull();
    }

    static void Report(Matter matter, Actor actor) => matter.ReportCompletion(actor.Act(13), Completion, Sheet(matter.LetterOfCompletion!));
}

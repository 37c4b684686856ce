using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.Letters;
using Anjie.VisitReception.Domain;
using static Anjie.VisitReception.Tests.Given;

namespace Anjie.VisitReception.Tests;

/// <summary>The petitioner is told in writing: the term for it runs until the notice is served (Art 23).</summary>
public sealed class MatterTellingTests
{
    [Fact]
    public void The_term_for_telling_ends_with_the_proven_service_of_the_notice_and_not_with_the_decision()
    {
        var matter = Accepted();
        matter.RunningClock("T4").ShouldBeNull();
        matter.RunningClock("T5")!.StartedOn.ShouldBe(Monday.AddDays(4), "the sixty days run from the decision");
        matter.RunningClock("T3")!.StartedOn.ShouldBe(Monday.AddDays(2));

        matter.Serve(Handler.Act(7), null, Signed(6));

        matter.State.ShouldBe(MatterState.Handling);
        matter.RunningClock("T3").ShouldBeNull();
        matter.Clocks.Single(clock => clock.Rule == "T3").StoppedOn.ShouldBe(Monday.AddDays(6));
        matter.RunningClock("T5").ShouldNotBeNull();
    }

    [Fact]
    public void An_organ_that_received_the_petition_itself_tells_within_the_same_days()
    {
        var matter = Matter.Register(Handler.Act(), Guid.CreateVersion7(), Guid.CreateVersion7(), "XF2026000004", Petition().AtHome(), Bureau, isPetitionOffice: false);
        matter.Accept(Handler.Act(3), Monday.AddDays(3), simple: false, Sheet(matter.LetterOfAcceptance(simple: false)!));
        matter.RunningClock("T2").ShouldNotBeNull();
        matter.Serve(Handler.Act(5), null, Signed(5));
        matter.Clocks.Single(clock => clock.Rule == "T2").StoppedOn.ShouldBe(Monday.AddDays(5));
    }

    [Fact]
    public void An_organ_that_sends_on_what_it_received_itself_tells_the_petitioner_where_it_went()
    {
        Matter Received() => Matter.Register(Handler.Act(), Guid.CreateVersion7(), Guid.CreateVersion7(), "XF2026000004", Petition().AtHome(), Bureau, isPetitionOffice: false);
        Matter Sent(DateOnly? toldOn) => Received().Also(m => m.Dispatch(Handler.Act(2), DispatchKind.Transfer, OtherBureau, null, null, SheetOrNull(m.LetterOfDispatch(DispatchKind.Transfer, OtherBureau.Id)), toldOn));

        Sent(Monday.AddDays(1)).Clocks.Single(clock => clock.Rule == "T2").StoppedOn.ShouldBe(Monday.AddDays(1));
        Refused(CaseErrors.DateInFuture, () => Sent(Monday.AddDays(3)));
        Refused(CaseErrors.DateTooEarly, () => Sent(Monday.AddDays(-1)));

        var untold = Sent(toldOn: null);
        untold.RunningClock("T2").ShouldNotBeNull("nobody has told the petitioner anything");
        untold.Accept(OtherHead.Act(4), Monday.AddDays(4), simple: false, Sheet(untold.LetterOfAcceptance(simple: false)!, OtherBureau));
        untold.Serve(OtherHead.Act(6), null, Signed(6));
        untold.RunningClock("T2").ShouldBeNull("the unit's notice tells where it is");

        var back = Sent(toldOn: null);
        back.Object(OtherHead.Act(3), "不属职权", "三定方案", null, Sheet(Matter.LetterOfObjection, OtherBureau));
        back.UpholdObjection(Handler.Act(4), "同意退回");
        back.Clocks.Where(clock => clock.State == ClockStates.Running).Select(clock => (clock.Rule, clock.StartedOn)).ShouldBe([("T2", Monday)], "it has run since the receipt, once");
    }

    [Theory]
    [InlineData(true, true)] // told in words
    [InlineData(false, false)] // nowhere to send it
    public void Where_no_notice_can_or_need_be_sent_the_decision_ends_the_term(bool simple, bool hasAddress)
    {
        var matter = hasAddress ? Accepted(simple) : Handling(simple: simple);
        matter.Clocks.Single(clock => clock.Rule == "T3").StoppedOn.ShouldBe(Monday.AddDays(4));
    }

    [Theory, InlineData("N3"), InlineData("R2")]
    public void A_refusal_that_cannot_be_sent_anywhere_counts_at_once(string ground)
    {
        var matter = Dispatched();
        matter.Refuse(Head.Act(4), Refusal(ground), SheetOrNull(matter.LetterOfRefusal(ground)));
        matter.Clocks.ShouldAllBe(clock => clock.State == ClockStates.Stopped);
        matter.Close(Actor.System.Act(5), null);
        matter.State.ShouldBe(MatterState.Closed);
    }

    [Fact]
    public void The_opinion_tells_more_than_a_notice_that_was_never_served()
    {
        var matter = Accepted();
        matter.Investigate(Handler.Act(6), Guid.CreateVersion7(), Monday.AddDays(6), "实地丈量");
        matter.IssueOpinion(Head.Act(10), Opinion(matter), Sheet(matter.LetterOfOpinion));
        matter.Serve(Handler.Act(12), null, Signed(12));
        (matter.State, matter.RunningClock("T3")).ShouldBe((MatterState.Served, null));
        matter.Clocks.Single(clock => clock.Rule == "T3").StoppedOn.ShouldBe(Monday.AddDays(12));
    }

    [Fact]
    public void A_notice_may_still_be_served_when_the_opinion_is_signed_and_a_longer_term_told_in_time_is_not_lost()
    {
        var matter = Accepted();
        matter.Extend(Head.Act(30), 20, "案情复杂", Sheet(LetterKinds.Get(LetterCodes.Extension)));
        matter.Investigate(Handler.Act(31), Guid.CreateVersion7(), Monday.AddDays(31), "实地丈量");
        matter.IssueOpinion(Head.Act(40), Opinion(matter), Sheet(matter.LetterOfOpinion));
        var (acceptance, extension) = (IdOf(matter, LetterCodes.Acceptance), IdOf(matter, LetterCodes.Extension));

        matter.Serve(Handler.Act(41), acceptance, Signed(41));
        matter.Serve(Handler.Act(42), extension, Signed(42));

        matter.State.ShouldBe(MatterState.OpinionIssued);
        matter.RunningClock("T3").ShouldBeNull();
        matter.RunningClock("T5")!.Nominal.ShouldBe(Monday.AddDays(84));
        matter.TakeEvents().OfType<HandlingExtended>().Single().ToldOn.ShouldBe(Monday.AddDays(42));
        matter.Serve(Handler.Act(80), null, Signed(80));
        (matter.State, matter.RunningClock("T7") is null).ShouldBe((MatterState.Served, false));
        matter.Clocks.Single(clock => clock.Rule == "T5").StoppedOn.ShouldBe(Monday.AddDays(80));
    }

    [Fact]
    public void A_longer_term_told_too_late_is_refused_after_the_opinion_too()
    {
        var matter = Accepted();
        var end = matter.RunningClock("T5")!.Legal.DayNumber - Monday.DayNumber;
        matter.Extend(Head.Act(30), 20, "案情复杂", Sheet(LetterKinds.Get(LetterCodes.Extension)));
        matter.Investigate(Handler.Act(31), Guid.CreateVersion7(), Monday.AddDays(31), "实地丈量");
        matter.IssueOpinion(Head.Act(40), Opinion(matter), Sheet(matter.LetterOfOpinion));
        var version = matter.Version;
        Refused(MatterErrors.ExtensionToldTooLate, () => matter.Serve(Handler.Act(end + 1), IdOf(matter, LetterCodes.Extension), Signed(end + 1)));
        matter.Version.ShouldBe(version);
    }

    static Guid IdOf(Matter matter, string kind) => matter.Letters.Single(letter => letter.Kind == kind).Id;

    static Matter Accepted(bool simple = false) =>
        Dispatched(Petition().AtHome()).Also(m => m.Accept(Handler.Act(4), Monday.AddDays(4), simple, SheetOrNull(m.LetterOfAcceptance(simple))));
}

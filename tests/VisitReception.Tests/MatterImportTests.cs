using Anjie.Cases;
using Anjie.Contracts;
using Anjie.Contracts.Reception;
using Anjie.VisitReception.Domain;
using static Anjie.VisitReception.Tests.Given;

namespace Anjie.VisitReception.Tests;

/// <summary>Matters that come with a history: what was over before reminds nobody, what runs goes on from its own dates.</summary>
public sealed class MatterImportTests
{
    static readonly DateOnly LongAgo = Monday.AddDays(-400), Lately = Monday.AddDays(-10);

    [Theory]
    [InlineData(1, false, nameof(MatterState.Registered)), InlineData(2, false, nameof(MatterState.Closed)), InlineData(3, false, nameof(MatterState.Handling)), InlineData(3, true, nameof(MatterState.Closed)), InlineData(4, false, nameof(MatterState.Handling))]
    [InlineData(4, true, nameof(MatterState.Served)), InlineData(5, false, nameof(MatterState.Handling)), InlineData(6, true, nameof(MatterState.Closed)), InlineData(7, true, nameof(MatterState.Closed)), InlineData(8, true, nameof(MatterState.InReview))]
    [InlineData(9, true, nameof(MatterState.ReviewServed)), InlineData(10, true, nameof(MatterState.InReview)), InlineData(11, true, nameof(MatterState.Closed)), InlineData(12, true, nameof(MatterState.InReReview)), InlineData(13, true, nameof(MatterState.Closed))]
    [InlineData(14, true, nameof(MatterState.InReReview)), InlineData(15, true, nameof(MatterState.Closed)), InlineData(101, true, nameof(MatterState.Closed)), InlineData(102, true, nameof(MatterState.Closed)), InlineData(103, true, nameof(MatterState.Closed))]
    public void Each_state_of_the_province_has_its_place_here(int state, bool finished, string ours) => Imported(state, finished).State.ToString().ShouldBe(ours);

    [Fact]
    public void Every_word_for_a_state_is_known_and_goes_out_again() =>
        ProvinceTerms.States.ShouldAllBe(word => ProvinceTerms.LabelOf(ProvinceTerms.States, word.Value) == word.Key);

    [Fact]
    public void The_facts_have_no_gap_and_say_that_it_was_imported()
    {
        var matter = Imported(3, finished: false, Lately);
        var facts = matter.TakeEvents().Cast<CaseEvent>().ToList();

        facts.Select(fact => fact.Version).ShouldBe(Enumerable.Range(1, matter.Version));
        facts.Select(fact => fact.GetType().Name).ShouldBe([nameof(MatterRegistered), nameof(MatterImported), nameof(ClockChanged)]);
        facts.OfType<MatterRegistered>().Single().ReceivedOn.ShouldBe(Lately);
        facts.OfType<MatterImported>().Single().ShouldBe(((MatterImported)facts[1]) with { State = "Handling", ProvinceState = 3, AcceptedOn = Lately });
    }

    [Theory, InlineData(1, "T1"), InlineData(3, "T5"), InlineData(5, "T5")]
    public void A_term_that_was_over_before_is_silent(int state, string rule)
    {
        var clock = Imported(state, finished: false, LongAgo).RunningClock(rule)!;
        (clock.Silent, clock.StartedOn).ShouldBe((true, LongAgo));
        clock.Legal.ShouldBeLessThan(Monday);
    }

    [Fact]
    public void A_term_that_runs_goes_on_from_its_own_day_to_the_day_the_province_set()
    {
        var own = Imported(3, finished: false, Lately).RunningClock("T5")!;
        (own.Silent, own.StartedOn, own.Nominal).ShouldBe((false, Lately, Lately.AddDays(60)));
        var set = Imported(3, finished: false, Lately, due: Monday.AddDays(3)).RunningClock("T5")!;
        (set.Silent, set.Legal).ShouldBe((false, Monday.AddDays(3)));
        // The last day is still in time.
        Imported(3, finished: false, LongAgo, due: Monday).RunningClock("T5")!.Silent.ShouldBeFalse();
        Imported(3, finished: false, LongAgo, due: Monday.AddDays(-3)).RunningClock("T5")!.Silent.ShouldBeTrue();
    }

    [Fact]
    public void What_has_ended_has_no_clock_and_what_was_answered_keeps_the_petitioners_window_open_from_today()
    {
        Imported(15, finished: true).Clocks.ShouldBeEmpty();
        Imported(8, finished: true).Clocks.Single().ShouldSatisfyAllConditions(clock => clock.Rule.ShouldBe("T8"), clock => clock.Silent.ShouldBeTrue("an organ outside keeps its own clock"));
        var served = Imported(4, finished: true);
        served.Clocks.Select(clock => (clock.Rule, clock.Silent, clock.StartedOn)).ShouldBe([("T7", true, Monday), ("M-EVALUATE", true, Monday)]);
        served.Close(Actor.System.Act(60), null);
        served.State.ShouldBe(MatterState.Closed);
    }

    [Fact]
    public void What_an_office_registered_goes_to_a_unit_without_a_new_term()
    {
        var matter = Imported(3, finished: false, Lately, unit: Office);
        matter.HandlingUnitId.ShouldBeNull();
        matter.OfferedTo(Clerk.Act()).Select(offer => offer.Action).ShouldContain("Dispatch");

        matter.Dispatch(Clerk.Act(), DispatchKind.Transfer, Bureau, null, null, SheetOrNull(matter.LetterOfDispatch(DispatchKind.Transfer, Bureau.Id), Office));
        matter.Dispatch(Clerk.Act(), DispatchKind.Transfer, Bureau, null, null, SheetOrNull(matter.LetterOfDispatch(DispatchKind.Transfer, Bureau.Id), Office));

        (matter.State, matter.HandlingUnitId, matter.AcceptedOn).ShouldBe((MatterState.Handling, Bureau.Id, Lately));
        var clock = matter.Clocks.Single();
        (clock.Rule, clock.StartedOn, clock.ResponsibleUnitId).ShouldBe(("T5", Lately, Bureau.Id));
        matter.OfferedTo(Handler.Act()).Select(offer => offer.Action).ShouldContain("Investigate");
        matter.OfferedTo(Clerk.Act()).Select(offer => offer.Action).ShouldNotContain("Dispatch");

        // Accepted before it came to the unit: its opinion names both days and is refused by neither.
        matter.Investigate(Handler.Act(1), Guid.CreateVersion7(), Monday.AddDays(1), "实地丈量");
        matter.IssueOpinion(Head.Act(2), Opinion(matter), Sheet(matter.LetterOfOpinion));
        matter.Serve(Handler.Act(3), null, Signed(3));
        matter.State.ShouldBe(MatterState.Served);
    }

    [Fact]
    public void Nobody_but_a_registrar_imports_and_never_an_accusation()
    {
        Should.Throw<BrokenRuleException>(() => Matter.Import(Handler.Act(), "XF2025000001", Row(3, false, Lately, null), Bureau, false)).Code.ShouldBe(CaseErrors.RoleForbidden);
        Should.Throw<BrokenRuleException>(() => Matter.Import(Clerk.Act(), "XF2025000001", Row(3, false, Lately, null) with { Purpose = ProvinceTerms.Accusing }, Bureau, false)).Code.ShouldBe(MatterErrors.AccusationNotHere);
    }

    static Matter Imported(int state, bool finished, DateOnly? on = null, DateOnly? due = null, UnitPlace? unit = null) =>
        Matter.Import(Clerk.Act(), "XF2025000001", Row(state, finished, on ?? LongAgo, due), unit ?? Bureau, isPetitionOffice: unit == Office || (unit is null && state == 1));

    static ProvinceRow Row(int state, bool finished, DateOnly on, DateOnly? due) =>
        new("GS1", [Zhang], 1, null, 1, "02.01", on, on, due, 1, "征地补偿未到位", finished, null, null, state, Bureau.Id, null);

    [Theory, InlineData(8), InlineData(12), InlineData(14)]
    public void A_review_that_came_with_its_matter_is_brought_to_its_end_here(int state)
    {
        var matter = Imported(state, finished: true, unit: Office);
        matter.HandlingUnitId.ShouldBeNull();
        matter.DecideReview(Clerk.Act(1), Report(ReviewDecision.Upheld, "甘府复〔2026〕3号"), null);
        matter.Serve(Clerk.Act(2), null, Signed(2));
        matter.State.ShouldBe(state == 8 ? MatterState.ReviewServed : MatterState.Terminated);
        var end = matter.ClosesOn!.Value.DayNumber - Monday.DayNumber;
        matter.Close(Actor.System.Act(end), null);
        matter.State.ShouldBe(MatterState.Closed);
    }

    [Theory, InlineData(4), InlineData(9)]
    public void A_review_of_what_was_answered_elsewhere_names_that_answer(int state)
    {
        var matter = Imported(state, finished: true, unit: Office);
        matter.RequestReview(Clerk.Act(1), Request(1, ReviewOffice));
        Refused(Letters.LetterErrors.EmptyField, () => matter.DecideReview(Reviewer.Act(5), Report(ReviewDecision.Upheld), ReviewSheet(matter)));
        matter.DecideReview(Reviewer.Act(5), Report(ReviewDecision.Upheld) with { Prior = new("永昌县人民政府", "永信复〔2025〕7号") }, ReviewSheet(matter));
        matter.Letters.Single(letter => letter.Id == matter.AnswerLetterId).Document!.BodyText.ShouldContain("永信复〔2025〕7号");
        matter.Serve(Reviewer.Act(6), null, Signed(6));
        matter.State.ShouldBe(state == 4 ? MatterState.ReviewServed : MatterState.Terminated);
    }

    [Theory, InlineData(2), InlineData(6), InlineData(7), InlineData(11), InlineData(13), InlineData(15)]
    public void What_came_as_ended_keeps_its_status_whatever_happens_to_it_here(int state) => ProvinceStatus.Of(Imported(state, finished: true), Monday).ShouldBe(state);
}

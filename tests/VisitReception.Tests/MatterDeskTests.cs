using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.VisitReception.Domain;
using static Anjie.VisitReception.Tests.Given;

namespace Anjie.VisitReception.Tests;

/// <summary>Objection, refusal, merging, withdrawal: what happens to a matter before, or instead of, its handling.</summary>
public sealed class MatterDeskTests
{
    [Fact]
    public void An_objection_stops_the_right_to_object_and_nothing_else()
    {
        var matter = Dispatched(kind: DispatchKind.Assignment);
        matter.Object(Handler.Act(5), "不属本单位职权", "三定方案", OtherBureau.Id, Sheet(Matter.LetterOfObjection));

        matter.State.ShouldBe(MatterState.Objected);
        matter.RunningClock("T4").ShouldBeNull();
        matter.RunningClock("T3")!.StartedOn.ShouldBe(Monday.AddDays(2), "the fifteen days run on");
        matter.RunningClock("T11").ShouldNotBeNull();
        matter.Version.ShouldBe(Matter_after(() => matter.Object(Handler.Act(5), "不属本单位职权", "三定方案", OtherBureau.Id, Sheet(Matter.LetterOfObjection)), matter), "once more says the same");
    }

    [Fact]
    public void Five_working_days_are_the_end_of_the_right_to_object()
    {
        // Dispatched on Wednesday: the fifth working day is the Wednesday after.
        Dispatched().Object(Handler.Act(9), "不属本单位职权", "三定方案", null, Sheet(Matter.LetterOfObjection));
        Refused(MatterErrors.ObjectionTooLate, () => Dispatched().Object(Handler.Act(10), "不属本单位职权", "三定方案", null, Sheet(Matter.LetterOfObjection)));
        Refused(MatterErrors.ProposedItself, () => Dispatched().Object(Handler.Act(3), "不属本单位职权", "三定方案", Bureau.Id, Sheet(Matter.LetterOfObjection)));
        Dispatched().OfferedTo(Handler.Act(10)).ShouldNotContain(offer => offer.Action == nameof(MatterAction.Object));
    }

    [Fact]
    public void An_upheld_objection_brings_the_first_receipt_back()
    {
        var matter = Dispatched(kind: DispatchKind.Assignment);
        matter.Object(Handler.Act(5), "不属本单位职权", "三定方案", null, Sheet(Matter.LetterOfObjection));
        Refused(CaseErrors.NotOpenToYou, () => matter.UpholdObjection(Head.Act(6), "同意"));
        matter.UpholdObjection(Clerk.Act(6), "同意退回");

        matter.State.ShouldBe(MatterState.Registered);
        Running(matter).ShouldBe(["T1"]);
        matter.RunningClock("T1")!.StartedOn.ShouldBe(Monday, "no transfer resets the fifteen days");
        matter.HandlingUnitId.ShouldBeNull();

        matter.Dispatch(Clerk.Act(7), DispatchKind.Transfer, OtherBureau, null, null, SheetOrNull(matter.LetterOfDispatch(DispatchKind.Transfer, OtherBureau.Id), Office));
        matter.RunningClock("T3")!.StartedOn.ShouldBe(Monday.AddDays(7));
        matter.Objection.ShouldBeNull("another unit has its own right to object");
    }

    [Fact]
    public void Whoever_sent_a_matter_answers_the_objection_to_it()
    {
        var matter = Matter.Register(TownOfficer.Act(), Guid.CreateVersion7(), Guid.CreateVersion7(), "XF1", Petition(), Town, isPetitionOffice: false);
        matter.Dispatch(TownOfficer.Act(1), DispatchKind.Transfer, Bureau, null, null, SheetOrNull(matter.LetterOfDispatch(DispatchKind.Transfer, Bureau.Id), Town));
        matter.Object(Handler.Act(2), "不属本单位职权", "三定方案", null, Sheet(Matter.LetterOfObjection));
        matter.UpholdObjection(TownOfficer.Act(3), "同意退回");
        matter.RunningClock("T2")!.StartedOn.ShouldBe(Monday);
        var version = matter.Version;
        matter.UpholdObjection(TownOfficer.Act(3), "同意退回");
        matter.Version.ShouldBe(version, "once more says the same");
    }

    [Fact]
    public void Who_keeps_out_of_a_matter_merges_nothing_into_it()
    {
        var parent = Letter();
        parent.DeclareRecusal(Clerk.Act(1), RecusalReason.Relative, null);
        Refused(CaseErrors.Recused, () => Letter().Merge(Clerk.Act(2), parent, Monday));
    }

    [Fact]
    public void A_rejected_objection_leaves_the_units_term_as_it_was_and_comes_once()
    {
        var matter = Dispatched();
        var end = matter.RunningClock("T3")!.Legal;
        matter.Object(Handler.Act(5), "不属本单位职权", "三定方案", null, Sheet(Matter.LetterOfObjection));
        matter.RejectObjection(ClerkHead.Act(8), "应由你单位办理");

        (matter.State, matter.RunningClock("T3")!.Legal).ShouldBe((MatterState.Dispatched, end));
        Refused(MatterErrors.ObjectedBefore, () => matter.Object(Handler.Act(9), "还是不属", "三定方案", null, Sheet(Matter.LetterOfObjection)));
        matter.Accept(Handler.Act(9), Monday.AddDays(9), simple: false, SheetOrNull(matter.LetterOfAcceptance(simple: false)));
    }

    [Fact]
    public void What_came_from_above_has_only_the_days_that_are_left()
    {
        var matter = Register(Petition() with { UpstreamOn = Monday.AddDays(-10), UpstreamOrgan = "甘肃省信访局" });
        (matter.RunningClock("T1")!.StartedOn, matter.RunningClock("T1")!.Nominal).ShouldBe((Monday.AddDays(-10), Monday.AddDays(5)));
        Refused(MatterErrors.UpstreamLater, () => Register(Petition() with { UpstreamOn = Monday.AddDays(1) }));
    }

    [Fact]
    public void A_refusal_is_the_heads_and_its_terms_stop_when_it_is_served()
    {
        var matter = Dispatched(Petition().AtHome());
        Refused(CaseErrors.RoleForbidden, () => matter.Refuse(Handler.Act(4), Refusal("N3"), RefusalSheet("N3")));
        matter.Refuse(Head.Act(4), Refusal("N3"), RefusalSheet("N3"));
        (matter.State, matter.RunningClock("T3") is null).ShouldBe((MatterState.Refused, false));
        Refused(CaseErrors.NotOpenToYou, () => matter.Close(Clerk.Act(5), null));

        matter.Serve(Handler.Act(6), null, Signed(6));
        Running(matter).ShouldBeEmpty();
        matter.Clocks.Single(clock => clock.Rule == "T3").StoppedOn.ShouldBe(Monday.AddDays(6));
        matter.Close(Actor.System.Act(7), null);
        (matter.State, ProvinceStatus.Of(matter, Monday.AddDays(7))).ShouldBe((MatterState.Closed, 2));
    }

    [Fact]
    public void Grounds_are_a_closed_list_and_must_fit()
    {
        Refused(MatterErrors.UnknownGround, () => Dispatched().Refuse(Head.Act(4), Refusal("N9"), RefusalSheet("N9")));
        Refused(MatterErrors.GroundNotFitting, () => Dispatched().Refuse(Head.Act(4), Refusal("N2"), RefusalSheet("N2"))); // a letter skips no level
        Refused(MatterErrors.FinalNumberMissing, () => Dispatched().Refuse(Head.Act(4), Refusal("R1"), RefusalSheet("R1")));
        Dispatched().Also(m => m.Refuse(Head.Act(4), Refusal("R1", "金复核〔2025〕3号"), RefusalSheet("R1"))).State.ShouldBe(MatterState.ClosedToReentry);
        Letter(form: 2).Also(m => m.Refuse(ClerkHead.Act(1), Refusal("N2"), RefusalSheet("N2"))).State.ShouldBe(MatterState.Refused);
        Refused(CaseErrors.NotOpenToYou, () => Register(Accusation()).Refuse(ClerkHead.Act(1), Refusal("N3"), RefusalSheet("N3")));
    }

    [Fact]
    public void S_40_an_accusation_is_passed_on_to_nobody_it_names()
    {
        var matter = Register(Accusation());
        foreach (var unit in (UnitPlace[])[Town, OtherBureau])
            Refused(MatterErrors.AccusedInTarget, () => matter.ForwardAccusation(Clerk.Act(1), unit));
        Refused(CaseErrors.NotOpenToYou, () => Letter().ForwardAccusation(Clerk.Act(1), Bureau));
        matter.ForwardAccusation(Clerk.Act(1), Bureau);

        (matter.State, Running(matter).Count).ShouldBe((MatterState.Forwarded, 0));
        matter.TakeEvents().ShouldBeEmpty();
        matter.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void A_merged_matter_keeps_its_own_day_and_clock()
    {
        var (parent, child) = (Letter(), Register(Petition() with { ReceivedOn = Monday }));
        Refused(MatterErrors.NotSamePerson, () => child.Merge(Clerk.Act(2), Register(Petition() with { Petitioners = [Person("李四", 9)] }), Monday));
        Refused(MatterErrors.ParentUnknown, () => child.Merge(Clerk.Act(2), child, Monday));
        Refused(CaseErrors.DateInFuture, () => child.Merge(Clerk.Act(2), parent, Monday.AddDays(3)));
        child.Merge(Clerk.Act(2), parent, Monday.AddDays(2));

        (child.State, child.ParentId, Running(child).Count).ShouldBe((MatterState.Merged, parent.Id, 0));
        parent.TakeEvents().OfType<RepeatPetitionDetected>().Count().ShouldBe(1);
        Refused(CaseErrors.RoleForbidden, () => child.Unmerge(Clerk.Act(9), "并错"));
        child.Unmerge(ClerkHead.Act(9), "并错");
        (child.State, child.RunningClock("T1")!.StartedOn).ShouldBe((MatterState.Registered, Monday));
    }

    [Fact]
    public void Nothing_is_merged_into_what_has_ended_but_it_is_linked()
    {
        var ended = Letter().Also(m => m.Withdraw(Clerk.Act(1), Monday, null));
        var matter = Letter();
        var lapsed = Served();
        lapsed.Close(Actor.System.Act(lapsed.ClosesOn!.Value.DayNumber - Monday.DayNumber), null);
        Refused(MatterErrors.ParentClosed, () => matter.Merge(Clerk.Act(2), lapsed, Monday));
        Refused(MatterErrors.ParentClosed, () => matter.Merge(Clerk.Act(2), ended, Monday));
        // Answered for good, though its file is still open: a merge would leave the new one without an answer.
        var answered = Letter(MatterCategory.Other).Also(m => m.Reply(Clerk.Act(1), "详见公告", Sheet(Matter.LetterOfReply)));
        Refused(MatterErrors.ParentClosed, () => matter.Merge(Clerk.Act(2), answered, Monday));
        matter.LinkRepeat(Clerk.Act(2), answered);
        Refused(MatterErrors.ParentOpen, () => matter.LinkRepeat(Clerk.Act(2), Letter()));
        matter.LinkRepeat(Clerk.Act(2), ended);
        (matter.State, matter.ParentId, matter.RunningClock("T1") is null).ShouldBe((MatterState.Registered, ended.Id, false));
    }

    [Fact]
    public void A_withdrawal_is_dated_and_ends_everything()
    {
        var matter = Served();
        Refused(CaseErrors.DateInFuture, () => matter.Withdraw(Clerk.Act(15), Monday.AddDays(16), null));
        Refused(CaseErrors.DateTooEarly, () => matter.Withdraw(Clerk.Act(15), Monday.AddDays(-1), null));
        matter.Withdraw(Clerk.Act(15), Monday.AddDays(14), "信访人书面撤回");
        (matter.State, Running(matter).Count, matter.ClosesOn).ShouldBe((MatterState.Withdrawn, 0, null));
    }

    static IReadOnlyList<string> Running(Matter matter) => [.. matter.Clocks.Where(clock => clock.State != ClockStates.Stopped).Select(clock => clock.Rule)];

    static int Matter_after(Action act, Matter matter)
    {
        var before = matter.Version;
        act();
        return before;
    }

    static LetterSheet RefusalSheet(string ground) => Sheet(Anjie.Letters.LetterKinds.Get(ground[0] == 'R' ? LetterCodes.NoFurtherAcceptance : LetterCodes.NonAcceptance));

    static Matter Register(Petition petition) => Matter.Register(Clerk.Act(), Guid.CreateVersion7(), Guid.CreateVersion7(), "XF1", petition, Office, isPetitionOffice: true);
}

using Anjie.BacklogCases.Domain;
using Anjie.Cases;
using Anjie.Contracts.Backlog;
using static Anjie.BacklogCases.Tests.Given;

namespace Anjie.BacklogCases.Tests;

/// <summary>一抓到底: how one leader follows another, and who keeps out.</summary>
public sealed class HandoverTests
{
    [Fact]
    public void The_leader_so_far_stays_accountable_until_the_successor_accepts_in_person()
    {
        var backlog = InWork();
        backlog.ProposeHandover(JointOffice.Act(1), OtherLeader.As(), HandoverReason.Transfer, "卷宗三册");

        backlog.LeaderId.ShouldBe(Leader.PersonId);
        Offered(backlog, OtherLeader).ShouldContain("AcceptHandover");
        Offered(backlog, Leader).ShouldNotContain("AcceptHandover");
        Code(() => backlog.AcceptHandover(SpareLeader.Act(2))).ShouldBe(CaseErrors.NotOpenToYou);
        backlog.AcceptHandover(OtherLeader.Act(2));

        (backlog.LeaderId, backlog.LeaderPostId, backlog.SuccessorId).ShouldBe((OtherLeader.PersonId, OtherLeader.PostId, null));
        backlog.RunningClock("B-RESOLVE")!.ShouldSatisfyAllConditions(
            clock => clock.ResponsiblePostId.ShouldBe(OtherLeader.PostId),
            clock => clock.Nominal.ShouldBe(ResolveBy, "the promise stands, whoever keeps it"));
        Code(() => backlog.SubmitResult(Leader.Act(3), TheResult())).ShouldBe(CaseErrors.NotOpenToYou);
        backlog.TakeEvents().OfType<BacklogLeaderHandedOver>().Single().ShouldSatisfyAllConditions(
            fact => fact.FromLeaderId.ShouldBe(Leader.PersonId), fact => fact.LeaderPostId.ShouldBe(OtherLeader.PostId), fact => fact.Reason.ShouldBe("Transfer"));
    }

    [Fact]
    public void A_successor_who_declines_leaves_everything_as_it_was()
    {
        var backlog = InWork();
        backlog.ProposeHandover(JointOffice.Act(1), OtherLeader.As(), HandoverReason.Retirement, "卷宗三册");
        backlog.DeclineHandover(OtherLeader.Act(1), "分工另有安排");

        (backlog.LeaderId, backlog.SuccessorPostId).ShouldBe((Leader.PersonId, null));
        Code(() => backlog.AcceptHandover(OtherLeader.Act(2))).ShouldBe(CaseErrors.NotOpenToYou);
        backlog.ProposeHandover(JointOffice.Act(2), SpareLeader.As(), HandoverReason.Retirement, "卷宗三册");
        Offered(backlog, SpareLeader).ShouldContain("AcceptHandover");
    }

    [Fact]
    public void A_later_proposal_takes_the_place_of_one_that_was_not_answered()
    {
        var backlog = InWork();
        backlog.ProposeHandover(JointOffice.Act(1), OtherLeader.As(), HandoverReason.Transfer, "卷宗三册");
        backlog.ProposeHandover(JointOffice.Act(2), SpareLeader.As(), HandoverReason.Transfer, "卷宗三册");

        Code(() => backlog.AcceptHandover(OtherLeader.Act(2))).ShouldBe(CaseErrors.NotOpenToYou);
        backlog.AcceptHandover(SpareLeader.Act(2));
        backlog.LeaderId.ShouldBe(SpareLeader.PersonId);
    }

    [Fact]
    public void The_successor_is_another_leader_of_the_level_and_not_who_answers_for_the_unit()
    {
        var backlog = InWork();

        Code(() => Propose(backlog, Leader)).ShouldBe(BacklogErrors.SuccessorIsLeader);
        Code(() => Propose(backlog, TownLeader)).ShouldBe(BacklogErrors.LeaderLevelTooLow);
        Code(() => Propose(backlog, Member)).ShouldBe(BacklogErrors.LeaderLevelTooLow);
        Code(() => Propose(backlog, UnitHead)).ShouldBe(BacklogErrors.LeaderIsResponsible);
        Code(() => backlog.ProposeHandover(Leader.Act(1), OtherLeader.As(), HandoverReason.Transfer, "自行移交")).ShouldBe(CaseErrors.RoleForbidden);
        Code(() => Propose(Confirmed(), OtherLeader)).ShouldBe(CaseErrors.TransitionForbidden);
    }

    [Fact]
    public void A_leader_who_leaves_the_post_is_one_task_of_ten_working_days_for_the_joint_office()
    {
        var backlog = InWork();
        backlog.FollowPost(Actor.System.Act(1), OtherLeader.PersonId);
        backlog.FollowPost(Actor.System.Act(3), null);

        var task = backlog.Clocks.Where(clock => clock.Rule == "B-HANDOVER").ShouldHaveSingleItem();
        (task.ResponsibleUnitId, task.StartedOn, task.Legal).ShouldBe((Office.Id, Monday.AddDays(1), Monday.AddDays(15)));
        backlog.LeaderId.ShouldBe(Leader.PersonId, "nobody follows silently");
        Propose(backlog, OtherLeader);
        backlog.AcceptHandover(OtherLeader.Act(5));
        (backlog.LeaderLeft, task.State, task.StoppedOn).ShouldBe((false, ClockStates.Stopped, Monday.AddDays(5)));
    }

    [Fact]
    public void A_leader_who_is_back_in_the_post_needs_no_handover()
    {
        var backlog = InWork();
        backlog.FollowPost(Actor.System.Act(1), null);
        backlog.FollowPost(Actor.System.Act(2), Leader.PersonId);

        (backlog.LeaderLeft, backlog.RunningClock("B-HANDOVER")).ShouldBe((false, null));
    }

    [Fact]
    public void The_task_outlives_a_rebound_and_ends_with_the_case()
    {
        var backlog = Observed();
        backlog.FollowPost(Actor.System.Act(1), null);
        backlog.Rebound(Actor.System.Act(2), Actor.System.Act(2).Now);
        backlog.RunningClock("B-HANDOVER").ShouldNotBeNull();

        var ended = Observed();
        ended.FollowPost(Actor.System.Act(1), null);
        ended.StrikeOff(JointOffice.Act(2), Signed);
        ended.RunningClock("B-HANDOVER").ShouldBeNull();
        ended.FollowPost(Actor.System.Act(3), Leader.PersonId);
        ended.RunningClock("B-HANDOVER").ShouldBeNull();
    }

    [Fact]
    public void S_41_a_leader_with_an_interest_reads_the_case_and_does_nothing_in_it()
    {
        var backlog = InWork();
        backlog.DeclareRecusal(Leader.Act(1), RecusalReason.Relative, "信访人系表弟");

        backlog.OfferedTo(Leader.Act(1)).ShouldBeEmpty();
        backlog.OfferedTo((Leader with { PostId = Guid.CreateVersion7() }).Act(1)).ShouldBeEmpty("in no post");
        foreach (var attempt in (Action[])[
            () => backlog.LogProgress(Leader.Act(1), Guid.CreateVersion7(), ProgressKind.Work, Monday, "推进"), () => backlog.SubmitResult(Leader.Act(1), TheResult()),
            () => backlog.LiftRecusal(Leader.Act(1), Leader.PersonId, "已无关系")])
            Code(attempt).ShouldBe(CaseErrors.Recused);
        backlog.RunningClock("B-HANDOVER")!.ResponsibleUnitId.ShouldBe(Office.Id);
        backlog.TakeEvents().OfType<OfficialRecused>().Single().ShouldSatisfyAllConditions(fact => fact.PersonId.ShouldBe(Leader.PersonId), fact => fact.Ordered.ShouldBeFalse());
        backlog.ProposeHandover(JointOffice.Act(2), OtherLeader.As(), HandoverReason.Recusal, "卷宗三册");
        backlog.AcceptHandover(OtherLeader.Act(2));
        backlog.RunningClock("B-HANDOVER").ShouldBeNull();
    }

    [Fact]
    public void S_41_a_recused_person_is_given_no_part_in_the_case()
    {
        var backlog = Confirmed();
        backlog.OrderRecusal(JointOffice.Act(), Holder(Leader), RecusalReason.Party, null);
        Code(() => backlog.Claim(Leader.Act())).ShouldBe(CaseErrors.Recused);
        Code(() => backlog.Appoint(JointOffice.Act(), Leader.As())).ShouldBe(CaseErrors.PersonRecused);

        backlog.OrderRecusal(JointOffice.Act(), Holder(Head), RecusalReason.FormerHandler, null);
        backlog.Claim(OtherLeader.Act());
        Code(() => backlog.FormTeam(OtherLeader.Act(), Head.As(), [Member.As()], Bureau, UnitHead.As())).ShouldBe(CaseErrors.PersonRecused);
        Code(() => Propose(backlog, Leader)).ShouldBe(CaseErrors.PersonRecused);
        backlog.LiftRecusal(JointOffice.Act(1), Leader.PersonId, "经查无亲属关系");
        Propose(backlog, Leader);
    }

    [Fact]
    public void S_41_the_head_of_the_unit_or_the_joint_office_orders_and_lifts_a_recusal()
    {
        var backlog = InWork();

        Code(() => backlog.OrderRecusal(Member.Act(), Holder(Member), RecusalReason.Relative, null)).ShouldBe(CaseErrors.RoleForbidden);
        Code(() => backlog.OrderRecusal(UnitHead.Act(), Holder(Head), RecusalReason.Relative, null)).ShouldBe(CaseErrors.NotOpenToYou);
        backlog.OrderRecusal(UnitHead.Act(), Holder(Member), RecusalReason.Relative, "同村");
        Code(() => backlog.LiftRecusal(Head.Act(), Member.PersonId, "误会")).ShouldBe(CaseErrors.NotOpenToYou);
        backlog.RecusalsFor(UnitHead.Act()).Single().Note.ShouldBe("同村");
        backlog.RecusalsFor(Head.Act()).Single().Note.ShouldBeNull();
        backlog.LiftRecusal(JointOffice.Act(), Member.PersonId, "误会");
        backlog.Recusals.ShouldBeEmpty();
        backlog.LogProgress(Member.Act(), Guid.CreateVersion7(), ProgressKind.Work, Monday, "推进");
    }

    [Fact]
    public void A_recusal_that_is_lifted_closes_the_task_unless_the_leader_has_left()
    {
        var backlog = InWork();
        backlog.DeclareRecusal(Leader.Act(1), RecusalReason.Other, null);
        backlog.LiftRecusal(JointOffice.Act(2), Leader.PersonId, "经查无利害关系");
        backlog.RunningClock("B-HANDOVER").ShouldBeNull();

        backlog.DeclareRecusal(Leader.Act(3), RecusalReason.Other, null);
        backlog.FollowPost(Actor.System.Act(3), null);
        backlog.LiftRecusal(JointOffice.Act(4), Leader.PersonId, "经查无利害关系");
        backlog.RunningClock("B-HANDOVER").ShouldNotBeNull();
    }

    [Fact]
    public void S_41_nobody_verifies_a_result_they_signed()
    {
        var both = Leader with { PostId = Guid.CreateVersion7(), UnitId = Office.Id, UnitPath = Office.Path, Roles = JointOffice.Roles };
        var backlog = WithResult();

        Code(() => backlog.Verify(both.Act(), [Verifier.As(), OtherVerifier.As()], "属实")).ShouldBe(CaseErrors.OwnResult);
        Offered(backlog, both).ShouldNotContain("Verify");
        Code(() => backlog.Verify(JointOffice.Act(), [both.As(), OtherVerifier.As()], "属实")).ShouldBe(BacklogErrors.VerifierSignedResult);
        backlog.Verify(JointOffice.Act(), [Verifier.As(), OtherVerifier.As()], "属实");
    }

    [Fact]
    public void S_41_who_stands_in_for_a_recused_leader_keeps_out_too_and_nobody_accepts_in_anothers_place()
    {
        var standIn = StandIn(Leader);
        var backlog = InWork();
        backlog.LogProgress(standIn.Act(), Guid.CreateVersion7(), ProgressKind.Work, Monday, "推进");
        backlog.DeclareRecusal(Leader.Act(1), RecusalReason.Relative, null);

        backlog.OfferedTo(standIn.Act(1)).ShouldBeEmpty();
        Code(() => backlog.LogProgress(standIn.Act(1), Guid.CreateVersion7(), ProgressKind.Work, Monday, "推进")).ShouldBe(CaseErrors.Recused);
        Propose(backlog, OtherLeader);
        Code(() => backlog.AcceptHandover(StandIn(OtherLeader).Act(4))).ShouldBe(CaseErrors.NotOpenToYou);
        backlog.LeaderId.ShouldBe(Leader.PersonId);
    }

    [Fact]
    public void S_41_a_stand_in_who_keeps_out_does_not_keep_the_leader_out()
    {
        var standIn = StandIn(Leader);
        var backlog = InWork();
        backlog.DeclareRecusal(standIn.Act(1), RecusalReason.Relative, null);

        backlog.OfferedTo(standIn.Act(1)).ShouldBeEmpty();
        Offered(backlog, Leader).ShouldContain("LogProgress");
        backlog.RunningClock("B-HANDOVER").ShouldBeNull();
    }

    static Actor StandIn(Actor holder) => holder with { PersonId = Guid.CreateVersion7(), ActingFor = holder.PersonId, ActingUntil = Monday.AddDays(9) };

    static void Propose(BacklogCase backlog, Actor successor) => backlog.ProposeHandover(JointOffice.Act(4), successor.As(), HandoverReason.Transfer, "卷宗三册");

    static PostHolder Holder(Actor actor) => new(actor.PersonId, actor.PostId, actor.UnitPath);

    static IEnumerable<string> Offered(BacklogCase backlog, Actor actor) => backlog.OfferedTo(actor.Act(1)).Select(offer => offer.Action);

    static string Code(Action act) => Should.Throw<BrokenRuleException>(act).Code;
}

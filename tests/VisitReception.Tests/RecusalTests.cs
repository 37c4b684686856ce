using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.VisitReception.Domain;
using static Anjie.VisitReception.Tests.Given;

namespace Anjie.VisitReception.Tests;

/// <summary>Who keeps out of a visit or a matter, and how another leader goes on with a visit.</summary>
public sealed class RecusalTests
{
    [Fact]
    public void S_41_who_declares_an_interest_does_nothing_in_the_matter()
    {
        var matter = Dispatched();
        matter.DeclareRecusal(Handler.Act(3), RecusalReason.FormerHandler, null);

        matter.OfferedTo(Handler.Act(3)).ShouldBeEmpty();
        Refused(CaseErrors.Recused, () => matter.Accept(Handler.Act(4), Monday.AddDays(4), simple: false, null));
        matter.Accept(Head.Act(4), Monday.AddDays(4), simple: false, null);
        Refused(CaseErrors.NotOpenToYou, () => matter.LiftRecusal(OtherHead.Act(4), Handler.PersonId, "越权"));
        matter.LiftRecusal(Head.Act(4), Handler.PersonId, "查无此关系");
        matter.Investigate(Handler.Act(5), Guid.CreateVersion7(), Monday.AddDays(5), "走访");
    }

    [Fact]
    public void S_41_a_recusal_in_the_matter_counts_at_its_visits()
    {
        var matter = Letter();
        matter.DeclareRecusal(Leader.Act(1), RecusalReason.Relative, "亲属");

        var visit = Visit.RegisterOn(Clerk.Act(8), Guid.CreateVersion7(), "JF2", Report(day: 8), OpenSession(), matter, [Zhang]);

        Refused(CaseErrors.Recused, () => visit.RecordTalk(Leader.Act(8), matter, "意见", []));
        visit.HandOver(Clerk.Act(8), As(OtherLeader), HandoverReason.Recusal, null);
        visit.RecordTalk(OtherLeader.Act(8), matter, "意见", []);
        visit.ResponsibleLeaderId.ShouldBe(OtherLeader.PersonId);
    }

    [Fact]
    public void S_41_a_recused_clerk_registers_no_further_visit_in_the_matter()
    {
        var matter = Letter();
        matter.DeclareRecusal(Clerk.Act(1), RecusalReason.Party, null);

        Refused(CaseErrors.Recused, () => Visit.RegisterOn(Clerk.Act(8), Guid.CreateVersion7(), "JF2", Report(day: 8), OpenSession(), matter, [Zhang]));
    }

    [Fact]
    public void S_41_the_joint_office_decides_for_the_leader_at_a_visit_and_for_nobody_else()
    {
        var (visit, _) = Assigned();

        Refused(CaseErrors.NotOpenToYou, () => visit.OrderRecusal(JointOffice.Act(1), Holder(Handler), RecusalReason.Relative, null));
        visit.OrderRecusal(JointOffice.Act(1), Holder(Leader), RecusalReason.Relative, null);
        visit.RunningClock("V-HANDOVER")!.ResponsibleUnitId.ShouldBe(Office.Id);
        visit.LiftRecusal(JointOffice.Act(1), Leader.PersonId, "查无此关系");
        visit.RunningClock("V-HANDOVER").ShouldBeNull();
    }

    [Fact]
    public void S_41_nobody_approves_a_result_they_reported()
    {
        var leadingHead = Head with { Roles = new HashSet<string> { Roles.UnitHead, Roles.Leader } };
        var (visit, _) = Reported();
        visit.HandOver(Clerk.Act(6), new(leadingHead.PersonId, leadingHead.PostId, Bureau, IsLeader: true), HandoverReason.Transfer, null);

        Refused(CaseErrors.OwnResult, () => visit.ApproveResult(leadingHead.Act(6), null));
        visit.ReturnResult(leadingHead.Act(6), "请他人报告");
        Refused(CaseErrors.OwnResult, () => visit.ReportResult(leadingHead.Act(7), "已支付", "银行回单"));
        visit.OfferedTo(leadingHead.Act(7)).ShouldNotContain(offer => offer.Action == nameof(VisitAction.ReportResult));
    }

    [Fact]
    public void Who_follows_in_the_leaders_post_answers_for_nothing_that_was_not_handed_over()
    {
        var (visit, _) = Reported();
        var follower = OtherLeader with { PostId = Leader.PostId };

        Refused(CaseErrors.NotOpenToYou, () => visit.ApproveResult(follower.Act(6), null));
        visit.FollowPost(Actor.System.Act(6), follower.PersonId);
        visit.FollowPost(Actor.System.Act(7), null);
        var task = visit.Clocks.Where(clock => clock.Rule == "V-HANDOVER").ShouldHaveSingleItem();
        (task.ResponsibleUnitId, task.StartedOn, task.Legal).ShouldBe((Office.Id, Monday.AddDays(6), Monday.AddDays(18)), "ten working days from a Sunday");
        visit.HandOver(Clerk.Act(8), As(follower), HandoverReason.Transfer, "卷宗一册");
        visit.ApproveResult(follower.Act(8), "同意");

        (visit.LeaderLeft, visit.ResponsibleLeaderId, task.StoppedOn).ShouldBe((false, follower.PersonId, Monday.AddDays(8)));
        visit.TakeEvents().OfType<VisitLeaderHandedOver>().Single().ShouldSatisfyAllConditions(
            fact => fact.ToLeaderId.ShouldBe(follower.PersonId), fact => fact.FromPostId.ShouldBe(Leader.PostId));
    }

    [Fact]
    public void A_leader_who_is_back_needs_no_handover_and_one_who_left_a_finished_item_neither()
    {
        var (visit, _) = Assigned();
        visit.FollowPost(Actor.System.Act(1), null);
        visit.FollowPost(Actor.System.Act(2), Leader.PersonId);
        visit.RunningClock("V-HANDOVER").ShouldBeNull();

        var (nominated, _) = Received();
        nominated.NominateForBacklog(Leader.Act(1), BacklogCriterion.K7);
        nominated.FollowPost(Actor.System.Act(2), null);
        nominated.RunningClock("V-HANDOVER").ShouldBeNull();
    }

    [Fact]
    public void Only_the_petition_office_of_the_visit_hands_it_over_and_only_to_a_leader()
    {
        var (visit, _) = Assigned();

        Refused(CaseErrors.RoleForbidden, () => visit.HandOver(Leader.Act(1), As(OtherLeader), HandoverReason.Transfer, null));
        Refused(CaseErrors.NotOpenToYou, () => visit.HandOver((Clerk with { UnitPath = Town.Path }).Act(1), As(OtherLeader), HandoverReason.Transfer, null));
        Refused(SessionErrors.NotALeader, () => visit.HandOver(Clerk.Act(1), As(Aide), HandoverReason.Transfer, null));
        visit.DeclareRecusal(OtherLeader.Act(1), RecusalReason.Relative, null);
        Refused(CaseErrors.PersonRecused, () => visit.HandOver(Clerk.Act(1), As(OtherLeader), HandoverReason.Transfer, null));
    }

    static PostHolder Holder(Actor actor) => new(actor.PersonId, actor.PostId, actor.UnitPath);
}

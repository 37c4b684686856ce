using Anjie.Cases;
using Anjie.Contracts.Screening;
using Anjie.DisputeScreening.Domain;
using static Anjie.DisputeScreening.Tests.Given;

namespace Anjie.DisputeScreening.Tests;

public sealed class RecusalTests
{
    [Fact]
    public void S_41_who_declares_an_interest_reads_the_dispute_and_does_nothing_in_it()
    {
        var dispute = InHandling();
        dispute.DeclareRecusal(TownOfficer.Act(), RecusalReason.Relative, "当事人系表弟");

        dispute.OfferedTo(TownOfficer.Act()).ShouldBeEmpty();
        dispute.OfferedTo((TownOfficer with { PostId = Guid.CreateVersion7(), Roles = TownHead.Roles }).Act()).ShouldBeEmpty("in no post");
        Code(() => dispute.LogProgress(TownOfficer.Act(), Guid.CreateVersion7(), "Talk", "已谈")).ShouldBe(CaseErrors.Recused);
        Code(() => dispute.Assess(TownOfficer.Act(), new("06.01", RiskColour.Blue, "症结", "根源"), Town)).ShouldBe(CaseErrors.Recused, "in whatever state");
        dispute.LogProgress(TownHead.Act(), Guid.CreateVersion7(), "Talk", "已谈");
        dispute.TakeEvents().OfType<OfficialRecused>().Single().ShouldSatisfyAllConditions(
            fact => fact.PersonId.ShouldBe(TownOfficer.PersonId), fact => fact.Reason.ShouldBe("Relative"), fact => fact.ActorRole.ShouldBe(Roles.Town));
    }

    [Fact]
    public void S_41_the_head_of_the_unit_orders_it_and_the_head_above_too_and_only_they_lift_it()
    {
        var dispute = InHandling();

        Code(() => dispute.OrderRecusal(OtherTownHead.Act(), Officer, RecusalReason.Party, null)).ShouldBe(CaseErrors.NotOpenToYou);
        Code(() => dispute.OrderRecusal(JointOffice.Act(), Officer, RecusalReason.Party, null)).ShouldBe(CaseErrors.NotOpenToYou);
        Code(() => dispute.OrderRecusal(TownOfficer.Act(), Officer, RecusalReason.Party, null)).ShouldBe(CaseErrors.RoleForbidden);
        dispute.OrderRecusal(TownHead.Act(), Officer, RecusalReason.Party, null);
        dispute.IsRecused(TownOfficer.PersonId).ShouldBeTrue();
        Code(() => dispute.LiftRecusal(TownOfficer.Act(), TownOfficer.PersonId, "自行解除")).ShouldBe(CaseErrors.Recused);
        Code(() => dispute.LiftRecusal(OtherTownHead.Act(), TownOfficer.PersonId, "越权")).ShouldBe(CaseErrors.NotOpenToYou);
        dispute.LiftRecusal(CountyHead.Act(1), TownOfficer.PersonId, "查无此关系");
        dispute.LogProgress(TownOfficer.Act(1), Guid.CreateVersion7(), "Talk", "已谈");
        dispute.TakeEvents().OfType<RecusalLifted>().Single().PersonId.ShouldBe(TownOfficer.PersonId);
    }

    [Fact]
    public void Nothing_is_declared_in_a_dispute_that_has_ended_or_by_who_never_acts_in_one()
    {
        var ended = Reported();
        ended.Dismiss(TownOfficer.Act(), DismissalReason.Groundless, "查无此事");

        ended.OfferedTo(TownHead.Act()).ShouldBeEmpty();
        Code(() => ended.DeclareRecusal(TownHead.Act(), RecusalReason.Party, null)).ShouldBe(CaseErrors.TransitionForbidden);
        Code(() => Reported().DeclareRecusal((Clerk with { Roles = new HashSet<string> { Roles.Supervisor } }).Act(), RecusalReason.Party, null)).ShouldBe(CaseErrors.RoleForbidden);
    }

    [Fact]
    public void S_41_nobody_checks_a_resolution_they_submitted()
    {
        var dispute = InHandling(RiskColour.Yellow);
        dispute.SubmitResolution(TownHead.Act(), Outcome.A, "已补偿", Results());

        dispute.OfferedTo(TownHead.Act()).ShouldNotContain(offer => offer.Action == nameof(DisputeAction.Verify));
        Code(() => dispute.Verify(TownHead.Act(), "双方认可")).ShouldBe(CaseErrors.OwnResult);
        dispute.Verify(CountyHead.Act(), "双方认可");
        dispute.State.ShouldBe(DisputeState.Closed);
    }

    static PostHolder Officer => new(TownOfficer.PersonId, TownOfficer.PostId, TownOfficer.UnitPath);

    static string Code(Action act) => Should.Throw<BrokenRuleException>(act).Code;
}

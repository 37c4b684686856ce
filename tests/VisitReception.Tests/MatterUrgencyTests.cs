using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.VisitReception.Domain;
using static Anjie.VisitReception.Tests.Given;

namespace Anjie.VisitReception.Tests;

/// <summary>Grave or urgent: reported at once, and an alarm after four hours (Art 25, T14).</summary>
public sealed class MatterUrgencyTests
{
    [Fact]
    public void The_alarm_is_four_hours_after_it_became_known()
    {
        var matter = Letter();
        matter.MarkUrgent(Clerk.Act(), "可能引发聚集");
        matter.Urgency!.ReportBy.ShouldBe(Clerk.Act().Now.AddHours(4));
        matter.TakeEvents().OfType<UrgentMatterMarked>().Single().ShouldSatisfyAllConditions(
            fact => fact.UnitId.ShouldBe(Office.Id), fact => fact.ReportBy.ShouldBe(matter.Urgency.ReportBy));
        matter.MarkUrgent(Clerk.Act(1), "又一次");
        matter.Urgency.Reason.ShouldBe("可能引发聚集", "it is known once");
    }

    [Fact]
    public void The_government_is_always_told_and_a_report_is_made_once()
    {
        var matter = Dispatched();
        Refused(CaseErrors.NotOpenToYou, () => matter.ReportUrgent(Handler.Act(3), [UrgentAddressee.Government], "电话报告"));
        matter.MarkUrgent(Handler.Act(3), "扬言极端行为");
        var version = matter.Version;
        Refused(MatterErrors.GovernmentNotTold, () => matter.ReportUrgent(Handler.Act(3), [UrgentAddressee.JointOffice], "电话报告"));
        matter.Version.ShouldBe(version);

        matter.ReportUrgent(Handler.Act(3), [UrgentAddressee.JointOffice, UrgentAddressee.Government, UrgentAddressee.JointOffice], "电话报告区委区政府");

        matter.State.ShouldBe(MatterState.Dispatched);
        matter.TakeEvents().OfType<UrgentMatterReported>().Single().Addressees.ShouldBe(["Government", "JointOffice"]);
        matter.ReportUrgent(Handler.Act(3), [UrgentAddressee.Government], "电话报告区委区政府");
        matter.Version.ShouldBe(version + 1, "a repeat changes nothing");
        Refused(CaseErrors.NotOpenToYou, () => matter.ReportUrgent(Handler.Act(4), [UrgentAddressee.Government], "另一次"));
    }

    [Fact]
    public void What_was_answered_or_refused_meanwhile_is_reported_all_the_same()
    {
        var guided = Letter().Also(m => m.MarkUrgent(Clerk.Act(), "可能引发聚集"));
        foreach (var demand in guided.Demands)
            guided.GuideToLegalRoute(Clerk.Act(), demand.Id, Guidance(), null);
        var refused = Dispatched().Also(m => m.MarkUrgent(Handler.Act(3), "可能引发聚集")).Also(m => m.Refuse(Head.Act(4), Refusal("N3"), Sheet(m.LetterOfRefusal("N3")!)));
        var answered = Letter(MatterCategory.Proposal).Also(m => m.MarkUrgent(Clerk.Act(), "可能引发聚集")).Also(m => m.Reply(Clerk.Act(1), "已采纳", Sheet(Matter.LetterOfReply, Office), Adoption.Adopted));
        foreach (var matter in (Matter[])[guided, refused, answered])
        {
            matter.ReportUrgent(matter == refused ? Handler.Act(4) : Clerk.Act(4), [UrgentAddressee.Government], "电话报告");
            matter.Urgency!.ReportedAt.ShouldNotBeNull(matter.State.ToString());
        }
    }

    [Fact]
    public void An_accusation_promises_no_alarm_that_nobody_could_raise() =>
        Refused(CaseErrors.NotOpenToYou, () => Letter(Accusation()).MarkUrgent(Clerk.Act(), "可能引发聚集"));

    [Fact]
    public void Only_who_has_the_matter_marks_it_and_only_while_it_goes_on()
    {
        Refused(CaseErrors.NotOpenToYou, () => Dispatched().MarkUrgent(OtherHead.Act(3), "无"));
        Refused(CaseErrors.RoleForbidden, () => Dispatched().MarkUrgent(Leader.Act(3), "无"));
        Refused(CaseErrors.TransitionForbidden, () => Letter().Also(m => m.Withdraw(Clerk.Act(1), Monday, null)).MarkUrgent(Clerk.Act(2), "无"));
    }
}

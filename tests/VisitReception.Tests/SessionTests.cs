using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.VisitReception.Domain;
using static Anjie.VisitReception.Tests.Given;

namespace Anjie.VisitReception.Tests;

public sealed class SessionTests
{
    [Fact]
    public void A_reception_is_public_two_days_before_unless_it_is_unannounced()
    {
        Refused(SessionErrors.NoticeTooShort, () => PlannedSession(on: 1));
        Refused(CaseErrors.DateInPast, () => PlannedSession(ReceptionKind.Unannounced, on: -1));
        PlannedSession(ReceptionKind.Unannounced, on: 0).Also(s => s.Open(Leader.Act())).State.ShouldBe(SessionState.Open);
        Refused(CaseErrors.NotOpenToYou, () => PlannedSession(on: 3).Publish(Clerk.Act(2)));
        Refused(CaseErrors.NotOpenToYou, () => PlannedSession(ReceptionKind.Unannounced).Publish(Clerk.Act()));
    }

    [Fact]
    public void It_begins_on_its_day_and_only_after_its_publication()
    {
        var session = PlannedSession();
        Refused(CaseErrors.NotOpenToYou, () => session.Open(Leader.Act(3)));
        session.Publish(Clerk.Act());
        Refused(CaseErrors.NotOpenToYou, () => session.Open(Leader.Act(2)));
        session.Open(Leader.Act(3));
        session.State.ShouldBe(SessionState.Open);
    }

    [Fact]
    public void The_day_counts_for_the_leader_who_was_present_even_without_visitors()
    {
        var session = PlannedSession().Also(s => s.Publish(Clerk.Act())).Also(s => s.Open(Clerk.Act(3)));
        Refused(CaseErrors.DateInFuture, () => session.Close(Clerk.Act(3), Monday.AddDays(4), Post(Leader, Roles.Leader), 0));
        Refused(CaseErrors.DateTooEarly, () => session.Close(Clerk.Act(3), Monday.AddDays(2), Post(Leader, Roles.Leader), 0));
        Refused(SessionErrors.NotALeader, () => session.Close(Clerk.Act(3), Monday.AddDays(3), Post(Aide, Roles.Aide), 0));

        session.Close(Clerk.Act(3), Monday.AddDays(3), Post(OtherLeader, Roles.Leader), 0);

        var fact = session.TakeEvents().OfType<SessionClosed>().Single();
        (fact.LeaderId, fact.HeldOn, fact.Visits).ShouldBe((OtherLeader.PersonId, Monday.AddDays(3), 0));
    }

    [Fact]
    public void The_leader_and_the_hours_must_be_right()
    {
        var plan = new SessionPlan(Monday.AddDays(3), new(9, 0), new(9, 0), "市信访局", ReceptionKind.Fixed);
        Refused(SessionErrors.EndsBeforeItBegins, () => Session.Plan(Clerk.Act(), Guid.CreateVersion7(), "JX1", plan, Post(Leader, Roles.Leader), LeadersUnit, Office));
        Refused(SessionErrors.NotALeader, () => Session.Plan(Clerk.Act(), Guid.CreateVersion7(), "JX1", plan, Post(Aide, Roles.Aide), LeadersUnit, Office));
        Refused(CaseErrors.RoleForbidden, () => Session.Plan(Handler.Act(), Guid.CreateVersion7(), "JX1", plan with { To = new(10, 0) }, Post(Leader, Roles.Leader), LeadersUnit, Office));
    }

    [Fact]
    public void Another_office_runs_nothing_here_and_a_called_off_day_is_over()
    {
        Refused(CaseErrors.RoleForbidden, () => PlannedSession().Publish(TownOfficer.Act()));
        var session = PlannedSession().Also(s => s.Cancel(JointOffice.Act()));
        session.OfferedTo(Clerk.Act()).ShouldBeEmpty();
        Refused(CaseErrors.TransitionForbidden, () => session.Publish(Clerk.Act()));
    }
}

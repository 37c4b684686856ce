using Anjie.Cases;
using Anjie.Contracts;
using Anjie.Contracts.Reception;

namespace Anjie.VisitReception.Domain;

internal enum SessionState { Planned, Published, Open, Closed, Cancelled }

internal enum SessionAction { Publish, Open, Close, Cancel }

/// <summary>Form of a reception day (接访形式).</summary>
public enum ReceptionKind { Fixed, ByAppointment, CarryingCase, Video, Unannounced }

/// <summary>What the office plans.</summary>
internal sealed record SessionPlan(DateOnly On, TimeOnly From, TimeOnly To, string Place, ReceptionKind Kind);

/// <summary>A leader's reception day (seed item 10, domain rule 6.3): one closed session is one day for the leader who was present.</summary>
internal sealed class Session : Case<Session, SessionState, SessionAction>
{
    const int DaysOfNotice = 2;

    static readonly string[] Office = [Roles.Registrar, Roles.RegistrarHead, Roles.JointOffice, Roles.Aide, Roles.Leader];

    static readonly TransitionTable<Session, SessionState, SessionAction> Life = new TransitionTable<Session, SessionState, SessionAction>()
        .Add(SessionState.Planned, SessionAction.Publish, SessionState.Published, Office, null, (s, act) => s.MayRun(act) && s.IsInTimeToPublish(act))
        // Coming unannounced is the point of it: nothing is made public before.
        .Add(SessionState.Planned, SessionAction.Open, SessionState.Open, Office, null, (s, act) => s.MayRun(act) && s.Kind == ReceptionKind.Unannounced && act.Today >= s.On)
        .Add(SessionState.Published, SessionAction.Open, SessionState.Open, Office, null, (s, act) => s.MayRun(act) && act.Today >= s.On)
        .Add(SessionState.Open, SessionAction.Close, SessionState.Closed, Office, ["heldOn"], MayRun)
        .Add(SessionState.Planned, SessionAction.Cancel, SessionState.Cancelled, Office, null, MayRun)
        .Add(SessionState.Published, SessionAction.Cancel, SessionState.Cancelled, Office, null, MayRun);

    Session() { } // EF Core

    public Guid LeaderPersonId { get; private init; }
    public Guid LeaderPostId { get; private init; }
    public Guid LeaderUnitId { get; private init; }
    public string LeaderPath { get; private init; } = "";
    public int LeaderRank { get; private init; }
    public string LeaderLevel { get; private init; } = "";

    /// <summary>The petition office that serves this leader; matters of the session's visitors are registered there.</summary>
    public Guid OfficeUnitId { get; private init; }
    public string OfficePath { get; private init; } = "";
    public int OfficeRank { get; private init; }
    public DateOnly On { get; private init; }
    public TimeOnly From { get; private init; }
    public TimeOnly To { get; private init; }
    public string Place { get; private init; } = "";
    public ReceptionKind Kind { get; private init; }
    public Guid? ActualLeaderPostId { get; private set; }
    public DateOnly? HeldOn { get; private set; }
    public int? Visits { get; private set; }

    protected override TransitionTable<Session, SessionState, SessionAction> Table => Life;

    protected override ClockEvent NewClockEvent() => new ClockChanged();

    public static Session Plan(Act act, Guid id, string number, SessionPlan plan, PostCopy leader, UnitPlace leaderUnit, UnitPlace office)
    {
        BrokenRuleException.ThrowIf(!leader.Roles.Contains(Roles.Leader), SessionErrors.NotALeader);
        BrokenRuleException.ThrowIf(plan.On < act.Today, CaseErrors.DateInPast, act.Today);
        BrokenRuleException.ThrowIf(plan.To <= plan.From, SessionErrors.EndsBeforeItBegins);
        BrokenRuleException.ThrowIf(plan.Kind != ReceptionKind.Unannounced && plan.On < act.Today.AddDays(DaysOfNotice), SessionErrors.NoticeTooShort, DaysOfNotice);

        var session = new Session
        {
            Id = id, MatterId = id, Number = number, CreatedAt = act.Now,
            LeaderPersonId = leader.PersonId!.Value, LeaderPostId = leader.Id,
            LeaderUnitId = leaderUnit.Id, LeaderPath = leaderUnit.Path, LeaderRank = leaderUnit.Rank, LeaderLevel = leader.Level ?? "",
            OfficeUnitId = office.Id, OfficePath = office.Path, OfficeRank = office.Rank, On = plan.On, From = plan.From, To = plan.To, Place = plan.Place, Kind = plan.Kind,
        };
        session.Involve(leaderUnit.Path);
        session.Involve(office.Path);
        session.Begin(act, SessionState.Planned, Roles.Aide, Roles.RegistrarHead, Roles.Registrar, Roles.JointOffice);
        session.Record(act, new SessionPlanned(session.LeaderPersonId, session.LeaderPostId, plan.On, plan.Kind.ToString()));
        return session;
    }

    public void Publish(Act act)
    {
        if (State == SessionState.Published)
            return;

        Apply(act, SessionAction.Publish);
        Record(act, new SessionPublished());
    }

    public void Open(Act act)
    {
        if (State == SessionState.Open)
            return;

        Apply(act, SessionAction.Open);
        Record(act, new SessionOpened());
    }

    /// <summary>Ends the day. A substitute's day counts for the substitute; a day without visitors counts too.</summary>
    public void Close(Act act, DateOnly heldOn, PostCopy leader, int visits)
    {
        if (State == SessionState.Closed && HeldOn == heldOn && ActualLeaderPostId == leader.Id)
            return;

        BrokenRuleException.ThrowIf(!leader.Roles.Contains(Roles.Leader), SessionErrors.NotALeader);
        BrokenRuleException.ThrowIf(heldOn > act.Today, CaseErrors.DateInFuture, act.Today);
        BrokenRuleException.ThrowIf(heldOn < On, CaseErrors.DateTooEarly, On);
        Apply(act, SessionAction.Close);
        (HeldOn, ActualLeaderPostId, Visits) = (heldOn, leader.Id, visits);
        Record(act, new SessionClosed(leader.PersonId!.Value, leader.Id, heldOn, visits));
    }

    public void Cancel(Act act)
    {
        if (State == SessionState.Cancelled)
            return;

        Apply(act, SessionAction.Cancel);
        Record(act, new SessionCancelled());
    }

    bool MayRun(Act act) => MayRun(act.Actor, LeaderPath, OfficePath);

    static bool MayRun(Session session, Act act) => session.MayRun(act);

    /// <summary>The joint office, the petition office that serves the leader, and the leader's own unit.</summary>
    public static bool MayRun(Actor actor, string leaderPath, string officePath) =>
        actor.Has(Roles.JointOffice) || actor.UnitPath == leaderPath || actor.UnitPath == officePath;

    bool IsInTimeToPublish(Act act) => Kind != ReceptionKind.Unannounced && act.Today.AddDays(DaysOfNotice) <= On;
}

internal static class SessionErrors
{
    public const string NotALeader = "session.not_a_leader";
    public const string EndsBeforeItBegins = "session.ends_before_it_begins";
    public const string NoticeTooShort = "session.notice_too_short";
    public const string PlaceClash = "session.place_clash";
    public const string PeriodWrong = "session.period_wrong";
    public const string NothingToAnnounce = "session.nothing_to_announce";
    public const string LeaderUnnamed = "session.leader_unnamed";
}

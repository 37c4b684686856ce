using Anjie.Cases;
using Anjie.Contracts;
using Anjie.Contracts.Reception;
using Anjie.PersonalData;
using static Anjie.VisitReception.Domain.VisitState;

namespace Anjie.VisitReception.Domain;

internal enum VisitState { Registered, Received, ResolvedOnSpot, Assigned, Handling, Reported, Approved, Notified, Evaluated, StruckOff, Guided, Nominated }

internal enum VisitAction
{
    DraftTalk, RecordTalk, ResolveOnSpot, Assign, Explain, GuideToLegalRoute, SignAssignment, ReportResult, ApproveResult, ReturnResult, Notify, Evaluate, StrikeOff, NominateForBacklog, HandOver,
    // Taken with another step or by the system, never offered.
    EndGuided, EndWithBacklog,
}

/// <summary>A person came to a leader: who receives is accountable until the item is struck off (seed items 10–12, domain rule 6.3).</summary>
internal sealed partial class Visit : RecusableCase<Visit, VisitState, VisitAction>
{
    const int MostRepresentatives = 5;

    // From the registration until it is struck off a leader answers for the item, or it has gone on as a backlog case.
    static readonly VisitState[] Answered = [Registered, Received, ResolvedOnSpot, Assigned, Handling, Reported, Approved, Notified, Evaluated, Guided];

    // The whole life of a visit. Guards, buttons and tests all read this table.
    static readonly TransitionTable<Visit, VisitState, VisitAction> Life = new TransitionTable<Visit, VisitState, VisitAction>()
        .Add(Registered, VisitAction.DraftTalk, Registered, [Roles.Aide], ["opinion"], (v, act) => act.Actor.UnitPath == v.LeaderPath)
        .Add(Registered, VisitAction.RecordTalk, Received, [Roles.Leader], ["opinion"], (v, act) => act.Actor.PostId == v.LeaderPostId && act.Actor.IsInPerson)
        .Add(Received, VisitAction.ResolveOnSpot, ResolvedOnSpot, [Roles.Leader], ["measure", "doneOn", "proof"], IsAccountable)
        .Add(Received, VisitAction.Assign, Assigned, [Roles.Leader], ["responsibleUnitId", "responsiblePostId", "dueOn", "requirements"], IsAccountable)
        .Add(Received, VisitAction.Explain, Notified, [Roles.Leader], ["basis", "text"], IsAccountable)
        .Add(Received, VisitAction.GuideToLegalRoute, Received, [Roles.Leader], ["route", "organ", "timeLimit", "proof"], IsAccountable)
        .Add(Received, VisitAction.NominateForBacklog, Nominated, [Roles.Leader], ["criterion"], IsAccountable)
        .Add(Received, VisitAction.EndGuided, Guided, [Roles.Leader], null, (v, _) => v._allGuided)
        .Add(Assigned, VisitAction.SignAssignment, Handling, [.. Staff.Unit, Roles.System], null, MaySign)
        .Add(Handling, VisitAction.ReportResult, Reported, Staff.Heads, ["result", "evidence"], IsResponsible)
        .Add(Handling, VisitAction.NominateForBacklog, Nominated, [Roles.Leader, Roles.JointOffice], ["criterion"], (v, act) => act.Actor.Has(Roles.JointOffice) || IsAccountable(v, act))
        .Add(Reported, VisitAction.ApproveResult, Approved, [Roles.Leader], null, IsAccountable)
        .Add(Reported, VisitAction.ReturnResult, Handling, [Roles.Leader], ["reason"], IsAccountable)
        .Add(Approved, VisitAction.Notify, Notified, [.. Staff.Unit, .. Staff.Registrars], ["proof"], (v, act) => IsResponsible(v, act) || act.Actor.UnitPath == v.OfficePath)
        .Add(ResolvedOnSpot, VisitAction.Evaluate, Evaluated, Staff.Registrars, ["value"])
        .Add(Notified, VisitAction.Evaluate, Evaluated, Staff.Registrars, ["value"])
        .Add(Evaluated, VisitAction.StrikeOff, StruckOff, [Roles.JointOffice])
        .Add(ResolvedOnSpot, VisitAction.StrikeOff, StruckOff, [Roles.JointOffice], null, (v, act) => v.HasLapsed("M-EVALUATE", act))
        .Add(Notified, VisitAction.StrikeOff, StruckOff, [Roles.JointOffice], null, (v, act) => v.HasLapsed("M-EVALUATE", act))
        .Add(Guided, VisitAction.StrikeOff, StruckOff, [Roles.JointOffice], null, (v, act) => v.HasLapsed("M-FOLLOW", act))
        .Add(Nominated, VisitAction.EndWithBacklog, StruckOff, [Roles.System])
        .AddIn(Answered, VisitAction.HandOver, Staff.Registrars, ["leaderPostId", "reason"], (v, act) => act.Actor.UnitPath == v.OfficePath);

    readonly List<DemandOpinion> _opinions = [];
    readonly List<Delivery> _deliveries = [];
    bool _allGuided;

    Visit() { } // EF Core

    public Guid SessionId { get; private init; }
    public DateOnly VisitedOn { get; private init; }
    public int Visitors { get; private init; }
    public int Representatives { get; private init; }
    public int PeopleConcerned { get; private init; }
    public int Form { get; private init; }
    public MatterCategory Category { get; private init; }
    public string ContentCode { get; private init; } = "";
    public Secret Summary { get; private init; } = Secret.Empty;
    public Secret? ProblemPlace { get; private init; }
    public bool OnKnownMatter { get; private init; }
    public Guid LeaderPostId { get; private set; }
    public Guid LeaderUnitId { get; private set; }
    public string LeaderPath { get; private set; } = "";
    public int LeaderRank { get; private set; }
    public Guid OfficeUnitId { get; private init; }
    public string OfficePath { get; private init; } = "";
    public Secret? TalkDraft { get; private set; }
    public Secret? Talk { get; private set; }
    public Guid? ResponsibleLeaderId { get; private set; }
    public Guid? ResponsibleLeaderPostId { get; private set; }

    /// <summary>The leader left the post in which they answer for the item; until the handover nobody acts in it.</summary>
    public bool LeaderLeft { get; private set; }
    public HandoverReason? HandoverReason { get; private set; }
    public Secret? HandoverSheet { get; private set; }
    public Secret? Measure { get; private set; }
    public DateOnly? DoneOn { get; private set; }
    public Secret? Explanation { get; private set; }
    public Secret? Basis { get; private set; }
    public Guid? ResponsibleUnitId { get; private set; }
    public string? ResponsiblePath { get; private set; }
    public Guid? ResponsiblePostId { get; private set; }
    public DateOnly? DueOn { get; private set; }
    public Secret? Requirements { get; private set; }

    /// <summary>Last day for the unit's signature; the day after, the system signs, so that silence gains no time.</summary>
    public DateOnly? SignBy { get; private set; }
    public Secret? Result { get; private set; }
    public Secret? Evidence { get; private set; }

    /// <summary>Who answers for the result, and so is not the one to approve it.</summary>
    public List<Guid> ReportedByIds { get; private set; } = [];
    public Secret? LeaderNote { get; private set; }
    public Satisfaction? Evaluation { get; private set; }
    public Secret? EvaluationReason { get; private set; }
    public Secret? SealedRecusals { get; private set; }
    public IReadOnlyList<DemandOpinion> Opinions => _opinions;
    public IReadOnlyList<Delivery> Deliveries => _deliveries;

    protected override TransitionTable<Visit, VisitState, VisitAction> Table => Life;

    protected override ClockEvent NewClockEvent() => new ClockChanged();

    protected override string? RecusalSheet { get => SealedRecusals?.Text; set => SealedRecusals = Secret.OrNull(value); }

    protected override CaseEvent Recused(Guid personId, Guid postId, string reason, bool ordered) => new OfficialRecused(personId, postId, reason, ordered);

    protected override CaseEvent RecusalLifted(Guid personId, Guid postId) => new RecusalLifted(personId, postId);

    /// <summary>Registers a visitor who brings a new matter: both are born in one save, and the matter's clock runs from this day.</summary>
    public static (Visit Visit, Matter Matter) RegisterWithMatter(
        Act act, Guid id, string number, VisitReport report, SessionFacts session, Guid matterId, string matterNumber, IReadOnlyList<string> demands, IReadOnlyList<PetitionerReport> petitioners)
    {
        Check(act, report, session);
        var petition = new Petition(
            report.VisitedOn, report.Form, report.Category, report.ContentCode, report.Summary, report.ProblemPlace, Anonymous: false, report.PeopleConcerned, demands, petitioners)
        { Confidential = report.Confidential };
        var matter = Matter.RegisterAtVisit(act, matterId, matterNumber, petition, session.Office, session.LeaderUnit.Path);
        return (New(act, id, number, report, session, matter, known: false), matter);
    }

    /// <summary>Registers a visitor in a matter that is known: it keeps its clocks, and the repetition is told.</summary>
    public static Visit RegisterOn(Act act, Guid id, string number, VisitReport report, SessionFacts session, Matter matter, IReadOnlyList<PetitionerReport> petitioners)
    {
        Check(act, report, session);
        var visit = New(act, id, number, report, session, matter, known: true);
        matter.ComeAgain(act, id, petitioners, report.Confidential, session.Office, session.LeaderUnit.Path);
        foreach (var recusal in matter.Recusals)
            visit.FollowRecusal(act, recusal);
        return visit;
    }

    static void Check(Act act, VisitReport report, SessionFacts session)
    {
        if (!Session.MayRun(act.Actor, session.LeaderUnit.Path, session.Office.Path))
            throw new BrokenRuleException(CaseErrors.NotOpenToYou, "Begin.Visit");
        BrokenRuleException.ThrowIf(report.Category == MatterCategory.Accusation, MatterErrors.AccusationNotHere);
        BrokenRuleException.ThrowIf(session.State != SessionState.Open, VisitErrors.SessionNotOpen);
        BrokenRuleException.ThrowIf(report.VisitedOn > act.Today, CaseErrors.DateInFuture, act.Today);
        BrokenRuleException.ThrowIf(report.VisitedOn < session.On, CaseErrors.DateTooEarly, session.On);
        BrokenRuleException.ThrowIf(report.Representatives > Math.Min(report.Visitors, MostRepresentatives), VisitErrors.TooManyRepresentatives, MostRepresentatives);
    }

    static Visit New(Act act, Guid id, string number, VisitReport report, SessionFacts session, Matter matter, bool known)
    {
        var visit = new Visit
        {
            Id = id, MatterId = matter.MatterId, Number = number, CreatedAt = act.Now, SessionId = session.Id,
            VisitedOn = report.VisitedOn, Visitors = report.Visitors, Representatives = report.Representatives, PeopleConcerned = report.PeopleConcerned, Form = report.Form,
            Category = report.Category, ContentCode = report.ContentCode, Summary = new(report.Summary), ProblemPlace = Secret.OrNull(report.ProblemPlace), OnKnownMatter = known,
            LeaderPostId = session.LeaderPostId, LeaderUnitId = session.LeaderUnit.Id, LeaderPath = session.LeaderUnit.Path, LeaderRank = session.LeaderUnit.Rank,
            OfficeUnitId = session.Office.Id, OfficePath = session.Office.Path,
        };
        visit.Involve(session.LeaderUnit.Path);
        visit.Involve(session.Office.Path);
        visit.Begin(act, Registered, Roles.Aide, Roles.RegistrarHead, Roles.Registrar);
        visit.Record(act, new VisitRegistered(number, session.Id, report.VisitedOn, report.Visitors, known));
        return visit;
    }

    /// <summary>The aide types; nothing has been said until the leader confirms it.</summary>
    public void DraftTalk(Act act, string opinion)
    {
        Apply(act, VisitAction.DraftTalk);
        TalkDraft = new(opinion);
    }

    /// <summary>The leader confirms the talk and answers for the item from now on ("谁接待、谁负责").</summary>
    public void RecordTalk(Act act, Matter matter, string opinion, IReadOnlyList<DemandOpinionReport> opinions)
    {
        if (State == Received && Talk!.Text == opinion)
            return;

        Require(act, VisitAction.RecordTalk);
        BrokenRuleException.ThrowIf(opinions.Any(report => !matter.Demands.Any(demand => demand.Id == report.DemandId)), MatterErrors.UnknownDemand);
        Apply(act, VisitAction.RecordTalk);
        (Talk, TalkDraft, ResponsibleLeaderId, ResponsibleLeaderPostId) = (new(opinion), null, act.Actor.PersonId, act.Actor.PostId);
        _opinions.AddRange(opinions.Select(report => DemandOpinion.Of(Id, report)));
        Record(act, new VisitReceived(act.Actor.PersonId, act.Actor.PostId));
    }

    /// <summary>Solved before the leader's eyes. A promise is an assignment, not a solution.</summary>
    public void ResolveOnSpot(Act act, Matter matter, string measure, DateOnly doneOn, Proof proof, LetterSheet? sheet)
    {
        if (State == ResolvedOnSpot && Measure!.Text == measure)
            return;

        Require(act, VisitAction.ResolveOnSpot);
        BrokenRuleException.ThrowIf(doneOn > act.Today, CaseErrors.DateInFuture, act.Today);
        BrokenRuleException.ThrowIf(doneOn < VisitedOn, CaseErrors.DateTooEarly, VisitedOn);
        Delivery.Check(act, proof, matter.LetterOfResolution is null ? VisitedOn : act.Today); // the slip is issued with this act
        Apply(act, VisitAction.ResolveOnSpot);
        (Measure, DoneOn) = (new(measure), doneOn);
        _deliveries.Add(Delivery.Of(Id, null, act, proof));
        Record(act, new VisitResolvedOnSpot());
        AskForEvaluation(act, proof.ServedOn);
        matter.ResolveAtVisit(act, measure, proof, sheet);
    }

    public void Explain(Act act, Matter matter, VisitExplanation explanation, LetterSheet? sheet)
    {
        if (State == Notified && Explanation?.Text == explanation.Text)
            return;

        Apply(act, VisitAction.Explain);
        (Explanation, Basis) = (new(explanation.Text), new(explanation.Basis));
        Record(act, new VisitExplained());
        AskForEvaluation(act, act.Today);
        matter.ExplainAtVisit(act, new(LeaderUnitId, LeaderPath, LeaderRank), explanation, sheet);
    }

    /// <summary>Guides one demand, or all; the visit ends this way only when nothing is left to handle.</summary>
    public void GuideToLegalRoute(Act act, Matter matter, Guid? demandId, Guidance guidance, LetterSheet? sheet)
    {
        if (IsGuided(matter, demandId))
            return;

        Apply(act, VisitAction.GuideToLegalRoute);
        _allGuided = matter.GuideAtVisit(act, demandId, guidance, sheet);
        Record(act, new VisitGuided(guidance.Route.ToString(), _allGuided));
        if (!_allGuided)
            return;

        Apply(act, VisitAction.EndGuided);
        StartClock(act, "M-FOLLOW", act.Today, OfficeUnitId, silent: true);
    }

    bool IsGuided(Matter matter, Guid? demandId) => State == Guided
        || (demandId is { } one && matter.Demands.Any(demand => demand.Id == one && demand.State == DemandState.Guided));

    void AskForEvaluation(Act act, DateOnly servedOn) => StartClock(act, "M-EVALUATE", servedOn, OfficeUnitId, silent: true);

    bool HasLapsed(string rule, Act act) => RunningClock(rule) is { } clock && act.Today > clock.Legal;

    // The person in the post, or who stands in for that person: whoever follows in the post answers for nothing that was not handed over.
    static bool IsAccountable(Visit visit, Act act) => act.Actor.PostId == visit.ResponsibleLeaderPostId && act.Actor.Is(visit.ResponsibleLeaderId);

    static bool IsResponsible(Visit visit, Act act) => act.Actor.UnitPath == visit.ResponsiblePath;

    static bool MaySign(Visit visit, Act act) => act.Actor.Has(Roles.System) ? act.Today > visit.SignBy : IsResponsible(visit, act);
}

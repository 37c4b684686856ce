using Anjie.Cases;
using Anjie.Contracts;
using Anjie.Contracts.Backlog;
using Anjie.PersonalData;
using static Anjie.BacklogCases.Domain.BacklogState;

namespace Anjie.BacklogCases.Domain;

internal enum BacklogState
{
    Nominated, Confirmed, Declined, Claimed, TeamFormed, PlanSubmitted, PlanApproved, Working, ResultSubmitted, Resolved, Notified, Observing, StruckOff, Rebounded,
}

internal enum BacklogAction
{
    Confirm, Decline, Claim, Appoint, FormTeam, MeetPetitioner, SubmitPlan, ApprovePlan, ReturnPlan, Start, LogProgress,
    SubmitResult, Verify, ReturnResult, Notify, Evaluate, FollowUp, StrikeOff, Rebound,
    ProposeHandover, AcceptHandover, DeclineHandover,
}

/// <summary>An old, hard matter under 五个一: one case, one leader, one team, one plan, followed to the end (seed item 11, domain rules 3.2 and 6.4).</summary>
internal sealed partial class BacklogCase : RecusableCase<BacklogCase, BacklogState, BacklogAction>
{
    // Whoever heads or joins a team may hold any of these; which case is theirs, the condition of the row says.
    static readonly string[] Workers =
        [Roles.UnitHead, Roles.UnitHandler, Roles.TownHead, Roles.Town, Roles.Leader, Roles.Aide, Roles.RegistrarHead, Roles.Registrar, Roles.JointOffice, Roles.Convener];

    static readonly string[] UnitRoles = [Roles.UnitHead, Roles.UnitHandler, Roles.TownHead, Roles.Town];

    static readonly string[] PlanFields = ["crux", "policyBasis", "stability", "resolveBy", "measures"];

    static readonly BacklogState[] Carried =
        [Claimed, TeamFormed, PlanSubmitted, PlanApproved, Working, ResultSubmitted, Resolved, Notified, Observing, Rebounded];

    // The whole life of a backlog case. No row leads past one of the five ones. Guards, buttons and tests all read this table.
    internal static readonly TransitionTable<BacklogCase, BacklogState, BacklogAction> Life = new TransitionTable<BacklogCase, BacklogState, BacklogAction>()
        .Add(Nominated, BacklogAction.Confirm, Confirmed, [Roles.JointOffice], ["batch", "level", "responsibleUnitId", "name", "demands"])
        .Add(Nominated, BacklogAction.Decline, Declined, [Roles.JointOffice], ["reason"])
        .Add(Confirmed, BacklogAction.Claim, Claimed, [Roles.Leader], null, IsWithinLevelOf)
        .Add(Confirmed, BacklogAction.Appoint, Claimed, [Roles.JointOffice], ["leaderPostId"])
        .Add(Claimed, BacklogAction.FormTeam, TeamFormed, [Roles.Leader], ["headPostId", "memberPostIds", "responsibleUnitId", "responsiblePostId"], IsCarriedBy)
        .Add(Claimed, BacklogAction.MeetPetitioner, Claimed, [Roles.Leader], ["on", "text"], AwaitsMeetingWith)
        .Add(TeamFormed, BacklogAction.MeetPetitioner, TeamFormed, [Roles.Leader], ["on", "text"], AwaitsMeetingWith)
        .Add(TeamFormed, BacklogAction.SubmitPlan, PlanSubmitted, Workers, PlanFields, (c, act) => c.PetitionerMetOn is not null && IsPlannedBy(c, act))
        .Add(PlanSubmitted, BacklogAction.ApprovePlan, PlanApproved, [Roles.Leader], null, (c, act) => IsCarriedBy(c, act) && c.LatestPlan!.ResolveBy >= act.Today)
        .Add(PlanSubmitted, BacklogAction.ReturnPlan, TeamFormed, [Roles.Leader], ["reason"], IsCarriedBy)
        .Add(PlanApproved, BacklogAction.Start, Working, Workers, null, IsWorkedBy)
        .Add(Working, BacklogAction.LogProgress, Working, Workers, ["entryId", "kind", "on", "text"], IsWorkedBy)
        .Add(Working, BacklogAction.SubmitResult, ResultSubmitted, [Roles.Leader], ["primaryOutcome", "demands"], IsCarriedBy)
        .Add(ResultSubmitted, BacklogAction.Verify, Resolved, [Roles.JointOffice], ["verifierPostIds", "findings"])
        .Add(ResultSubmitted, BacklogAction.ReturnResult, Working, [Roles.JointOffice], ["reason"])
        .Add(Resolved, BacklogAction.Notify, Notified, UnitRoles, ["proof", "letterText"], IsAnsweredBy)
        .Add(Notified, BacklogAction.Evaluate, Observing, [Roles.JointOffice, .. UnitRoles], ["value"], IsFollowedBy)
        .Add(Observing, BacklogAction.FollowUp, Observing, [Roles.JointOffice, Roles.Leader, .. UnitRoles], ["on", "text"], IsFollowedBy)
        .Add(Observing, BacklogAction.StrikeOff, StruckOff, [Roles.JointOffice], null, (c, _) => c.FirstFourDone)
        .Add(Observing, BacklogAction.Rebound, Rebounded, [Roles.System])
        // The same leader and team go on, but the old promise is used up: work begins again with the next version of the plan.
        .Add(Rebounded, BacklogAction.SubmitPlan, PlanSubmitted, Workers, PlanFields, IsPlannedBy)
        // Followed to the end by one leader, or by one who took it over in person.
        .AddIn(Carried, BacklogAction.ProposeHandover, [Roles.JointOffice], ["leaderPostId", "reason", "sheet"])
        .AddIn(Carried, BacklogAction.AcceptHandover, [Roles.Leader], null, IsOfferedTo)
        .AddIn(Carried, BacklogAction.DeclineHandover, [Roles.Leader], ["reason"], IsOfferedTo);

    readonly List<Demand> _demands = [];
    readonly List<Plan> _plans = [];
    readonly List<Progress> _progress = [];
    readonly List<FollowUpVisit> _followUps = [];
    readonly List<Delivery> _deliveries = [];

    BacklogCase() { } // EF Core

    public Criterion Criterion { get; private init; }
    public NominationSource Source { get; private init; }
    public Secret? Title { get; private init; }
    public Guid NominatedUnitId { get; private init; }
    public Guid OfficeUnitId { get; private init; }
    public string? Batch { get; private set; }
    public LeaderLevel? Level { get; private set; }
    public Secret? Name { get; private set; }
    public Guid ResponsibleUnitId { get; private set; }
    public string ResponsiblePath { get; private set; } = "";
    public Guid? LeaderId { get; private set; }
    public Guid? LeaderPostId { get; private set; }
    public Guid? LeaderUnitId { get; private set; }
    public string? LeaderName { get; private set; }
    public DateTimeOffset? ClaimedAt { get; private set; }
    public bool Appointed { get; private set; }

    /// <summary>The leader is no longer in the post in which the case is carried; accountable they stay until a successor accepts.</summary>
    public bool LeaderLeft { get; private set; }
    public Guid? SuccessorId { get; private set; }
    public Guid? SuccessorPostId { get; private set; }
    public HandoverReason? HandoverReason { get; private set; }
    public Secret? HandoverSheet { get; private set; }
    public Guid? HeadPostId { get; private set; }
    public List<Guid> MemberPostIds { get; private set; } = [];
    public Guid? ResponsiblePostId { get; private set; }
    public DateOnly? PetitionerMetOn { get; private set; }
    public Secret? MeetingText { get; private set; }
    public DateOnly? ResolveBy { get; private set; }
    public Outcome? PrimaryOutcome { get; private set; }

    /// <summary>Who signed the result, and so is not the one to verify it.</summary>
    public List<Guid> ResultByIds { get; private set; } = [];
    public Secret? Hardship { get; private set; }
    public Secret? Lawful { get; private set; }
    public List<Guid> VerifierPostIds { get; private set; } = [];
    public Secret? Findings { get; private set; }
    public string? LetterNumber { get; private set; }
    public Secret? LetterText { get; private set; }
    public Satisfaction? Evaluation { get; private set; }
    public Secret? EvaluationReason { get; private set; }
    public DateTimeOffset? ObservedSince { get; private set; }
    public DateOnly? ObservedUntil { get; private set; }
    public DateOnly? ReboundedOn { get; private set; }
    public Secret? LastReason { get; private set; }
    public Secret? SealedRecusals { get; private set; }
    public IReadOnlyList<Demand> Demands => _demands;
    public IReadOnlyList<Plan> Plans => _plans;
    public IReadOnlyList<Progress> Progress => _progress;
    public IReadOnlyList<FollowUpVisit> FollowUps => _followUps;
    public IReadOnlyList<Delivery> Deliveries => _deliveries;

    protected override TransitionTable<BacklogCase, BacklogState, BacklogAction> Table => Life;

    protected override ClockEvent NewClockEvent() => new ClockChanged();

    protected override string? RecusalSheet { get => SealedRecusals?.Text; set => SealedRecusals = Secret.OrNull(value); }

    protected override CaseEvent Recused(Guid personId, Guid postId, string reason, bool ordered) => new OfficialRecused(personId, postId, reason, ordered);

    protected override CaseEvent RecusalLifted(Guid personId, Guid postId) => new RecusalLifted(personId, postId);

    public static BacklogCase Nominate(Act act, Guid id, string number, Nomination nomination, UnitCopy responsible, UnitCopy? office)
    {
        var backlog = new BacklogCase
        {
            Id = id, MatterId = nomination.MatterId, Number = number, CreatedAt = act.Now, Criterion = nomination.Criterion, Source = nomination.Source,
            Title = Secret.OrNull(nomination.Title), NominatedUnitId = responsible.Id, OfficeUnitId = office?.Id ?? responsible.Id,
        };
        backlog.Assign(responsible);
        backlog.Begin(act, Nominated, Roles.JointOffice, Roles.System);
        backlog.Record(act, new BacklogNominated(number, nomination.Criterion.ToString(), nomination.Source.ToString(), responsible.Id));
        backlog.StartClock(act, "B-CONFIRM", act.Today, backlog.OfficeUnitId);
        return backlog;
    }

    /// <summary>The first one: it is a case of this batch, with its demands; from now on leaders of its level see it.</summary>
    public void Confirm(Act act, Confirmation confirmation, UnitCopy responsible, IReadOnlyList<string> leadersPaths)
    {
        if (State == Confirmed && Batch == confirmation.Batch && Level == confirmation.Level && ResponsibleUnitId == responsible.Id && Name!.Text == confirmation.Name)
            return;

        Require(act, BacklogAction.Confirm);
        BrokenRuleException.ThrowIf(
            confirmation.Demands.Count == 0 || confirmation.Demands.DistinctBy(demand => demand.DemandId).Count() != confirmation.Demands.Count, BacklogErrors.DemandsMissing);
        BrokenRuleException.ThrowIf(leadersPaths.Count == 0, BacklogErrors.NoLeadersOfLevel);

        Apply(act, BacklogAction.Confirm);
        (Batch, Level, Name) = (confirmation.Batch, confirmation.Level, new(confirmation.Name));
        Assign(responsible);
        foreach (var path in leadersPaths)
            Involve(path);
        _demands.AddRange(confirmation.Demands.Select(demand => Demand.Of(Id, demand)));
        Record(act, new BacklogConfirmed(Batch, Level.ToString()!, responsible.Id));
        StopClock(act, "B-CONFIRM");
        StartClock(act, "B-CLAIM", act.Today, OfficeUnitId);
    }

    public void Decline(Act act, string reason)
    {
        if (State == Declined)
            return;

        Apply(act, BacklogAction.Decline);
        LastReason = new(reason);
        Record(act, new BacklogDeclined());
        StopAllClocks(act);
    }

    /// <summary>The second one. Whoever comes later is told who carries the case.</summary>
    public void Claim(Act act)
    {
        if (LeaderId == act.Actor.PersonId)
            return;

        ThrowIfCarried();
        Apply(act, BacklogAction.Claim);
        Carry(act, new(act.Actor.PostId, act.Actor.PersonId, act.Actor.UnitId, act.Actor.UnitPath, act.Actor.Level, IsLeader: true), act.Actor.Name, appointed: false);
    }

    /// <summary>The second one, where no leader came forward.</summary>
    public void Appoint(Act act, Appointee leader)
    {
        if (LeaderId == leader.PersonId && Appointed)
            return;

        ThrowIfCarried();
        Require(act, BacklogAction.Appoint);
        ThrowIfTooLow(leader);
        ThrowIfRecused(leader.PersonId);
        Apply(act, BacklogAction.Appoint);
        Carry(act, leader, null, appointed: true);
    }

    void Carry(Act act, Appointee leader, string? name, bool appointed)
    {
        (LeaderId, LeaderPostId, LeaderUnitId, LeaderName) = (leader.PersonId, leader.PostId, leader.UnitId, name);
        (ClaimedAt, Appointed) = (act.Now, appointed);
        Involve(leader.UnitPath);
        Record(act, new BacklogLeaderClaimed(leader.PersonId, leader.PostId, appointed));
        StopClock(act, "B-CLAIM");
        StartClock(act, "B-TEAM", act.Today, leader.UnitId, leader.PostId);
    }

    /// <summary>The third one: a head, members, and who answers for the responsible unit.</summary>
    public void FormTeam(Act act, Appointee head, IReadOnlyList<Appointee> members, UnitCopy responsible, Appointee responsiblePerson)
    {
        if (State == TeamFormed && HeadPostId == head.PostId && ResponsiblePostId == responsiblePerson.PostId && MemberPostIds.SequenceEqual(members.Select(member => member.PostId)))
            return;

        Require(act, BacklogAction.FormTeam);
        var people = members.Append(head).Select(member => (Guid?)member.PersonId).Append(LeaderId).Distinct().Count();
        BrokenRuleException.ThrowIf(members.Count == 0 || people < 3, BacklogErrors.TeamTooSmall);
        BrokenRuleException.ThrowIf(responsiblePerson.PersonId == LeaderId, BacklogErrors.LeaderIsResponsible);
        ThrowIfRecused([responsiblePerson.PersonId, head.PersonId, .. members.Select(member => member.PersonId)]);

        Apply(act, BacklogAction.FormTeam);
        (HeadPostId, MemberPostIds, ResponsiblePostId) = (head.PostId, [.. members.Select(member => member.PostId)], responsiblePerson.PostId);
        Assign(responsible);
        foreach (var member in members.Append(head).Append(responsiblePerson))
            Involve(member.UnitPath);
        Record(act, new BacklogTeamFormed(head.PostId, MemberPostIds, responsible.Id, responsiblePerson.PostId));
        StopClock(act, "B-TEAM");
        StartClock(act, "B-PLAN", act.Today, head.UnitId, head.PostId);
    }

    public void MeetPetitioner(Act act, DateOnly on, string text)
    {
        if (PetitionerMetOn == on && MeetingText!.Text == text)
            return;

        Require(act, BacklogAction.MeetPetitioner);
        BrokenRuleException.ThrowIf(on > act.Today, CaseErrors.DateInFuture, act.Today);
        Apply(act, BacklogAction.MeetPetitioner);
        (PetitionerMetOn, MeetingText) = (on, new(text));
        Record(act, new BacklogPetitionerMet(on));
    }

    /// <summary>The demands, the leader and the team are the case's own; only what is promised changes with a version of the plan.</summary>
    public void SubmitPlan(Act act, PlanDraft draft)
    {
        if (State == PlanSubmitted && LatestPlan!.Says(draft))
            return;

        BrokenRuleException.ThrowIf(State == TeamFormed && PetitionerMetOn is null && IsPlannedBy(this, act), BacklogErrors.PetitionerNotMet);
        Require(act, BacklogAction.SubmitPlan);
        BrokenRuleException.ThrowIf(draft.ResolveBy < act.Today, CaseErrors.DateInPast, act.Today);
        BrokenRuleException.ThrowIf(!_demands.Select(demand => demand.DemandId).ToHashSet().SetEquals(draft.Measures.Select(measure => measure.DemandId)), BacklogErrors.MeasuresIncomplete);
        BrokenRuleException.ThrowIf(draft.Measures.Any(measure => measure.DueOn < act.Today || measure.DueOn > draft.ResolveBy), BacklogErrors.MeasureDateOutside, draft.ResolveBy);
        var end = Batches.EndOf(Batch!);
        BrokenRuleException.ThrowIf(draft.ResolveBy > end && string.IsNullOrWhiteSpace(draft.ReasonBeyondBatch), BacklogErrors.BeyondBatch, end);

        Apply(act, BacklogAction.SubmitPlan);
        var plan = Plan.Of(Id, _plans.Count + 1, act, draft);
        _plans.Add(plan);
        Record(act, new BacklogPlanSubmitted(plan.PlanVersion, plan.ResolveBy));
    }

    /// <summary>The fourth one: this version is in force, and no other.</summary>
    public void ApprovePlan(Act act, string? opinion)
    {
        if (State == PlanApproved)
            return;

        Apply(act, BacklogAction.ApprovePlan);
        PlanInForce?.Supersede();
        var plan = LatestPlan!;
        plan.Approve(act, opinion);
        ResolveBy = plan.ResolveBy;
        Record(act, new BacklogPlanApproved(plan.PlanVersion, plan.ResolveBy));
        // A plan that was only submitted is no plan yet, so its clock runs to the approval.
        StopClock(act, "B-PLAN");
        StartClock(act, "B-RESOLVE", act.Today, ResponsibleUnitId, LeaderPostId, fixedEnd: plan.ResolveBy);
    }

    public void ReturnPlan(Act act, string reason)
    {
        if (State == TeamFormed && LatestPlan is { State: PlanState.Returned } returned && returned.Opinion?.Text == reason)
            return;

        Apply(act, BacklogAction.ReturnPlan);
        LatestPlan!.Return(reason);
        Record(act, new BacklogPlanReturned(LatestPlan.PlanVersion));
    }

    public void Start(Act act)
    {
        if (State == Working)
            return;

        Apply(act, BacklogAction.Start);
        Record(act, new BacklogWorkStarted());
    }
}

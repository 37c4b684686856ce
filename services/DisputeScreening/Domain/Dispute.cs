using Anjie.Cases;
using Anjie.Contracts;
using Anjie.Contracts.Screening;
using Anjie.PersonalData;
using static Anjie.DisputeScreening.Domain.DisputeState;

namespace Anjie.DisputeScreening.Domain;

internal enum DisputeState { Reported, Assessed, Guaranteed, Handling, ResolutionSubmitted, Closed, Escalated, Converted, Guided, Dismissed }

internal enum DisputeAction
{
    Assess, Dismiss, AssignGuarantees, StartHandling, LogProgress, SubmitResolution, Verify, Return, Escalate,
    ConvertToPetition, GuideToLegalRoute, CloseAfterLegalRoute, NominateForBacklog, EndWithMatter,
}

/// <summary>A dispute found at the doorstep, until it is struck off the list or goes on as a petition (seed item 9, domain rule 6.2).</summary>
internal sealed class Dispute : RecusableCase<Dispute, DisputeState, DisputeAction>
{
    // The whole life of a dispute. Guards, buttons and tests all read this table.
    internal static readonly TransitionTable<Dispute, DisputeState, DisputeAction> Life = new TransitionTable<Dispute, DisputeState, DisputeAction>()
        .Add(Reported, DisputeAction.Assess, Assessed, [Roles.Town, Roles.TownHead], ["typeCode", "risk", "crux", "rootCause", "responsibleUnitId"], IsHeldBy)
        .Add(Reported, DisputeAction.Dismiss, Dismissed, [Roles.Town, Roles.TownHead], ["reason", "explanation"], IsHeldBy)
        .Add(Assessed, DisputeAction.AssignGuarantees, Guaranteed, [Roles.TownHead, Roles.UnitHead], ["resolveBy", "guarantees"], IsHeldBy)
        .Add(Escalated, DisputeAction.AssignGuarantees, Guaranteed, [Roles.TownHead, Roles.UnitHead], ["resolveBy", "guarantees"], IsHeldBy)
        .Add(Guaranteed, DisputeAction.StartHandling, Handling, [Roles.Town, Roles.TownHead, Roles.UnitHandler, Roles.UnitHead], null, IsHeldBy)
        // Past the resolve date silence is no longer an option: one of the ways out must be taken.
        .Add(Handling, DisputeAction.LogProgress, Handling, [Roles.Grid, Roles.Town, Roles.TownHead, Roles.UnitHandler, Roles.UnitHead], ["means", "text"], (d, act) => !d.IsOverdue(act))
        .Add(Handling, DisputeAction.SubmitResolution, ResolutionSubmitted, [Roles.Town, Roles.TownHead, Roles.UnitHandler, Roles.UnitHead], ["outcome", "resolution", "guarantees"], IsHeldBy)
        .Add(ResolutionSubmitted, DisputeAction.Verify, Closed, [Roles.TownHead, Roles.UnitHead, Roles.JointOffice], ["findings"], MayVerify)
        .Add(ResolutionSubmitted, DisputeAction.Return, Handling, [Roles.TownHead, Roles.UnitHead, Roles.JointOffice], ["reason"], MayVerify)
        .Add(Handling, DisputeAction.Escalate, Escalated, [Roles.Town, Roles.TownHead, Roles.UnitHead], ["toUnitId", "reason"], (d, act) => IsHeldBy(d, act) && d.HolderPath.IndexOf('.', StringComparison.Ordinal) < d.HolderPath.Length - 1)
        .Add(Handling, DisputeAction.ConvertToPetition, Converted, [Roles.Town, Roles.TownHead, Roles.Registrar], ["statedOn", "receivingUnitId", "statement"])
        .Add(Escalated, DisputeAction.ConvertToPetition, Converted, [Roles.Town, Roles.TownHead, Roles.Registrar], ["statedOn", "receivingUnitId", "statement"])
        .Add(Handling, DisputeAction.GuideToLegalRoute, Guided, [Roles.Town, Roles.TownHead, Roles.UnitHead], ["route", "organ", "noticeNumber"], IsHeldBy)
        .Add(Guided, DisputeAction.CloseAfterLegalRoute, Closed, [Roles.TownHead, Roles.UnitHead], ["result"], IsHeldBy)
        .Add(Converted, DisputeAction.NominateForBacklog, Converted, [Roles.TownHead, Roles.JointOffice], ["criterion"], (d, _) => !d.NominatedForBacklog)
        .Add(Converted, DisputeAction.EndWithMatter, Closed, [Roles.System]);

    readonly List<Party> _parties = [];
    readonly List<Guarantee> _guarantees = [];
    readonly List<Progress> _progress = [];

    Dispute() { } // EF Core

    public DateOnly FoundOn { get; private init; }
    public int Method { get; private init; }
    public string TypeCode { get; private set; } = "";
    public int PeopleConcerned { get; private init; }
    public Secret Title { get; private init; } = Secret.Empty;
    public Secret Place { get; private init; } = Secret.Empty;
    public Secret Facts { get; private init; } = Secret.Empty;
    public Secret Demands { get; private init; } = Secret.Empty;
    public Guid ReportingUnitId { get; private init; }
    public Guid HolderUnitId { get; private set; }
    public string HolderPath { get; private set; } = "";
    public RiskColour? Risk { get; private set; }
    public Secret? Crux { get; private set; }
    public Secret? RootCause { get; private set; }
    public DateOnly? ResolveBy { get; private set; }
    public Outcome? Outcome { get; private set; }
    public Secret? Resolution { get; private set; }

    /// <summary>Who answers for the resolution, and so is not the one to check it.</summary>
    public List<Guid> SubmittedByIds { get; private set; } = [];
    public Secret? LastReason { get; private set; }
    public Secret? PetitionStatement { get; private set; }
    public bool NominatedForBacklog { get; private set; }
    public Secret? SealedRecusals { get; private set; }
    public IReadOnlyList<Party> Parties => _parties;
    public IReadOnlyList<Guarantee> Guarantees => _guarantees;
    public IReadOnlyList<Progress> Progress => _progress;

    protected override TransitionTable<Dispute, DisputeState, DisputeAction> Table => Life;

    protected override ClockEvent NewClockEvent() => new ClockChanged();

    protected override string? RecusalSheet { get => SealedRecusals?.Text; set => SealedRecusals = Secret.OrNull(value); }

    protected override CaseEvent Recused(Guid personId, Guid postId, string reason, bool ordered) => new OfficialRecused(personId, postId, reason, ordered);

    protected override CaseEvent RecusalLifted(Guid personId, Guid postId) => new RecusalLifted(personId, postId);

    protected override string? BarTo(Act act, DisputeAction action) =>
        action == DisputeAction.Verify && State == ResolutionSubmitted && SubmittedByIds.Exists(id => act.Actor.Is(id)) ? CaseErrors.OwnResult : base.BarTo(act, action);

    public static Dispute Report(Act act, Guid id, string number, Report report, UnitCopy reportingUnit, UnitCopy holder)
    {
        BrokenRuleException.ThrowIf(report.FoundOn > act.Today, CaseErrors.DateInFuture, act.Today);
        BrokenRuleException.ThrowIf(report.Parties.Count == 0 && report.PeopleConcerned < 2, DisputeErrors.PartiesMissing);

        var dispute = new Dispute
        {
            Id = id, MatterId = Guid.CreateVersion7(), Number = number, CreatedAt = act.Now,
            FoundOn = report.FoundOn, Method = report.Method, TypeCode = report.TypeCode, PeopleConcerned = report.PeopleConcerned,
            Title = new(report.Title), Place = new(report.Place), Facts = new(report.Facts), Demands = new(report.Demands),
            ReportingUnitId = reportingUnit.Id, HolderUnitId = holder.Id, HolderPath = holder.Path,
        };
        dispute._parties.AddRange(report.Parties.Select(party => Party.Of(id, party)));
        dispute.Involve(reportingUnit.Path);
        dispute.Involve(holder.Path);
        dispute.Begin(act, Reported, Roles.Grid, Roles.Town, Roles.TownHead, Roles.Leader, Roles.UnitHandler);
        dispute.Record(act, new DisputeReported(number, report.FoundOn, report.Method, report.TypeCode, reportingUnit.Id, report.PeopleConcerned));
        dispute.StartClock(act, "SD-ASSESS", act.Today, holder.Id);
        return dispute;
    }

    public void Assess(Act act, Assessment assessment, UnitCopy responsible)
    {
        if (State == Assessed && Risk == assessment.Risk && Crux!.Text == assessment.Crux && RootCause!.Text == assessment.RootCause && HolderUnitId == responsible.Id)
            return;

        Apply(act, DisputeAction.Assess);
        (TypeCode, Risk, Crux, RootCause) = (assessment.TypeCode, assessment.Risk, new(assessment.Crux), new(assessment.RootCause));
        Hold(responsible);
        Record(act, new DisputeAssessed(TypeCode, assessment.Risk.ToString(), responsible.Id));
        StopClock(act, "SD-ASSESS");
        StartClock(act, "SD-ASSIGN", act.Today, responsible.Id);
    }

    public void Dismiss(Act act, DismissalReason reason, string explanation)
    {
        if (State == Dismissed)
            return;

        Apply(act, DisputeAction.Dismiss);
        LastReason = new(explanation);
        Record(act, new DisputeDismissed(reason.ToString()));
        StopAllClocks(act);
    }

    /// <summary>Assigns all five guarantees at once: handling cannot start while one is empty (seed item 9).</summary>
    public void AssignGuarantees(Act act, DateOnly resolveBy, IReadOnlyList<GuaranteeOrder> orders)
    {
        if (State == Guaranteed && ResolveBy == resolveBy && _guarantees.Count == orders.Count)
            return;

        Require(act, DisputeAction.AssignGuarantees);
        BrokenRuleException.ThrowIf(!GuaranteeItems.All.SetEquals(orders.Select(order => order.Item)) || orders.Count != GuaranteeItems.All.Count, DisputeErrors.FiveGuaranteesIncomplete);
        BrokenRuleException.ThrowIf(resolveBy < act.Today, CaseErrors.DateInPast, act.Today);
        BrokenRuleException.ThrowIf(orders.Any(order => order.DueOn < act.Today || order.DueOn > resolveBy), DisputeErrors.GuaranteeDateOutside, resolveBy);
        var longest = act.Today.AddDays(ResolveDays(Risk!.Value));
        BrokenRuleException.ThrowIf(resolveBy > longest, DisputeErrors.ResolveDateTooLate, longest);

        Apply(act, DisputeAction.AssignGuarantees);
        ResolveBy = resolveBy;
        _guarantees.Clear(); // after an escalation the new holder assigns its own five
        _guarantees.AddRange(orders.Select(order => Guarantee.Of(Id, order)));
        Record(act, new FiveGuaranteesAssigned(resolveBy, HolderUnitId));
        StopClock(act, "SD-ASSIGN");
        StartClock(act, "SD-RESOLVE", act.Today, HolderUnitId, fixedEnd: resolveBy);
    }

    public void StartHandling(Act act)
    {
        if (State == Handling)
            return;

        Apply(act, DisputeAction.StartHandling);
        Record(act, new DisputeHandlingStarted());
    }

    public void LogProgress(Act act, Guid entryId, string means, string text)
    {
        if (_progress.Exists(entry => entry.Id == entryId))
            return;

        Apply(act, DisputeAction.LogProgress);
        _progress.Add(Domain.Progress.Of(Id, entryId, act, means, text));
        Record(act, new DisputeProgressed(means));
    }

    public void SubmitResolution(Act act, Outcome outcome, string resolution, IReadOnlyList<GuaranteeResult> results)
    {
        if (State == ResolutionSubmitted && Outcome == outcome && Resolution!.Text == resolution)
            return;

        Require(act, DisputeAction.SubmitResolution);
        // Aid or punishment alone never closes a dispute: a demand is met or explained (domain rule 3.3).
        BrokenRuleException.ThrowIf(outcome is Domain.Outcome.C or Domain.Outcome.D, DisputeErrors.OutcomeNotEnough);
        BrokenRuleException.ThrowIf(!GuaranteeItems.All.SetEquals(results.Select(result => result.Item)), DisputeErrors.GuaranteesNotDone);

        Apply(act, DisputeAction.SubmitResolution);
        (Outcome, Resolution, SubmittedByIds) = (outcome, new(resolution), [.. act.Actor.People]);
        foreach (var result in results)
            _guarantees.Single(guarantee => guarantee.Item == result.Item).Finish(act, result);
        Record(act, new DisputeResolutionSubmitted(outcome.ToString()));
        StopClock(act, "SD-RESOLVE");
        StartClock(act, "SD-CHECK", act.Today, HolderUnitId);
    }

    public void Verify(Act act, string findings)
    {
        if (State == Closed)
            return;

        Apply(act, DisputeAction.Verify);
        LastReason = new(findings);
        Record(act, new DisputeClosed(Outcome.ToString()!));
        StopClock(act, "SD-CHECK");
    }

    public void Return(Act act, string reason)
    {
        Apply(act, DisputeAction.Return);
        LastReason = new(reason);
        Record(act, new DisputeReturned());
        StopClock(act, "SD-CHECK");
        // What was left of the time, but never less than three days.
        var end = ResolveBy!.Value > act.Today.AddDays(3) ? ResolveBy.Value : act.Today.AddDays(3);
        StartClock(act, "SD-RESOLVE", act.Today, HolderUnitId, fixedEnd: end);
    }

    public void Escalate(Act act, UnitCopy to, string reason)
    {
        if (State == Escalated && HolderUnitId == to.Id)
            return;

        Require(act, DisputeAction.Escalate);
        BrokenRuleException.ThrowIf(!HolderPath.StartsWith(to.Path, StringComparison.Ordinal) || HolderPath == to.Path, DisputeErrors.NotALevelUp);
        var overdue = IsOverdue(act);
        Apply(act, DisputeAction.Escalate);
        LastReason = new(reason);
        var from = HolderUnitId;
        Hold(to);
        Record(act, new DisputeEscalated(from, to.Id, overdue));
        StopClock(act, "SD-RESOLVE");
        StartClock(act, "SD-ASSIGN", act.Today, to.Id);
    }

    /// <summary>A person states a demand and asks for it as a petition: from that day the law's clocks run, elsewhere.</summary>
    public void ConvertToPetition(Act act, DateOnly statedOn, string statement, UnitCopy receiving)
    {
        if (State == Converted)
            return;

        Require(act, DisputeAction.ConvertToPetition);
        BrokenRuleException.ThrowIf(statedOn > act.Today, CaseErrors.DateInFuture, act.Today);
        BrokenRuleException.ThrowIf(statedOn < FoundOn, CaseErrors.DateTooEarly, FoundOn);
        Apply(act, DisputeAction.ConvertToPetition);
        PetitionStatement = new(statement);
        Involve(receiving.Path); // the clerk there completes the registration from what stands here
        Record(act, new DisputeConvertedToPetition(statedOn, receiving.Id, TypeCode, PeopleConcerned));
        StopAllClocks(act);
    }

    public void GuideToLegalRoute(Act act, LegalRoute route, string organ, string noticeNumber)
    {
        if (State == Guided)
            return;

        Apply(act, DisputeAction.GuideToLegalRoute);
        LastReason = new($"{organ} {noticeNumber}");
        Record(act, new DisputeGuided(route.ToString()));
        StopAllClocks(act);
        StartClock(act, "SD-FOLLOW", act.Today, HolderUnitId, days: 60);
    }

    public void CloseAfterLegalRoute(Act act, string result)
    {
        if (State == Closed)
            return;

        Apply(act, DisputeAction.CloseAfterLegalRoute);
        LastReason = new(result);
        Record(act, new DisputeClosed("Legal"));
        StopAllClocks(act);
    }

    public void NominateForBacklog(Act act, string criterion)
    {
        if (NominatedForBacklog)
            return;

        Apply(act, DisputeAction.NominateForBacklog);
        NominatedForBacklog = true;
        Record(act, new DisputeNominatedForBacklog(criterion, HolderUnitId));
    }

    /// <summary>The matter that grew out of the dispute has ended; the list entry ends with it.</summary>
    public void EndWithMatter(Act act)
    {
        if (State != Converted)
            return;

        Apply(act, DisputeAction.EndWithMatter);
        Record(act, new DisputeClosed("Petition"));
    }

    public bool IsOverdue(Act act) => RunningClock("SD-RESOLVE") is { } clock && act.Today > clock.Legal;

    void Hold(UnitCopy unit)
    {
        (HolderUnitId, HolderPath) = (unit.Id, unit.Path);
        Involve(unit.Path);
    }

    static bool IsHeldBy(Dispute dispute, Act act) => dispute.HolderPath.StartsWith(act.Actor.UnitPath, StringComparison.Ordinal);

    // Red and orange are checked above the town (domain rule 6.2, D5 to D6).
    static bool MayVerify(Dispute dispute, Act act) =>
        dispute.Risk is RiskColour.Red or RiskColour.Orange ? act.Actor.Has(Roles.JointOffice) : act.Actor.Has(Roles.JointOffice) || IsHeldBy(dispute, act);

    static int ResolveDays(RiskColour risk) => risk switch { RiskColour.Red => 15, RiskColour.Orange => 20, RiskColour.Yellow => 30, RiskColour.Blue => 30 };
}

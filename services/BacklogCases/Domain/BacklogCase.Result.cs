using Anjie.Cases;
using Anjie.Contracts.Backlog;
using Anjie.Deadlines;
using static Anjie.BacklogCases.Domain.BacklogState;

namespace Anjie.BacklogCases.Domain;

/// <summary>The fifth one: from the work to the end, and back when the person returns; then the conditions of the table.</summary>
internal sealed partial class BacklogCase
{
    // Two recorded talks before a demand may count as explained (domain rule 3.3, B).
    const int TalksForExplanation = 2;
    const int Verifiers = 2;

    public void LogProgress(Act act, Guid entryId, ProgressKind kind, DateOnly on, string text)
    {
        if (_progress.Exists(entry => entry.Id == entryId))
            return;

        Require(act, BacklogAction.LogProgress);
        BrokenRuleException.ThrowIf(on > act.Today, CaseErrors.DateInFuture, act.Today);
        Apply(act, BacklogAction.LogProgress);
        _progress.Add(Domain.Progress.Of(Id, entryId, act, kind, on, text));
        Record(act, new BacklogProgressed(kind.ToString(), on));
    }

    /// <summary>A or B for every demand; aid (C) and dealing by law (D) come on top and never stand for a demand.</summary>
    public void SubmitResult(Act act, ResultDraft result)
    {
        if (State == ResultSubmitted && PrimaryOutcome == result.PrimaryOutcome && result.Demands.All(found => _demands.Exists(demand => demand.Was(found))))
            return;

        Require(act, BacklogAction.SubmitResult);
        BrokenRuleException.ThrowIf(
            result.Demands.Count != _demands.Count || !_demands.Select(demand => demand.DemandId).ToHashSet().SetEquals(result.Demands.Select(found => found.DemandId)), BacklogErrors.OutcomesIncomplete);
        BrokenRuleException.ThrowIf(result.Demands.Any(found => found.Outcome is not (Outcome.A or Outcome.B)), BacklogErrors.OutcomeNotEnough);
        BrokenRuleException.ThrowIf(
            result.Demands.Any(found => found.Outcome == Outcome.A && DemandOf(found).Reasonableness == Reasonableness.Unreasonable), BacklogErrors.OutcomeUnfounded);
        BrokenRuleException.ThrowIf(!result.BearsOut(result.PrimaryOutcome), BacklogErrors.PrimaryOutcomeUnfounded);
        BrokenRuleException.ThrowIf(result.Demands.Any(found => found.Outcome == Outcome.B) && TalksInThisRound < TalksForExplanation, BacklogErrors.TalksMissing, TalksForExplanation);

        Apply(act, BacklogAction.SubmitResult);
        foreach (var found in result.Demands)
            DemandOf(found).Conclude(found);
        (PrimaryOutcome, Hardship, Lawful, ResultByIds) = (result.PrimaryOutcome, result.Hardship?.Sealed(), result.Lawful?.Sealed(), [.. act.Actor.People]);
        Record(act, new BacklogResultSubmitted(
            result.PrimaryOutcome.ToString(), [.. result.Demands.Select(found => new DemandOutcome(found.DemandId, found.Outcome.ToString()))], result.Hardship is not null, result.Lawful is not null));
        StopClock(act, "B-RESOLVE");
        StartClock(act, "B-VERIFY", act.Today, OfficeUnitId);
    }

    public void ReturnResult(Act act, string reason)
    {
        if (State == Working && LastReason?.Text == reason)
            return;

        Apply(act, BacklogAction.ReturnResult);
        LastReason = new(reason);
        Record(act, new BacklogResultReturned());
        StopClock(act, "B-VERIFY");
        // What was left of the plan's time, but never less than three days.
        var least = act.Today.AddDays(3);
        StartClock(act, "B-RESOLVE", act.Today, ResponsibleUnitId, LeaderPostId, fixedEnd: ResolveBy!.Value > least ? ResolveBy.Value : least);
    }

    public void Verify(Act act, IReadOnlyList<Appointee> verifiers, string findings)
    {
        if (State == Resolved && VerifierPostIds.SequenceEqual(verifiers.Select(verifier => verifier.PostId)))
            return;

        Require(act, BacklogAction.Verify);
        BrokenRuleException.ThrowIf(verifiers.DistinctBy(verifier => verifier.PersonId).Count() < Verifiers, BacklogErrors.VerifiersTooFew, Verifiers);
        BrokenRuleException.ThrowIf(verifiers.Any(verifier => verifier.UnitPath.StartsWith(ResponsiblePath, StringComparison.Ordinal)), BacklogErrors.VerifierOfResponsibleUnit);
        BrokenRuleException.ThrowIf(verifiers.Any(verifier => ResultByIds.Contains(verifier.PersonId)), BacklogErrors.VerifierSignedResult);
        ThrowIfRecused(verifiers.Select(verifier => verifier.PersonId));

        Apply(act, BacklogAction.Verify);
        (VerifierPostIds, Findings) = ([.. verifiers.Select(verifier => verifier.PostId)], new(findings));
        Record(act, new BacklogResolved(VerifierPostIds));
        StopClock(act, "B-VERIFY");
    }

    /// <summary>Without proof of service the petitioner has not been told.</summary>
    public void Notify(Act act, string letterNumber, string letterText, Proof proof)
    {
        if (State == Notified && LetterText!.Text == letterText)
            return;

        Require(act, BacklogAction.Notify);
        proof.ThrowIfIncomplete();
        BrokenRuleException.ThrowIf(proof.ServedOn > act.Today, CaseErrors.DateInFuture, act.Today);
        Apply(act, BacklogAction.Notify);
        (LetterNumber, LetterText) = (letterNumber, new(letterText));
        _deliveries.Add(Delivery.Of(Id, DeliveryKind.Result, act, proof));
        Record(act, new BacklogResultServed(letterNumber, proof.ServedOn, proof.Means.ToString()));
    }

    public void Evaluate(Act act, Satisfaction value, string? reason)
    {
        if (State == Observing && Evaluation == value)
            return;

        Apply(act, BacklogAction.Evaluate);
        (Evaluation, EvaluationReason) = (value, PersonalData.Secret.OrNull(reason));
        (ObservedSince, ObservedUntil) = (act.Now, act.Today.AddDays(ClockRules.Get("B-OBSERVE").Days));
        Record(act, new BacklogEvaluated(value.ToString(), ObservedUntil.Value));
        StartClock(act, "B-OBSERVE", act.Today, ResponsibleUnitId, ResponsiblePostId);
    }

    public void FollowUp(Act act, DateOnly on, string text)
    {
        if (_followUps.Exists(visit => visit.On == on && visit.Text.Text == text))
            return;

        Require(act, BacklogAction.FollowUp);
        BrokenRuleException.ThrowIf(on > act.Today, CaseErrors.DateInFuture, act.Today);
        var since = RunningClock("B-OBSERVE")!.StartedOn;
        BrokenRuleException.ThrowIf(on < since, CaseErrors.DateTooEarly, since);
        Apply(act, BacklogAction.FollowUp);
        _followUps.Add(FollowUpVisit.Of(Id, act, on, text));
        Record(act, new BacklogFollowedUp(on));
    }

    /// <summary>Quiet for the whole observation and asked at least once, or the petitioner signed that the matter is settled.</summary>
    public void StrikeOff(Act act, Proof? acceptance)
    {
        if (State == StruckOff)
            return;

        Require(act, BacklogAction.StrikeOff);
        acceptance?.ThrowIfIncomplete();
        BrokenRuleException.ThrowIf(acceptance is { Means: not DeliveryMeans.Signed }, BacklogErrors.AcceptanceNotSigned);
        BrokenRuleException.ThrowIf(acceptance?.ServedOn > act.Today, CaseErrors.DateInFuture, act.Today);
        BrokenRuleException.ThrowIf(acceptance is null && act.Today <= ObservedUntil!.Value, BacklogErrors.StillObserved, ObservedUntil!.Value);
        BrokenRuleException.ThrowIf(acceptance is null && !HasFollowUp, BacklogErrors.FollowUpMissing);

        Apply(act, BacklogAction.StrikeOff);
        if (acceptance is not null)
            _deliveries.Add(Delivery.Of(Id, DeliveryKind.Acceptance, act, acceptance));
        Record(act, new BacklogClosed(PrimaryOutcome.ToString()!));
        StopAllClocks(act);
    }

    /// <summary>The person came back during the observation: same leader, same team, next version of the plan.</summary>
    /// <param name="repeatedAt">When the repeat was found; one from before the observation was known when it began.</param>
    public void Rebound(Act act, DateTimeOffset repeatedAt)
    {
        if (State != Observing || repeatedAt < ObservedSince)
            return;

        Apply(act, BacklogAction.Rebound);
        PlanInForce?.Supersede();
        (ReboundedOn, ObservedSince, ObservedUntil) = (act.Today, null, null);
        Record(act, new BacklogRebounded());
        StopClock(act, "B-OBSERVE"); // a handover that is due stays due
        StartClock(act, "B-PLAN", act.Today, LeaderUnitId!.Value, HeadPostId);
    }

    public Plan? LatestPlan => _plans.MaxBy(plan => plan.PlanVersion);

    public Plan? PlanInForce => _plans.Find(plan => plan.State == PlanState.Approved);

    int TalksInThisRound => _progress.Count(entry => entry.Kind == ProgressKind.PetitionerTalk && (ReboundedOn is null || entry.On >= ReboundedOn));

    bool HasFollowUp => _followUps.Exists(visit => ReboundedOn is null || visit.On >= ReboundedOn);

    Demand DemandOf(DemandFound found) => _demands.Single(demand => demand.DemandId == found.DemandId);

    void Assign(UnitCopy responsible)
    {
        (ResponsibleUnitId, ResponsiblePath) = (responsible.Id, responsible.Path);
        Involve(responsible.Path);
    }

    void ThrowIfCarried()
    {
        if (LeaderId is not null)
            throw new BrokenRuleException(BacklogErrors.AlreadyClaimed)
            {
                Details = { ["winner"] = new Winner(LeaderId.Value, LeaderPostId!.Value, LeaderName, ClaimedAt!.Value) },
            };
    }

    void ThrowIfTooLow(Appointee leader) =>
        BrokenRuleException.ThrowIf(!leader.IsLeader || LeaderLevels.RankOf(leader.Level) < Level!.Value.Rank(), BacklogErrors.LeaderLevelTooLow);

    static bool IsWithinLevelOf(BacklogCase backlog, Act act) => act.Actor.IsInPerson && backlog.Level is { } level && LeaderLevels.RankOf(act.Actor.Level) >= level.Rank();

    static bool IsCarriedBy(BacklogCase backlog, Act act) => act.Actor.Is(backlog.LeaderId);

    static bool AwaitsMeetingWith(BacklogCase backlog, Act act) => backlog.PetitionerMetOn is null && IsCarriedBy(backlog, act);

    // An aide types for the leader of the same office, never decides.
    static bool IsAidedBy(BacklogCase backlog, Act act) => act.Actor.Has(Roles.Aide) && backlog.LeaderUnitId == act.Actor.UnitId;

    static bool IsPlannedBy(BacklogCase backlog, Act act) => backlog.HeadPostId == act.Actor.PostId || IsAidedBy(backlog, act);

    static bool IsWorkedBy(BacklogCase backlog, Act act) =>
        IsCarriedBy(backlog, act) || IsPlannedBy(backlog, act) || backlog.ResponsiblePostId == act.Actor.PostId || backlog.MemberPostIds.Contains(act.Actor.PostId);

    static bool IsAnsweredBy(BacklogCase backlog, Act act) => backlog.ResponsibleUnitId == act.Actor.UnitId;

    static bool IsFollowedBy(BacklogCase backlog, Act act) => act.Actor.Has(Roles.JointOffice) || IsAnsweredBy(backlog, act) || IsCarriedBy(backlog, act);
}

using Anjie.Cases;
using Anjie.Contracts.Reception;
using static Anjie.VisitReception.Domain.MatterState;

namespace Anjie.VisitReception.Domain;

/// <summary>From the investigation to the end.</summary>
internal sealed partial class Matter
{
    bool IsFullyGuided => _demands.Count > 0 && _demands.TrueForAll(demand => demand.State == DemandState.Guided);

    bool IsEvaluated => Enum.GetValues<EvaluationSubject>().All(subject => _evaluations.Exists(evaluation => evaluation.About == subject));

    /// <summary>Who gave no name and no address cannot be served, so nothing waits for it (Art 23).</summary>
    bool IsAnswerServed => Anonymous || (State is Refused or ClosedToReentry && !HasAddress) || _deliveries.Exists(delivery => delivery.LetterId == AnswerLetterId);

    public void Investigate(Act act, Guid entryId, DateOnly on, string text) => Write(act, MatterAction.Investigate, InvestigationKind.Inquiry, entryId, on, text, new MatterInvestigated(on));

    /// <summary>Keeps the handler's draft for the head who signs. A draft is nobody's fact, so it makes no version.</summary>
    public void DraftOpinion(Act act, string draft)
    {
        Apply(act, MatterAction.DraftOpinion);
        OpinionDraft = new(draft);
    }

    /// <summary>Signs the opinion: every open demand gets a finding, its law, and the organ for review is named (Art 32).</summary>
    public void IssueOpinion(Act act, OpinionReport report, LetterSheet sheet)
    {
        if (State == MatterState.OpinionIssued && report.Findings.All(IsFound))
            return;

        Require(act, MatterAction.IssueOpinion);
        var open = _demands.Where(demand => demand.State == DemandState.Open).Select(demand => demand.Id).ToHashSet();
        BrokenRuleException.ThrowIf(report.Findings.Any(finding => !_demands.Exists(demand => demand.Id == finding.DemandId)), MatterErrors.UnknownDemand);
        BrokenRuleException.ThrowIf(report.Findings.Count != open.Count || !open.SetEquals(report.Findings.Select(finding => finding.DemandId)), MatterErrors.FindingsIncomplete);
        BrokenRuleException.ThrowIf(_reviews.Count > 0 && report.Findings.All(IsFound), MatterErrors.SameOpinion);
        var letter = Letter.Issue(Id, act, sheet, OpinionFacts(sheet, report));
        Apply(act, MatterAction.IssueOpinion);
        OpinionDraft = null;
        Issue(act, report, letter);
    }

    /// <summary>Records that a letter reached the petitioner: the one named, or the one that waits. The windows for review start here and nowhere else (Art 35).</summary>
    public void Serve(Act act, Guid? letterId, Proof proof)
    {
        if (_deliveries.Exists(delivery => delivery.LetterId == (letterId ?? AnswerLetterId) && delivery.ServedOn == proof.ServedOn && delivery.Means == proof.Means))
            return;

        BrokenRuleException.ThrowIf(Table.Find(State, MatterAction.Serve) is not null && MayServe(this, act) && Unserved(letterId) is null, MatterErrors.NotThisLetter);
        Require(act, MatterAction.Serve);
        var letter = Unserved(letterId)!;
        Delivery.Check(act, proof, letter.IssuedOn);
        var isExtension = letter.Id == Extension?.LetterId && State is Handling or MatterState.OpinionIssued;
        BrokenRuleException.ThrowIf(isExtension && proof.ServedOn > EndOf("T5"), MatterErrors.ExtensionToldTooLate, EndOf("T5")!);
        Apply(act, MatterAction.Serve);
        _deliveries.Add(Delivery.Of(Id, letter.Id, act, proof));
        switch (State)
        {
            case MatterState.OpinionIssued when letter.Id == AnswerLetterId: ServeOpinion(act, letter, proof); break;
            case InReview or InReReview when letter.Id == AnswerLetterId: ServeReview(act, letter, proof); break;
            case Answered when letter.Id == AnswerLetterId: ServeReply(act, letter, proof); break;
            default: ServeNotice(act, letter, proof, isExtension); break;
        }
    }

    void ServeOpinion(Act act, Letter letter, Proof proof)
    {
        Follow(act, MatterAction.EndHandling);
        Record(act, new OpinionServed(letter.Id, proof.ServedOn, proof.Means.ToString()));
        StopTermsOfHandling(act, proof.ServedOn);
        // The petitioner's window; no office can be late in it.
        StartClock(act, "T7", proof.ServedOn, HandlingUnitId!.Value, silent: true);
        AskForEvaluation(act, proof.ServedOn);
    }

    void ServeReply(Act act, Letter letter, Proof proof)
    {
        Record(act, new ReplyServed(letter.Id, proof.ServedOn, proof.Means.ToString()));
        AskForEvaluation(act, proof.ServedOn);
    }

    void ServeNotice(Act act, Letter letter, Proof proof, bool isExtension)
    {
        Record(act, new NoticeServed(letter.Id, letter.Kind, proof.ServedOn, proof.Means.ToString()));
        if (isExtension)
            BeginExtension(act, proof.ServedOn);
        else if (letter.Kind == LetterCodes.Acceptance)
            StopTermsOfTelling(act, proof.ServedOn);
        else if (State is Refused or ClosedToReentry)
            EndRefused(act, proof.ServedOn);
        else if (letter.Id == LastReview?.LetterId)
            PlanClosing(act);
    }

    /// <summary>The letter that waits to be served: the one named, or the answer before any notice, or the newest.</summary>
    Letter? Unserved(Guid? letterId) => _letters
        .Where(letter => (letterId is null || letter.Id == letterId) && letter.IsForPetitioner && !_deliveries.Exists(delivery => delivery.LetterId == letter.Id))
        .MaxBy(letter => (letter.Id == AnswerLetterId, letter.IssuedOn, letter.Id));

    /// <param name="adoption">What becomes of a proposal; it is always told (Art 29).</param>
    public void Reply(Act act, string text, LetterSheet sheet, Adoption? adoption = null)
    {
        if (State == Answered && _letters.Exists(letter => letter.Id == AnswerLetterId && letter.Words?.Text == text))
            return;

        Require(act, MatterAction.Reply);
        BrokenRuleException.ThrowIf(Category == MatterCategory.Proposal && adoption is null, MatterErrors.AdoptionMissing);
        var letter = Letter.Issue(Id, act, sheet, ReplyFacts(sheet, text, adoption), text);
        Apply(act, MatterAction.Reply);
        AnswerWith(letter);
        Record(act, new ReplySent());
        StopTermsOfHandling(act, act.Today);
        if (Anonymous)
            AskForEvaluation(act, act.Today);
    }

    /// <summary>Shows the lawful way for one demand; the others go on, and only with the last one the matter leaves the procedure (Art 31).</summary>
    /// <param name="sheet">Paper of the notice, see <see cref="LetterOfGuidance"/>.</param>
    public void GuideToLegalRoute(Act act, Guid demandId, Guidance guidance, LetterSheet? sheet)
    {
        var demand = _demands.Find(demand => demand.Id == demandId);
        if (demand is { State: DemandState.Guided })
            return;

        Require(act, MatterAction.GuideToLegalRoute);
        BrokenRuleException.ThrowIf(demand is null, MatterErrors.UnknownDemand);
        var notice = NoticeOf(act, [demand!], guidance, act.Actor.UnitId, sheet);
        Apply(act, MatterAction.GuideToLegalRoute);
        Guide(act, [demand!], guidance, notice);
    }

    /// <summary>Ends the procedure. While the petitioner may still ask for review, only a signed acceptance ends it earlier.</summary>
    public void Close(Act act, Proof? acceptance)
    {
        if (State == Closed)
            return;

        Require(act, MatterAction.Close);
        var window = State == Served ? "T7" : State == ReviewServed ? "T9" : null;
        var lapsed = window is not null && HasLapsed(window, act);
        BrokenRuleException.ThrowIf(window is not null && acceptance is null && !lapsed, MatterErrors.ReviewWindowOpen);
        BrokenRuleException.ThrowIf(PendingReviewRequest is not null && acceptance is null, MatterErrors.ReviewRequestPending);
        BrokenRuleException.ThrowIf(AwaitsDeclination && acceptance is null, MatterErrors.DeclinationNotServed);
        // Nobody accepts an answer before having it.
        if (acceptance is not null)
            Delivery.Check(act, acceptance, _deliveries.Find(delivery => delivery.LetterId == AnswerLetterId)?.ServedOn ?? (window is null ? null : StartOf(window)) ?? ReceivedOn);
        var before = State;
        Apply(act, MatterAction.Close);
        EndedAs = before;
        if (acceptance is not null)
            _deliveries.Add(Delivery.Of(Id, null, act, acceptance));
        if (lapsed && !WasReviewDeclined)
            Record(act, new ReviewWindowLapsed(window!, EndOf(window!)!.Value));
        Record(act, new MatterClosed());
        StopAllClocks(act);
        ClosesOn = null;
    }

    public void NominateForBacklog(Act act, BacklogCriterion criterion)
    {
        if (NominatedForBacklog)
            return;

        Apply(act, MatterAction.NominateForBacklog);
        NominatedForBacklog = true;
        Record(act, new MatterNominatedForBacklog(criterion.ToString(), HandlingUnitId ?? RegisteringUnitId));
    }

    void Issue(Act act, OpinionReport report, Letter letter)
    {
        Handle(act);
        foreach (var finding in report.Findings)
            _demands.Single(demand => demand.Id == finding.DemandId).Find(finding);
        ReviewOrgan = report.ReviewOrgan.Length > 0 ? report.ReviewOrgan : null;
        AnswerWith(letter);
        Record(act, new OpinionIssued(letter.Id, letter.Number, [.. report.Findings.Select(finding => new DemandFinding(finding.DemandId, finding.Finding.ToString()))]));
    }

    void AnswerWith(Letter letter)
    {
        Keep(letter);
        AnswerLetterId = letter.Id;
    }

    void Keep(Letter? letter)
    {
        if (letter is not null)
            _letters.Add(letter);
    }

    // What is issued with the act cannot have been served before it; a notice written by hand is as old as its proof.
    Letter NoticeOf(Act act, IReadOnlyList<Demand> demands, Guidance guidance, Guid unitId, LetterSheet? sheet)
    {
        Delivery.Check(act, guidance.Proof, sheet is null ? ReceivedOn : act.Today);
        return sheet is null ? Letter.ByHand(Id, act, unitId, guidance) : Letter.Issue(Id, act, sheet, GuidanceFacts(sheet, demands, guidance.Route, guidance.Organ, guidance.TimeLimit, guidance.Address, guidance.Materials));
    }

    void Guide(Act act, IReadOnlyList<Demand> demands, Guidance guidance, Letter notice)
    {
        Keep(notice);
        _deliveries.Add(Delivery.Of(Id, notice.Id, act, guidance.Proof));
        foreach (var demand in demands)
        {
            demand.Guide(guidance, notice);
            Record(act, new MatterGuided(demand.Id, guidance.Route.ToString(), IsFullyGuided));
        }
        if (!IsFullyGuided)
            return;

        Apply(act, MatterAction.EndGuided);
        StopAllClocks(act);
        StartClock(act, "M-FOLLOW", act.Today, RegisteringUnitId, silent: true);
        PlanClosing(act);
    }

    void StopAll(Act act, DateOnly on)
    {
        foreach (var rule in Clocks.Where(clock => clock.State != ClockStates.Stopped).Select(clock => clock.Rule).ToList())
            StopClock(act, rule, on);
    }

    void PlanClosing(Act act)
    {
        // A request that was handed in keeps the matter open until the desk has registered it, a review, or the notice that there will be none, until it is served, and an assignment until it is reported on.
        if (PendingReviewRequest is not null || AwaitsDeclination || State is InReview or InReReview || OwesReport)
        {
            ClosesOn = null;
            return;
        }
        DateOnly?[] waits = [EndOf("T7"), EndOf("T9"), EndOf("M-FOLLOW"), IsEvaluated ? null : EvaluateUntil];
        ClosesOn = waits.Max()?.AddDays(1) ?? act.Today;
    }

    DateOnly? EndOf(string rule) => RunningClock(rule)?.Legal;

    bool HasLapsed(string rule, Act act) => RunningClock(rule) is { } clock && act.Today > clock.Legal;

    bool IsFound(FindingReport report) => _demands.Exists(demand => demand.Id == report.DemandId && demand.Finding == report.Finding && demand.Opinion?.Text == report.Opinion);

    static bool MayIssueOpinion(Matter matter, Act act) =>
        matter.IsHandledBy(act) && matter.Category == MatterCategory.Appeal && (matter.Simple || matter._investigations.Count > 0);
}

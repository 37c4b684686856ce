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
    bool IsAnswerServed => Anonymous || _deliveries.Exists(delivery => delivery.LetterId == AnswerLetterId);

    public void Investigate(Act act, Guid entryId, DateOnly on, string text)
    {
        if (_investigations.Exists(entry => entry.Id == entryId))
            return;

        Require(act, MatterAction.Investigate);
        BrokenRuleException.ThrowIf(on > act.Today, CaseErrors.DateInFuture, act.Today);
        BrokenRuleException.ThrowIf(on < ReceivedOn, CaseErrors.DateTooEarly, ReceivedOn);
        Apply(act, MatterAction.Investigate);
        _investigations.Add(Investigation.Of(Id, entryId, act, on, text));
        Record(act, new MatterInvestigated(on));
    }

    /// <summary>Keeps the handler's draft for the head who signs. A draft is nobody's fact, so it makes no version.</summary>
    public void DraftOpinion(Act act, string draft)
    {
        Apply(act, MatterAction.DraftOpinion);
        OpinionDraft = new(draft);
    }

    /// <summary>Signs the opinion: every open demand gets a finding, its law, and the organ for review is named (Art 32).</summary>
    public void IssueOpinion(Act act, OpinionReport report, LetterNumber number)
    {
        if (State == MatterState.OpinionIssued && report.Findings.All(IsFound))
            return;

        Require(act, MatterAction.IssueOpinion);
        var open = _demands.Where(demand => demand.State == DemandState.Open).Select(demand => demand.Id).ToHashSet();
        BrokenRuleException.ThrowIf(report.Findings.Any(finding => !_demands.Exists(demand => demand.Id == finding.DemandId)), MatterErrors.UnknownDemand);
        BrokenRuleException.ThrowIf(report.Findings.Count != open.Count || !open.SetEquals(report.Findings.Select(finding => finding.DemandId)), MatterErrors.FindingsIncomplete);
        Apply(act, MatterAction.IssueOpinion);
        OpinionDraft = null;
        Issue(act, report, number);
    }

    /// <summary>Records that the answer reached the petitioner. The window for review starts here and nowhere else (Art 35).</summary>
    public void Serve(Act act, Guid? letterId, Proof proof)
    {
        if (_deliveries.Exists(delivery => delivery.LetterId == AnswerLetterId && delivery.ServedOn == proof.ServedOn && delivery.Means == proof.Means) && IsAnswer(letterId))
            return;

        Require(act, MatterAction.Serve);
        BrokenRuleException.ThrowIf(!IsAnswer(letterId), MatterErrors.NotThisLetter);
        var letter = _letters.Single(letter => letter.Id == AnswerLetterId);
        Delivery.Check(act, proof, letter.IssuedOn);
        var isOpinion = State == MatterState.OpinionIssued;
        Apply(act, MatterAction.Serve);
        _deliveries.Add(Delivery.Of(Id, letter.Id, act, proof));
        if (isOpinion)
        {
            Record(act, new OpinionServed(letter.Id, proof.ServedOn, proof.Means.ToString()));
            StopAll(act, proof.ServedOn);
            // The petitioner's window; no office can be late in it.
            StartClock(act, "T7", proof.ServedOn, HandlingUnitId!.Value, silent: true);
        }
        else
        {
            Record(act, new ReplyServed(letter.Id, proof.ServedOn, proof.Means.ToString()));
        }
        AskForEvaluation(act, proof.ServedOn);
    }

    public void Reply(Act act, string text, LetterNumber number)
    {
        if (State == Answered && _letters.Exists(letter => letter.Id == AnswerLetterId && letter.Body.Text == text))
            return;

        Apply(act, MatterAction.Reply);
        Answer(act, LetterKind.Reply, text, number);
        Record(act, new ReplySent());
        StopAllClocks(act);
        if (Anonymous)
            AskForEvaluation(act, act.Today);
    }

    /// <summary>Shows the lawful way for one demand; the others go on, and only with the last one the matter leaves the procedure (Art 31).</summary>
    public void GuideToLegalRoute(Act act, Guid demandId, Guidance guidance)
    {
        var demand = _demands.Find(demand => demand.Id == demandId);
        if (demand is { State: DemandState.Guided })
            return;

        Require(act, MatterAction.GuideToLegalRoute);
        BrokenRuleException.ThrowIf(demand is null, MatterErrors.UnknownDemand);
        Delivery.Check(act, guidance.Proof, ReceivedOn);
        Apply(act, MatterAction.GuideToLegalRoute);
        Guide(act, [demand!], guidance);
    }

    /// <summary>Ends the procedure. While the petitioner may still ask for review, only a signed acceptance ends it earlier.</summary>
    public void Close(Act act, Proof? acceptance)
    {
        if (State == Closed)
            return;

        Require(act, MatterAction.Close);
        BrokenRuleException.ThrowIf(State == Served && acceptance is null && !HasLapsed("T7", act), MatterErrors.ReviewWindowOpen);
        BrokenRuleException.ThrowIf(PendingReviewRequest is not null && acceptance is null, MatterErrors.ReviewRequestPending);
        if (acceptance is not null)
            Delivery.Check(act, acceptance, ReceivedOn);
        Apply(act, MatterAction.Close);
        if (acceptance is not null)
            _deliveries.Add(Delivery.Of(Id, null, act, acceptance));
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

    void Issue(Act act, OpinionReport report, LetterNumber number)
    {
        foreach (var finding in report.Findings)
            _demands.Single(demand => demand.Id == finding.DemandId).Find(finding);
        ReviewOrgan = report.ReviewOrgan.Length > 0 ? report.ReviewOrgan : null;
        var letter = Answer(act, LetterKind.Opinion, LetterText.Opinion(_demands, report), number);
        Record(act, new OpinionIssued(letter.Id, letter.Number, [.. report.Findings.Select(finding => new DemandFinding(finding.DemandId, finding.Finding.ToString()))]));
    }

    Letter Answer(Act act, LetterKind kind, string body, LetterNumber number)
    {
        var letter = Letter.Issue(Id, act, kind, number, body);
        _letters.Add(letter);
        AnswerLetterId = letter.Id;
        return letter;
    }

    void Guide(Act act, IReadOnlyList<Demand> demands, Guidance guidance)
    {
        var notice = Letter.Notice(Id, act, guidance);
        _letters.Add(notice);
        _deliveries.Add(Delivery.Of(Id, notice.Id, act, guidance.Proof));
        foreach (var demand in demands)
        {
            demand.Guide(guidance);
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
        // A request that was handed in keeps the matter open until the desk has registered it.
        if (PendingReviewRequest is not null)
        {
            ClosesOn = null;
            return;
        }
        DateOnly?[] waits = [EndOf("T7"), EndOf("M-FOLLOW"), IsEvaluated ? null : EvaluateUntil];
        ClosesOn = waits.Max()?.AddDays(1) ?? act.Today;
    }

    DateOnly? EndOf(string rule) => RunningClock(rule)?.Legal;

    bool HasLapsed(string rule, Act act) => RunningClock(rule) is { } clock && act.Today > clock.Legal;

    bool IsFound(FindingReport report) => _demands.Exists(demand => demand.Id == report.DemandId && demand.Finding == report.Finding && demand.Opinion?.Text == report.Opinion);

    bool IsAnswer(Guid? letterId) => letterId is null || letterId == AnswerLetterId;

    static bool MayIssueOpinion(Matter matter, Act act) =>
        matter.IsHandledBy(act) && matter.Category == MatterCategory.Appeal && (matter.Simple || matter._investigations.Count > 0);
}

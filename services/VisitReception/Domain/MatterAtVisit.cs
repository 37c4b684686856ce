using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.Deadlines;
using Anjie.Letters;
using static Anjie.VisitReception.Domain.MatterState;

namespace Anjie.VisitReception.Domain;

/// <summary>What a visit to a leader does to the matter (decisions, "What a visit or backlog outcome does to the matter").
/// Each of these happens in the same save as the visit's own step.</summary>
internal sealed partial class Matter
{
    /// <summary>The letter that a solution on the spot issues; null where the matter has gone too far to be answered there.</summary>
    public LetterKind? LetterOfResolution => State is Registered or Dispatched or Handling && !PetitionerPending ? LetterOfReply : null;

    /// <summary>The letter that an explanation issues; null where a unit has the matter and will answer itself.</summary>
    public LetterKind? LetterOfExplanation => State != Registered || PetitionerPending ? null : Category == MatterCategory.Appeal ? LetterKinds.Get(LetterCodes.ShortOpinion) : LetterOfReply;

    /// <summary>The letter that goes with the leader's order; null where a unit has the matter already, or keeps it.</summary>
    public LetterKind? LetterOfAssignment(Guid toUnitId) => State != Registered || PetitionerPending ? null : LetterOfDispatch(Domain.DispatchKind.Assignment, toUnitId);

    public static Matter RegisterAtVisit(Act act, Guid id, string number, Petition petition, UnitPlace office, string leaderPath)
    {
        BrokenRuleException.ThrowIf(petition.Petitioners.Count == 0, MatterErrors.PetitionerMissing);
        var matter = New(act, id, id, number, petition, office);
        matter.Involve(leaderPath);
        matter.Begin(act, Registered, Roles.Aide, Roles.RegistrarHead, Roles.Registrar);
        matter.Open(act, "T1");
        return matter;
    }

    /// <summary>The same matter came again: no new matter and no new clock; people not yet known are added.</summary>
    public void ComeAgain(Act act, Guid visitId, IReadOnlyList<PetitionerReport> petitioners, bool confidential, UnitPlace office, string leaderPath)
    {
        BrokenRuleException.ThrowIf(IsRecused(act.Actor), CaseErrors.Recused);
        BrokenRuleException.ThrowIf(ErasedOn is not null, MatterErrors.Erased);
        Confidential |= confidential;
        Involve(office.Path);
        Involve(leaderPath);
        foreach (var report in petitioners)
            _petitioners.Find(known => known.IsOnceMore(report))?.ComeAgain(report);
        _petitioners.AddRange(petitioners
            .Where(report => !_petitioners.Exists(known => known.IsOnceMore(report)))
            .Select(report => Petitioner.Of(Id, report)).ToList());
        Record(act, new RepeatPetitionDetected(visitId));
        Rebound();
    }

    /// <summary>Solved before the leader's eyes: answered by the simple procedure with a signed slip (V3, M15).</summary>
    public void ResolveAtVisit(Act act, string measure, Proof proof, LetterSheet? sheet)
    {
        if (LetterOfResolution is null)
            return;

        var slip = Letter.Issue(Id, act, sheet!, ReplyFacts(sheet!, measure), measure);
        Follow(act, MatterAction.AnswerAtVisit);
        AnswerWith(slip);
        _deliveries.Add(Delivery.Of(Id, slip.Id, act, proof));
        Record(act, new ReplySent());
        Record(act, new ReplyServed(slip.Id, proof.ServedOn, proof.Means.ToString()));
        StopAllClocks(act);
        AskForEvaluation(act, proof.ServedOn);
    }

    /// <summary>Explained: an appeal still gets its short written opinion, anything else a reply (V8).</summary>
    public void ExplainAtVisit(Act act, UnitPlace leaderUnit, VisitExplanation explanation, LetterSheet? sheet)
    {
        if (LetterOfExplanation is not { } kind)
            return;

        if (kind == LetterOfReply)
        {
            var words = $"{explanation.Text}\n{explanation.Basis}";
            var reply = Letter.Issue(Id, act, sheet!, ReplyFacts(sheet!, words), words);
            Follow(act, MatterAction.AnswerAtVisit);
            AnswerWith(reply);
            Record(act, new ReplySent());
            StopAllClocks(act);
            return;
        }

        var report = Explained(explanation);
        var letter = Letter.Issue(Id, act, sheet!, OpinionFacts(sheet!, report).With(LetterFields.AcceptedOn, act.Today));
        Follow(act, MatterAction.ExplainAtVisit);
        (HandlingUnitId, HandlingPath, AcceptedOn, Simple) = (leaderUnit.Id, leaderUnit.Path, act.Today, true);
        Record(act, new MatterAccepted(act.Today, Simple: true));
        StopTermsOfAcceptance(act, act.Today, isTold: true);
        // The petition office hands the opinion over; its ten working days end with the service.
        StartClock(act, "T12", act.Today, RegisteringUnitId);
        Issue(act, report, letter);
    }

    /// <summary>The explanation as an opinion on everything that is still open.</summary>
    public OpinionReport Explained(VisitExplanation explanation) => new(
        [.. _demands.Where(demand => demand.State == DemandState.Open).Select(demand => new FindingReport(demand.Id, DemandFindingKind.Explained, explanation.Text, explanation.Basis))],
        explanation.Text, explanation.ReviewOrgan ?? "");

    /// <summary>Assigned by the leader: what was not dispatched yet goes to the unit with the leader's date as its limit (V4, M02).</summary>
    public void AssignAtVisit(Act act, UnitPlace to, DateOnly dueOn, LetterSheet? sheet)
    {
        BrokenRuleException.ThrowIf(State == Registered && PetitionerPending, MatterErrors.PetitionerPending);
        Involve(to.Path);
        if (State != Registered)
            return;

        var letter = sheet is null ? null : Letter.Issue(Id, act, sheet, DispatchFacts(sheet, to.Id, dueOn));
        Follow(act, MatterAction.AssignAtVisit);
        SendTo(act, Domain.DispatchKind.Assignment, to, dueOn, letter);
    }

    /// <summary>Guides one demand, or all that are open.</summary>
    /// <returns>True when no demand is left to handle.</returns>
    public bool GuideAtVisit(Act act, Guid? demandId, Guidance guidance, LetterSheet? sheet)
    {
        var demands = OpenDemands(demandId);
        BrokenRuleException.ThrowIf(demands.Count == 0, MatterErrors.UnknownDemand);
        var notice = NoticeOf(act, demands, guidance, act.Actor.UnitId, sheet);
        Follow(act, MatterAction.GuideAtVisit);
        Guide(act, demands, guidance, notice);
        return IsFullyGuided;
    }

    /// <summary>One demand, or all, where it is still to be answered.</summary>
    public IReadOnlyList<Demand> OpenDemands(Guid? demandId) => [.. _demands.Where(demand => demand.State == DemandState.Open && (demandId is null || demand.Id == demandId))];

    /// <summary>The last day a leader may give: the end of the term that governs, or of the sixty days if they began today.</summary>
    public DateOnly LatestLeaderDate(Act act) =>
        (RunningClock("T5") ?? RunningClock("T12") ?? RunningClock("T11"))?.Legal
        ?? ClockReading.Due(Clock.Start("T5", act.Today, act.Calendar), act.Calendar).Legal;
}

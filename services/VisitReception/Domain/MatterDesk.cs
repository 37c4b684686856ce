using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.Letters;
using Anjie.PersonalData;
using static Anjie.VisitReception.Domain.MatterState;

namespace Anjie.VisitReception.Domain;

/// <summary>Why a matter was not accepted, or not accepted again (domain rule 2.4).</summary>
internal sealed record Refusal(string Ground, string Reason, string Basis, string? CompetentOrgan, string? FinalNumber);

/// <summary>What ends or moves a matter before anybody handles it.</summary>
internal sealed partial class Matter
{
    public Secret? SealedRefusal { get; private set; }

    public Refusal? Refusal { get => Sheet.Read<Refusal>(SealedRefusal); private set => SealedRefusal = Sheet.Write(value); }

    /// <summary>The matter this one is part of, or repeats.</summary>
    public Guid? ParentId { get; private set; }

    /// <summary>Decides that the matter is not accepted, or not accepted again; the terms stop when the notice is served (Art 23).</summary>
    public void Refuse(Act act, Refusal refusal, LetterSheet? sheet)
    {
        if (State is Refused or ClosedToReentry && Refusal == refusal)
            return;

        var ground = RefusalGrounds.Find(refusal.Ground);
        BrokenRuleException.ThrowIf(ground is null, MatterErrors.UnknownGround);
        var action = ground!.IsFinal ? MatterAction.RefuseReentry : MatterAction.Refuse;
        Require(act, action);
        BrokenRuleException.ThrowIf(refusal.Ground == "N2" && (!InPerson.Contains(Form) || Category != MatterCategory.Appeal), MatterErrors.GroundNotFitting);
        BrokenRuleException.ThrowIf(ground.NeedsFinalOpinion && string.IsNullOrWhiteSpace(refusal.FinalNumber), MatterErrors.FinalNumberMissing);
        var letter = sheet is null ? null : Letter.Issue(Id, act, sheet, RefusalFacts(sheet, refusal));
        Apply(act, action);
        Refusal = refusal;
        if (letter is not null)
            AnswerWith(letter);
        Record(act, ground.IsFinal ? new ReentryRefused(refusal.Ground, letter?.Id) : new AcceptanceRefused(refusal.Ground, letter?.Id));
        if (letter is null || !HasAddress)
            EndRefused(act, act.Today);
    }

    /// <summary>Hands an accusation to those who investigate it; nothing of its content is kept moving here (Art 30).</summary>
    public void ForwardAccusation(Act act, UnitPlace to)
    {
        if (State == Forwarded && HandlingUnitId == to.Id)
            return;

        Require(act, MatterAction.ForwardAccusation);
        ThrowIfAccused(to);
        Apply(act, MatterAction.ForwardAccusation);
        (HandlingUnitId, HandlingPath, DispatchedOn) = (to.Id, to.Path, act.Today);
        Involve(to.Path);
        Record(act, new AccusationForwarded());
        StopAllClocks(act);
    }

    /// <summary>The same people in the same matter: it goes on in the older one, and keeps its own number, day and clocks.</summary>
    public void Merge(Act act, Matter parent, DateOnly toldOn)
    {
        if (State == Merged && ParentId == parent.Id)
            return;

        Require(act, MatterAction.Merge);
        ThrowIfNotRepeated(act, parent);
        BrokenRuleException.ThrowIf(!parent.IsAnswering, MatterErrors.ParentClosed);
        BrokenRuleException.ThrowIf(toldOn > act.Today, CaseErrors.DateInFuture, act.Today);
        BrokenRuleException.ThrowIf(toldOn < ReceivedOn, CaseErrors.DateTooEarly, ReceivedOn);
        Apply(act, MatterAction.Merge);
        ParentId = parent.Id;
        Record(act, new MatterMerged(parent.MatterId));
        StopAllClocks(act);
        parent.Repeat(act, this);
    }

    /// <summary>Repeats a matter that has been answered for good: it is linked and runs by itself.</summary>
    public void LinkRepeat(Act act, Matter parent)
    {
        if (State == Registered && ParentId == parent.Id)
            return;

        Require(act, MatterAction.LinkRepeat);
        ThrowIfNotRepeated(act, parent);
        BrokenRuleException.ThrowIf(parent.IsAnswering, MatterErrors.ParentOpen);
        Apply(act, MatterAction.LinkRepeat);
        ParentId = parent.Id;
        Record(act, new MatterLinked(parent.MatterId));
        parent.Repeat(act, this);
    }

    /// <summary>Takes a wrong merge back; the clock has run since the matter's own receipt.</summary>
    public void Unmerge(Act act, string reason)
    {
        if (State == Registered && ParentId is null && DeskNote?.Text == reason)
            return;

        Apply(act, MatterAction.Unmerge);
        ParentId = null;
        DeskNote = new(reason);
        Record(act, new MergeReverted());
        StartClock(act, RuleAtDesk, ClocksFrom, RegisteringUnitId);
    }

    /// <summary>The petitioner takes the petition back in writing.</summary>
    public void Withdraw(Act act, DateOnly signedOn, string? note)
    {
        if (State == Withdrawn)
            return;

        Require(act, MatterAction.Withdraw);
        BrokenRuleException.ThrowIf(signedOn > act.Today, CaseErrors.DateInFuture, act.Today);
        BrokenRuleException.ThrowIf(signedOn < ReceivedOn, CaseErrors.DateTooEarly, ReceivedOn);
        Apply(act, MatterAction.Withdraw);
        DeskNote = Secret.OrNull(note);
        Record(act, new MatterWithdrawn(signedOn));
        StopAllClocks(act);
        ClosesOn = null;
    }

    /// <summary>Words on a merge taken back or a withdrawal.</summary>
    public Secret? DeskNote { get; private set; }

    void EndRefused(Act act, DateOnly on)
    {
        StopAll(act, on);
        ClosesOn = act.Today.AddDays(1);
    }

    /// <summary>Whether who comes again is answered by this matter, and not by the new one.</summary>
    public bool IsAnswering => State is Registered or Dispatched or Objected or Handling or MatterState.OpinionIssued or Served or InReview or ReviewServed or InReReview;

    // What happened to the parent is recorded in the role of who merged; the parent's own state does not move.
    void Repeat(Act act, Matter child)
    {
        ActAs(Array.Find(Staff.Registrars, act.Actor.Has)!);
        Involve(child.RegisteringPath);
        Record(act, new RepeatPetitionDetected(null));
        Rebound();
    }

    void ThrowIfNotRepeated(Act act, Matter parent)
    {
        BrokenRuleException.ThrowIf(parent.Id == Id || !IsOrdinary(parent), MatterErrors.ParentUnknown);
        BrokenRuleException.ThrowIf(parent.IsRecused(act.Actor), CaseErrors.Recused);
        BrokenRuleException.ThrowIf(!_petitioners.Exists(mine => parent._petitioners.Exists(mine.MayBe)), MatterErrors.NotSamePerson);
    }
}

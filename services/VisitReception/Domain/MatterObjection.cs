using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.PersonalData;
using static Anjie.VisitReception.Domain.MatterState;

namespace Anjie.VisitReception.Domain;

/// <summary>What a unit says against having to handle a matter (Art 23).</summary>
/// <param name="ProposedUnitId">Who has the power instead.</param>
/// <param name="Answer">What the sender found; null while it is open.</param>
internal sealed record Objection(DateOnly On, string Reason, string Basis, Guid? ProposedUnitId, string? Answer = null);

/// <summary>The matter goes back to the sender, or stays with the unit. Nobody's fifteen days begin anew by it.</summary>
internal sealed partial class Matter
{
    public Secret? SealedObjection { get; private set; }

    public Objection? Objection { get => Sheet.Read<Objection>(SealedObjection); private set => SealedObjection = Sheet.Write(value); }

    public void Object(Act act, string reason, string basis, Guid? proposedUnitId, LetterSheet sheet)
    {
        if (State == Objected && Objection is { } known && known.Reason == reason && known.Basis == basis)
            return;

        BrokenRuleException.ThrowIf(State == Dispatched && IsHandledBy(act) && Objection is { Answer: not null }, MatterErrors.ObjectedBefore);
        BrokenRuleException.ThrowIf(State == Dispatched && IsHandledBy(act) && HasLapsed("T4", act), MatterErrors.ObjectionTooLate, EndOf("T4")!);
        Require(act, MatterAction.Object);
        BrokenRuleException.ThrowIf(proposedUnitId == HandlingUnitId, MatterErrors.ProposedItself);
        var letter = Letter.Issue(Id, act, sheet, ObjectionFacts(sheet, reason, basis, proposedUnitId));
        Apply(act, MatterAction.Object);
        Keep(letter);
        Objection = new(act.Today, reason, basis, proposedUnitId);
        Record(act, new DispatchObjected(proposedUnitId));
        StopClock(act, "T4");
    }

    /// <summary>The sender finds the unit right: the matter is at its desk again, in the terms that have run since the first receipt.</summary>
    public void UpholdObjection(Act act, string answer)
    {
        if (State == Registered && Objection?.Answer == answer)
            return;

        Apply(act, MatterAction.UpholdObjection);
        Objection = Objection! with { Answer = answer };
        Record(act, new ObjectionUpheld(RegisteringUnitId));
        foreach (var rule in (string[])["T3", "T11"])
            StopClock(act, rule);
        (HandlingUnitId, HandlingPath, DispatchKind, DispatchedOn, ReportBy) = (null, null, null, null, null);
        if (RunningClock(RuleAtDesk) is null) // the term for telling may not have ended
            StartClock(act, RuleAtDesk, ClocksFrom, RegisteringUnitId);
    }

    public void RejectObjection(Act act, string answer)
    {
        if (State == Dispatched && Objection?.Answer == answer)
            return;

        Apply(act, MatterAction.RejectObjection);
        Objection = Objection! with { Answer = answer };
        Record(act, new ObjectionRejected(HandlingUnitId!.Value));
    }

    // T1 for the petition office, T2 for an organ that received it directly.
    string RuleAtDesk => Clocks.First(clock => clock.Rule is "T1" or "T2").Rule;

    static bool MayObject(Matter matter, Act act) => matter.IsHandledBy(act) && matter.Objection is null && !matter.HasLapsed("T4", act);
}

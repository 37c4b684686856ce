using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.PersonalData;
using static Anjie.VisitReception.Domain.MatterState;

namespace Anjie.VisitReception.Domain;

/// <summary>A longer term: asked for by the handler, given by the head, in force when the petitioner was told in time (Art 34).</summary>
/// <param name="LetterId">The notice; null while it is only asked for.</param>
/// <param name="ToldOn">Day of proven service; null until then.</param>
internal sealed record Extension(int Days, string Reason, Guid? LetterId = null, DateOnly? ApprovedOn = null, DateOnly? ToldOn = null);

/// <summary>Solved or not is another question than finished or not (domain rule 0): a matter may end in law and stay unsolved.</summary>
public enum Substance { Unresolved, Resolving, Resolved, Rebounded }

/// <summary>What happens while a unit handles the matter, and what became of it.</summary>
internal sealed partial class Matter
{
    public const int LongestExtension = 30;

    public Secret? SealedExtension { get; private set; }

    public Extension? Extension { get => Sheet.Read<Extension>(SealedExtension); private set => SealedExtension = Sheet.Write(value); }

    /// <summary>Who handled it; none of them reviews it.</summary>
    public List<Guid> HandledBy { get; private set; } = [];

    public Substance Substance { get; private set; }

    public Secret? OutcomeText { get; private set; }

    public DateOnly? CertifiedOn { get; private set; }

    /// <summary>The state in which the procedure ended; null while it goes on.</summary>
    public MatterState? EndedAs { get; private set; }

    /// <summary>A hearing in the handling or the first review; it halts no clock (Art 31, 35).</summary>
    public void HoldHearing(Act act, Guid entryId, DateOnly on, string text) => Write(act, MatterAction.HoldHearing, InvestigationKind.Hearing, entryId, on, text, new HearingHeld(on));

    /// <summary>What cannot be finished in the simple procedure goes on in the ordinary one; the sixty days have run since the acceptance.</summary>
    public void SwitchToOrdinary(Act act, string reason, DateOnly toldOn)
    {
        if (State == Handling && !Simple && SwitchReason?.Text == reason)
            return;

        Require(act, MatterAction.SwitchToOrdinary);
        BrokenRuleException.ThrowIf(toldOn > act.Today, CaseErrors.DateInFuture, act.Today);
        BrokenRuleException.ThrowIf(toldOn < AcceptedOn, CaseErrors.DateTooEarly, AcceptedOn!);
        Apply(act, MatterAction.SwitchToOrdinary);
        (Simple, SwitchReason) = (false, new(reason));
        Record(act, new ProcedureSwitched(toldOn));
        StopClock(act, "T12");
        StartClock(act, "T5", AcceptedOn!.Value, HandlingUnitId!.Value);
    }

    public Secret? SwitchReason { get; private set; }

    /// <summary>Keeps what the handler asks for. A request is nobody's fact, so it makes no version.</summary>
    public void AskExtension(Act act, int days, string reason)
    {
        ThrowIfNotExtensible(act, days);
        Apply(act, MatterAction.AskExtension);
        Extension = new(days, reason);
    }

    /// <summary>The head of the unit grants it: once, and so that the petitioner still learns of it before the old end.</summary>
    public void Extend(Act act, int days, string reason, LetterSheet? sheet)
    {
        if (Extension is { ApprovedOn: not null } known && known.Days == days && known.Reason == reason)
            return;

        ThrowIfNotExtensible(act, days);
        Require(act, MatterAction.Extend);
        var letter = sheet is null ? null : Letter.Issue(Id, act, sheet, ExtensionFacts(act, sheet, days, reason));
        Apply(act, MatterAction.Extend);
        Handle(act);
        Keep(letter);
        Extension = new(days, reason, letter?.Id, act.Today);
        Record(act, new ExtensionGranted(days, letter?.Id));
        if (letter is null)
            BeginExtension(act, act.Today);
    }

    /// <summary>Says what became of the demands. Help or explanation alone solves nothing, so a demand met or explained must be among it (domain rule 3.3).</summary>
    public void RecordOutcome(Act act, IReadOnlyList<MatterOutcome> outcomes, string text)
    {
        if (Substance == Substance.Resolved && OutcomeText?.Text == text)
            return;

        Require(act, MatterAction.RecordOutcome);
        BrokenRuleException.ThrowIf(!outcomes.Any(outcome => outcome is MatterOutcome.A or MatterOutcome.B), MatterErrors.OutcomeMissing);
        Apply(act, MatterAction.RecordOutcome);
        (Substance, OutcomeText) = (Substance.Resolved, new(text));
        Record(act, new MatterResolved([.. outcomes.Distinct().Order().Select(outcome => outcome.ToString())]));
    }

    /// <summary>审核认定办结: a second look found the ended matter well ended.</summary>
    public void Certify(Act act)
    {
        if (CertifiedOn is not null)
            return;

        Apply(act, MatterAction.Certify);
        CertifiedOn = act.Today;
        Record(act, new MatterCertified());
    }

    void BeginExtension(Act act, DateOnly on)
    {
        Extension = Extension! with { ToldOn = on };
        Record(act, new HandlingExtended(Extension.Days, on));
        ExtendClock(act, "T5", Extension.Days);
    }

    void ThrowIfNotExtensible(Act act, int days)
    {
        BrokenRuleException.ThrowIf(State == Handling && IsHandledBy(act) && Extension is { ApprovedOn: not null }, MatterErrors.ExtendedBefore);
        BrokenRuleException.ThrowIf(State == Handling && IsHandledBy(act) && HasLapsed("T5", act), MatterErrors.ExtensionTooLate, EndOf("T5")!);
        BrokenRuleException.ThrowIf(days is < 1 or > LongestExtension, MatterErrors.ExtensionLength, LongestExtension);
    }

    void Write(Act act, MatterAction action, InvestigationKind kind, Guid entryId, DateOnly on, string text, Contracts.CaseEvent fact)
    {
        if (_investigations.Exists(entry => entry.Id == entryId))
            return;

        Require(act, action);
        BrokenRuleException.ThrowIf(on > act.Today, CaseErrors.DateInFuture, act.Today);
        var earliest = (State == Handling ? AcceptedOn : LastReview!.FiledOn) ?? ReceivedOn;
        BrokenRuleException.ThrowIf(on < earliest, CaseErrors.DateTooEarly, earliest);
        Apply(act, action);
        if (State == Handling)
            Handle(act);
        _investigations.Add(Investigation.Of(Id, entryId, act, kind, on, text));
        Record(act, fact);
    }

    void Handle(Act act)
    {
        // A new list, so that the change tracker sees the change.
        HandledBy = [.. HandledBy.Union(act.Actor.People)];
    }

    void Rebound()
    {
        if (Substance == Substance.Resolved)
            Substance = Substance.Rebounded;
    }

    static bool MaySwitch(Matter matter, Act act) => matter.IsHandledBy(act) && matter.Simple && matter.Category == MatterCategory.Appeal;

    static bool MayExtend(Matter matter, Act act) =>
        matter.IsHandledBy(act) && matter.Extension is not { ApprovedOn: not null } && matter.RunningClock("T5") is not null && !matter.HasLapsed("T5", act);

    static bool MayRecordOutcome(Matter matter, Act act) => matter.IsHandledBy(act) && matter.Substance != Substance.Resolved;

    static bool MayCertify(Matter matter, Act act) =>
        matter.IsAtDesk(act) && matter.CertifiedOn is null && (matter.State == Terminated || matter.EndedAs is Served or ReviewServed or Terminated);
}

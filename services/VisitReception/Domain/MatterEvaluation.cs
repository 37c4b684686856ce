using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.PersonalData;

namespace Anjie.VisitReception.Domain;

/// <summary>Why nobody is asked how satisfied they are (国信发〔2022〕11号). Such a matter is in no denominator and nothing waits for it.</summary>
public enum EvaluationExclusion
{
    /// <summary>An accusation goes its own way (Art 30).</summary>
    Accusation,

    /// <summary>Every demand is settled by litigation, arbitration, reconsideration or another legal procedure.</summary>
    LegalRoute,

    /// <summary>Not fit for publicity; a head has said so, with the reason.</summary>
    NotPublic,

    /// <summary>Who gave no name cannot be asked.</summary>
    Anonymous,
}

/// <summary>Where an evaluation stands, by the numbers of the exchange with the province (domain rule 2.8).</summary>
public enum EvaluationStatus
{
    /// <summary>待评价: asked, and the window is open.</summary>
    Waiting = 0,

    /// <summary>未评价: nothing was asked yet, or whoever was asked said nothing to it.</summary>
    NotGiven = 1,

    /// <summary>已评价.</summary>
    Given = 2,

    /// <summary>超期未评价: the window closed over it.</summary>
    Lapsed = 3,
}

/// <summary>The petitioner's evaluation of the two objects, each by itself.</summary>
internal sealed partial class Matter
{
    const string EvaluationClock = "M-EVALUATE", EvaluationDays = "evaluation.windowDays";

    /// <summary>A head found the matter not fit for publicity.</summary>
    public bool EvaluationWithheld { get; private set; }
    public Secret? WithholdingReason { get; private set; }

    /// <summary>Null when the petitioner is asked.</summary>
    public EvaluationExclusion? NotAskedBecause =>
        Class == CaseClass.Accusation ? EvaluationExclusion.Accusation
        : IsFullyGuided ? EvaluationExclusion.LegalRoute
        : EvaluationWithheld ? EvaluationExclusion.NotPublic
        : Anonymous ? EvaluationExclusion.Anonymous
        : null;

    /// <summary>The last day on which an evaluation counts; null before the question and after both answers.</summary>
    public DateOnly? EvaluateUntil => EndOf(EvaluationClock);

    /// <summary>Null for a matter about which nobody is asked.</summary>
    public EvaluationStatus? EvaluationStatusOf(EvaluationSubject subject, DateOnly today) =>
        NotAskedBecause is not null ? null
        : _evaluations.Find(evaluation => evaluation.About == subject) is { } given ? given.Value == Satisfaction.NotGiven ? EvaluationStatus.NotGiven : EvaluationStatus.Given
        : (RunningClock(EvaluationClock) ?? Clocks.Where(clock => clock.Rule == EvaluationClock).MaxBy(clock => clock.StartedOn)) is not { } window ? EvaluationStatus.NotGiven
        : (window.StoppedOn ?? today) > window.Legal ? EvaluationStatus.Lapsed
        : window.State == ClockStates.Stopped ? EvaluationStatus.NotGiven
        : EvaluationStatus.Waiting;

    /// <summary>The number of the exchange; 不满意 is 3 there. Null for what says nothing.</summary>
    public static int? ExchangeValueOf(Satisfaction value) => value switch
    {
        Satisfaction.Satisfied => 0,
        Satisfaction.Basically => 1,
        Satisfaction.Dissatisfied => 3,
        Satisfaction.NotGiven => null,
    };

    public void Evaluate(Act act, EvaluationSubject about, Satisfaction value, string? reason)
    {
        var known = _evaluations.Find(evaluation => evaluation.About == about);
        if (known?.Value == value)
            return;

        Require(act, MatterAction.Evaluate);
        BrokenRuleException.ThrowIf(known is not null, MatterErrors.AlreadyEvaluated);
        BrokenRuleException.ThrowIf(value == Satisfaction.Dissatisfied && string.IsNullOrWhiteSpace(reason), MatterErrors.EvaluationReasonMissing);
        Apply(act, MatterAction.Evaluate);
        _evaluations.Add(Evaluation.Of(Id, act, about, value, reason));
        Record(act, new MatterEvaluated(about.ToString(), value.ToString()));
        if (IsEvaluated)
            StopClock(act, EvaluationClock);
        PlanClosing(act);
    }

    /// <summary>Takes the matter out of the evaluation because it is not fit for publicity. What was evaluated before stays.</summary>
    public void WithholdEvaluation(Act act, string reason)
    {
        if (EvaluationWithheld)
            return;

        Apply(act, MatterAction.WithholdEvaluation);
        (EvaluationWithheld, WithholdingReason) = (true, new(reason));
        Record(act, new EvaluationWithheld());
        if (RunningClock(EvaluationClock) is null)
            return;
        StopClock(act, EvaluationClock);
        PlanClosing(act);
    }

    void AskForEvaluation(Act act, DateOnly servedOn)
    {
        if (NotAskedBecause is null)
            StartClock(act, EvaluationClock, servedOn, RegisteringUnitId, days: act.Number(EvaluationDays), silent: true);
        PlanClosing(act);
    }

    bool IsEvaluationOver(Act act) => NotAskedBecause is not null || IsEvaluated || RunningClock(EvaluationClock) is null || HasLapsed(EvaluationClock, act);

    static bool MayBeEvaluated(Matter matter, Act act) => matter is { NotAskedBecause: null, IsEvaluated: false, EvaluateUntil: { } end } && act.Today <= end;

    static bool MayWithholdEvaluation(Matter matter, Act act) => matter is { NotAskedBecause: null, IsEvaluated: false } && matter.IsAtDesk(act);
}

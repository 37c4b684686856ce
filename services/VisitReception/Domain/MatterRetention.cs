using Anjie.Cases;

namespace Anjie.VisitReception.Domain;

/// <summary>What of a visit is left when its matter has been erased.</summary>
internal sealed partial class Visit
{
    public DateOnly? ErasedOn { get; private set; }

    /// <summary>Nothing is due in it any more either.</summary>
    public void Erase(Act act) => (ErasedOn, SignBy) = (act.Today, null);

    protected override IEnumerable<OfferedAction> StandingActions(Act act) => ErasedOn is not null ? [] : base.StandingActions(act);
}

/// <summary>How long a matter keeps who petitioned and what they said (个人信息保护法 19, 47).</summary>
internal sealed partial class Matter
{
    const string YearsKept = "retention.matterYears";
    const int DefaultYears = 10;

    /// <summary>States from which no other one is reached; a review that reopens one begins the time anew. What was merged goes on in another matter, and goes with it.</summary>
    public static IReadOnlyList<MatterState> StatesOver => field ??= [.. Enum.GetValues<MatterState>().Where(state => !Life.GoesOn(state) || state == MatterState.Merged)];

    /// <summary>The day on which the last thing happened to a matter that is over, or to its visits; found out by the watch, null before.</summary>
    public DateOnly? EndedOn { get; private set; }

    /// <summary>Since then only its skeleton is left: ids, numbers, dates, states, codes and units.</summary>
    public DateOnly? ErasedOn { get; private set; }

    /// <summary>Years for which the file is kept after the matter is over.</summary>
    public static int RetentionYears(Act act) => act.Number(YearsKept) ?? DefaultYears;

    /// <summary>Marks the matter as erased; what it holds of people is taken away with the same save.</summary>
    public void Erase(Act act) => (ErasedOn, ClosesOn) = (act.Today, null);

    /// <summary>Something happened since the end was found: the time begins anew.</summary>
    public void EndLater(DateOnly on) => EndedOn = on;

    protected override string? BarTo(Act act, MatterAction action) => ErasedOn is not null ? MatterErrors.Erased : base.BarTo(act, action);

    protected override IEnumerable<OfferedAction> StandingActions(Act act) => ErasedOn is not null ? [] : base.StandingActions(act);
}

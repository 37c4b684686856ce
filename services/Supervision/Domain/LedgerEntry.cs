using Anjie.Cases;
using Anjie.Contracts;
using Anjie.Contracts.Reception;
using Anjie.Deadlines;

namespace Anjie.Supervision.Domain;

/// <summary>One case on the ledger: the fold of its events in version order. It depends on nothing but them.</summary>
internal sealed class LedgerEntry : ICase
{
    readonly List<ClockWatch> _clocks = [];

    LedgerEntry() { } // EF Core

    public Guid Id { get; private init; }
    public Guid MatterId { get; private init; }
    public CaseKind Kind { get; private set; }
    public string Number { get; private set; } = "";
    public string State { get; private set; } = "";

    /// <summary>The version up to which the line tells the story.</summary>
    public int Version { get; private set; }

    /// <summary>The highest version received; beyond <see cref="Version"/> while a gap waits.</summary>
    public int Highest { get; private set; }

    public DateOnly OpenedOn { get; private set; }
    public DateOnly? ClosedOn { get; private set; }
    public string LastFact { get; private set; } = "";
    public DateTimeOffset LastAt { get; private set; }
    public Guid? UnitId { get; private set; }
    public List<Guid> UnitIds { get; private set; } = [];
    public List<Guid> PostIds { get; private set; } = [];

    /// <summary>Paths of the units above, from the copies of the directory.</summary>
    public List<string> UnitPaths { get; set; } = [];

    // The tightest of the open duties; the light of the line follows from them and the day.
    public DateOnly? NearOn { get; private set; }
    public DateOnly? PressingOn { get; private set; }
    public DateOnly? LegalOn { get; private set; }
    public DateOnly? DueOn { get; private set; }

    /// <summary>When an alarm is raised because a grave or urgent matter was not reported; null when there is none, or it was.</summary>
    public DateTimeOffset? UrgentReportBy { get; private set; }

    /// <summary>The unit that has to report it.</summary>
    public Guid? UrgentUnitId { get; private set; }

    public IReadOnlyList<ClockWatch> Clocks => _clocks;

    public bool IsComplete => Version == Highest;

    public static LedgerEntry For(Guid caseId, Guid matterId) => new() { Id = caseId, MatterId = matterId };

    /// <summary>Takes what can be told: older versions are passed over, a gap waits.</summary>
    /// <returns>The events that were told, in order.</returns>
    public IReadOnlyList<LoggedEvent> Fold(IEnumerable<LoggedEvent> log)
    {
        List<LoggedEvent> told = [];
        foreach (var entry in log.OrderBy(entry => entry.Version))
        {
            Highest = Math.Max(Highest, entry.Version);
            if (entry.Version != Version + 1)
                continue;
            Apply(entry);
            told.Add(entry);
        }
        return told;
    }

    public Light? LightOn(DateOnly today) => LegalOn is { } legal ? ClockWatch.LightOn(today, NearOn!.Value, PressingOn!.Value, legal) : null;

    void Apply(LoggedEvent entry)
    {
        Version = entry.Version;
        if (entry.Fact is ClockEvent clock)
        {
            Watch(clock);
            return;
        }

        (LastFact, LastAt) = (entry.Name, entry.OccurredAt);
        State = LedgerFacts.StateAfter(entry.Name, entry.Fact) ?? State;
        var today = OfficeDay.Of(entry.OccurredAt);
        if (LedgerFacts.OpeningOf(entry.Fact) is { } opening)
            (Kind, Number, OpenedOn) = (opening.Kind, opening.Number, opening.On ?? today);
        if (LedgerFacts.UnitOf(entry.Fact) is { } unit)
            Involve((UnitId = unit).Value);
        if (LedgerFacts.PartyOf(entry.Fact) is { } party)
            Involve(party);
        PostIds = [.. PostIds.Union(LedgerFacts.PostsOf(entry.Fact))];
        if (entry.Fact is UrgentMatterMarked urgent)
            (UrgentUnitId, UrgentReportBy) = (urgent.UnitId, urgent.ReportBy);
        else if (entry.Fact is UrgentMatterReported)
            UrgentReportBy = null;
        if (LedgerFacts.Ends(entry.Fact))
            ClosedOn = today;
        if (LedgerFacts.Reopens(entry.Fact))
            ClosedOn = null;
    }

    void Watch(ClockEvent fact)
    {
        if (_clocks.Find(clock => clock.Id == fact.ClockId) is { } known)
            known.Read(fact);
        else
            _clocks.Add(ClockWatch.Of(fact));

        var duties = _clocks.Where(clock => clock.IsOpenDuty && clock.State == ClockStates.Running).ToList();
        (NearOn, PressingOn, LegalOn, DueOn) = duties.Count == 0 ? (null, null, null, null)
            : (duties.Min(c => (DateOnly?)c.NearOn), duties.Min(c => (DateOnly?)c.PressingOn), duties.Min(c => (DateOnly?)c.Legal), duties.Min(c => (DateOnly?)c.Target));
        Involve(fact.ResponsibleUnitId);
    }

    void Involve(Guid unitId)
    {
        // A new list, so that the change tracker sees the change.
        if (unitId != Guid.Empty && !UnitIds.Contains(unitId))
            UnitIds = [.. UnitIds, unitId];
    }
}

/// <summary>The office's calendar day of a moment.</summary>
internal static class OfficeDay
{
    static readonly TimeZoneInfo Office = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public static DateOnly Of(DateTimeOffset moment) => DateOnly.FromDateTime(Clock(moment));

    /// <summary>As the clock on the office's wall shows it.</summary>
    public static DateTime Clock(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Office).DateTime;

    /// <summary>The moment at which a day of the office begins.</summary>
    public static DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, Office.GetUtcOffset(midnight)).ToUniversalTime();
    }
}

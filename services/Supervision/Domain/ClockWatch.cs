using Anjie.Cases;
using Anjie.Contracts;
using Anjie.Deadlines;

namespace Anjie.Supervision.Domain;

/// <summary>A clock of any case as its owner last described it, and the next day on which the watch acts. The dates are never recomputed here.</summary>
internal sealed class ClockWatch
{
    ClockWatch() { } // EF Core

    public Guid Id { get; private init; }
    public Guid CaseId { get; private init; }
    public Guid MatterId { get; private init; }
    public string Rule { get; private set; } = "";
    public string State { get; private set; } = "";
    public DateOnly StartedOn { get; private set; }
    public DateOnly? StoppedOn { get; private set; }
    public DateOnly Nominal { get; private set; }
    public DateOnly Legal { get; private set; }
    public DateOnly Target { get; private set; }
    public DateOnly NearOn { get; private set; }
    public DateOnly PressingOn { get; private set; }
    public string Article { get; private set; } = "";
    public string CalendarVersion { get; private set; } = "";
    public bool Provisional { get; private set; }
    public Guid ResponsibleUnitId { get; private set; }
    public Guid? ResponsiblePostId { get; private set; }
    public bool Silent { get; private set; }
    public WatchStage? NextStage { get; private set; }
    public DateOnly? NextOn { get; private set; }

    /// <summary>A duty with an end, running or halted; a window is none.</summary>
    public bool IsOpenDuty => State != ClockStates.Stopped && !IsWindow;

    // A rule of a newer publisher is taken for a duty until this service knows better.
    bool IsWindow => ClockRules.All.FirstOrDefault(rule => rule.Code == Rule)?.IsWindow == true;

    public bool IsOwn => Rule.StartsWith("S-", StringComparison.Ordinal);

    public static ClockWatch Of(ClockEvent fact)
    {
        var watch = new ClockWatch { Id = fact.ClockId, CaseId = fact.CaseId, MatterId = fact.MatterId };
        watch.Read(fact);
        return watch;
    }

    public void Read(ClockEvent fact)
    {
        (Rule, State, StartedOn, StoppedOn) = (fact.Rule, fact.State, fact.StartedOn, fact.StoppedOn);
        (Nominal, Legal, Target, NearOn, PressingOn) = (fact.Nominal, fact.Legal, fact.Target, fact.NearOn, fact.PressingOn);
        (Article, CalendarVersion, Provisional) = (fact.Article, fact.CalendarVersion, fact.Provisional);
        (ResponsibleUnitId, ResponsiblePostId, Silent) = (fact.ResponsibleUnitId, fact.ResponsiblePostId, fact.Silent);
        Schedule([]);
    }

    /// <summary>Sets the next act. A stage that has fired for this legal end never fires again; a new end (extension, pause) is watched anew.</summary>
    public void Schedule(IReadOnlyCollection<WatchFiring> fired)
    {
        (NextStage, NextOn) = (null, null);
        if (State != ClockStates.Running || Silent)
            return;
        foreach (var (stage, on) in Stages().Where(next => !fired.Any(f => f.Stage == next.Stage && f.Legal == Legal)).Take(1))
            (NextStage, NextOn) = (stage, on);
    }

    public Light LightOn(DateOnly today) =>
        StoppedOn is { } stopped ? stopped <= Legal ? Light.DoneInTime : Light.DoneLate
        : State == ClockStates.Paused ? Light.Paused
        : IsWindow ? Light.OnCourse
        : LightOn(today, NearOn, PressingOn, Legal);

    public static Light LightOn(DateOnly today, DateOnly near, DateOnly pressing, DateOnly legal) =>
        today > legal ? Light.Overdue : today >= pressing ? Light.Pressing : today >= near ? Light.Near : Light.OnCourse;

    IEnumerable<(WatchStage Stage, DateOnly On)> Stages() => Rule switch
    {
        _ when IsWindow => [],
        "S-SIGN" or "S-REVIEW" => [(WatchStage.Overdue, Legal.AddDays(1))],
        "S-REPLY" => [.. RemindersAfterStart(), (WatchStage.Overdue, Legal.AddDays(1))],
        _ => [.. RemindersAfterStart(), (WatchStage.Overdue, Legal.AddDays(1)), (WatchStage.LongOverdue, Legal.AddDays(5))],
    };

    // Whoever got the task today needs no reminder of it today: a clock shorter than its warning has the warning on its first day.
    IEnumerable<(WatchStage Stage, DateOnly On)> RemindersAfterStart() =>
        new[] { (Stage: WatchStage.Near, On: NearOn), (Stage: WatchStage.Pressing, On: PressingOn) }.Where(stage => stage.On > StartedOn);
}

/// <summary>Proof that a stage has been acted on; its key is why that happens once.</summary>
internal sealed class WatchFiring
{
    public required Guid ClockId { get; init; }
    public required WatchStage Stage { get; init; }
    public required DateOnly Legal { get; init; }
    public required DateOnly FiredOn { get; init; }
}

using Anjie.Contracts;
using Anjie.Deadlines;

namespace Anjie.Cases;

public static class ClockStates
{
    public const string Running = "Running";
    public const string Paused = "Paused";
    public const string Stopped = "Stopped";
}

/// <summary>A clock as a case keeps it: the immutable facts, and beside them the dates last computed from them.
/// The dates are stored because a new calendar must not move them by itself.</summary>
public sealed class CaseClock
{
    CaseClock() { } // EF Core

    public Guid Id { get; private init; }
    public Guid CaseId { get; private init; }
    public string Rule { get; private init; } = "";
    public string CalendarVersion { get; private set; } = "";
    public List<ClockFact> Facts { get; private set; } = [];
    public string State { get; private set; } = ClockStates.Running;
    public DateOnly StartedOn { get; private init; }
    public DateOnly? StoppedOn { get; private set; }
    public DateOnly Nominal { get; private set; }
    public DateOnly Legal { get; private set; }
    public DateOnly Target { get; private set; }
    public bool Provisional { get; private set; }
    public Guid ResponsibleUnitId { get; private set; }
    public Guid? ResponsiblePostId { get; private set; }
    public bool Silent { get; private init; }

    internal static CaseClock Start(
        Guid caseId, string rule, DateOnly on, WorkCalendar calendar, Guid unitId, Guid? postId, int? days, DateOnly? fixedEnd, bool silent)
    {
        var clock = new CaseClock
        {
            Id = Guid.CreateVersion7(), CaseId = caseId, Rule = rule, StartedOn = on,
            ResponsibleUnitId = unitId, ResponsiblePostId = postId, Silent = silent,
        };
        clock.Add(new ClockStarted(on, days, fixedEnd), calendar);
        return clock;
    }

    public Clock Reading => new(Rule, CalendarVersion, Facts);

    public KeptDates Kept => new(Nominal, Legal, Target, Provisional);

    internal void Add(ClockFact fact, WorkCalendar calendar)
    {
        // A new list, so that the change tracker sees the change.
        Facts = [.. Facts, fact];
        // What stops a running clock says nothing about when it was due; a calendar of today must not judge it.
        var keeps = fact is ClockStopped && State == ClockStates.Running;
        State = fact switch
        {
            ClockPaused => ClockStates.Paused,
            ClockStopped => ClockStates.Stopped,
            ClockExtended => State,
            _ => ClockStates.Running,
        };
        StoppedOn = (fact as ClockStopped)?.On ?? StoppedOn;
        if (!keeps)
            Keep(ClockReading.Due(Reading, calendar).Kept, calendar);
    }

    /// <summary>Moves the dates to where the calendar and the rule put them; false when they are there already.</summary>
    internal bool Move(DateOnly on, WorkCalendar calendar)
    {
        if (State == ClockStates.Stopped || ClockReading.Due(Reading, calendar).Kept is var dates && dates == Kept)
            return false;
        Facts = [.. Facts, new ClockMoved(on, calendar.Version)];
        Keep(dates, calendar);
        return true;
    }

    void Keep(KeptDates dates, WorkCalendar calendar)
    {
        (Nominal, Legal, Target, Provisional) = (dates.Nominal, dates.Legal, dates.Target, dates.Provisional);
        CalendarVersion = calendar.Version;
    }

    internal void PassTo(Guid unitId, Guid? postId) => (ResponsibleUnitId, ResponsiblePostId) = (unitId, postId);

    internal ClockEvent Describe(ClockEvent empty, WorkCalendar calendar)
    {
        var acts = Reminders.For(Reading, calendar, Kept);
        return empty with
        {
            ClockId = Id,
            Rule = Rule,
            State = State,
            StartedOn = StartedOn,
            StoppedOn = StoppedOn,
            Nominal = Nominal,
            Legal = Legal,
            Target = Target,
            NearOn = acts.First(act => act.Stage == WatchStage.Near).On,
            PressingOn = acts.First(act => act.Stage == WatchStage.Pressing).On,
            Article = ClockRules.Get(Rule).Article,
            CalendarVersion = CalendarVersion,
            Provisional = Provisional,
            ResponsibleUnitId = ResponsibleUnitId,
            ResponsiblePostId = ResponsiblePostId,
            Silent = Silent,
        };
    }
}

/// <summary>A clock as a response shows it.</summary>
/// <param name="Remaining">Days to <paramref name="DueOn"/> in <paramref name="Unit"/>; negative when past.</param>
/// <param name="DueOn">The end that counts now: the target, and from the day after it the legal end.</param>
/// <param name="IsWindow">It bounds a right or a waiting period; nobody is late when it ends.</param>
public sealed record ClockView(
    Guid Id, string Rule, string Name, string State, string Light, int Remaining, string Unit, DateOnly StartedOn, DateOnly? StoppedOn,
    DateOnly Nominal, DateOnly Legal, DateOnly Target, bool Provisional, string Article, Guid ResponsibleUnitId, string Explanation, DateOnly DueOn, bool IsWindow)
{
    const string Lapsed = "Lapsed";

    public static ClockView Of(CaseClock clock, WorkCalendar calendar, DateOnly today)
    {
        var rule = ClockRules.Get(clock.Rule);
        var culture = System.Globalization.CultureInfo.CurrentUICulture;
        return new(
            clock.Id, clock.Rule, culture.TwoLetterISOLanguageName == "en" ? rule.English : rule.Chinese, clock.State,
            LightOn(clock, rule, calendar, today), RemainingOn(clock, rule, calendar, today), rule.Unit.ToString(),
            clock.StartedOn, clock.StoppedOn, clock.Nominal, clock.Legal, clock.Target, clock.Provisional, culture.TwoLetterISOLanguageName == "en" ? rule.ArticleInEnglish : rule.Article, clock.ResponsibleUnitId,
            ClockReading.Explain(clock.Reading, calendar, clock.Kept, culture), today > clock.Target ? clock.Legal : clock.Target, rule.IsWindow);
    }

    static string LightOn(CaseClock clock, ClockRule rule, WorkCalendar calendar, DateOnly today) =>
        rule.IsWindow && clock.State == ClockStates.Running ? today > clock.Legal ? Lapsed : nameof(Deadlines.Light.OnCourse) : ClockReading.LightOn(clock.Reading, calendar, today, clock.Kept).ToString();

    static int RemainingOn(CaseClock clock, ClockRule rule, WorkCalendar calendar, DateOnly today) =>
        clock.State != ClockStates.Running || today <= clock.Target ? ClockReading.Remaining(clock.Reading, calendar, today, clock.Kept)
        : rule.Unit == TermUnit.WorkingDays ? calendar.WorkingDaysBetween(today, clock.Legal) : clock.Legal.DayNumber - today.DayNumber;
}

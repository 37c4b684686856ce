using System.Globalization;

namespace Anjie.Deadlines;

/// <summary>The light of a clock (办理时限灯). Not the risk colour of a dispute.</summary>
public enum Light
{
    /// <summary>绿: more than a week left.</summary>
    OnCourse,

    /// <summary>黄: 临期.</summary>
    Near,

    /// <summary>橙: the last days.</summary>
    Pressing,

    /// <summary>红: the legal end has passed.</summary>
    Overdue,

    /// <summary>灰: halted.</summary>
    Paused,

    /// <summary>蓝: done by the legal end.</summary>
    DoneInTime,

    /// <summary>紫: done after the legal end.</summary>
    DoneLate,
}

/// <summary>A rest day that a term jumped over.</summary>
/// <param name="Date">The day.</param>
/// <param name="Kind">Weekend or holiday.</param>
/// <param name="Reason">Name of the holiday in Chinese; empty for a weekend.</param>
public sealed record SkippedDay(DateOnly Date, DayKind Kind, string Reason)
{
    /// <summary>Why it is a rest day, in a language: the holiday, or that it is a weekend.</summary>
    public string NameIn(CultureInfo culture) => Explanation.ReasonOf(Kind, Reason, culture);
}

/// <summary>What the counting of a term makes of a day.</summary>
public enum DayUse
{
    /// <summary>It counts.</summary>
    Counted,

    /// <summary>A rest day: it does not count in working days, or the end has moved over it.</summary>
    Skipped,

    /// <summary>The clock was halted.</summary>
    Halted,

    /// <summary>The working day to which the end has moved.</summary>
    End,
}

/// <summary>A day of a term.</summary>
/// <param name="Date">The day.</param>
/// <param name="Kind">What it is for the offices.</param>
/// <param name="Reason">Name of the holiday in Chinese; empty for an ordinary day.</param>
/// <param name="Use">Whether it counts, and if not, why.</param>
public sealed record TermDay(DateOnly Date, DayKind Kind, string Reason, DayUse Use);

/// <summary>When a clock ends. The dates are computed at once, the lists when they are asked for.</summary>
public readonly struct DueDates : IEquatable<DueDates>
{
    readonly Term _term;

    internal DueDates(Term term) => _term = term;

    /// <summary>The end by counting alone; extensions and pauses are added here.</summary>
    public DateOnly Nominal => _term.Nominal;

    /// <summary>The end in law: the nominal end, moved to the next working day when it is a rest day. Overdue begins after it.</summary>
    public DateOnly Legal => _term.Legal;

    /// <summary>The last working day not after the nominal end. Lights and reminders look at it.</summary>
    public DateOnly Target => _term.Target;

    /// <summary>A year it touches has no notice of holidays yet, so the end may still move.</summary>
    public bool Provisional => _term.IsProvisional;

    /// <summary>The rest days jumped over: on the way for working days, at the end for natural days.</summary>
    public IReadOnlyList<SkippedDay> Skipped => _term.Skipped();

    /// <summary>Every day from the one after the start to the legal end: counted, skipped or halted.</summary>
    public IReadOnlyList<TermDay> Days => _term.Walk();

    /// <summary>Days, as the facts give them: length, extension and pause together, in the clock's unit; null for a named end.</summary>
    public int? Counted => _term.FixedEnd is null ? _term.Days + _term.ExtendedBy + _term.PausedDays : null;

    /// <summary>The dates alone, as a case keeps them.</summary>
    public KeptDates Kept => new(Nominal, Legal, Target, Provisional);

    /// <summary>A sentence that a clerk can read out, in Chinese, or in English for an English culture.</summary>
    public string Explain(CultureInfo culture) => Explanation.Of(_term, culture);

    /// <summary>Same dates.</summary>
    public bool Equals(DueDates other) => (Nominal, Legal, Target, Provisional) == (other.Nominal, other.Legal, other.Target, other.Provisional);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DueDates other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Nominal, Legal, Target);

    /// <summary>Same dates.</summary>
    public static bool operator ==(DueDates left, DueDates right) => left.Equals(right);

    /// <summary>Other dates.</summary>
    public static bool operator !=(DueDates left, DueDates right) => !left.Equals(right);
}

/// <summary>The dates of a clock as they were last told to people. They stay until somebody acts on the clock or accepts other ones.</summary>
/// <param name="Nominal">The end by counting alone.</param>
/// <param name="Legal">The end in law.</param>
/// <param name="Target">The last working day not after the nominal end.</param>
/// <param name="Provisional">Computed without the notice of a year it touches.</param>
public readonly record struct KeptDates(DateOnly Nominal, DateOnly Legal, DateOnly Target, bool Provisional);

/// <summary>Reads a clock: pure functions of its facts, a calendar and, for lights, the day.</summary>
public static class ClockReading
{
    /// <summary>When the clock ends.</summary>
    public static DueDates Due(Clock clock, WorkCalendar calendar) => new(new Term(clock, calendar));

    /// <summary>A sentence that a clerk can read out, for dates that are kept; where the present calendar says otherwise it says so.</summary>
    public static string Explain(Clock clock, WorkCalendar calendar, KeptDates kept, CultureInfo culture)
    {
        var term = new Term(clock, calendar);
        return Explanation.Of(term, culture, kept.Legal == term.Legal && kept.Target == term.Target ? null : kept.Legal);
    }

    /// <summary>The light to show on a day, by the dates that are kept or else by those the calendar gives.</summary>
    public static Light LightOn(Clock clock, WorkCalendar calendar, DateOnly today, KeptDates? kept = null)
    {
        var term = new Term(clock, calendar, kept);
        if (term.StoppedOn is { } stop)
            return stop <= term.Legal ? Light.DoneInTime : Light.DoneLate;
        if (term.PausedSince is not null)
            return Light.Paused;
        if (today > term.Legal)
            return Light.Overdue;

        if (term.IsLong)
        {
            return (term.Target.DayNumber - today.DayNumber) switch
            {
                <= 3 => Light.Pressing,
                <= 7 => Light.Near,
                _ => Light.OnCourse,
            };
        }

        var left = calendar.WorkingDaysBetween(today, term.Target);
        return left <= 1 ? Light.Pressing
            : left * 5 <= calendar.WorkingDaysBetween(term.Start, term.Target) * 2 ? Light.Near
            : Light.OnCourse;
    }

    /// <summary>Days left to the target end, in the clock's unit; negative when past. A halted or finished clock shows what was left then.</summary>
    public static int Remaining(Clock clock, WorkCalendar calendar, DateOnly today, KeptDates? kept = null)
    {
        var term = new Term(clock, calendar, kept);
        var on = term.StoppedOn ?? term.PausedSince ?? today;
        return term.Unit == TermUnit.WorkingDays ? calendar.WorkingDaysBetween(on, term.Target) : term.Target.DayNumber - on.DayNumber;
    }

    /// <summary>Natural days past the legal end; 0 while in time.</summary>
    public static int DaysOverdue(Clock clock, WorkCalendar calendar, DateOnly today)
    {
        var term = new Term(clock, calendar);
        return Math.Max(0, (term.StoppedOn ?? term.PausedSince ?? today).DayNumber - term.Legal.DayNumber);
    }
}

/// <summary>What a watch does on a day.</summary>
public enum WatchStage
{
    /// <summary>First reminder (黄).</summary>
    Near,

    /// <summary>Second reminder (橙).</summary>
    Pressing,

    /// <summary>First day after the legal end (红).</summary>
    Overdue,

    /// <summary>Fifth day after the legal end.</summary>
    LongOverdue,
}

/// <summary>A day on which a watch acts.</summary>
/// <param name="Stage">What it does.</param>
/// <param name="On">The day, in Asia/Shanghai.</param>
public sealed record Reminder(WatchStage Stage, DateOnly On);

/// <summary>When a watch acts on a clock that keeps running.</summary>
public static class Reminders
{
    /// <summary>All four stages in order. A clock shorter than its warning is warned on its first day;
    /// whether it still runs is for the watch to ask.</summary>
    public static IReadOnlyList<Reminder> For(Clock clock, WorkCalendar calendar, KeptDates? kept = null)
    {
        var term = new Term(clock, calendar, kept);
        var (near, pressing) = term.IsLong
            ? (term.Target.AddDays(-7), term.Target.AddDays(-3))
            : (calendar.AddWorkingDays(term.Target, -2), calendar.AddWorkingDays(term.Target, -1));
        return
        [
            new(WatchStage.Near, Later(near, term.Start)),
            new(WatchStage.Pressing, Later(pressing, term.Start)),
            new(WatchStage.Overdue, term.Legal.AddDays(1)),
            new(WatchStage.LongOverdue, term.Legal.AddDays(5)),
        ];
    }

    static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}

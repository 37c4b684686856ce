namespace Anjie.Deadlines;

/// <summary>The facts of a clock, added up.</summary>
sealed class Term
{
    public Term(Clock clock, WorkCalendar calendar)
    {
        Rule = ClockRules.Get(clock.Rule);
        Calendar = calendar;
        var start = clock.Facts.OfType<ClockStarted>().Single();
        Start = start.On;
        Unit = start.Unit ?? Rule.Unit;
        FixedEnd = start.FixedEnd;
        Days = start.Days ?? Rule.Days;
        ExtendedBy = clock.Facts.OfType<ClockExtended>().Sum(fact => fact.Days);
        StoppedOn = clock.Facts.OfType<ClockStopped>().Select(fact => (DateOnly?)fact.On).Min();

        // Sorted, so that the order in which facts arrive does not matter.
        DateOnly[] pauses = [.. clock.Facts.OfType<ClockPaused>().Select(fact => fact.On).Order()];
        DateOnly[] resumes = [.. clock.Facts.OfType<ClockResumed>().Select(fact => fact.On).Order()];
        for (var i = 0; i < pauses.Length; i++)
        {
            if (i < resumes.Length)
                PausedDays += Between(pauses[i], resumes[i]);
            else if (StoppedOn is { } stop)
                PausedDays += Between(pauses[i], stop);
            else
                PausedSince ??= pauses[i];
        }

        Nominal = FixedEnd is { } end ? Add(end, ExtendedBy + PausedDays) : Add(Start, Days + ExtendedBy + PausedDays);
        Legal = Rule.RollsAtEnd ? calendar.NextWorkingOnOrAfter(Nominal) : Nominal;
        Target = calendar.LastWorkingOnOrBefore(Nominal);
    }

    public ClockRule Rule { get; }
    public WorkCalendar Calendar { get; }
    public DateOnly Start { get; }
    public TermUnit Unit { get; }
    public int Days { get; }
    public DateOnly? FixedEnd { get; }
    public int ExtendedBy { get; }
    public int PausedDays { get; }
    public DateOnly? PausedSince { get; }
    public DateOnly? StoppedOn { get; }
    public DateOnly Nominal { get; }
    public DateOnly Legal { get; }
    public DateOnly Target { get; }

    public bool IsCountedInWorkingDays => Unit == TermUnit.WorkingDays && FixedEnd is null;

    /// <summary>Weeks of warning are for long clocks; a short one warns by working days.</summary>
    public bool IsLong => Unit == TermUnit.NaturalDays && Nominal.DayNumber - Start.DayNumber - PausedDays >= 15;

    /// <summary>A natural term depends on the notices of its end, a working one on those of every year it touches.</summary>
    public bool IsProvisional =>
        Calendar.IsProvisional(Nominal) || Calendar.IsProvisional(Legal) || Calendar.IsProvisional(Target)
        || (IsCountedInWorkingDays && Enumerable.Range(Start.Year, Nominal.Year - Start.Year + 1).Any(year => Calendar.IsProvisional(new(year, 1, 1))));

    /// <summary>Working terms skip rest days on the way, natural ones only at the end.</summary>
    public IReadOnlyList<SkippedDay> Skipped()
    {
        var (from, to) = IsCountedInWorkingDays ? (Start.AddDays(1), Nominal) : (Nominal, Legal);
        return
        [
            .. Every(from, to).Where(day => !Calendar.IsWorking(day)).Select(day => new SkippedDay(day, Calendar.KindOf(day), Calendar.ReasonOf(day))),
        ];
    }

    public IReadOnlyList<DateOnly> MakeUpDays() =>
        IsCountedInWorkingDays ? [.. Every(Start.AddDays(1), Nominal).Where(day => Calendar.KindOf(day) == DayKind.MakeUpWorkday)] : [];

    int Between(DateOnly from, DateOnly to) =>
        Math.Max(0, Unit == TermUnit.WorkingDays ? Calendar.WorkingDaysBetween(from, to) : to.DayNumber - from.DayNumber);

    DateOnly Add(DateOnly day, int days) => Unit == TermUnit.WorkingDays ? Calendar.AddWorkingDays(day, days) : day.AddDays(days);

    static IEnumerable<DateOnly> Every(DateOnly from, DateOnly to)
    {
        for (var day = from; day <= to; day = day.AddDays(1))
            yield return day;
    }
}

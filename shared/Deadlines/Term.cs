namespace Anjie.Deadlines;

/// <summary>The facts of a clock, added up. A value, so that the dates of many clocks cost no memory.</summary>
readonly struct Term
{
    readonly Clock _clock;
    readonly ClockStarted _start;

    public Term(Clock clock, WorkCalendar calendar, KeptDates? kept = null)
    {
        _clock = clock;
        Calendar = calendar;
        Rule = ClockRules.Get(clock.Rule);
        ClockStarted? start = null;
        var halts = 0;
        var facts = clock.Facts;
        for (var i = 0; i < facts.Count; i++)
        {
            switch (facts[i])
            {
                case ClockStarted started:
                    start = start is null ? started : throw new InvalidOperationException($"The clock {clock.Rule} started twice.");
                    break;
                case ClockExtended extended:
                    ExtendedBy += extended.Days;
                    break;
                case ClockStopped stopped:
                    StoppedOn = StoppedOn < stopped.On ? StoppedOn : stopped.On;
                    break;
                case ClockMoved:
                    break;
                default:
                    halts++;
                    break;
            }
        }

        _start = start ?? throw new InvalidOperationException($"The clock {clock.Rule} never started.");
        if (halts > 0)
            (PausedDays, PausedSince) = Halted();
        if (kept is { } dates)
        {
            (Nominal, Legal, Target) = (dates.Nominal, dates.Legal, dates.Target);
            return;
        }

        var added = ExtendedBy + PausedDays;
        Nominal = start.FixedEnd is { } end ? Add(end, added) : Add(start.On, Days + added);
        Legal = Rule.RollsAtEnd ? calendar.NextWorkingOnOrAfter(Nominal) : Nominal;
        Target = calendar.LastWorkingOnOrBefore(Nominal);
    }

    public ClockRule Rule { get; }
    public WorkCalendar Calendar { get; }
    public int ExtendedBy { get; }
    public int PausedDays { get; }
    public DateOnly? PausedSince { get; }
    public DateOnly? StoppedOn { get; }
    public DateOnly Nominal { get; }
    public DateOnly Legal { get; }
    public DateOnly Target { get; }

    public DateOnly Start => _start.On;
    public TermUnit Unit => _start.Unit ?? Rule.Unit;
    public int Days => _start.Days ?? Rule.Days;
    public DateOnly? FixedEnd => _start.FixedEnd;

    public bool IsCountedInWorkingDays => Unit == TermUnit.WorkingDays && FixedEnd is null;

    /// <summary>Weeks of warning are for long clocks; a short one warns by working days.</summary>
    public bool IsLong => Unit == TermUnit.NaturalDays && Nominal.DayNumber - Start.DayNumber - PausedDays >= 15;

    /// <summary>A natural term depends on the notices of its end, a working one on those of every year it touches.</summary>
    public bool IsProvisional
    {
        get
        {
            if (Calendar.IsProvisional(Target, Legal))
                return true;
            if (IsCountedInWorkingDays)
                for (var year = Start.Year; year <= Nominal.Year; year++)
                    if (Calendar.IsProvisional(year))
                        return true;
            return false;
        }
    }

    /// <summary>The halts with the day on which each ended, in order; null for one that has not.</summary>
    /// <remarks>Sorted, so that the order in which facts arrive does not matter.</remarks>
    public IReadOnlyList<(DateOnly From, DateOnly? To)> Halts()
    {
        DateOnly[] from = [.. _clock.Facts.OfType<ClockPaused>().Select(fact => fact.On).Order()];
        DateOnly[] to = [.. _clock.Facts.OfType<ClockResumed>().Select(fact => fact.On).Order()];
        var stop = StoppedOn;
        return [.. from.Select((day, i) => (day, i < to.Length ? to[i] : stop))];
    }

    /// <summary>Every day from the one after the start to the legal end, and what the counting made of it.</summary>
    public IReadOnlyList<TermDay> Walk()
    {
        var halts = Halts();
        var days = new List<TermDay>();
        var last = Nominal > Legal ? Nominal : Legal;
        for (var day = Start.AddDays(1); day <= last; day = day.AddDays(1))
            days.Add(new(day, Calendar.KindOf(day), Calendar.ReasonOf(day), UseOf(day, halts)));
        return days;
    }

    /// <summary>Working terms skip rest days on the way, natural ones only at the end.</summary>
    public IReadOnlyList<SkippedDay> Skipped()
    {
        var (from, to, calendar) = (IsCountedInWorkingDays ? Start.AddDays(1) : Nominal, IsCountedInWorkingDays ? Nominal : Legal, Calendar);
        return
        [
            .. Every(from, to).Where(day => !calendar.IsWorking(day)).Select(day => new SkippedDay(day, calendar.KindOf(day), calendar.ReasonOf(day))),
        ];
    }

    public IReadOnlyList<DateOnly> MakeUpDays()
    {
        var calendar = Calendar;
        return IsCountedInWorkingDays ? [.. Every(Start.AddDays(1), Nominal).Where(day => calendar.KindOf(day) == DayKind.MakeUpWorkday)] : [];
    }

    DayUse UseOf(DateOnly day, IReadOnlyList<(DateOnly From, DateOnly? To)> halts) =>
        halts.Any(halt => day >= halt.From && (halt.To is null || day < halt.To)) ? DayUse.Halted
        : day > Nominal ? day == Legal ? DayUse.End : DayUse.Skipped
        : IsCountedInWorkingDays && !Calendar.IsWorking(day) ? DayUse.Skipped
        : DayUse.Counted;

    (int Days, DateOnly? Since) Halted()
    {
        var (days, since) = (0, (DateOnly?)null);
        foreach (var (from, to) in Halts())
        {
            if (to is { } end)
                days += Between(from, end);
            else
                since ??= from;
        }

        return (days, since);
    }

    int Between(DateOnly from, DateOnly to) =>
        Math.Max(0, Unit == TermUnit.WorkingDays ? Calendar.WorkingDaysBetween(from, to) : to.DayNumber - from.DayNumber);

    DateOnly Add(DateOnly day, int days) => Unit == TermUnit.WorkingDays ? Calendar.AddWorkingDays(day, days) : day.AddDays(days);

    static IEnumerable<DateOnly> Every(DateOnly from, DateOnly to)
    {
        for (var day = from; day <= to; day = day.AddDays(1))
            yield return day;
    }
}

using System.Globalization;
using static Anjie.Deadlines.Tests.Calendars;

namespace Anjie.Deadlines.Tests;

public sealed class DueDateTests
{
    static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");
    static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    [Theory]
    [InlineData("2026-02-12", 5, "2026-02-26")]
    [InlineData("2026-09-17", 5, "2026-09-23")]
    [InlineData("2026-09-24", 5, "2026-10-09")]
    [InlineData("2026-02-14", 5, "2026-02-28")]
    [InlineData("2026-04-30", 3, "2026-05-08")]
    [InlineData("2026-04-30", 10, "2026-05-18")]
    [InlineData("2026-09-30", 3, "2026-10-10")]
    public void Working_days(string start, int days, string end)
    {
        var due = ClockReading.Due(Clock.Start("T4", Day(start), Real, days), Real);

        due.Nominal.ShouldBe(Day(end));
        due.Legal.ShouldBe(Day(end));
        due.Target.ShouldBe(Day(end));
        due.Provisional.ShouldBeFalse();
    }

    [Theory]
    [InlineData("T1", "2026-02-01", "2026-02-16", "2026-02-24", "2026-02-14")]
    [InlineData("T5", "2026-08-03", "2026-10-02", "2026-10-08", "2026-09-30")]
    [InlineData("T7", "2026-01-16", "2026-02-15", "2026-02-24", "2026-02-14")]
    [InlineData("T7", "2026-09-06", "2026-10-06", "2026-10-08", "2026-09-30")]
    [InlineData("T5", "2023-10-01", "2023-11-30", "2023-11-30", "2023-11-30")]
    public void Natural_days(string rule, string start, string nominal, string legal, string target)
    {
        var due = ClockReading.Due(Clock.Start(rule, Day(start), Real), Real);

        due.Nominal.ShouldBe(Day(nominal));
        due.Legal.ShouldBe(Day(legal));
        due.Target.ShouldBe(Day(target));
        due.Provisional.ShouldBeFalse();
    }

    [Fact]
    public void An_extension_is_added_to_the_nominal_end_and_the_end_rolls_once()
    {
        var due = ClockReading.Due(Clock.Start("T5", Day("2026-08-03"), Real).Extend(Day("2026-09-28"), 30), Real);

        due.Nominal.ShouldBe(Day("2026-11-01"));
        due.Legal.ShouldBe(Day("2026-11-02"));
        due.Target.ShouldBe(Day("2026-10-30"));
    }

    [Fact]
    public void An_end_in_a_year_without_a_notice_is_provisional()
    {
        var due = ClockReading.Due(Clock.Start("T5", Day("2027-12-31"), Real), Real);

        due.Nominal.ShouldBe(Day("2028-02-29"));
        (due.Legal, due.Target, due.Provisional).ShouldBe((Day("2028-02-29"), Day("2028-02-29"), true));
        ClockReading.Due(Clock.Start("T4", Day("2026-12-30"), Real), Real).Provisional.ShouldBeTrue();
    }

    [Fact]
    public void A_hearing_in_re_review_is_added_back()
    {
        var clock = Clock.Start("T10", Day("2026-03-02"), Real).Pause(Day("2026-03-10"));
        clock.IsRunning.ShouldBeFalse();
        clock = clock.Resume(Day("2026-03-20"));

        ClockReading.Due(clock, Real).Nominal.ShouldBe(Day("2026-04-11"));
    }

    [Theory]
    [InlineData("T5")]
    [InlineData("T8")]
    [InlineData("V-LEADER")]
    public void No_other_clock_can_be_halted(string rule) =>
        Should.Throw<InvalidOperationException>(() => Clock.Start(rule, Day("2026-03-02"), Real, 30).Pause(Day("2026-03-10")));

    [Fact]
    public void A_named_end_on_a_rest_day_moves_like_any_other()
    {
        var due = ClockReading.Due(Clock.Start("V-LEADER", Day("2026-08-03"), Real, fixedEnd: Day("2026-10-03")), Real);

        (due.Nominal, due.Legal, due.Target).ShouldBe((Day("2026-10-03"), Day("2026-10-08"), Day("2026-09-30")));
    }

    [Fact]
    public void A_waiting_period_ends_on_its_day_whatever_day_it_is()
    {
        var due = ClockReading.Due(Clock.Start("SD-FOLLOW", Day("2026-09-06"), Real), Real);

        due.Legal.ShouldBe(Day("2026-10-06"));
    }

    [Fact]
    public void A_reply_may_be_given_in_working_or_in_natural_days()
    {
        ClockReading.Due(Clock.Start("S-REPLY", Day("2026-09-30"), Real, 3), Real).Legal.ShouldBe(Day("2026-10-10"));
        ClockReading.Due(Clock.Start("S-REPLY", Day("2026-09-26"), Real, 7, unit: TermUnit.NaturalDays), Real).Legal.ShouldBe(Day("2026-10-08"));
    }

    [Fact]
    public void The_skipped_days_are_told()
    {
        ClockReading.Due(Clock.Start("T5", Day("2026-08-03"), Real), Real).Skipped.Select(day => day.Date)
            .ShouldBe(Enumerable.Range(2, 6).Select(day => new DateOnly(2026, 10, day)));
        ClockReading.Due(Clock.Start("T4", Day("2026-02-12"), Real), Real).Skipped.Count.ShouldBe(9);
    }

    [Fact]
    public void Every_day_of_a_term_is_told_with_what_became_of_it()
    {
        var objection = ClockReading.Due(Clock.Start("T4", Day("2026-02-12"), Real), Real).Days;
        objection.Select(day => day.Use).ShouldBe([DayUse.Counted, DayUse.Counted, .. Enumerable.Repeat(DayUse.Skipped, 9), DayUse.Counted, DayUse.Counted, DayUse.Counted]);
        (objection[1].Kind, objection[1].Reason, objection[2].Kind).ShouldBe((DayKind.MakeUpWorkday, "春节", DayKind.Holiday));

        var hearing = ClockReading.Due(Clock.Start("T10", Day("2026-03-02"), Real).Pause(Day("2026-03-10")).Resume(Day("2026-03-20")), Real).Days;
        hearing.Where(day => day.Use == DayUse.Halted).Select(day => day.Date).ShouldBe(Enumerable.Range(10, 10).Select(day => new DateOnly(2026, 3, day)));
        hearing.Count(day => day.Use == DayUse.Counted).ShouldBe(30);
        hearing[^1].ShouldBe(new(Day("2026-04-13"), DayKind.Workday, "", DayUse.End));
    }

    [Fact]
    public void Dates_that_are_kept_are_told_beside_what_the_calendar_says_now()
    {
        var clock = Clock.Start("T5", Day("2026-08-03"), WorkCalendar.PlainWeekends);
        var kept = ClockReading.Due(clock, WorkCalendar.PlainWeekends).Kept;

        ClockReading.Explain(clock, Real, kept, Chinese).ShouldBe("60日，自2026-08-03起算，已算定止日2026-10-02（按现行日历为2026-10-08，确认调整之前不变）");
        ClockReading.Explain(clock, Real, kept, English).ShouldBe("60 days from 2026-08-03, ending 2026-10-02 as computed before (the present calendar says 2026-10-08; nothing moves until that is accepted)");
        ClockReading.Explain(clock, WorkCalendar.PlainWeekends, kept, Chinese).ShouldBe(ClockReading.Due(clock, WorkCalendar.PlainWeekends).Explain(Chinese));
        ClockReading.Due(clock with { Facts = [.. clock.Facts, new ClockMoved(Day("2026-09-01"), "2026.2")] }, Real).ShouldBe(ClockReading.Due(clock, Real));
    }

    [Fact]
    public void A_halt_ends_no_earlier_than_it_began() =>
        Should.Throw<InvalidOperationException>(() => Clock.Start("T10", Day("2026-03-02"), Real).Pause(Day("2026-03-10")).Resume(Day("2026-03-09")));

    [Fact]
    public void A_rest_day_has_a_reason_in_both_languages()
    {
        var rested = ClockReading.Due(Clock.Start("T4", Day("2026-02-27"), Real, 10), Real).Skipped;
        rested.Select(day => day.NameIn(Chinese)).Distinct().ShouldBe(["周末"]);
        rested.Select(day => day.NameIn(English)).Distinct().ShouldBe(["the weekend"]);
        ClockReading.Due(Clock.Start("T4", Day("2026-02-12"), Real), Real).Skipped.Select(day => day.NameIn(English)).Distinct().ShouldBe(["Spring Festival"]);
    }

    [Fact]
    public void The_explanation_can_be_read_out()
    {
        var handling = Clock.Start("T5", Day("2026-08-03"), Real);
        Explain(handling, Chinese).ShouldBe("60日，自2026-08-03起算，名义止日2026-10-02，遇国庆节顺延至2026-10-08");
        Explain(handling, English).ShouldBe("60 days from 2026-08-03, nominal end 2026-10-02, moved by National Day to 2026-10-08");
        Explain(handling.Extend(Day("2026-09-28"), 30), Chinese).ShouldBe("60日，自2026-08-03起算，延长30日，名义止日2026-11-01，遇周末顺延至2026-11-02");

        var objection = Clock.Start("T4", Day("2026-02-12"), Real);
        Explain(objection, Chinese).ShouldBe("5个工作日，自2026-02-12起算，止日2026-02-26（跳过春节共9天），2026-02-14调休上班计入");
        Explain(objection, English).ShouldBe("5 working days from 2026-02-12, ending 2026-02-26 (skipping 9 days: Spring Festival), 2026-02-14 worked in exchange and counted");

        Explain(Clock.Start("T13", Day("2026-02-27"), Real), English).ShouldBe("3 working days from 2026-02-27, ending 2026-03-03 (skipping 1 day: the weekend), 2026-02-28 worked in exchange and counted");

        Explain(Clock.Start("T5", Day("2027-12-31"), Real), Chinese).ShouldEndWith("止日2028-02-29，放假安排尚未公布，暂定");
        Explain(Clock.Start("T10", Day("2026-03-02"), Real).Pause(Day("2026-03-10")).Resume(Day("2026-03-20")), Chinese)
            .ShouldBe("30日，自2026-03-02起算，中止10日不计入，名义止日2026-04-11，遇周末顺延至2026-04-13");
        Explain(Clock.Start("V-LEADER", Day("2026-03-02"), Real, fixedEnd: Day("2026-03-31")), Chinese).ShouldBe("自2026-03-02起，指定期限2026-03-31，止日2026-03-31");
    }

    [Fact]
    public void Every_holiday_of_the_calendars_has_an_english_name()
    {
        for (var day = new DateOnly(2023, 1, 1); day.Year <= 2026; day = day.AddDays(1))
        {
            if (Real.KindOf(day) == DayKind.Holiday && Real.IsWorking(day.AddDays(-1)))
                Explain(Clock.Start("SD-RESOLVE", day.AddDays(-1), Real, 1), English).ShouldNotContain(Real.ReasonOf(day));
        }
    }

    [Fact]
    public void A_clock_needs_exactly_one_length()
    {
        Should.Throw<ArgumentException>(() => Clock.Start("V-LEADER", Day("2026-03-02"), Real));
        Should.Throw<ArgumentException>(() => Clock.Start("T5", Day("2026-03-02"), Real, 60, Day("2026-05-01")));
        Should.Throw<ArgumentException>(() => Clock.Start("T5", Day("2026-03-02"), Real, fixedEnd: Day("2026-03-01")));
        Should.Throw<ArgumentException>(() => Clock.Start("T99", Day("2026-03-02"), Real));
    }

    [Fact]
    public void A_finished_clock_takes_no_further_fact()
    {
        var done = Clock.Start("T10", Day("2026-03-02"), Real).Stop(Day("2026-03-09"));

        Should.Throw<InvalidOperationException>(() => done.Stop(Day("2026-03-10")));
        Should.Throw<InvalidOperationException>(() => done.Extend(Day("2026-03-10"), 5));
        Should.Throw<InvalidOperationException>(() => done.Pause(Day("2026-03-10")));
        Should.Throw<InvalidOperationException>(() => Clock.Start("T10", Day("2026-03-02"), Real).Stop(Day("2026-03-01")));
    }

    static string Explain(Clock clock, CultureInfo culture) => ClockReading.Due(clock, Real).Explain(culture);
}

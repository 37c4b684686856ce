using static Anjie.Deadlines.Tests.Calendars;

namespace Anjie.Deadlines.Tests;

public sealed class LightTests
{
    [Theory]
    [InlineData("2026-08-03", Light.OnCourse, 58)]
    [InlineData("2026-09-22", Light.OnCourse, 8)]
    [InlineData("2026-09-23", Light.Near, 7)]
    [InlineData("2026-09-26", Light.Near, 4)]
    [InlineData("2026-09-27", Light.Pressing, 3)]
    [InlineData("2026-10-02", Light.Pressing, -2)]
    [InlineData("2026-10-08", Light.Pressing, -8)]
    [InlineData("2026-10-09", Light.Overdue, -9)]
    public void A_long_clock_warns_at_its_target_and_is_overdue_at_its_legal_end(string today, Light light, int remaining)
    {
        var clock = Clock.Start("T5", Day("2026-08-03"), Real);

        ClockReading.LightOn(clock, Real, Day(today)).ShouldBe(light);
        ClockReading.Remaining(clock, Real, Day(today)).ShouldBe(remaining);
    }

    [Theory]
    [InlineData("2026-03-02", Light.OnCourse, 5)]
    [InlineData("2026-03-04", Light.OnCourse, 3)]
    [InlineData("2026-03-05", Light.Near, 2)]
    [InlineData("2026-03-06", Light.Pressing, 1)]
    [InlineData("2026-03-09", Light.Pressing, 0)]
    [InlineData("2026-03-10", Light.Overdue, -1)]
    public void A_short_clock_warns_by_working_days(string today, Light light, int remaining)
    {
        var clock = Clock.Start("T4", Day("2026-03-02"), Real);

        ClockReading.LightOn(clock, Real, Day(today)).ShouldBe(light);
        ClockReading.Remaining(clock, Real, Day(today)).ShouldBe(remaining);
    }

    [Fact]
    public void Done_is_judged_at_the_legal_end()
    {
        var clock = Clock.Start("T5", Day("2026-08-03"), Real);

        ClockReading.LightOn(clock.Stop(Day("2026-10-08")), Real, Day("2026-12-01")).ShouldBe(Light.DoneInTime);
        ClockReading.LightOn(clock.Stop(Day("2026-10-09")), Real, Day("2026-12-01")).ShouldBe(Light.DoneLate);
        ClockReading.DaysOverdue(clock.Stop(Day("2026-10-09")), Real, Day("2026-12-01")).ShouldBe(1);
        ClockReading.DaysOverdue(clock, Real, Day("2026-10-08")).ShouldBe(0);
        ClockReading.DaysOverdue(clock, Real, Day("2026-10-13")).ShouldBe(5);
    }

    [Fact]
    public void A_halted_clock_is_grey_and_keeps_what_was_left()
    {
        var clock = Clock.Start("T10", Day("2026-03-02"), Real).Pause(Day("2026-03-11"));

        ClockReading.LightOn(clock, Real, Day("2026-06-01")).ShouldBe(Light.Paused);
        ClockReading.Remaining(clock, Real, Day("2026-06-01")).ShouldBe(21);
    }

    [Fact]
    public void Reminders_of_a_long_clock() =>
        Reminders.For(Clock.Start("T5", Day("2026-08-03"), Real), Real).ShouldBe(
        [
            new(WatchStage.Near, Day("2026-09-23")),
            new(WatchStage.Pressing, Day("2026-09-27")),
            new(WatchStage.Overdue, Day("2026-10-09")),
            new(WatchStage.LongOverdue, Day("2026-10-13")),
        ]);

    [Fact]
    public void Reminders_of_a_short_clock_are_working_days() =>
        Reminders.For(Clock.Start("T4", Day("2026-09-24"), Real), Real).ShouldBe(
        [
            new(WatchStage.Near, Day("2026-09-30")),
            new(WatchStage.Pressing, Day("2026-10-08")),
            new(WatchStage.Overdue, Day("2026-10-10")),
            new(WatchStage.LongOverdue, Day("2026-10-14")),
        ]);

    [Fact]
    public void A_clock_shorter_than_its_warning_is_warned_on_its_first_day() =>
        Reminders.For(Clock.Start("S-SIGN", Day("2026-03-02"), Real), Real).Take(2).ShouldAllBe(reminder => reminder.On == Day("2026-03-02"));
}

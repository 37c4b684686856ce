using Anjie.Deadlines;
using Anjie.Supervision.Domain;

namespace Anjie.Supervision.Tests;

public sealed class QuotaTests
{
    // 2026-02-16 to 22 are all days off (domain rule 7.4).
    static readonly WorkCalendar SpringFestival = new("2026.1",
        Enumerable.Range(15, 9).Select(day => new CalendarDay(new(2026, 2, day), false, "春节")).Append(new(new(2026, 2, 14), true, "调休")), [2026]);

    [Theory]
    [InlineData("City", "2026Q1", "2026-01-01", "2026-03-31")]
    [InlineData("County", "2026-02", "2026-02-01", "2026-02-28")]
    [InlineData("Department", "2026-02", "2026-02-01", "2026-02-28")]
    [InlineData("Town", "2026-W08", "2026-02-16", "2026-02-22")]
    public void A_level_has_its_period(string level, string label, string from, string to) =>
        QuotaPeriod.Of(level, new(2026, 2, 18)).ShouldBe(new QuotaPeriod(label, DateOnly.ParseExact(from, "yyyy-MM-dd"), DateOnly.ParseExact(to, "yyyy-MM-dd")));

    [Fact]
    public void A_week_without_a_working_day_is_exempt_a_month_never()
    {
        var week = QuotaPeriod.Of("Town", new(2026, 2, 18));
        week.Required(SpringFestival).ShouldBe(0);
        week.LightOn(new(2026, 2, 18), 0, 0).ShouldBe("Exempt");
        QuotaPeriod.Of("Town", new(2026, 2, 10)).Required(SpringFestival).ShouldBe(1);
        QuotaPeriod.Of("County", new(2026, 2, 18)).Required(SpringFestival).ShouldBe(1);
    }

    [Theory]
    [InlineData("2026-02-18", "2026-02-18")]
    [InlineData("2026-02", "2026-02-01")]
    [InlineData("2026Q3", "2026-07-01")]
    [InlineData("2026-W08", "2026-02-16")]
    [InlineData("2026Q5", null)]
    [InlineData("2026-W54", null)]
    [InlineData("soon", null)]
    public void A_period_is_read_or_refused(string text, string? first) =>
        QuotaPeriod.FirstDay(text).ShouldBe(first is null ? null : DateOnly.ParseExact(first, "yyyy-MM-dd"));

    [Theory]
    [InlineData("2026-02-03", 0, "OnCourse")]
    [InlineData("2026-02-24", 0, "Near")]
    [InlineData("2026-02-28", 0, "Pressing")]
    [InlineData("2026-03-01", 0, "Overdue")]
    [InlineData("2026-03-01", 1, "DoneInTime")]
    public void The_light_of_a_quota(string today, int done, string light) =>
        QuotaPeriod.Of("County", new(2026, 2, 18)).LightOn(DateOnly.ParseExact(today, "yyyy-MM-dd"), 1, done).ShouldBe(light);
}

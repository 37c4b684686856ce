using System.Text.Json.Nodes;
using static Anjie.Deadlines.Tests.Calendars;

namespace Anjie.Deadlines.Tests;

public sealed class WorkCalendarTests
{
    [Theory]
    [InlineData(2023, 249)]
    [InlineData(2024, 251)]
    [InlineData(2025, 248)]
    [InlineData(2026, 248)]
    public void A_published_year_has_its_number_of_working_days(int year, int expected) =>
        Real.WorkingDaysBetween(new(year - 1, 12, 31), new(year, 12, 31)).ShouldBe(expected);

    [Theory]
    [InlineData("2026-02-16", 0)]
    [InlineData("2026-02-09", 6)]
    [InlineData("2026-09-14", 6)]
    [InlineData("2026-03-02", 5)]
    public void A_week_has_the_working_days_of_its_notice(string monday, int expected) =>
        Real.WorkingDaysBetween(Day(monday).AddDays(-1), Day(monday).AddDays(6)).ShouldBe(expected);

    [Theory]
    [InlineData("2026-02-14", DayKind.MakeUpWorkday, "春节")]
    [InlineData("2026-02-15", DayKind.Holiday, "春节")]
    [InlineData("2026-02-16", DayKind.Holiday, "春节")]
    [InlineData("2026-03-07", DayKind.Weekend, "")]
    [InlineData("2026-03-09", DayKind.Workday, "")]
    [InlineData("2025-10-08", DayKind.Holiday, "国庆节、中秋节")]
    [InlineData("2022-12-31", DayKind.Holiday, "元旦")]
    public void A_day_has_a_kind_and_a_reason(string day, DayKind kind, string reason)
    {
        Real.KindOf(Day(day)).ShouldBe(kind);
        Real.ReasonOf(Day(day)).ShouldBe(reason);
        Real.IsWorking(Day(day)).ShouldBe(kind is DayKind.Workday or DayKind.MakeUpWorkday);
    }

    [Fact]
    public void Only_a_weekend_is_worked_in_exchange()
    {
        var worked = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "calendars"))
            .SelectMany(file => JsonNode.Parse(File.ReadAllText(file))!["days"]!.AsArray())
            .Where(day => day!["isWorking"]!.GetValue<bool>())
            .Select(day => Day(day!["date"]!.GetValue<string>()))
            .ToList();

        worked.Count.ShouldBe(26);
        worked.ShouldAllBe(day => Real.KindOf(day) == DayKind.MakeUpWorkday);
    }

    [Fact]
    public void A_year_without_a_notice_is_provisional_and_has_plain_weekends()
    {
        Real.IsProvisional(new(2026, 12, 31)).ShouldBeFalse();
        Real.IsProvisional(new(2027, 1, 1)).ShouldBeTrue();
        Real.IsWorking(new(2027, 1, 1)).ShouldBeTrue();
        WorkCalendar.PlainWeekends.IsProvisional(new(2026, 1, 1)).ShouldBeTrue();
        Real.Version.ShouldBe("2023+2024+2025+2026+2027");
    }

    [Fact]
    public void A_later_entry_for_a_day_holds()
    {
        var closed = new WorkCalendar("2026-2", [new(new(2026, 3, 9), true, ""), new(new(2026, 3, 9), false, "选举")], [2026]);

        closed.KindOf(new(2026, 3, 9)).ShouldBe(DayKind.Holiday);
        closed.ReasonOf(new(2026, 3, 9)).ShouldBe("选举");
    }

    [Fact]
    public void A_calendar_without_a_year_is_refused() =>
        Should.Throw<System.Text.Json.JsonException>(() => WorkCalendar.FromJson("""{"days":[]}"""));
}

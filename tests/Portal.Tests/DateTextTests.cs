using Anjie.Portal.Forms;

namespace Anjie.Portal.Tests;

public sealed class DateTextTests
{
    static readonly DateOnly Today = new(2026, 3, 1);

    [Theory]
    [InlineData("t", "2026-03-01")]
    [InlineData("T", "2026-03-01")]
    [InlineData("0", "2026-03-01")]
    [InlineData("今天", "2026-03-01")]
    [InlineData("-1", "2026-02-28")]
    [InlineData("-60", "2025-12-31")]
    [InlineData("+7", "2026-03-08")]
    [InlineData("0302", "2026-03-02")]
    [InlineData("3-2", "2026-03-02")]
    [InlineData(" 3月2日 ", "2026-03-02")]
    [InlineData("20260105", "2026-01-05")]
    [InlineData("2026-1-5", "2026-01-05")]
    [InlineData("2026/01/05", "2026-01-05")]
    [InlineData("2026.01.05", "2026-01-05")]
    public void Dates_are_read_as_clerks_type_them(string typed, string expected)
    {
        DateText.TryRead(typed, Today, out var date).ShouldBeTrue();
        DateText.Of(date).ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+")]
    [InlineData("-4000")]
    [InlineData("0230")]
    [InlineData("2026-13-01")]
    [InlineData("昨天下午")]
    [InlineData("--1")]
    public void What_is_no_date_is_not_guessed(string typed) => DateText.TryRead(typed, Today, out _).ShouldBeFalse();

    [Fact]
    public void A_day_that_this_year_does_not_have_is_refused_and_a_leap_day_is_read() =>
        (DateText.TryRead("0229", Today, out _), DateText.TryRead("0229", new(2028, 1, 1), out var leap), leap).ShouldBe((false, true, new DateOnly(2028, 2, 29)));
}

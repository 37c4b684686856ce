using System.Globalization;
using Anjie.Deadlines;

namespace Anjie.Supervision.Domain;

/// <summary>A closed reception: one day for the leader who was present (domain rule 1f).</summary>
internal sealed class ReceptionDay
{
    public required Guid SessionId { get; init; }
    public required int Version { get; set; }
    public required Guid LeaderId { get; set; }
    public required Guid LeaderPostId { get; set; }
    public required DateOnly HeldOn { get; set; }
}

/// <summary>The period in which a leader of a level owes one day of reception (seed item 10).</summary>
internal sealed record QuotaPeriod(string Label, DateOnly From, DateOnly To)
{
    public static QuotaPeriod Of(string level, DateOnly day) => level switch
    {
        "City" => Quarter(day),
        "County" or "Department" => Month(day),
        "Town" => Week(day),
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "No such level."),
    };

    /// <summary>The first day of a period given as 2026-08-03, 2026Q3, 2026-08 or 2026-W32; null when it is none of these.</summary>
    public static DateOnly? FirstDay(string text)
    {
        var culture = CultureInfo.InvariantCulture;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", culture, DateTimeStyles.None, out var day) || DateOnly.TryParseExact(text, "yyyy-MM", culture, DateTimeStyles.None, out day))
            return day;
        var parts = text.Split('Q', 'W');
        if (parts is not [var year, var part] || !int.TryParse(year.TrimEnd('-'), NumberStyles.None, culture, out var y) || y is < 2000 or > 2999
            || !int.TryParse(part, NumberStyles.None, culture, out var n) || n < 1)
            return null;
        return text.Contains('Q', StringComparison.Ordinal) ? n <= 4 ? new DateOnly(y, (n * 3) - 2, 1) : null
            : n <= ISOWeek.GetWeeksInYear(y) ? DateOnly.FromDateTime(ISOWeek.ToDateTime(y, n, DayOfWeek.Monday)) : null;
    }

    /// <summary>A week without a working day asks nothing of anybody.</summary>
    public int Required(WorkCalendar calendar) =>
        To.DayNumber - From.DayNumber > 6 || Enumerable.Range(0, 7).Any(i => calendar.IsWorking(From.AddDays(i))) ? 1 : 0;

    /// <summary>OnCourse, Near, Pressing, Overdue, DoneInTime, or Exempt.</summary>
    public string LightOn(DateOnly today, int required, int done)
    {
        var left = To.DayNumber - today.DayNumber;
        return required == 0 ? "Exempt"
            : done >= required ? nameof(Light.DoneInTime)
            : left < 0 ? nameof(Light.Overdue)
            : left <= 1 ? nameof(Light.Pressing)
            : left * 3 <= To.DayNumber - From.DayNumber ? nameof(Light.Near)
            : nameof(Light.OnCourse);
    }

    static QuotaPeriod Quarter(DateOnly day)
    {
        var from = new DateOnly(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1);
        return new(string.Create(CultureInfo.InvariantCulture, $"{day.Year}Q{((day.Month - 1) / 3) + 1}"), from, from.AddMonths(3).AddDays(-1));
    }

    static QuotaPeriod Month(DateOnly day)
    {
        var from = new DateOnly(day.Year, day.Month, 1);
        return new(from.ToString("yyyy-MM", CultureInfo.InvariantCulture), from, from.AddMonths(1).AddDays(-1));
    }

    static QuotaPeriod Week(DateOnly day)
    {
        var from = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        var date = from.ToDateTime(TimeOnly.MinValue);
        return new(string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(date)}-W{ISOWeek.GetWeekOfYear(date):D2}"), from, from.AddDays(6));
    }
}

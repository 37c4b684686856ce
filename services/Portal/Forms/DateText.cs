using System.Globalization;

namespace Anjie.Portal.Forms;

/// <summary>Reads dates as clerks type them: 2026-01-05, 20260105, 0105, 1-5, +7 and -1 (days from today), t or 今天.</summary>
internal static class DateText
{
    const int FarthestDays = 3999;

    public static bool TryRead(string? typed, DateOnly today, out DateOnly date)
    {
        var text = (typed ?? "").Trim().Replace('/', '-').Replace('.', '-').Replace('年', '-').Replace('月', '-').Replace("日", "", StringComparison.Ordinal);
        date = default;
        if (text is "0" or "t" or "T" or "今天" or "today")
            return Set(today, out date);
        if (text.Length > 1 && text[0] is '+' or '-' && int.TryParse(text[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= FarthestDays)
            return Set(today.AddDays(text[0] == '-' ? -days : days), out date);
        return DateOnly.TryParseExact(text, ["yyyy-M-d", "yyyyMMdd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out date)
            || DateOnly.TryParseExact($"{today.Year:0000}-{text}", ["yyyy-M-d", "yyyy-MMdd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
    }

    public static string Of(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    public static string Weekday(DateOnly date) => CultureInfo.CurrentUICulture.DateTimeFormat.GetDayName(date.DayOfWeek);

    /// <summary>A moment in the office's local time.</summary>
    public static string Moment(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, Office).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    static readonly TimeZoneInfo Office = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    static bool Set(DateOnly value, out DateOnly date)
    {
        date = value;
        return true;
    }
}

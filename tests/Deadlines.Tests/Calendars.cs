using System.Globalization;

namespace Anjie.Deadlines.Tests;

static class Calendars
{
    /// <summary>The calendars the system starts with.</summary>
    public static WorkCalendar Real { get; } = WorkCalendar.FromJson(
        "[" + string.Join(',', Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "calendars"), "calendar-*.json").Order().Select(File.ReadAllText)) + "]");

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

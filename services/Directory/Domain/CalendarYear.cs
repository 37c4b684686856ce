using Anjie.Cases;
using Anjie.Contracts.Directory;

namespace Anjie.Directory.Domain;

/// <summary>The working calendar of one year, as the State Council's notice and local closures make it.</summary>
internal sealed class CalendarYear : Versioned
{
    CalendarYear() { } // EF Core

    public int Year { get; private init; }

    /// <summary>The notice it follows, or the reason of a correction.</summary>
    public string Source { get; private set; } = "";

    public List<CalendarException> Days { get; private set; } = [];

    public string Label => $"{Year}.{Version}";

    public static CalendarYear Publish(Act act, Guid id, int year, string source, IReadOnlyList<CalendarException> days)
    {
        var calendar = new CalendarYear { Id = id, Year = year };
        calendar.Correct(act, source, days);
        return calendar;
    }

    public void Correct(Act act, string source, IReadOnlyList<CalendarException> days)
    {
        var role = RoleFor(act, Roles.SystemAdministrator);
        if (Version > 0 && Is(source, days))
            return;
        // The holiday of New Year may begin in the December before.
        if (days.FirstOrDefault(day => day.Date < new DateOnly(Year - 1, 12, 25) || day.Date.Year > Year) is { } stray)
            throw new BrokenRuleException(DirectoryErrors.DayOutsideYear, stray.Date, Year);
        if (days.GroupBy(day => day.Date).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new BrokenRuleException(DirectoryErrors.DayTwice, twice.Key);

        Source = source;
        Days = Ordered(days);
        Record(act, new CalendarPublished(Id, Year, $"{Year}.{Version + 1}", Days), role);
    }

    public bool Is(string source, IReadOnlyList<CalendarException> days) => Source == source && Days.SequenceEqual(Ordered(days));

    static List<CalendarException> Ordered(IReadOnlyList<CalendarException> days) => [.. days.OrderBy(day => day.Date)];
}

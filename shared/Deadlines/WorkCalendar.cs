using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Anjie.Deadlines;

/// <summary>What a day is for the counting of terms.</summary>
public enum DayKind
{
    /// <summary>An ordinary Monday to Friday.</summary>
    Workday,

    /// <summary>An ordinary Saturday or Sunday.</summary>
    Weekend,

    /// <summary>A day off by notice (法定节假日放假、调休休息), also when it falls on a weekend.</summary>
    Holiday,

    /// <summary>A Saturday or Sunday on which the offices work (调休上班).</summary>
    MakeUpWorkday,
}

/// <summary>An exception to Monday–Friday.</summary>
/// <param name="Date">The day.</param>
/// <param name="IsWorking">Whether the offices work on it.</param>
/// <param name="Reason">The holiday's Chinese name as in the notice, or why an administrator changed the day.</param>
public sealed record CalendarDay(DateOnly Date, bool IsWorking, string Reason);

/// <summary>Working days of the offices: Monday–Friday, corrected by the yearly notices of the State Council.</summary>
/// <remarks>A year without a notice is computed with plain weekends and marked provisional (暂定).</remarks>
public sealed class WorkCalendar
{
    readonly FrozenDictionary<DateOnly, CalendarDay> _exceptions;
    readonly FrozenSet<int> _publishedYears;
    readonly CountedDays _counted;

    /// <summary>A calendar of known exceptions.</summary>
    /// <param name="version">Stored with every clock that was computed from it.</param>
    /// <param name="exceptions">Days that differ from Monday–Friday; of two entries for a day the later holds.</param>
    /// <param name="publishedYears">Years whose notice is among the exceptions.</param>
    public WorkCalendar(string version, IEnumerable<CalendarDay> exceptions, IEnumerable<int> publishedYears)
    {
        Version = version;
        _exceptions = exceptions.GroupBy(day => day.Date).ToFrozenDictionary(days => days.Key, days => days.Last());
        _publishedYears = publishedYears.ToFrozenSet();
        _counted = new(this, [.. _publishedYears, .. _exceptions.Keys.Select(day => day.Year)]);
    }

    /// <summary>No notice known at all: plain weekends, everything provisional.</summary>
    public static WorkCalendar PlainWeekends { get; } = new("plain", [], []);

    /// <summary>Names the set of notices in force.</summary>
    public string Version { get; }

    /// <summary>Reads one year <c>{"year":2026,"source":"…","days":[{"date":"2026-01-01","isWorking":false,"reason":"元旦"}]}</c>
    /// or an array of such years. A year with <c>"provisional":true</c> counts as not yet published.</summary>
    /// <exception cref="JsonException">The text is not of that shape.</exception>
    public static WorkCalendar FromJson(string json)
    {
        var years = json.AsSpan().TrimStart().StartsWith("[")
            ? JsonSerializer.Deserialize<List<Year>>(json, JsonSerializerOptions.Web)!
            : [JsonSerializer.Deserialize<Year>(json, JsonSerializerOptions.Web)!];
        var version = string.Join('+', years.OrderBy(x => x.Number).Select(x => x.Version ?? Text(x.Number)));
        return new(version, years.SelectMany(x => x.Days), years.Where(x => !x.Provisional).Select(x => x.Number));

        static string Text(int year) => year.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Whether the offices work on the day.</summary>
    public bool IsWorking(DateOnly day) => _exceptions.TryGetValue(day, out var exception) ? exception.IsWorking : !IsWeekend(day);

    /// <summary>What the day is.</summary>
    public DayKind KindOf(DateOnly day) => (IsWorking(day), IsWeekend(day)) switch
    {
        (true, true) => DayKind.MakeUpWorkday,
        (true, false) => DayKind.Workday,
        (false, _) when _exceptions.ContainsKey(day) => DayKind.Holiday,
        _ => DayKind.Weekend,
    };

    /// <summary>The reason of an exception, in Chinese; empty for an ordinary day.</summary>
    public string ReasonOf(DateOnly day) => _exceptions.TryGetValue(day, out var exception) ? exception.Reason : "";

    /// <summary>A reason in a language; one that an administrator typed stays as it is.</summary>
    public static string NameOf(string reason, CultureInfo culture) => Explanation.HolidayName(reason, culture);

    /// <summary>Whether the notice of the day's year is missing, so that a term ending there may still move.</summary>
    public bool IsProvisional(DateOnly day) => IsProvisional(day.Year);

    internal bool IsProvisional(int year) => !_publishedYears.Contains(year);

    /// <summary>Whether a term that ends on these days, in order, may still move.</summary>
    internal bool IsProvisional(DateOnly first, DateOnly last) =>
        _counted.IsPublished(first) is { } begins && _counted.IsPublished(last) is { } ends ? !begins || !ends : IsProvisional(first.Year) || IsProvisional(last.Year);

    /// <summary>The day itself when it is a working day, else the first working day after it.</summary>
    public DateOnly NextWorkingOnOrAfter(DateOnly day) => _counted.Working(day, 0) ?? (IsWorking(day) ? day : Step(day, 1));

    /// <summary>The day itself when it is a working day, else the last working day before it.</summary>
    public DateOnly LastWorkingOnOrBefore(DateOnly day) => _counted.Working(day.AddDays(1), -1) ?? (IsWorking(day) ? day : Step(day, -1));

    /// <summary>The <paramref name="days"/>-th working day after the day (before it when negative); the day itself for zero.</summary>
    public DateOnly AddWorkingDays(DateOnly day, int days) =>
        days == 0 ? day : (days > 0 ? _counted.Working(day.AddDays(1), days - 1) : _counted.Working(day, days)) ?? Step(day, days);

    /// <summary>Working days after <paramref name="from"/> up to and with <paramref name="to"/>; negative when <paramref name="to"/> is earlier.</summary>
    public int WorkingDaysBetween(DateOnly from, DateOnly to)
    {
        if (to < from)
            return -WorkingDaysBetween(to, from);
        if (_counted.Between(from, to) is { } counted)
            return counted;
        var count = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
            count += IsWorking(day) ? 1 : 0;
        return count;
    }

    DateOnly Step(DateOnly day, int days)
    {
        var step = Math.Sign(days);
        for (var left = Math.Abs(days); left > 0;)
        {
            day = day.AddDays(step);
            if (IsWorking(day))
                left--;
        }

        return day;
    }

    static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    sealed record Year(
        [property: System.Text.Json.Serialization.JsonPropertyName("year"), System.Text.Json.Serialization.JsonRequired] int Number,
        [property: System.Text.Json.Serialization.JsonRequired] IReadOnlyList<CalendarDay> Days,
        string? Version = null,
        bool Provisional = false);
}

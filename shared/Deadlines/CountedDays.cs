namespace Anjie.Deadlines;

/// <summary>The days of the years a calendar knows, counted once, so that the n-th working day is looked up and not walked to.
/// Outside these years it answers null.</summary>
sealed class CountedDays
{
    // A year after the last notice still takes the ends of terms that began in it.
    const int YearsAfter = 2;
    const int EarliestYear = 1950;
    const int LatestYear = 2200;

    readonly int _first;
    readonly int[] _workingBefore = [];
    readonly DateOnly[] _working = [];
    readonly bool[] _published = [];

    public CountedDays(WorkCalendar calendar, IReadOnlyList<int> years)
    {
        if (years.Count == 0)
            return;
        var first = new DateOnly(Math.Clamp(years.Min(), EarliestYear, LatestYear), 1, 1);
        var last = new DateOnly(Math.Clamp(years.Max() + YearsAfter, EarliestYear, LatestYear), 12, 31);
        _first = first.DayNumber;
        // The last entry belongs to the day after the last one.
        _workingBefore = new int[last.DayNumber - _first + 2];
        _published = new bool[_workingBefore.Length];
        var working = new List<DateOnly>(_workingBefore.Length);
        for (var i = 0; i < _workingBefore.Length; i++)
        {
            _workingBefore[i] = working.Count;
            var day = first.AddDays(i);
            _published[i] = !calendar.IsProvisional(day.Year);
            if (day <= last && calendar.IsWorking(day))
                working.Add(day);
        }

        _working = [.. working];
    }

    /// <summary>The first working day on or after the day, or the one so many working days further on or back from it.</summary>
    public DateOnly? Working(DateOnly day, int further)
    {
        var i = day.DayNumber - _first;
        if ((uint)i >= (uint)_workingBefore.Length)
            return null;
        var place = _workingBefore[i] + further;
        return (uint)place < (uint)_working.Length ? _working[place] : null;
    }

    /// <summary>Working days after one day up to and with another, not earlier one.</summary>
    public int? Between(DateOnly from, DateOnly to)
    {
        var (begin, end) = (from.DayNumber + 1 - _first, to.DayNumber + 1 - _first);
        return begin >= 0 && end < _workingBefore.Length ? _workingBefore[end] - _workingBefore[begin] : null;
    }

    /// <summary>Whether the notice of the day's year is known.</summary>
    public bool? IsPublished(DateOnly day)
    {
        var i = day.DayNumber - _first;
        return (uint)i < (uint)_published.Length ? _published[i] : null;
    }
}

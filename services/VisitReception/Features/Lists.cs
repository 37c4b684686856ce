using Anjie.Cases;
using Anjie.Deadlines;
using Anjie.Hosting;

namespace Anjie.VisitReception.Features;

internal static class Lists
{
    /// <summary>Cuts the row read beyond the page; its existence means that there is a next page.</summary>
    public static Page<TLine> ToPage<TRow, TLine>(this List<TRow> rows, int take, Func<TRow, Guid> idOf, Func<TRow, TLine> lineOf)
    {
        var page = rows.Take(take).ToList();
        return new([.. page.Select(lineOf)], rows.Count > take ? idOf(page[^1]).ToString() : null);
    }

    /// <summary>The worst light of the clocks that run; null when none does.</summary>
    public static Light? WorstLight(IEnumerable<CaseClock> clocks, Act act) => clocks
        .Where(clock => clock.State != ClockStates.Stopped && !clock.Silent && !ClockRules.Get(clock.Rule).IsWindow)
        .Select(clock => (Light?)ClockReading.LightOn(clock.Reading, act.Calendar, act.Today, clock.Kept))
        .Max(light => light == Light.Paused ? Light.OnCourse : light);

    /// <summary>The first day on which something is due.</summary>
    public static DateOnly? NextDue(IEnumerable<CaseClock> clocks) => clocks
        .Where(clock => clock.State == ClockStates.Running && !clock.Silent && !ClockRules.Get(clock.Rule).IsWindow)
        .Min(clock => (DateOnly?)clock.Target);
}

using System.Diagnostics;
using System.Globalization;
using Anjie.Deadlines;

namespace Anjie.Benchmarks;

/// <summary>The due dates of 100,000 clocks, beside what nobody can do without: adding days to a date.</summary>
static class ClockArithmetic
{
    const int Clocks = 100_000;
    const int Rounds = 21;

    // The first rounds compile, and compile again with what they have learnt.
    const int WarmUp = 40;

    public static void Measure(Report report)
    {
        var calendar = WorkCalendar.FromJson(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "calendar-2026.json")));
        var first = new DateOnly(2026, 1, 1);
        Clock[] clocks = [.. Enumerable.Range(0, Clocks).Select(number => Clock.Start(number % 2 == 0 ? "T5" : "T1", first.AddDays(number % 300), calendar))];
        var (ours, plain, lights) = (new List<double>(), new List<double>(), new List<double>());
        var today = new DateOnly(2026, 6, 1);
        for (var round = 0; round < WarmUp + Rounds; round++)
        {
            var (legal, sum, light) = (0L, 0L, 0L);
            var evaluated = Milliseconds(() =>
            {
                foreach (var clock in clocks)
                    legal += ClockReading.Due(clock, calendar).Legal.DayNumber;
            });
            var added = Milliseconds(() =>
            {
                for (var number = 0; number < Clocks; number++)
                    sum += first.AddDays(number % 300).AddDays(60).DayNumber;
            });
            var lit = Milliseconds(() =>
            {
                foreach (var clock in clocks)
                    light += (int)ClockReading.LightOn(clock, calendar, today);
            });
            if (round >= WarmUp && legal > 0 && sum > 0 && light > 0)
            {
                ours.Add(evaluated);
                plain.Add(added);
                lights.Add(lit);
            }
        }

        var (due, addition, shown) = (Report.Median(ours), Report.Median(plain), Report.Median(lights));
        report.Add(
            "(d) due dates of 100,000 clocks", string.Create(CultureInfo.InvariantCulture, $"{due:0.00} ms"),
            string.Create(CultureInfo.InvariantCulture, $"100,000 plain date additions: {addition:0.00} ms"), string.Create(CultureInfo.InvariantCulture, $"{due / addition:0.0} x"), "≤ 20 x", due <= 20 * addition);
        report.Note(string.Create(CultureInfo.InvariantCulture, $"(d) the same clocks with their lights: {shown:0.00} ms"));
    }

    static double Milliseconds(Action work)
    {
        var started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}

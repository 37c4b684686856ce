using System.Diagnostics;
using System.Globalization;
using Anjie.Deadlines;

namespace Anjie.Benchmarks;

/// <summary>Legal dates of 100,000 clocks, beside what nobody can do without: adding days to a date.</summary>
static class ClockArithmetic
{
    const int Clocks = 100_000;
    const int Rounds = 5;

    public static void Measure(Report report)
    {
        var calendar = WorkCalendar.FromJson(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "calendar-2026.json")));
        var first = new DateOnly(2026, 1, 1);
        Clock[] clocks = [.. Enumerable.Range(0, Clocks).Select(number => Clock.Start(number % 2 == 0 ? "T5" : "T1", first.AddDays(number % 300), calendar))];
        var today = new DateOnly(2026, 6, 1);
        var (ours, plain) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var (legal, light) = (0L, 0);
            var started = Stopwatch.GetTimestamp();
            foreach (var clock in clocks)
            {
                legal += ClockReading.Due(clock, calendar).Legal.DayNumber;
                light += (int)ClockReading.LightOn(clock, calendar, today);
            }

            var evaluated = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            started = Stopwatch.GetTimestamp();
            var sum = 0L;
            for (var number = 0; number < Clocks; number++)
                sum += first.AddDays(number % 300).AddDays(60).DayNumber;
            var added = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            if (round > 0 && legal > 0 && light >= 0 && sum > 0) // the first one compiles
            {
                ours.Add(evaluated);
                plain.Add(added);
            }
        }

        var (due, addition) = (Report.Median(ours), Report.Median(plain));
        report.Add(
            "(d) 100,000 clocks: legal date and light", string.Create(CultureInfo.InvariantCulture, $"{due:0.0} ms ({due * 1000 / Clocks:0.00} µs each)"),
            string.Create(CultureInfo.InvariantCulture, $"{addition:0.00} ms adding 60 days"), string.Create(CultureInfo.InvariantCulture, $"{due / addition:0} x"), "told, not bounded");
    }
}

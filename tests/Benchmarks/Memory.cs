using System.Globalization;
using Anjie.Support;

namespace Anjie.Benchmarks;

/// <summary>What all our processes hold when nobody asks anything; shared pages are counted once (PSS).</summary>
static class Memory
{
    static readonly TimeSpan Idle = TimeSpan.FromSeconds(60);

    public static async Task MeasureAsync(Report report)
    {
        Report.Say("memory: idle for 60 s");
        await Task.Delay(Idle);
        var ours = Processes.Children().Where(process => process.IsOurs).Select(process => (process.Name, Megabytes: process.Pss / 1024d)).OrderByDescending(process => process.Megabytes).ToList();
        var servers = Processes.Children().Where(process => !process.IsOurs).Sum(process => process.Pss) / 1024d;
        var sum = ours.Sum(process => process.Megabytes);
        report.Add(
            "(c) memory after 60 s idle, 6 services and gateway", string.Create(CultureInfo.InvariantCulture, $"{sum:0} MB"),
            string.Create(CultureInfo.InvariantCulture, $"PostgreSQL and RabbitMQ beside them: {servers:0} MB"), string.Create(CultureInfo.InvariantCulture, $"{sum / 1024:0.00} of 1 GB"), "≤ 1 GB", sum <= 1024);
        report.Note(string.Create(CultureInfo.InvariantCulture, $"(c) {string.Join(", ", ours.Select(process => string.Create(CultureInfo.InvariantCulture, $"{process.Name} {process.Megabytes:0} MB")))}."));
    }
}

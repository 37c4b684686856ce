using System.Diagnostics;

namespace Anjie.Launcher;

/// <summary>Says how long each part took.</summary>
sealed class Steps(Action<string>? report)
{
    public async Task RunAsync(string name, Func<Task> step)
    {
        var started = Stopwatch.StartNew();
        await step();
        report?.Invoke(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"  {started.Elapsed.TotalSeconds,6:0.0} s  {name}"));
    }
}

using System.Diagnostics;

namespace Anjie.Support;

/// <summary>Waits for what must become true; a timeout says what was last seen.</summary>
public static class Eventually
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task HoldsAsync(Func<Task<bool>> probe, TimeSpan within, Func<Task<string>> describe)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await probe())
        {
            if (Stopwatch.GetElapsedTime(started) > within)
                throw new TimeoutException($"Not within {within.TotalSeconds:0.#} s: {await describe()}");
            await Task.Delay(Pause);
        }
    }

    public static Task HoldsAsync(Func<Task<bool>> probe, TimeSpan within, string describe) =>
        HoldsAsync(probe, within, () => Task.FromResult(describe));
}

using System.Diagnostics;

namespace Anjie.Launcher;

/// <summary>Starts a Launcher of its own session and shows its lines until it is ready.</summary>
static class Detached
{
    public static async Task<int> StartAsync(Places places, string[] arguments, CancellationToken stop)
    {
        Directory.CreateDirectory(places.Logs);
        var log = Path.Combine(places.Logs, "launcher.log");
        await File.WriteAllTextAsync(log, "", CancellationToken.None);
        var start = new ProcessStartInfo("setsid") { UseShellExecute = false };
        foreach (var argument in (string[])["sh", "-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null", "sh", log, "dotnet", typeof(Detached).Assembly.Location, "up", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using var launcher = Process.Start(start)!;
        using var lines = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        try
        {
            while (true)
            {
                // Order matters: what it wrote before it said "ready" or ended is shown too.
                var ended = launcher.HasExited;
                var ready = RunningSystem.Find(places.Clone) is { Ready: true } note && note.ProcessId == launcher.Id;
                Console.Write(await lines.ReadToEndAsync(stop));
                if (ended || ready)
                {
                    return ended ? launcher.ExitCode : 0;
                }

                await Task.Delay(200, stop);
            }
        }
        catch (OperationCanceledException)
        {
            Signals.Send(launcher.Id, Signal.Terminate);
            await launcher.WaitForExitAsync(CancellationToken.None);
            return 130;
        }
    }
}

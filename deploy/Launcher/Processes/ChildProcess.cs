using System.Collections.Concurrent;
using System.Diagnostics;

namespace Anjie.Launcher;

sealed record ChildStart(string Name, string Program, IReadOnlyList<string> Arguments)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public string? Folder { get; init; }

    /// <summary>A system user to drop to; only root can.</summary>
    public string? User { get; init; }

    /// <summary>What asks the process to end in order.</summary>
    public Signal Ending { get; init; } = Signal.Terminate;

    public Action<string>? OnLine { get; init; }
}

/// <summary>
/// A process that does not outlive us. It runs in a session of its own, so that Ctrl-C at the terminal reaches only us and
/// we stop things in order; and the kernel signals it when we die, even by kill -9 (PR_SET_PDEATHSIG).
/// </summary>
sealed class ChildProcess : IAsyncDisposable
{
    const int KeptLines = 30;

    static readonly ConcurrentDictionary<int, ChildProcess> running = new();
    static readonly BlockingCollection<Action> starts = [];

    readonly ChildStart start;
    readonly Process handle;
    readonly ConcurrentQueue<string> lastLines = new();

    static ChildProcess()
    {
        // The death signal follows the *thread* that forked, and pool threads come and go: all starts share one that stays.
        new Thread(() =>
        {
            foreach (var action in starts.GetConsumingEnumerable())
            {
                action();
            }
        })
        { IsBackground = true, Name = "process starter" }.Start();

        AppDomain.CurrentDomain.ProcessExit += (_, _) => KillAll();
    }

    ChildProcess(ChildStart start, Process process)
    {
        this.start = start;
        handle = process;
        Id = process.Id;
        Exited = WaitAsync();
    }

    public int Id { get; }

    public string Name => start.Name;

    public Task<int> Exited { get; }

    /// <summary>We asked for its end, so its end is no news.</summary>
    public bool Stopping { get; private set; }

    public IReadOnlyList<string> LastLines => [.. lastLines];

    public static async Task<ChildProcess> StartAsync(ChildStart start)
    {
        var started = new TaskCompletionSource<ChildProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        starts.Add(() =>
        {
            try
            {
                started.SetResult(Launch(start));
            }
            catch (Exception failure)
            {
                started.SetException(failure);
            }
        });
        return await started.Task;
    }

    static ChildProcess Launch(ChildStart start)
    {
        var info = new ProcessStartInfo("setsid")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = start.Folder ?? "/",
        };
        string[] command =
        [
            "setpriv",
            .. start.User is { } user ? [$"--reuid={user}", $"--regid={user}", "--init-groups"] : Array.Empty<string>(),
            $"--pdeathsig={(start.Ending == Signal.Interrupt ? "INT" : "TERM")}", "--", start.Program, .. start.Arguments,
        ];
        foreach (var argument in command)
        {
            info.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in start.Environment)
        {
            info.Environment[name] = value;
        }

        var process = new Process { StartInfo = info };
        process.Start();
        process.StandardInput.Close();
        var child = new ChildProcess(start, process);
        running[child.Id] = child;
        process.OutputDataReceived += (_, line) => child.Keep(line.Data);
        process.ErrorDataReceived += (_, line) => child.Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Asks, waits, and then does not ask any more.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        Stopping = true;
        if (!Exited.IsCompleted)
        {
            Signals.Send(Id, start.Ending);
            await Task.WhenAny(Exited, Task.Delay(grace));
        }

        Kill();
        await Task.WhenAny(Exited, Task.Delay(TimeSpan.FromSeconds(2)));
    }

    /// <summary>Ends the process and whatever it left in its group.</summary>
    public void Kill()
    {
        Stopping = true;
        if (running.TryRemove(Id, out _))
        {
            Signals.Send(-Id, Signal.Kill);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.FromSeconds(10));
        handle.Dispose();
    }

    public static void KillAll()
    {
        foreach (var child in running.Values)
        {
            child.Kill();
        }
    }

    async Task<int> WaitAsync()
    {
        await handle.WaitForExitAsync();
        return handle.ExitCode;
    }

    void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        // What went wrong is said before the stack trace; that stands in the log.
        if (!line.StartsWith("   at ", StringComparison.Ordinal))
        {
            lastLines.Enqueue(line);
            while (lastLines.Count > KeptLines)
            {
                lastLines.TryDequeue(out _);
            }
        }

        start.OnLine?.Invoke(line);
    }
}

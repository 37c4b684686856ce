namespace Anjie.Launcher;

/// <summary>A short command that is run to its end.</summary>
static class Command
{
    public static async Task<(int ExitCode, string Output)> TryAsync(ChildStart start, CancellationToken cancellation)
    {
        await using var process = await ChildProcess.StartAsync(start);
        using var stop = cancellation.Register(process.Kill);
        var exitCode = await process.Exited;
        cancellation.ThrowIfCancellationRequested();
        return (exitCode, string.Join(Environment.NewLine, process.LastLines));
    }

    public static async Task<string> RunAsync(ChildStart start, CancellationToken cancellation)
    {
        var (exitCode, output) = await TryAsync(start, cancellation);
        return exitCode == 0
            ? output
            : throw new StartFailedException(
                $"{start.Name} 失败（退出码 {exitCode}）：",
                $"{start.Name} failed (exit code {exitCode}):{Environment.NewLine}{output}");
    }
}

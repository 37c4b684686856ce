using System.Diagnostics;

namespace Anjie.Messaging.Tests;

/// <summary>A publisher in a process of its own, so that it can be killed without warning.</summary>
sealed class PublisherProcess : IDisposable
{
    const string Ready = "publishing";

    readonly Process _process;

    PublisherProcess(Process process) => _process = process;

    public static async Task<int> RunAsync(string database, string rabbitMq)
    {
        await using var node = await Node.StartAsync("alpha", database, rabbitMq);
        await Console.Out.WriteLineAsync(Ready);
        await Console.In.ReadToEndAsync(); // ends with whoever started it
        return 0;
    }

    public static async Task<PublisherProcess> StartAsync(string database, string rabbitMq)
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. HostArguments(), "publisher", database, rabbitMq])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line == Ready)
                return new PublisherProcess(process);
        throw new InvalidOperationException($"The publisher ended with {process.ExitCode}.");
    }

    /// <summary>kill -9</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    // Under `dotnet test` this process is the test executable itself; under `dotnet X.dll` it is dotnet.
    static string[] HostArguments() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(PublisherProcess).Assembly.Location] : [];
}

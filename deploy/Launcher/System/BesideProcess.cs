using System.Diagnostics;

namespace Anjie.Launcher;

/// <summary>A part of the system that runs a second time, for looking at it.</summary>
public sealed class BesideProcess : IAsyncDisposable
{
    static readonly TimeSpan readyTime = TimeSpan.FromSeconds(60);

    readonly ChildProcess process;

    BesideProcess(ChildProcess process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>Its last lines, the newest at the end.</summary>
    public IReadOnlyList<string> LastLines => process.LastLines;

    public ValueTask DisposeAsync() => process.DisposeAsync();

    internal static async Task<BesideProcess> StartAsync(string assembly, string name, IReadOnlyDictionary<string, string> environment, Uri address, Certificates? certificates, CancellationToken cancellation)
    {
        var started = await ChildProcess.StartAsync(new ChildStart(name, "dotnet", [assembly]) { Environment = environment, Folder = Path.GetDirectoryName(assembly) });
        var beside = new BesideProcess(started, address);
        try
        {
            await beside.AwaitAliveAsync(certificates, cancellation);
            return beside;
        }
        catch
        {
            await beside.DisposeAsync();
            throw;
        }
    }

    Task AwaitAliveAsync(Certificates? certificates, CancellationToken cancellation)
    {
        var started = Stopwatch.StartNew();
        return Health.AwaitAsync(
            new Uri(Address, "health/live"),
            () => process.Exited.IsCompleted || started.Elapsed > readyTime
                ? new StartFailedException($"{process.Name} 没有在运行。", $"{process.Name} is not running: {string.Join(Environment.NewLine, LastLines.TakeLast(12))}")
                : null,
            cancellation,
            certificates);
    }
}

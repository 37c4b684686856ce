using System.Diagnostics;

namespace Anjie.Launcher;

/// <summary>What the Seeds program does with a running system.</summary>
static class DemoData
{
    /// <summary>On the first start only. When it fails the system stays up and the next start tries again.</summary>
    public static async Task LoadOnceAsync(Places places, AnjieSystem system, CancellationToken stop)
    {
        var stamp = Path.Combine(places.Data, "stamps", "demo");
        var assembly = Places.Assembly(places.Clone, "Seeds");
        if (File.Exists(stamp) || !File.Exists(assembly))
        {
            return;
        }

        var steps = new Steps(Console.WriteLine);
        await steps.RunAsync("演示数据 demo data", async () =>
        {
            var seeds = await ChildProcess.StartAsync(new ChildStart("seeds", "dotnet", [assembly, "demo", "--gateway", system.Address.TrimEnd('/'), "--password", system.DemoPassword])
            {
                Environment = TrustOf(places.Data, system.Address),
                Folder = Path.GetDirectoryName(assembly),
                OnLine = line => Console.WriteLine("          " + line),
            });
            await using (seeds)
            {
                await Task.WhenAny(seeds.Exited, system.Broken).WaitAsync(stop);
                if (seeds.Exited.IsCompleted && await seeds.Exited == 0)
                {
                    await File.WriteAllTextAsync(stamp, "", stop);
                }
                else
                {
                    Console.WriteLine("演示数据没有装完；下次启动时再装。 The demo data are not complete; the next start goes on with them.");
                }
            }
        });
    }

    /// <summary>Runs a verb of Seeds with our console as its own, on a running system.</summary>
    public static async Task<int> RunAsync(string clone, RunningSystem system, string[] arguments, string password)
    {
        var assembly = Places.Assembly(clone, "Seeds");
        if (!File.Exists(assembly))
        {
            throw new StartFailedException("Seeds 还没有编译；请先运行 deploy/up。", "Seeds has not been built; run deploy/up first.");
        }

        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false };
        foreach (var argument in (string[])[assembly, .. arguments, "--gateway", system.Address.TrimEnd('/'), "--password", password])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in TrustOf(system.Data, system.Address))
        {
            start.Environment[name] = value;
        }

        using var seeds = Process.Start(start)!;
        await seeds.WaitForExitAsync();
        return seeds.ExitCode;
    }

    static Dictionary<string, string> TrustOf(string data, string address)
    {
        var settings = new Dictionary<string, string>();
        if (address.StartsWith("https:", StringComparison.Ordinal))
        {
            ServiceEnvironment.AddTrust(settings, Certificates.In(Path.Combine(data, "keys")));
        }

        return settings;
    }
}

using System.Diagnostics;
using System.Globalization;

namespace Anjie.Launcher;

/// <summary><c>up [--detach] [--fresh] [--no-demo] [--tls]</c>: the whole system until Ctrl-C or <c>down</c>.</summary>
static class UpVerb
{
    const int DefaultPort = 8460;

    public static async Task<int> RunAsync(string[] arguments, CancellationToken stop)
    {
        if (arguments.FirstOrDefault(argument => argument is not ("--detach" or "--fresh" or "--no-demo" or "--tls")) is { } unknown)
        {
            throw new StartFailedException($"不认识的选项：{unknown}。", $"Unknown option {unknown}; known are --detach --fresh --no-demo --tls.");
        }

        var clone = Places.FindClone();
        if (RunningSystem.Find(clone) is { } other)
        {
            StatusVerb.Say(other);
            return 0;
        }

        var places = await Places.ChooseAsync(clone, stop);
        var detached = arguments.Contains("--detach"); // then the other Launcher says it
        if (places.DataMoved && !detached)
        {
            Console.WriteLine($"PostgreSQL 的用户进不了 {clone}，数据放在 {places.Data}。 Data are kept in {places.Data}, where PostgreSQL's user can enter.");
        }

        if (arguments.Contains("--fresh"))
        {
            Erase(places);
        }

        places.DemandSpace();
        return detached
            ? await Detached.StartAsync(places, [.. arguments.Where(argument => argument is not ("--detach" or "--fresh"))], stop)
            : await StayAsync(places, demo: !arguments.Contains("--no-demo"), tls: arguments.Contains("--tls"), stop);
    }

    static async Task<int> StayAsync(Places places, bool demo, bool tls, CancellationToken stop)
    {
        var started = Stopwatch.StartNew();
        var port = Port();
        RunningSystem.Here($"{(tls ? "https" : "http")}://localhost:{port}/", places.Data, ready: false).Write(places.Clone);
        try
        {
            await using var system = await AnjieSystem.StartAsync(
                new AnjieSystemOptions
                {
                    CloneFolder = places.Clone,
                    DataFolder = places.Data,
                    Port = port,
                    Postgres = NotEmpty("ANJIE_POSTGRES"),
                    RabbitMq = NotEmpty("ANJIE_RABBITMQ"),
                    Tls = tls,
                    Report = Console.WriteLine,
                },
                stop);
            if (demo)
            {
                await DemoData.LoadOnceAsync(places, system, stop);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {started.Elapsed.TotalSeconds,6:0.0} s  合计 all"));
            Greeting.Say(system, places);
            RunningSystem.Here(system.Address, places.Data, ready: true).Write(places.Clone);
            if (await Task.WhenAny(system.Broken, Task.Delay(Timeout.Infinite, stop)) == system.Broken)
            {
                throw await system.Broken;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        finally
        {
            RunningSystem.Remove(places.Clone);
        }

        Console.WriteLine("已停止。 Stopped.");
        return 0;
    }

    static void Erase(Places places)
    {
        // The notes of the build are no data; keeping them saves the next start a compilation.
        foreach (var part in new[] { "postgresql", "rabbitmq", "keys", "stamps", "logs" })
        {
            var folder = Path.Combine(places.Data, part);
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        File.Delete(Path.Combine(places.Data, "clock"));
    }

    static int Port()
    {
        var text = NotEmpty("ANJIE_PORT");
        return text is null ? DefaultPort
            : int.TryParse(text, CultureInfo.InvariantCulture, out var port) && port is > 1023 and < 65535 - PortPlan.Count ? port
            : throw new StartFailedException($"ANJIE_PORT 不是可用的端口：{text}。", $"ANJIE_PORT is not a usable port: {text}.");
    }

    static string? NotEmpty(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}

using System.Diagnostics;
using System.Globalization;

namespace Anjie.Launcher;

/// <summary>The whole system on one machine, without containers. Everything it started ends with it.</summary>
public sealed partial class AnjieSystem : IAsyncDisposable
{
    static readonly TimeSpan readyTime = TimeSpan.FromSeconds(90);
    static readonly TimeSpan grace = TimeSpan.FromSeconds(6);

    readonly AnjieSystemOptions options;
    readonly string clone;
    readonly PortPlan ports;
    readonly PrivatePostgres? postgres;
    readonly PrivateRabbitMq? rabbitMq;
    readonly Dictionary<string, ChildProcess> running = [];
    readonly Dictionary<string, LogFile> logs = [];
    readonly TaskCompletionSource<StartFailedException> broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Keys? keys;
    Certificates? certificates;
    SystemAddresses? addresses;

    AnjieSystem(AnjieSystemOptions options)
    {
        this.options = options;
        clone = options.CloneFolder ?? Places.FindClone();
        ports = options.Port == 0 ? PortPlan.Free() : new PortPlan(options.Port);
        postgres = options.Postgres is null
            ? new PrivatePostgres(Path.Combine(options.DataFolder, "postgresql"), ports.Postgres, options.Durable)
            : null;
        rabbitMq = options.RabbitMq is null
            ? new PrivateRabbitMq(Path.Combine(options.DataFolder, "rabbitmq"), ports.RabbitMq, ports.NameServer, ports.Distribution)
            : null;
    }

    /// <summary>Where browsers and scripts go.</summary>
    public string Address => $"{Scheme}://localhost:{ports.Gateway}/";

    string Scheme => options.Tls ? "https" : "http";

    /// <summary>What the parts know each other by; null when the lines are plain.</summary>
    public Certificates? Certificates => certificates;

    public string DemoPassword => keys?.DemoPassword ?? "";

    /// <summary>The administrator's connection string.</summary>
    public string Postgres => options.Postgres ?? postgres!.ConnectionString;

    /// <summary>The broker's address with its administrator's account.</summary>
    public string RabbitMq => options.RabbitMq ?? rabbitMq!.Uri;

    /// <summary>The private servers, for those who break them on purpose.</summary>
    public PrivatePostgres? PostgresServer => postgres;

    public PrivateRabbitMq? RabbitMqServer => rabbitMq;

    /// <summary>Ends with the reason when a part dies that nobody asked to stop.</summary>
    public Task<StartFailedException> Broken => broken.Task;

    public string ClockFile => Path.Combine(options.DataFolder, "clock");

    /// <summary>The HTTP/1.1 address of a service by its name at the gateway ("screening").</summary>
    public string AddressOf(string service) => addresses!.Http(Find(service));

    /// <summary>Where the build of a service lies that runs.</summary>
    public string FolderOf(string service) => Path.GetDirectoryName(Places.Assembly(clone, Find(service).Project))!;

    /// <summary>The broker's address with the account of a service.</summary>
    public string RabbitMqOf(string service) => BrokerOf(Find(service), keys!);

    /// <summary>
    /// One more process of a part, beside the one that runs, on a port of its own and with settings that win: so that a part is seen under
    /// other limits, or in Production, which is what it is in when nobody names an environment.
    /// </summary>
    public Task<BesideProcess> StartBesideAsync(string service, IReadOnlyDictionary<string, string> settings, CancellationToken cancellation = default) =>
        StartBesideAsync(service, settings, FolderOf(service), cancellation);

    /// <summary>The same from another build of the part.</summary>
    /// <param name="folder">Where it lies.</param>
    public async Task<BesideProcess> StartBesideAsync(string service, IReadOnlyDictionary<string, string> settings, string folder, CancellationToken cancellation = default)
    {
        var (found, port, inner) = (Find(service), Ports.Free(), Ports.Free());
        var environment = ServiceEnvironment.For(found, addresses!, keys!, ClockFile);
        environment["Kestrel__Endpoints__Http__Url"] = string.Create(CultureInfo.InvariantCulture, $"{Scheme}://127.0.0.1:{port}");
        if (found != Topology.Gateway)
        {
            environment["Kestrel__Endpoints__H2c__Url"] = string.Create(CultureInfo.InvariantCulture, $"{Scheme}://127.0.0.1:{inner}");
        }

        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"{Scheme}://127.0.0.1:{port}/"));
        var assembly = Path.Combine(folder, Path.GetFileName(Places.Assembly(clone, found.Project)));
        return await BesideProcess.StartAsync(assembly, found.Name, environment, address, certificates, cancellation);
    }

    public static async Task<AnjieSystem> StartAsync(AnjieSystemOptions options, CancellationToken cancellation = default)
    {
        var system = new AnjieSystem(options);
        try
        {
            await system.StartPartsAsync(cancellation);
            return system;
        }
        catch
        {
            await system.StopAsync();
            throw;
        }
    }

    /// <summary>In reverse order of starting, each asked first and not asked any more after a few seconds.</summary>
    public async Task StopAsync()
    {
        await StopServiceAsync(Topology.Gateway.Name);
        await Task.WhenAll(Topology.Services.Select(service => StopServiceAsync(service.Name)));
        await Task.WhenAll(rabbitMq?.StopAsync() ?? Task.CompletedTask, postgres?.StopAsync() ?? Task.CompletedTask);
        foreach (var log in logs.Values)
        {
            log.Dispose();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    SystemAddresses Addresses => new(
        Address, Postgres, BrokerOf, Address,
        service => $"{Scheme}://127.0.0.1:{ports.H2c(service)}/",
        service => $"{Scheme}://127.0.0.1:{ports.Http(service)}/",
        certificates);

    string BrokerOf(Service service, Keys secrets) =>
        rabbitMq is null ? RabbitMq : rabbitMq.UriOf(BrokerAccount.NameOf(service), secrets.PasswordOf(BrokerAccount.NameOf(service)));

    /// <summary>Asks one service to end; it can be started again.</summary>
    public async Task StopServiceAsync(string service)
    {
        if (Forget(service) is { } process)
        {
            await process.StopAsync(grace);
            await process.DisposeAsync();
        }
    }

    /// <summary>kill -9 of one service.</summary>
    public async Task KillServiceAsync(string service)
    {
        if (Forget(service) is { } process)
        {
            process.Kill();
            await process.DisposeAsync();
        }
    }

    /// <summary>Starts a stopped or killed service again and waits until it is ready.</summary>
    public async Task StartServiceAsync(string service, CancellationToken cancellation = default)
    {
        var found = Find(service);
        await LaunchAsync(found);
        await AwaitReadyAsync(found, cancellation);
    }

    async Task StartPartsAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(options.DataFolder);
        ports.DemandFree(postgres is not null, rabbitMq is not null);
        DemandBuilt();
        await GivenServers.DemandAsync(options.Postgres, options.RabbitMq, options.Tls, cancellation);
        keys = await Keys.EnsureAsync(Path.Combine(options.DataFolder, "keys"), cancellation);
        await EnsureCertificatesAsync(cancellation);
        WriteClock();
        if (rabbitMq is not null)
        {
            rabbitMq.Accounts = BrokerAccount.OfAll(keys);
        }

        var parts = new Steps(options.Report);
        await Task.WhenAll(
            parts.RunAsync("数据库 database", () => postgres?.StartAsync(cancellation) ?? Task.CompletedTask),
            parts.RunAsync("消息队列 message broker", () => rabbitMq?.StartAsync(cancellation) ?? Task.CompletedTask));
        Watch(postgres?.Process, "PostgreSQL");
        Watch(rabbitMq?.Process, "RabbitMQ");
        addresses = Addresses;
        await Task.WhenAll(Topology.Services.Select(service => ServiceEnvironment.WriteSecretsAsync(service, addresses, keys, cancellation)));

        var migration = new Migration(clone, options, addresses, keys, ClockFile);
        await parts.RunAsync("迁移 migration", () => migration.RunAsync(cancellation));
        await parts.RunAsync("服务 services", async () =>
        {
            Service[] all = [.. Topology.Services, Topology.Gateway];
            foreach (var service in all)
            {
                await LaunchAsync(service);
            }

            await Task.WhenAll(all.Select(service => AwaitReadyAsync(service, cancellation)));
        });
    }

    async Task LaunchAsync(Service service)
    {
        var assembly = Places.Assembly(clone, service.Project);
        if (!logs.TryGetValue(service.Name, out var log))
        {
            logs[service.Name] = log = LogFile.Open(Path.Combine(options.DataFolder, "logs", $"{service.Name}.log"));
        }

        var process = await ChildProcess.StartAsync(new ChildStart(service.Name, "dotnet", [assembly])
        {
            Environment = new Dictionary<string, string>(ServiceEnvironment.For(service, addresses!, keys!, ClockFile))
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
            },
            Folder = Path.GetDirectoryName(assembly),
            OnLine = line =>
            {
                log.Write(line);
                if (IsWarning(line))
                {
                    options.Report?.Invoke($"[{service.Name}] {line}");
                }
            },
        });
        lock (running)
        {
            running[service.Name] = process;
        }

        Watch(process, service.Project);
    }

    Task AwaitReadyAsync(Service service, CancellationToken cancellation)
    {
        var started = Stopwatch.StartNew();
        return Health.AwaitAsync(
            new Uri((service == Topology.Gateway ? Address : addresses!.Http(service)) + "health/ready"),
            () => broken.Task.IsCompletedSuccessfully ? broken.Task.Result
                : started.Elapsed > readyTime ? Died(service.Project, $"{readyTime.TotalSeconds} s", ProcessOf(service.Name)?.LastLines ?? [])
                : null,
            cancellation,
            certificates);
    }

    void Watch(ChildProcess? process, string name)
    {
        if (process is not null)
        {
            _ = WatchAsync(process, name);
        }
    }

    async Task WatchAsync(ChildProcess process, string name)
    {
        var exitCode = await process.Exited;
        if (!process.Stopping)
        {
            broken.TrySetResult(Died(name, $"退出码 exit code {exitCode}", process.LastLines));
        }
    }

    ChildProcess? Forget(string service)
    {
        lock (running)
        {
            return running.Remove(service, out var process) ? process : null;
        }
    }

    ChildProcess? ProcessOf(string service)
    {
        lock (running)
        {
            return running.GetValueOrDefault(service);
        }
    }

    void DemandBuilt()
    {
        foreach (var service in Topology.Services.Append(Topology.Gateway))
        {
            var assembly = Places.Assembly(clone, service.Project);
            if (!File.Exists(assembly))
            {
                throw new StartFailedException($"{service.Project} 还没有编译：{assembly}。", $"{service.Project} has not been built.");
            }
        }
    }

    /// <summary>Whole days, so that the hour of the day stays the real one.</summary>
    void WriteClock()
    {
        if (options.StartOn is { } day)
        {
            var office = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
            var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), office).DateTime);
            var offset = (day.DayNumber - today.DayNumber) * 24L * 60 * 60;
            File.WriteAllText(ClockFile, offset.ToString(CultureInfo.InvariantCulture));
        }
    }

    static Service Find(string name) => Topology.Services.Append(Topology.Gateway).First(service => service.Name == name);

    static bool IsWarning(string line) =>
        line.Length > 14 && line.AsSpan(9, 5) is "warn:" or "fail:" or "crit:";

    static StartFailedException Died(string name, string how, IReadOnlyList<string> lines) => new(
        $"{name} 没有在运行（{how}）。",
        $"{name} is not running. Its last lines:{Environment.NewLine}{string.Join(Environment.NewLine, lines.TakeLast(12))}");
}

using System.Diagnostics;

namespace Anjie.Launcher;

/// <summary><c>status</c>: 0 when a system of this clone runs.</summary>
static class StatusVerb
{
    public static int Run()
    {
        if (RunningSystem.Find(Places.FindClone()) is not { } system)
        {
            return 1;
        }

        Say(system);
        return 0;
    }

    public static void Say(RunningSystem system) => Console.WriteLine(
        $"""
        案结已在运行：{system.Address}（进程 {system.ProcessId}，数据 {system.Data}）；deploy/down 停止。
        Anjie is running already at {system.Address} (process {system.ProcessId}, data in {system.Data}); deploy/down stops it.
        """);
}

/// <summary><c>down</c>: stops the system of this clone and no other.</summary>
static class DownVerb
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(40);

    public static async Task<int> RunAsync(CancellationToken stop)
    {
        if (RunningSystem.Find(Places.FindClone()) is not { } system)
        {
            Console.WriteLine("没有在运行。 Nothing is running.");
            return 0;
        }

        Signals.Send(system.ProcessId, Signal.Terminate);
        var waited = Stopwatch.StartNew();
        while (system.IsAlive && waited.Elapsed < patience)
        {
            await Task.Delay(100, stop);
        }

        if (system.IsAlive)
        {
            // Its children are signalled by the kernel when it goes.
            Signals.Send(system.ProcessId, Signal.Kill);
        }

        Console.WriteLine("已停止。 Stopped.");
        return 0;
    }
}

/// <summary><c>token USER</c>: a bearer token on standard output, nothing else.</summary>
static class TokenVerb
{
    public static async Task<int> RunAsync(string[] arguments, CancellationToken stop)
    {
        if (arguments is not [var user])
        {
            throw new StartFailedException("用法：deploy/token 账号", "Usage: deploy/token USER");
        }

        var clone = Places.FindClone();
        if (RunningSystem.Find(clone) is not { } system)
        {
            throw new StartFailedException("案结没有在运行；请先运行 deploy/up。", "Anjie is not running; run deploy/up first.");
        }

        var keys = await Keys.EnsureAsync(Path.Combine(system.Data, "keys"), stop);
        return await DemoData.RunAsync(clone, system, ["token", user], keys.DemoPassword);
    }
}

/// <summary><c>servers -- command…</c>: runs the command beside a private PostgreSQL and RabbitMQ that end with it.</summary>
static class ServersVerb
{
    public static async Task<int> RunAsync(string[] arguments, CancellationToken stop)
    {
        if (arguments is not ["--", var program, ..])
        {
            throw new StartFailedException("用法：servers -- 命令…", "Usage: servers -- command…");
        }

        var folder = Directory.CreateTempSubdirectory("anjie-servers-");
        // PostgreSQL's user has to pass through; what lies inside protects itself.
        File.SetUnixFileMode(folder.FullName, folder.UnixFileMode | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        try
        {
            await using var postgres = new PrivatePostgres(Path.Combine(folder.FullName, "postgresql"), durable: false);
            await using var rabbitMq = new PrivateRabbitMq(Path.Combine(folder.FullName, "rabbitmq"));
            var steps = new Steps(Console.WriteLine);
            await Task.WhenAll(
                steps.RunAsync("数据库 database", () => postgres.StartAsync(stop)),
                steps.RunAsync("消息队列 message broker", () => rabbitMq.StartAsync(stop)));

            var start = new ProcessStartInfo(program) { UseShellExecute = false };
            foreach (var argument in arguments.Skip(2))
            {
                start.ArgumentList.Add(argument);
            }

            start.Environment["ANJIE_TEST_POSTGRES"] = postgres.ConnectionString;
            start.Environment["ANJIE_TEST_RABBITMQ"] = rabbitMq.Uri;
            using var command = Process.Start(start)!;
            await using var ending = stop.Register(() => Signals.Send(command.Id, Signal.Terminate));
            await command.WaitForExitAsync(CancellationToken.None);
            return command.ExitCode;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Anjie.Launcher;

/// <summary>
/// A RabbitMQ broker of our own in a given folder, on loopback only, with an epmd of its own: the one Erlang would start
/// by itself outlives the broker. Both end with this process, however that ends.
/// </summary>
public sealed class PrivateRabbitMq : IAsyncDisposable
{
    const string Binaries = "/usr/lib/rabbitmq/bin";
    const string User = "anjie";
    static readonly TimeSpan startTime = TimeSpan.FromSeconds(90);

    readonly string folder;
    readonly int nameServerPort;
    readonly int distributionPort;
    ChildProcess? nameServer;
    ChildProcess? broker;
    string password = "";

    /// <param name="folder">Made when missing; queues and messages stay there between starts.</param>
    /// <param name="port">0 chooses a free one, which is kept for later starts of this object; so for the two other ports.</param>
    public PrivateRabbitMq(string folder, int port = 0, int nameServerPort = 0, int distributionPort = 0)
    {
        this.folder = Path.GetFullPath(folder);
        Port = port == 0 ? Ports.Free() : port;
        this.nameServerPort = nameServerPort == 0 ? Ports.Free() : nameServerPort;
        this.distributionPort = distributionPort == 0 ? Ports.Free() : distributionPort;
    }

    public int Port { get; }

    /// <summary>Set before the start: it then takes no line that is not TLS.</summary>
    internal ServerTls? Tls { get; set; }

    /// <summary>Who may come in besides the administrator; as of the next start, or of <see cref="ApplyAccountsAsync"/>.</summary>
    public IReadOnlyList<BrokerAccount> Accounts { get; set; } = [];

    public bool IsRunning => broker is { Exited.IsCompleted: false };

    internal ChildProcess? Process => broker;

    /// <summary>With the administrator's name and password.</summary>
    public string Uri => UriOf(User, password);

    /// <summary>With an account's name and password.</summary>
    public string UriOf(string name, string secret) => $"{(Tls is null ? "amqp" : "amqps")}://{name}:{secret}@127.0.0.1:{Port}/";

    public async Task StartAsync(CancellationToken cancellation = default)
    {
        if (IsRunning)
        {
            return;
        }

        if (!File.Exists(Path.Combine(Binaries, "rabbitmq-server")))
        {
            throw new StartFailedException(
                "没有找到 RabbitMQ 的程序；请运行：apt-get install rabbitmq-server",
                "No RabbitMQ binaries were found; run: apt-get install rabbitmq-server");
        }

        Ports.DemandFree(Port, "RabbitMQ");
        Ports.DemandFree(nameServerPort, "epmd");
        Ports.DemandFree(distributionPort, "Erlang");
        await ConfigureAsync(cancellation);
        nameServer = await ChildProcess.StartAsync(new ChildStart(
            "epmd", "epmd", ["-address", "127.0.0.1", "-port", Text(nameServerPort)]));
        broker = await ChildProcess.StartAsync(new ChildStart("rabbitmq", Path.Combine(Binaries, "rabbitmq-server"), [])
        {
            Environment = BrokerEnvironment(),
            Folder = folder,
            OnLine = LogFile.Open(Path.Combine(folder, "console.log")).Write,
        });
        await AwaitHandshakeAsync(broker, cancellation);
    }

    /// <summary>Reads the administrator's password, whoever has started the broker.</summary>
    internal async Task LearnPasswordAsync(CancellationToken cancellation) => password = (await File.ReadAllTextAsync(PasswordFile, cancellation)).Trim();

    public async Task StopAsync()
    {
        await StopAsync(TimeSpan.FromSeconds(15));
    }

    /// <summary>As if the machine lost power: kill -9.</summary>
    public void Kill() => broker?.Kill();

    /// <summary>For what has no AMQP verb: virtual hosts, permissions, policies.</summary>
    public Task<string> ControlAsync(IReadOnlyList<string> arguments, CancellationToken cancellation = default) =>
        Command.RunAsync(
            new ChildStart("rabbitmqctl", Path.Combine(Binaries, "rabbitmqctl"), arguments) { Environment = CommonEnvironment() },
            cancellation);

    /// <summary>Gives the accounts their present passwords and rights while the broker runs; connections that are open stay.</summary>
    public async Task ApplyAccountsAsync(CancellationToken cancellation = default)
    {
        await DefinitionsAsync(cancellation);
        await ControlAsync(["import_definitions", AccountsFile], cancellation);
    }

    public async Task<string> CreateVirtualHostAsync(string name, CancellationToken cancellation = default)
    {
        await ControlAsync(["add_vhost", name], cancellation);
        await ControlAsync(["set_permissions", "-p", name, User, ".*", ".*", ".*"], cancellation);
        return Uri + System.Uri.EscapeDataString(name);
    }

    public async ValueTask DisposeAsync() => await StopAsync(TimeSpan.FromSeconds(15));

    async Task StopAsync(TimeSpan grace)
    {
        foreach (var process in new[] { broker, nameServer }.OfType<ChildProcess>())
        {
            await process.StopAsync(grace);
            await process.DisposeAsync();
        }

        broker = nameServer = null;
    }

    async Task ConfigureAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        if (!File.Exists(PasswordFile))
        {
            await SecretFiles.WriteAsync(PasswordFile, SecretFiles.Random(), cancellation);
        }

        await LearnPasswordAsync(cancellation);
        await SecretFiles.WriteAsync(
            Path.Combine(folder, "rabbitmq.conf"),
            $"""
            {Listener}
            default_user = {User}
            default_pass = {password}
            default_user_tags.administrator = true
            vm_memory_high_watermark.absolute = 512MB
            disk_free_limit.absolute = 256MB
            log.file.rotation.size = 20971520
            log.file.rotation.count = 1
            log.console = false
            {await DefinitionsAsync(cancellation)}
            """,
            cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "enabled_plugins"), "[].\n", cancellation);
    }

    async Task<string> DefinitionsAsync(CancellationToken cancellation)
    {
        if (Accounts.Count == 0)
        {
            return "";
        }

        await SecretFiles.WriteAsync(AccountsFile, BrokerAccount.Definitions(Accounts, new(User, password, ".*", ".*", ".*")), cancellation);
        return $"load_definitions = {AccountsFile}";
    }

    string Listener => Tls is null
        ? $"listeners.tcp.1 = 127.0.0.1:{Port}"
        : $"""
            listeners.tcp = none
            listeners.ssl.1 = 127.0.0.1:{Port}
            ssl_options.cacertfile = {Tls.Authority}
            ssl_options.certfile = {Tls.Certificate}
            ssl_options.keyfile = {Tls.Key}
            ssl_options.versions.1 = tlsv1.3
            ssl_options.versions.2 = tlsv1.2
            """;

    string PasswordFile => Path.Combine(folder, "password");

    string AccountsFile => Path.Combine(folder, "accounts.json");

    Dictionary<string, string> CommonEnvironment() => new()
    {
        ["HOME"] = folder,
        ["RABBITMQ_NODENAME"] = "anjie@localhost",
        ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(folder, "no-environment-of-the-system"),
        ["ERL_EPMD_PORT"] = Text(nameServerPort),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
    };

    Dictionary<string, string> BrokerEnvironment() => new(CommonEnvironment())
    {
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "data"),
        ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
        ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq.conf"),
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(folder, "advanced.config"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "enabled_plugins"),
        ["RABBITMQ_GENERATED_CONFIG_DIR"] = Path.Combine(folder, "generated"),
        ["RABBITMQ_PID_FILE"] = Path.Combine(folder, "rabbitmq.pid"),
        ["RABBITMQ_DIST_PORT"] = Text(distributionPort),
        // With this the script becomes the broker instead of watching over it, so that our signals reach the broker itself.
        ["RABBITMQ_ALLOW_INPUT"] = "true",
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] =
            "-noinput -start_epmd false -kernel inet_dist_use_interface {127,0,0,1} +S 2:2 +SDcpu 2:2 +sbwt none +sbwtdcpu none +sbwtdio none",
    };

    /// <summary>An open port is not yet a broker: the protocol's first answer is.</summary>
    async Task AwaitHandshakeAsync(ChildProcess process, CancellationToken cancellation)
    {
        var started = Stopwatch.StartNew();
        while (!await AnswersAsync("127.0.0.1", Port, Tls?.Authority, cancellation))
        {
            if (process.Exited.IsCompleted || started.Elapsed > startTime)
            {
                var output = string.Join(Environment.NewLine, process.LastLines);
                await StopAsync(TimeSpan.Zero);
                throw output.Contains("enospc", StringComparison.Ordinal)
                    ? new StartFailedException($"磁盘已满：{folder}。", $"The disk is full: {folder}.")
                    : new StartFailedException("RabbitMQ 没有启动：", $"RabbitMQ did not start:{Environment.NewLine}{output}");
            }

            await Task.Delay(100, cancellation);
        }
    }

    /// <param name="authority">Whose certificate it must have; null when the line is plain.</param>
    internal static async Task<bool> AnswersAsync(string host, int port, string? authority, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(TimeSpan.FromSeconds(3));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, timeout.Token);
            await using Stream stream = authority is null ? client.GetStream() : await Certificates.SecureAsync(client.GetStream(), host, authority, timeout.Token);
            await stream.WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray(), timeout.Token);
            var first = new byte[1];
            return await stream.ReadAsync(first, timeout.Token) == 1 && first[0] == 1;
        }
        catch (Exception failure) when (failure is SocketException or IOException or AuthenticationException
            || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Anjie.Launcher;

/// <summary>
/// A PostgreSQL server of our own in a given folder, on loopback only. As root it runs as the system user <c>postgres</c>,
/// which must be able to enter the folder. It ends with this process, however that ends.
/// </summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    internal const string ServerUser = "postgres";
    static readonly TimeSpan startTime = TimeSpan.FromSeconds(60);

    readonly string folder;
    readonly bool durable;
    ChildProcess? server;
    string password = "";

    /// <param name="folder">Made when missing; the data stay there between starts.</param>
    /// <param name="port">0 chooses a free one, which is kept for later starts of this object.</param>
    /// <param name="durable">False only for tests that do not pull the plug: nothing waits for the disk.</param>
    public PrivatePostgres(string folder, int port = 0, bool durable = true)
    {
        this.folder = Path.GetFullPath(folder);
        this.durable = durable;
        Port = port == 0 ? Ports.Free() : port;
    }

    public int Port { get; }

    /// <summary>Set before the start: it then takes no line that is not TLS.</summary>
    internal ServerTls? Tls { get; set; }

    public bool IsRunning => server is { Exited.IsCompleted: false };

    internal ChildProcess? Process => server;

    /// <summary>The administrator's connection string.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(Tls is null ? "" : $"SSL Mode=VerifyFull;Root Certificate={Tls.Authority}")
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = "postgres",
        Password = password,
        Database = "postgres",
    }.ConnectionString;

    string DataFolder => Path.Combine(folder, "data");

    static string? User => Signals.IsRoot ? ServerUser : null;

    /// <summary>Reads the administrator's password, whoever has started the server.</summary>
    internal async Task LearnPasswordAsync(CancellationToken cancellation) =>
        password = (await File.ReadAllTextAsync(Path.Combine(folder, "password"), cancellation)).Trim();

    public async Task StartAsync(CancellationToken cancellation = default)
    {
        if (IsRunning)
        {
            return;
        }

        Ports.DemandFree(Port, "PostgreSQL");
        var binaries = FindBinaries();
        await InitialiseAsync(binaries, cancellation);
        await LearnPasswordAsync(cancellation);
        await TakeCertificateAsync(cancellation);
        server = await ChildProcess.StartAsync(new ChildStart("postgresql", Path.Combine(binaries, "postgres"), Settings())
        {
            User = User,
            Ending = Signal.Interrupt, // "fast": does not wait for clients to leave
            Folder = folder,
            OnLine = LogFile.Open(Path.Combine(folder, "postgresql.log")).Write,
        });
        await AwaitConnectionAsync(server, cancellation);
    }

    public async Task StopAsync()
    {
        if (server is { } running)
        {
            await running.StopAsync(TimeSpan.FromSeconds(10));
            await running.DisposeAsync();
        }

        server = null;
    }

    /// <summary>As if the machine lost power: kill -9 of the server and its children.</summary>
    public void Kill() => server?.Kill();

    public async ValueTask DisposeAsync() => await StopAsync();

    string[] Settings()
    {
        string[] settings =
        [
            "-D", DataFolder, "-p", Port.ToString(CultureInfo.InvariantCulture),
            .. Setting("listen_addresses", "127.0.0.1"), .. Setting("unix_socket_directories", ""),
            // When a row was committed is evidence, and what the benchmarks measure by.
            .. Setting("track_commit_timestamp", "on"), .. Setting("max_connections", "300"), .. Setting("shared_buffers", "64MB"), .. Setting("jit", "off"),
            .. Setting("timezone", "UTC"), .. Setting("log_timezone", "UTC"), .. Setting("lc_messages", "C"),
            // A statement may hold personal data; it never reaches a log.
            .. Setting("log_min_error_statement", "panic"), .. Setting("log_parameter_max_length_on_error", "0"),
        ];
        if (Tls is not null)
        {
            settings = [.. settings, .. Setting("ssl", "on"), .. Setting("ssl_cert_file", CertificateFile), .. Setting("ssl_key_file", KeyFile), .. Setting("hba_file", HostsFile)];
        }

        return durable
            ? settings
            : [.. settings, .. Setting("fsync", "off"), .. Setting("full_page_writes", "off"), .. Setting("synchronous_commit", "off")];
    }

    /// <summary>The server reads no key that another user could read, and no file it cannot enter.</summary>
    async Task TakeCertificateAsync(CancellationToken cancellation)
    {
        if (Tls is null)
        {
            return;
        }

        await SecretFiles.WriteAsync(CertificateFile, await File.ReadAllTextAsync(Tls.Certificate, cancellation), cancellation);
        await SecretFiles.WriteAsync(KeyFile, await File.ReadAllTextAsync(Tls.Key, cancellation), cancellation);
        await SecretFiles.WriteAsync(HostsFile, "hostssl all all 127.0.0.1/32 scram-sha-256\n", cancellation);
        if (User is not null)
        {
            await Command.RunAsync(new ChildStart("chown", "chown", [$"{ServerUser}:", CertificateFile, KeyFile, HostsFile]), cancellation);
        }
    }

    string CertificateFile => Path.Combine(folder, "server.pem");

    string KeyFile => Path.Combine(folder, "server-key.pem");

    string HostsFile => Path.Combine(folder, "hosts.conf");

    static string[] Setting(string name, string value) => ["-c", $"{name}={value}"];

    async Task InitialiseAsync(string binaries, CancellationToken cancellation)
    {
        if (File.Exists(Path.Combine(DataFolder, "PG_VERSION")))
        {
            return;
        }

        Directory.CreateDirectory(folder);
        if (Directory.Exists(DataFolder))
        {
            Directory.Delete(DataFolder, recursive: true); // a first start that was broken off
        }

        var passwordFile = Path.Combine(folder, "password");
        await SecretFiles.WriteAsync(passwordFile, SecretFiles.Random(), cancellation);
        if (User is not null)
        {
            await Command.RunAsync(new ChildStart("chown", "chown", ["-R", $"{ServerUser}:", folder]), cancellation);
        }

        string[] arguments =
        [
            "-D", DataFolder + ".new", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256",
            $"--pwfile={passwordFile}", "--no-instructions", .. durable ? Array.Empty<string>() : ["--no-sync"],
        ];
        if (Directory.Exists(DataFolder + ".new"))
        {
            Directory.Delete(DataFolder + ".new", recursive: true);
        }

        var initdb = new ChildStart("initdb", Path.Combine(binaries, "initdb"), arguments) { User = User, Folder = folder };
        var (exitCode, output) = await Command.TryAsync(initdb, cancellation);
        if (exitCode != 0)
        {
            throw Failed(output, User is null ? "" : ServerUser);
        }

        Directory.Move(DataFolder + ".new", DataFolder);
    }

    async Task AwaitConnectionAsync(ChildProcess process, CancellationToken cancellation)
    {
        var started = Stopwatch.StartNew();
        while (true)
        {
            if (process.Exited.IsCompleted || started.Elapsed > startTime)
            {
                var output = string.Join(Environment.NewLine, process.LastLines);
                await StopAsync();
                throw Failed(output, "");
            }

            try
            {
                // A pooled connection would outlive the server and break the next one's first user.
                await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false;Timeout=5");
                await connection.OpenAsync(cancellation);
                return;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(50, cancellation);
            }
        }
    }

    StartFailedException Failed(string output, string user)
    {
        if (output.Contains("No space left", StringComparison.Ordinal))
        {
            return new StartFailedException($"磁盘已满：{folder}。", $"The disk is full: {folder}.");
        }

        return user.Length > 0 && output.Contains("Permission denied", StringComparison.Ordinal)
            ? new StartFailedException($"用户 {user} 进不去 {folder}。", $"The user {user} cannot enter {folder}.")
            : new StartFailedException("PostgreSQL 没有启动：", $"PostgreSQL did not start:{Environment.NewLine}{output}");
    }

    /// <summary>The newest installed version, but for existing data the one that made them.</summary>
    string FindBinaries()
    {
        var versionFile = Path.Combine(DataFolder, "PG_VERSION");
        var wanted = File.Exists(versionFile) ? File.ReadAllText(versionFile).Trim() : null;
        var installed = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        var found = installed
            .Where(version => File.Exists(Path.Combine(version, "bin", "initdb")))
            .OrderByDescending(version => int.TryParse(Path.GetFileName(version), CultureInfo.InvariantCulture, out var number) ? number : 0)
            .FirstOrDefault(version => wanted is null || Path.GetFileName(version) == wanted);
        if (found is null)
        {
            throw new StartFailedException(
                $"没有找到 PostgreSQL {wanted} 的程序；请运行：apt-get install postgresql",
                $"No PostgreSQL {wanted} binaries were found; run: apt-get install postgresql");
        }

        return Path.Combine(found, "bin");
    }
}

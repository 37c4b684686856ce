using System.Diagnostics;
using Testcontainers.PostgreSql;
using Testcontainers.RabbitMq;

namespace Anjie.Support;

/// <summary>Containers, where an engine answers and both images are there or can be had.</summary>
sealed class ContainerServers : IServers
{
    const string PostgresImage = "postgres:17-alpine";
    const string RabbitMqImage = "rabbitmq:4-management";
    const string User = "anjie";
    const string Password = "only-for-tests";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    readonly PostgreSqlContainer _postgres;
    readonly RabbitMqContainer _rabbitMq;

    ContainerServers(PostgreSqlContainer postgres, RabbitMqContainer rabbitMq) => (_postgres, _rabbitMq) = (postgres, rabbitMq);

    public string Postgres => _postgres.GetConnectionString();

    public string RabbitMq => _rabbitMq.GetConnectionString();

    public static async Task<bool> AreAtHandAsync() =>
        await AnswersAsync("version") && await HasAsync(PostgresImage) && await HasAsync(RabbitMqImage);

    public static async Task<IServers> StartAsync()
    {
        var postgres = new PostgreSqlBuilder(PostgresImage).Build();
        var rabbitMq = new RabbitMqBuilder(RabbitMqImage).WithUsername(User).WithPassword(Password).Build();
        await Task.WhenAll(postgres.StartAsync(), rabbitMq.StartAsync());
        return new ContainerServers(postgres, rabbitMq);
    }

    public async Task<string> CreateVirtualHostAsync(string name)
    {
        foreach (string[] command in (string[][])[["add_vhost", name], ["set_permissions", "-p", name, User, ".*", ".*", ".*"]])
        {
            var result = await _rabbitMq.ExecAsync(["rabbitmqctl", .. command]);
            if (result.ExitCode != 0)
                throw new InvalidOperationException($"rabbitmqctl {command[0]}: {result.Stderr}");
        }

        return new UriBuilder(RabbitMq) { Path = name }.Uri.ToString();
    }

    static async Task<bool> HasAsync(string image) =>
        await AnswersAsync("image", "inspect", image) || await AnswersAsync("manifest", "inspect", image);

    static async Task<bool> AnswersAsync(params string[] arguments)
    {
        try
        {
            using var docker = Process.Start(new ProcessStartInfo("docker", arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
            using var timeout = new CancellationTokenSource(Patience);
            var output = docker.StandardOutput.ReadToEndAsync();
            var error = docker.StandardError.ReadToEndAsync();
            try
            {
                await docker.WaitForExitAsync(timeout.Token);
                await Task.WhenAll(output, error);
                return docker.ExitCode == 0;
            }
            catch (OperationCanceledException)
            {
                docker.Kill(entireProcessTree: true);
                return false;
            }
        }
        catch (System.ComponentModel.Win32Exception) // no such program
        {
            return false;
        }
    }
}

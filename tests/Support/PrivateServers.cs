using Anjie.Launcher;

namespace Anjie.Support;

/// <summary>Instances of our own from the machine's binaries, in a folder that goes with this process.</summary>
sealed class PrivateServers : IServers
{
    readonly PrivatePostgres _postgres;
    readonly PrivateRabbitMq _rabbitMq;

    PrivateServers(PrivatePostgres postgres, PrivateRabbitMq rabbitMq) => (_postgres, _rabbitMq) = (postgres, rabbitMq);

    public string Postgres => _postgres.ConnectionString;

    public string RabbitMq => _rabbitMq.Uri;

    public static async Task<IServers> StartAsync()
    {
        var folder = TemporaryFolder.Create("servers");
        var postgres = new PrivatePostgres(Path.Combine(folder, "postgres"), durable: false);
        var rabbitMq = new PrivateRabbitMq(Path.Combine(folder, "rabbitmq"));
        await Task.WhenAll(postgres.StartAsync(), rabbitMq.StartAsync());
        return new PrivateServers(postgres, rabbitMq);
    }

    public Task<string> CreateVirtualHostAsync(string name) => _rabbitMq.CreateVirtualHostAsync(name);
}

using Anjie.Launcher;
using Npgsql;

namespace Anjie.Support;

/// <summary>
/// Real PostgreSQL and RabbitMQ for the tests of this process: those of <c>ANJIE_TEST_POSTGRES</c> and
/// <c>ANJIE_TEST_RABBITMQ</c>, else containers where an engine and the images are at hand, else private servers.
/// </summary>
public static class Infrastructure
{
    // The servers listen on loopback and live as long as the run.
    const string RolePassword = "only-for-tests";

    static readonly Lazy<Task<IServers>> Started = new(StartServersAsync);

    /// <summary>The broker's default virtual host.</summary>
    public static string RabbitMqUri => Servers.RabbitMq;

    /// <summary>The administrator's connection string.</summary>
    public static string PostgresAdministrator => Servers.Postgres;

    static IServers Servers => Started is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }
        ? Started.Value.Result
        : throw new InvalidOperationException("Await Infrastructure.StartAsync() first.");

    /// <summary>Starts what is needed, once; everything ends with this process.</summary>
    public static Task StartAsync() => Started.Value;

    /// <summary>A new, empty database with its two roles, as the product's own provisioning makes them.</summary>
    /// <returns>The owner's connection string; <see cref="AsRuntime"/> gives the runtime role's.</returns>
    public static async Task<string> CreateDatabaseAsync(string name)
    {
        await StartAsync();
        var database = $"{name}_{Guid.CreateVersion7().ToString("N")[20..]}";
        await Provisioning.ApplyAsync(Servers.Postgres, database, _ => RolePassword);
        return new NpgsqlConnectionStringBuilder(Servers.Postgres)
        {
            Database = database,
            Username = Provisioning.OwnerOf(database),
            Password = RolePassword,
            MaxPoolSize = 30,
            // Pools outlive the test that filled them; many tests would hold the server's last connection.
            ConnectionIdleLifetime = 10,
            ConnectionPruningInterval = 5,
        }.ConnectionString;
    }

    /// <summary>The same database for the role a service runs as.</summary>
    public static string AsRuntime(string owner)
    {
        var connection = new NpgsqlConnectionStringBuilder(owner);
        connection.Username = Provisioning.RuntimeOf(connection.Database!);
        return connection.ConnectionString;
    }

    /// <summary>A virtual host of its own, so that queues of other tests are out of sight.</summary>
    /// <returns>Its address; that of the default one where the given broker cannot be administered.</returns>
    public static async Task<string> CreateVirtualHostAsync(string name)
    {
        await StartAsync();
        return await Servers.CreateVirtualHostAsync($"{name}-{Guid.CreateVersion7().ToString("N")[20..]}");
    }

    static async Task<IServers> StartServersAsync()
    {
        if (Environment.GetEnvironmentVariable("ANJIE_TEST_POSTGRES") is { Length: > 0 } postgres
            && Environment.GetEnvironmentVariable("ANJIE_TEST_RABBITMQ") is { Length: > 0 } rabbit)
            return new GivenServers(postgres, rabbit);
        return await ContainerServers.AreAtHandAsync() ? await ContainerServers.StartAsync() : await PrivateServers.StartAsync();
    }
}

interface IServers
{
    string Postgres { get; }
    string RabbitMq { get; }
    Task<string> CreateVirtualHostAsync(string name);
}

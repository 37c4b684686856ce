using Npgsql;

namespace Anjie.Launcher;

/// <summary>Servers of the user's own must be there before anything is started for them.</summary>
static class GivenServers
{
    const int AmqpPort = 5672;

    public static async Task DemandAsync(string? postgres, string? rabbitMq, bool tls, CancellationToken cancellation)
    {
        if (tls)
        {
            DemandTls(postgres, rabbitMq);
        }

        if (postgres is not null)
        {
            await DemandPostgresAsync(postgres, cancellation);
        }

        if (rabbitMq is not null)
        {
            await DemandRabbitMqAsync(rabbitMq, cancellation);
        }
    }

    /// <summary>A line that may be plain is none of those that were promised.</summary>
    internal static void DemandTls(string? postgres, string? rabbitMq)
    {
        if (postgres is not null && new NpgsqlConnectionStringBuilder(postgres).SslMode != SslMode.VerifyFull)
        {
            throw new StartFailedException("使用 TLS 时，ANJIE_POSTGRES 须含 SSL Mode=VerifyFull。", "With TLS, ANJIE_POSTGRES must say SSL Mode=VerifyFull.");
        }

        if (rabbitMq is not null && !rabbitMq.StartsWith("amqps:", StringComparison.Ordinal))
        {
            throw new StartFailedException("使用 TLS 时，ANJIE_RABBITMQ 须以 amqps:// 开头。", "With TLS, ANJIE_RABBITMQ must begin with amqps://.");
        }
    }

    static async Task DemandPostgresAsync(string address, CancellationToken cancellation)
    {
        NpgsqlConnectionStringBuilder target;
        try
        {
            target = new NpgsqlConnectionStringBuilder(address) { Pooling = false };
        }
        catch (ArgumentException failure)
        {
            // The text holds a password; it is not repeated.
            throw new StartFailedException(
                "ANJIE_POSTGRES 不是连接字符串（Host=…;Port=…;Username=…;Password=…）。",
                "ANJIE_POSTGRES is no connection string (Host=…;Port=…;Username=…;Password=…).",
                failure);
        }

        try
        {
            await using var connection = new NpgsqlConnection(target.ConnectionString);
            await connection.OpenAsync(cancellation);
        }
        catch (NpgsqlException failure)
        {
            throw new StartFailedException(
                $"ANJIE_POSTGRES 指的 PostgreSQL（{target.Host}:{target.Port}）连不上：{failure.Message}。",
                $"The PostgreSQL of ANJIE_POSTGRES at {target.Host}:{target.Port} does not let us in.",
                failure);
        }
    }

    static async Task DemandRabbitMqAsync(string address, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var target) || target.Scheme is not ("amqp" or "amqps"))
        {
            throw new StartFailedException(
                "ANJIE_RABBITMQ 不是地址（amqp://用户:密码@主机:端口/）。", "ANJIE_RABBITMQ is no address (amqp://user:password@host:port/).");
        }

        // Behind TLS only the services themselves can tell.
        var port = target.IsDefaultPort || target.Port < 0 ? AmqpPort : target.Port;
        if (target.Scheme == "amqp" && !await PrivateRabbitMq.AnswersAsync(target.Host, port, null, cancellation))
        {
            throw new StartFailedException(
                $"ANJIE_RABBITMQ 指的 RabbitMQ（{target.Host}:{port}）没有应答。", $"The RabbitMQ of ANJIE_RABBITMQ at {target.Host}:{port} does not answer.");
        }
    }
}

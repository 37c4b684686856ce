namespace Anjie.Launcher;

/// <summary>How to start a whole system.</summary>
public sealed record AnjieSystemOptions
{
    /// <summary>Keys, servers' data, logs and the clock live here; made when missing.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Null finds the clone this program was built in.</summary>
    public string? CloneFolder { get; init; }

    /// <summary>The gateway's port; the next ones follow. 0 finds a free range.</summary>
    public int Port { get; init; }

    /// <summary>An administrator's connection string; null starts a private server.</summary>
    public string? Postgres { get; init; }

    /// <summary>An amqp address; null starts a private broker.</summary>
    public string? RabbitMq { get; init; }

    /// <summary>The business day to begin with, written before any service starts; null keeps the clock as it is.</summary>
    public DateOnly? StartOn { get; init; }

    /// <summary>False for tests: the private database then does not wait for the disk.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Whether every line is TLS: at the gateway, between the parts, to the private servers.</summary>
    public bool Tls { get; init; }

    /// <summary>Receives what goes on, line by line.</summary>
    public Action<string>? Report { get; init; }
}

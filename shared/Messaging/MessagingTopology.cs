using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client.Exceptions;

namespace Anjie.Messaging;

/// <summary>Declares every exchange, queue and binding of a service before anybody publishes.</summary>
public static class MessagingTopology
{
    /// <summary>Declares and stops; consumes nothing. The host must not be running: the bus of a running one declares by itself.</summary>
    public static async Task DeployAsync(IServiceProvider services, CancellationToken ct)
    {
        services.GetRequiredService<TopologyMode>().DeployOnly = true;

        // The dead-letter target comes first: what is dead-lettered before it exists waits in its queue.
        var broker = services.GetRequiredService<Broker>();
        await RequireStreamQueuesAsync(broker, ct);
        await using (var connection = await broker.ConnectAsync("topology", ct))
        {
            await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
            await broker.DeclareDeadLettersAsync(channel, ct);
        }

        await services.GetRequiredService<IBusControl>().DeployAsync(ct);
    }

    // Dead-lettering at least once rides on the feature flag stream_queue. A broker upgraded from 3.8 may have it off,
    // and then falls back to at most once without a word. Declaring a stream is the one question a client may ask,
    // and each service asks under a name of its own: a broker told by several at once to make and remove the same
    // stream stops answering, or ends the connection with an internal error.
    static async Task RequireStreamQueuesAsync(Broker broker, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Broker.PatienceOfDeclaring);
        while (!await HasStreamQueuesAsync(broker, patience.Token))
            await Task.Delay(Broker.Pause, patience.Token);
    }

    /// <returns>False while the broker has not started its coordinator of streams; it then ends the whole connection, so each try has its own.</returns>
    static async Task<bool> HasStreamQueuesAsync(Broker broker, CancellationToken ct)
    {
        var probe = broker.StreamProbe;
        await using var connection = await broker.ConnectAsync("stream probe", ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        try
        {
            await channel.QueueDeclareAsync(probe, durable: true, exclusive: false, autoDelete: false, cancellationToken: ct,
                arguments: new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "stream" });
            await channel.QueueDeleteAsync(probe, ifUnused: false, ifEmpty: false, cancellationToken: ct);
            return true;
        }
        catch (OperationInterruptedException e) when (Says(e, "coordinator_unavailable"))
        {
            return false;
        }
        catch (OperationInterruptedException e) when (Says(e, "feature flag"))
        {
            throw new InvalidOperationException(
                "RabbitMQ's feature flag stream_queue is off, so dead letters could be lost: run rabbitmqctl enable_feature_flag stream_queue.", e);
        }
    }

    static bool Says(OperationInterruptedException e, string words) => e.ShutdownReason?.ReplyText.Contains(words, StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>Whether the bus shall only declare; decided before it is built.</summary>
sealed class TopologyMode
{
    public bool DeployOnly { get; set; }
}

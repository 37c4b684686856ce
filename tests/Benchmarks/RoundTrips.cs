using System.Diagnostics;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Anjie.Benchmarks;

/// <summary>What the broker alone needs: a confirmed message into a quorum queue and out of it, by its own client, nothing around it.</summary>
sealed class RoundTrips : IAsyncDisposable
{
    const int BodySize = 700;
    const string Queue = "benchmark-round-trip";

    readonly IConnection _connection;
    readonly IChannel _publishing;
    TaskCompletionSource<long> _arrived = Coming();

    RoundTrips(IConnection connection, IChannel publishing) => (_connection, _publishing) = (connection, publishing);

    public static async Task<RoundTrips> ToAsync(string address)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(address) }.CreateConnectionAsync();
        var publishing = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var consuming = await connection.CreateChannelAsync();
        await publishing.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" });
        var trips = new RoundTrips(connection, publishing);
        var consumer = new AsyncEventingBasicConsumer(consuming);
        consumer.ReceivedAsync += async (_, message) =>
        {
            var at = Stopwatch.GetTimestamp();
            await consuming.BasicAckAsync(message.DeliveryTag, multiple: false);
            trips._arrived.TrySetResult(at);
        };
        await consuming.BasicConsumeAsync(Queue, autoAck: false, consumer);
        return trips;
    }

    /// <summary>One after the other.</summary>
    /// <returns>Milliseconds from publish to consume, in ascending order.</returns>
    public async Task<List<double>> MeasureAsync(int count, TimeSpan pause)
    {
        var (times, body) = (new List<double>(count), new byte[BodySize]);
        for (var number = 0; number < count; number++)
        {
            _arrived = Coming();
            var sent = Stopwatch.GetTimestamp();
            await _publishing.BasicPublishAsync("", Queue, mandatory: true, new BasicProperties { Persistent = true }, body);
            times.Add(Stopwatch.GetElapsedTime(sent, await _arrived.Task).TotalMilliseconds);
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause);
        }

        return [.. times.Skip(count / 10).Order()]; // the first ones warm up
    }

    public async ValueTask DisposeAsync()
    {
        await _publishing.QueueDeleteAsync(Queue);
        await _connection.DisposeAsync();
    }

    static TaskCompletionSource<long> Coming() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

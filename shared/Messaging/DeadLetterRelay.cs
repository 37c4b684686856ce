using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Anjie.Messaging;

/// <summary>The net below the parking: a message that reached the delivery limit without a recorded failure goes back to its queue.</summary>
/// <remarks>A consumer that dies six times with a full prefetch dead-letters healthy messages; they must not wait for a person.</remarks>
sealed partial class DeadLetterRelay(Broker broker, IServiceScopeFactory scopes, MessagingMetrics metrics, ILogger<DeadLetterRelay> log)
    : BackgroundService
{
    internal const int MaxReplays = 5;

    static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ConsumeAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogInterrupted(e.GetType().Name);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task ConsumeAsync(CancellationToken ct)
    {
        await using var connection = await broker.ConnectAsync("dead letters", ct);
        await using var channel = await Broker.OpenConfirmingAsync(connection, ct);
        await broker.DeclareDeadLettersAsync(channel, ct);
        await channel.BasicQosAsync(0, 16, false, ct);

        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.ChannelShutdownAsync += (_, _) =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            try
            {
                await HandleAsync(channel, delivery, ct);
                await channel.BasicAckAsync(delivery.DeliveryTag, false, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogInterrupted(e.GetType().Name);
                closed.TrySetResult(); // starts over after a pause; what is not acknowledged comes again
            }
        };
        await channel.BasicConsumeAsync(broker.DeadLetters, autoAck: false, consumer, ct);
        await closed.Task.WaitAsync(ct);
    }

    async Task HandleAsync(IChannel channel, BasicDeliverEventArgs delivery, CancellationToken ct)
    {
        var headers = delivery.BasicProperties.Headers ?? new Dictionary<string, object?>(StringComparer.Ordinal);
        var queue = SourceQueue(headers);
        metrics.DeadLettered(queue);
        var messageId = Guid.TryParse(delivery.BasicProperties.MessageId, out var id) ? id : Guid.CreateVersion7();
        var contentType = delivery.BasicProperties.ContentType ?? "application/vnd.masstransit+json";
        var replays = headers.TryGetValue(Broker.ReplaysHeader, out var count) && count is int n ? n : 0;

        await using var scope = scopes.CreateAsyncScope();
        var parking = scope.ServiceProvider.GetRequiredService<IParkingLot>();
        if (await parking.HoldsAsync(messageId, queue, ct))
            return;

        if (replays >= MaxReplays)
        {
            await ParkAsync("message.delivery_limit");
            LogGaveUp(messageId, queue, replays);
            return;
        }

        var kept = headers.Where(header => !header.Key.StartsWith("x-", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
        kept[Broker.ReplaysHeader] = replays + 1;
        try
        {
            await Broker.ReturnAsync(channel, queue, messageId, contentType, delivery.Body, kept, ct);
            LogReturned(messageId, queue, replays + 1);
        }
        catch (Exception e) when (e is PublishException { IsReturn: true } || channel.CloseReason?.ReplyCode == Constants.NotFound)
        {
            await ParkAsync("message.queue_gone"); // a closed channel delivers it once more, and finds it parked
        }

        async Task ParkAsync(string code)
        {
            var body = delivery.Body.ToArray();
            await parking.ParkAsync(new ParkedMessage
            {
                Id = Guid.CreateVersion7(),
                MessageId = messageId,
                Endpoint = queue,
                Contract = ConsumedEvent.ContractOf(body),
                Body = body,
                ContentType = contentType,
                ExceptionType = "DeliveryLimit",
                Code = code,
                ParkedAt = TimeProvider.System.GetUtcNow(),
            }, ct);
        }
    }

    static string SourceQueue(IDictionary<string, object?> headers) =>
        headers.TryGetValue("x-death", out var deaths) && deaths is IList<object> { Count: > 0 } list
        && list[0] is IDictionary<string, object> death && death["queue"] is byte[] queue
            ? Encoding.UTF8.GetString(queue)
            : "unknown"; // somebody put it here by hand: it will be parked

    [LoggerMessage(LogLevel.Warning, "The dead-letter relay was interrupted ({ExceptionType}) and starts over")]
    partial void LogInterrupted(string exceptionType);

    [LoggerMessage(LogLevel.Warning, "Dead letter {MessageId} had no recorded failure and goes back to {Queue} (return {Count})")]
    partial void LogReturned(Guid messageId, string queue, int count);

    [LoggerMessage(LogLevel.Error, "Message {MessageId} of {Queue} was dead-lettered again after {Count} returns and was parked")]
    partial void LogGaveUp(Guid messageId, string queue, int count);
}

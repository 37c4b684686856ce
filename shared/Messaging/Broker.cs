using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Anjie.Messaging;

/// <summary>The few things done beside MassTransit: the dead-letter queue, and sending stored bytes back where they came from.</summary>
sealed partial class Broker(IConfiguration configuration, MessagingOptions options, ILogger<Broker> log)
{
    /// <summary>Large enough for a dying consumer's whole prefetch, small enough to end a message that kills its consumer.</summary>
    public const int DeliveryLimit = 50;

    public const string ReplaysHeader = "anjie-replays";

    /// <summary>For a migration, which nobody repeats: on a busy disk a broker needs seconds for one new quorum queue.</summary>
    public static readonly TimeSpan PatienceOfDeclaring = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    // A broker that is still starting may take a connection and say nothing.
    static readonly TimeSpan Handshake = TimeSpan.FromSeconds(3);
    const int TriesPerWarning = 40;

    public Uri Address => new(configuration.GetConnectionString("RabbitMq")
        ?? throw new InvalidOperationException("ConnectionStrings:RabbitMq is missing."));

    public bool IsTls => Address.Scheme == "amqps";

    /// <summary>Name and password of the address.</summary>
    public (string Name, string Password) Account => Address.UserInfo.Split(':', 2) is [var name, var password]
        ? (Uri.UnescapeDataString(name), Uri.UnescapeDataString(password))
        : (ConnectionFactory.DefaultUser, ConnectionFactory.DefaultPass);

    /// <summary>Exchange and queue of the messages that reached the delivery limit of any queue of this service.</summary>
    public string DeadLetters => $"{options.Service}-dead-letter";

    /// <summary>A stream queue that lives for a moment, see <see cref="MessagingTopology"/>.</summary>
    public string StreamProbe => $"{options.Service}-stream-probe";

    public async Task<IConnection> ConnectAsync(string purpose, CancellationToken ct) => await new ConnectionFactory
    {
        Uri = Address,
        ClientProvidedName = $"{options.Service} {purpose}",
        AutomaticRecoveryEnabled = false, // the callers start over, with what they declare
        ContinuationTimeout = PatienceOfDeclaring,
    }.CreateConnectionAsync(ct);

    /// <summary>Returns when the broker answers.</summary>
    /// <remarks>MassTransit asks before each of its connections: its own pause after a failed one grows to thirty seconds and stays there.</remarks>
    public async Task AwaitAsync(CancellationToken ct)
    {
        for (var tries = 0; ; tries++)
            try
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
                patience.CancelAfter(Handshake);
                await using var connection = await ConnectAsync("knock", patience.Token);
                return;
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                if (tries % TriesPerWarning == 0)
                    LogAway(e.GetType().Name);
                await Task.Delay(Pause, ct);
            }
    }

    public static Task<IChannel> OpenConfirmingAsync(IConnection connection, CancellationToken ct) =>
        connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), ct);

    /// <summary>What every queue of a consumer is declared with. Later changes go through a broker policy: arguments cannot change.</summary>
    public IReadOnlyDictionary<string, object> QueueArguments => new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["x-delivery-limit"] = DeliveryLimit,
        ["x-dead-letter-exchange"] = DeadLetters,
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-overflow"] = "reject-publish", // at-least-once dead-lettering demands it
    };

    public async Task DeclareDeadLettersAsync(IChannel channel, CancellationToken ct)
    {
        await channel.ExchangeDeclareAsync(DeadLetters, ExchangeType.Fanout, durable: true, cancellationToken: ct);
        await channel.QueueDeclareAsync(DeadLetters, durable: true, exclusive: false, autoDelete: false, cancellationToken: ct,
            arguments: new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["x-queue-type"] = "quorum",
                ["x-overflow"] = "reject-publish",
                ["x-delivery-limit"] = 1_000_000, // nothing lies below this queue; the broker's own default would drop
            });
        await channel.QueueBindAsync(DeadLetters, DeadLetters, "", cancellationToken: ct);
    }

    /// <summary>Returns stored bytes to one queue, through the exchange of the same name that MassTransit keeps for it.</summary>
    public static async Task ReturnAsync(IChannel channel, string queue, Guid messageId, string contentType, ReadOnlyMemory<byte> body,
        IReadOnlyDictionary<string, object?> headers, CancellationToken ct) =>
        await channel.BasicPublishAsync(queue, "", mandatory: true, new BasicProperties
        {
            MessageId = messageId.ToString(),
            ContentType = contentType,
            Persistent = true,
            Headers = new Dictionary<string, object?>(headers, StringComparer.Ordinal),
        }, body, ct);

    [LoggerMessage(LogLevel.Warning, "RabbitMQ does not answer ({ExceptionType}); what is to be sent stays in the outbox")]
    partial void LogAway(string exceptionType);
}

using System.Collections.Concurrent;
using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Anjie.Messaging;

/// <summary>What became of a batch.</summary>
sealed record PublishOutcome(
    IReadOnlyCollection<long> Confirmed, IReadOnlyCollection<(long Position, string Reason)> Parked, int Failed, string? LastFailure);

/// <summary>Sends a batch with many keys in parallel and at most one unconfirmed event per key.</summary>
sealed partial class OutboxPublisher(IBus bus, ContractRegistry contracts, MessagingMetrics metrics, ILogger<OutboxPublisher> log)
{
    public const string ActivitySourceName = "Anjie.Messaging";
    public const string Unroutable = "unroutable: no queue is bound to this contract";

    // The client slows every sender down once half of its 128 outstanding confirms are in use.
    const int Window = 60;
    const int AttemptsBeforeParking = 10;

    // A lost connection never answers; the rows stay pending and are sent again.
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    public static readonly ActivitySource Source = new(ActivitySourceName);

    readonly ConcurrentDictionary<long, int> _attempts = new();

    public async Task<PublishOutcome> PublishAsync(IReadOnlyCollection<OutboxRow> rows, CancellationToken stopping)
    {
        var confirmed = new ConcurrentBag<long>();
        var parked = new ConcurrentBag<(long, string)>();
        var failed = new ConcurrentBag<(OutboxRow Row, string Why)>();
        using var window = new SemaphoreSlim(Window);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(LongestWait);

        await Task.WhenAll(rows.GroupBy(row => row.OrderingKey).Select(chain => PublishChainAsync([.. chain])));

        // A row that fails again and again while others pass is the cause of its own trouble. When none passes, it is the broker.
        foreach (var (row, why) in confirmed.IsEmpty || patience.IsCancellationRequested ? [] : failed)
            if (_attempts.AddOrUpdate(row.Position, 1, (_, n) => n + 1) >= AttemptsBeforeParking)
                parked.Add((row.Position, $"not accepted after {AttemptsBeforeParking} attempts: {why}"));
        foreach (var position in confirmed.Concat(parked.Select(p => p.Item1)))
            _attempts.TryRemove(position, out _);

        metrics.Published(confirmed.Count);
        return new PublishOutcome(confirmed, parked, failed.Count, failed.FirstOrDefault().Why);

        async Task PublishChainAsync(IReadOnlyList<OutboxRow> chain)
        {
            foreach (var row in chain)
                if (!await TryPublishAsync(row))
                    return; // the later events of this key wait
        }

        async Task<bool> TryPublishAsync(OutboxRow row)
        {
            try
            {
                await window.WaitAsync(patience.Token);
                try
                {
                    var (type, message) = contracts.Read(row.Contract, row.Body);
                    await SendAsync(row, type, message, patience.Token);
                    confirmed.Add(row.Position);
                    return true;
                }
                finally
                {
                    window.Release();
                }
            }
            catch (Exception e) when (e is System.Text.Json.JsonException or NotSupportedException)
            {
                Park(row, $"unreadable: {e.GetType().Name}", e);
            }
            catch (MessageReturnedException e)
            {
                Park(row, Unroutable, e);
            }
            catch (Exception e)
            {
                if (!stopping.IsCancellationRequested)
                    failed.Add((row, e.GetType().Name));
            }

            return false;
        }

        void Park(OutboxRow row, string reason, Exception e)
        {
            LogParked(e, row.Position, row.Contract, reason);
            parked.Add((row.Position, reason));
        }
    }

    async Task SendAsync(OutboxRow row, Type type, object message, CancellationToken ct)
    {
        using var activity = Source.StartActivity($"{row.Contract} publish", ActivityKind.Producer, row.TraceParent);
        await bus.Publish(message, type, Pipe.Execute<PublishContext>(context =>
        {
            context.MessageId = row.MessageId;
            context.Mandatory = contracts.MustBeHeard(type);
            context.Durable = true;
        }), ct);
    }

    [LoggerMessage(LogLevel.Error, "Outbox row {Position} ({Contract}) was parked: {Reason}")]
    partial void LogParked(Exception e, long position, string contract, string reason);
}

using System.Collections.Concurrent;
using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Anjie.Messaging;

/// <summary>What became of the events that were sent.</summary>
sealed record PublishOutcome(
    IReadOnlyCollection<long> Confirmed, IReadOnlyCollection<(long Position, string Reason)> Parked, int Failed, string? LastFailure);

/// <summary>Sends events, many keys in parallel and at most one unconfirmed event per key, and remembers what became of them.</summary>
sealed partial class OutboxPublisher(IBus bus, ContractRegistry contracts, MessagingMetrics metrics, ILogger<OutboxPublisher> log) : IDisposable
{
    public const string ActivitySourceName = "Anjie.Messaging";
    public const string Unroutable = "unroutable: no queue is bound to this contract";
    public static readonly ActivitySource Source = new(ActivitySourceName);

    // The client slows every sender down once half of its 128 outstanding confirms are in use.
    const int Window = 60;
    const int AttemptsBeforeParking = 10;

    // A lost connection never answers; the events stay pending and are sent again.
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    readonly SemaphoreSlim _window = new(Window);
    readonly ConcurrentQueue<Chain> _landed = new();
    readonly Dictionary<Guid, Chain> _flying = [];
    readonly Dictionary<long, (int Times, long Confirmed)> _failures = [];
    long _confirmed;
    int _inAir;

    /// <summary>Keys whose events are on their way, or have arrived and were not taken yet; later events of these must wait.</summary>
    public Guid[] Flying => [.. _flying.Keys];

    /// <summary>Events of these keys.</summary>
    public int FlyingEvents => _flying.Values.Sum(chain => chain.Rows.Count);

    /// <summary>Ends when everything that was started has come to an end.</summary>
    public Task LandAllAsync() => Task.WhenAll(_flying.Values.Select(chain => chain.Flight));

    /// <summary>Starts to send events of keys that are not flying.</summary>
    /// <param name="rows">In the order of their positions.</param>
    /// <param name="landed">Called as each key comes to an end, with the number of keys still in the air.</param>
    /// <param name="stopping">Ends all flights.</param>
    public void Start(IReadOnlyCollection<OutboxRow> rows, Action<int> landed, CancellationToken stopping)
    {
        List<Chain> chains = [.. rows.GroupBy(row => row.OrderingKey).Select(key => new Chain(key.Key, [.. key]))];
        Interlocked.Add(ref _inAir, chains.Count);
        foreach (var chain in chains)
        {
            _flying.Add(chain.Key, chain);
            chain.Flight = FlyAsync(chain, landed, stopping);
        }
    }

    /// <summary>Takes what has come to an end since the last call; its keys may fly again.</summary>
    public PublishOutcome TakeLanded()
    {
        List<Chain> landed = [];
        while (_landed.TryDequeue(out var chain))
        {
            _flying.Remove(chain.Key);
            landed.Add(chain);
        }

        List<long> confirmed = [.. landed.SelectMany(chain => chain.Confirmed)];
        List<(long Position, string Reason)> parked = [.. landed.Select(chain => chain.Parked).OfType<(long, string)>()];
        var failed = landed.Select(chain => chain.Failed).OfType<(long Position, string Why, bool Blamed)>().ToList();
        _confirmed += confirmed.Count;
        metrics.Published(confirmed.Count);

        foreach (var (position, why, _) in failed.Where(one => one.Blamed && FailsWhileOthersPass(one.Position)))
            parked.Add((position, $"not accepted after {AttemptsBeforeParking} attempts: {why}"));
        foreach (var position in confirmed.Concat(parked.Select(one => one.Position)))
            _failures.Remove(position);
        return new PublishOutcome(confirmed, parked, failed.Count, failed.FirstOrDefault().Why);
    }

    // An event that fails again and again while others pass is the cause of its own trouble. When none passes, it is the broker.
    bool FailsWhileOthersPass(long position)
    {
        var (times, confirmed) = _failures.GetValueOrDefault(position, (0, -1));
        if (_confirmed > confirmed)
            times++;
        _failures[position] = (times, _confirmed);
        return times >= AttemptsBeforeParking;
    }

    async Task FlyAsync(Chain chain, Action<int> landed, CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(LongestWait);
        foreach (var row in chain.Rows)
            if (!await TryPublishAsync(row, chain, patience.Token))
                break; // the later events of this key wait

        _landed.Enqueue(chain);
        landed(Interlocked.Decrement(ref _inAir));
    }

    async Task<bool> TryPublishAsync(OutboxRow row, Chain chain, CancellationToken patience)
    {
        try
        {
            await _window.WaitAsync(patience);
            try
            {
                var (type, message) = contracts.Read(row.Contract, row.Body);
                await SendAsync(row, type, message, patience);
                chain.Confirmed.Add(row.Position);
                return true;
            }
            finally
            {
                _window.Release();
            }
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or NotSupportedException)
        {
            Park(row, chain, $"unreadable: {e.GetType().Name}", e);
        }
        catch (MessageReturnedException e)
        {
            Park(row, chain, Unroutable, e);
        }
        catch (Exception e)
        {
            chain.Failed = (row.Position, e.GetType().Name, Blamed: !patience.IsCancellationRequested);
        }

        return false;
    }

    void Park(OutboxRow row, Chain chain, string reason, Exception e)
    {
        LogParked(e, row.Position, row.Contract, reason);
        chain.Parked = (row.Position, reason);
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

    public void Dispose() => _window.Dispose();

    /// <summary>Events of one key, sent one after the other.</summary>
    sealed class Chain(Guid key, IReadOnlyList<OutboxRow> rows)
    {
        public Guid Key => key;
        public IReadOnlyList<OutboxRow> Rows => rows;
        public List<long> Confirmed { get; } = [];
        public (long Position, string Reason)? Parked { get; set; }
        public (long Position, string Why, bool Blamed)? Failed { get; set; }
        public Task Flight { get; set; } = Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Error, "Outbox row {Position} ({Contract}) was parked: {Reason}")]
    partial void LogParked(Exception e, long position, string contract, string reason);
}

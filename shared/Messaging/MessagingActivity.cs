using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Anjie.Messaging;

/// <summary>Whether messaging is at rest in this process; the Development clock waits for it before it moves on.</summary>
public sealed class MessagingActivity
{
    static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);

    readonly Func<CancellationToken, Task<bool>> _hasPending;
    int _inFlight;
    volatile bool _outboxEmpty;
    long _lastStir = TimeProvider.System.GetTimestamp();

    internal MessagingActivity(Func<CancellationToken, Task<bool>> hasPending) => _hasPending = hasPending;

    internal static MessagingActivity For<TDb>(IServiceScopeFactory scopes) where TDb : DbContext => new(async ct =>
    {
        await using var scope = scopes.CreateAsyncScope();
        // What waits behind a parked row waits for a person; the clock must not.
        return await scope.ServiceProvider.GetRequiredService<TDb>().Database.SqlQuery<bool>($"""
            select exists(select from outbox o
                          where published_at is null and parked_because is null
                            and not exists (select from outbox p
                                            where p.ordering_key = o.ordering_key and p.position < o.position
                                              and p.published_at is null and p.parked_because is not null)) as "Value"
            """).SingleAsync(ct);
    });

    /// <summary>Outbox empty when last seen, no consumer at work, nothing happened for a moment.</summary>
    public bool IsIdle =>
        _outboxEmpty && Volatile.Read(ref _inFlight) == 0
        && TimeProvider.System.GetElapsedTime(Volatile.Read(ref _lastStir)) >= Quiet;

    /// <summary>As <see cref="IsIdle"/>, and the database confirms that nothing waits to be published.</summary>
    public async Task<bool> IsIdleAsync(CancellationToken ct) => IsIdle && !await _hasPending(ct) && IsIdle;

    /// <summary>Tells that something happened which may lead to messages soon.</summary>
    public void Stir() => Volatile.Write(ref _lastStir, TimeProvider.System.GetTimestamp());

    internal void OutboxHasWork()
    {
        _outboxEmpty = false;
        Stir();
    }

    internal void OutboxSeenEmpty() => _outboxEmpty = true;

    void Entered()
    {
        Interlocked.Increment(ref _inFlight);
        Stir();
    }

    void Left()
    {
        Interlocked.Decrement(ref _inFlight);
        Stir();
    }

    internal sealed class Observer(MessagingActivity activity) : IReceiveObserver
    {
        public Task PreReceive(ReceiveContext context)
        {
            activity.Entered();
            return Task.CompletedTask;
        }

        public Task PostReceive(ReceiveContext context)
        {
            activity.Left();
            return Task.CompletedTask;
        }

        public Task ReceiveFault(ReceiveContext context, Exception exception)
        {
            activity.Left();
            return Task.CompletedTask;
        }

        public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType) where T : class => Task.CompletedTask;

        public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception) where T : class => Task.CompletedTask;
    }
}

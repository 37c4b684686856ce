using System.Data.Common;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Anjie.Messaging;

/// <summary>Writes the events recorded by saved aggregates as outbox rows of the same transaction.</summary>
public sealed class OutboxInterceptor : SaveChangesInterceptor, IDbTransactionInterceptor
{
    readonly ContractRegistry _contracts;
    readonly MessagingOptions _options;
    readonly OutboxSignal _signal;
    readonly ConditionalWeakTable<DbContext, object> _wrote = [];

    internal OutboxInterceptor(ContractRegistry contracts, MessagingOptions options, OutboxSignal signal) =>
        (_contracts, _options, _signal) = (contracts, options, signal);

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Write(eventData.Context!);
        return base.SavingChanges(eventData, result);
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Write(eventData.Context!);
        return base.SavingChangesAsync(eventData, result, cancellationToken);
    }

    public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        if (eventData.Context!.Database.CurrentTransaction is null)
            Announce(eventData.Context);
        return base.SavedChanges(eventData, result);
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context!.Database.CurrentTransaction is null)
            Announce(eventData.Context);
        return base.SavedChangesAsync(eventData, result, cancellationToken);
    }

    void IDbTransactionInterceptor.TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Announce(eventData.Context);

    Task IDbTransactionInterceptor.TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken)
    {
        Announce(eventData.Context);
        return Task.CompletedTask;
    }

    void Write(DbContext db)
    {
        foreach (var aggregate in db.ChangeTracker.Entries<IRecordsEvents>().Select(entry => entry.Entity).ToList())
            foreach (var message in aggregate.TakeEvents())
            {
                var (name, body) = _contracts.Write(message);
                db.Add(new OutboxRow
                {
                    MessageId = Guid.CreateVersion7(),
                    OrderingKey = _options.OrderingKey(message),
                    Contract = name,
                    Body = body,
                    RecordedAt = TimeProvider.System.GetUtcNow(),
                    TraceParent = Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null,
                });
                _wrote.AddOrUpdate(db, _wrote);
            }
    }

    // After the commit, not after the save: inside a transaction the dispatcher would look too early and then sleep.
    void Announce(DbContext? db)
    {
        if (db is not null && _wrote.Remove(db))
            _signal.Raise();
    }
}

/// <summary>Wakes this process's dispatcher after a commit; the poll covers other processes and restarts.</summary>
sealed class OutboxSignal(MessagingActivity activity) : IDisposable
{
    readonly SemaphoreSlim _raised = new(0, 1);

    public void Raise()
    {
        activity.OutboxHasWork();
        try { _raised.Release(); }
        catch (SemaphoreFullException) { } // already awake
        catch (ObjectDisposedException) { } // the host is gone; the next one polls
    }

    public Task WaitAsync(TimeSpan atMost, CancellationToken ct) => _raised.WaitAsync(atMost, ct);

    public void Dispose() => _raised.Dispose();
}

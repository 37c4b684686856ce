using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Anjie.Messaging;

/// <summary>Runs a consumer once per message and endpoint, in one transaction with everything the consumer saves.</summary>
sealed class InboxFilter<TMessage>(IInbox inbox) : IFilter<ConsumeContext<TMessage>> where TMessage : class
{
    public async Task Send(ConsumeContext<TMessage> context, IPipe<ConsumeContext<TMessage>> next)
    {
        // Without this acknowledgement MassTransit takes a duplicate for a message nobody wants and moves it to the _skipped queue.
        if (!await inbox.RunOnceAsync([InboxFilter.IdOf(context)], context.ReceiveContext.EndpointName(), _ => next.Send(context), context.CancellationToken))
            await context.NotifyConsumed(context, TimeSpan.Zero, nameof(InboxFilter<>));
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("inbox");
}

static class InboxFilter
{
    public static Guid IdOf<TMessage>(ConsumeContext<TMessage> context) where TMessage : class =>
        context.MessageId ?? throw new MessageException(typeof(TMessage), "A message without an id cannot be deduplicated.");
}

interface IInbox
{
    /// <summary>Runs <paramref name="consume"/> with those of the messages that the endpoint has not consumed before.</summary>
    /// <returns>False if there was none.</returns>
    Task<bool> RunOnceAsync(Guid[] messageIds, string endpoint, Func<IReadOnlySet<Guid>, Task> consume, CancellationToken ct);
}

sealed partial class Inbox<TDb>(TDb db, AfterCommit afterCommit, MessagingMetrics metrics, ILogger<Inbox<TDb>> log) : IInbox where TDb : DbContext
{
    public async Task<bool> RunOnceAsync(Guid[] messageIds, string endpoint, Func<IReadOnlySet<Guid>, Task> consume, CancellationToken ct)
    {
        // A save that fails ends the whole attempt; a savepoint around each would be two round trips for nothing.
        db.Database.AutoSavepointsEnabled = false;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);

        // A concurrent duplicate waits here for the first transaction's outcome, then inserts nothing. In order, so that two sets cannot wait for each other.
        var fresh = (await db.Database.SqlQuery<Guid>(
            $"""
            insert into inbox (message_id, endpoint, consumed_at) select id, {endpoint}, now() from unnest({messageIds}) id order by id
            on conflict do nothing returning message_id
            """).ToListAsync(ct)).ToHashSet();
        foreach (var id in messageIds.Where(id => !fresh.Contains(id)))
        {
            metrics.Duplicate(endpoint);
            LogDuplicate(id, endpoint);
        }
        if (fresh.Count == 0)
            return false;

        await consume(fresh);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        afterCommit.Run();
        return true;
    }

    [LoggerMessage(LogLevel.Debug, "Message {MessageId} was already consumed by {Endpoint}")]
    partial void LogDuplicate(Guid messageId, string endpoint);
}

using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Anjie.Messaging;

/// <summary>Runs a consumer once per message and endpoint, in one transaction with everything the consumer saves.</summary>
sealed class InboxFilter<TMessage>(IInbox inbox) : IFilter<ConsumeContext<TMessage>> where TMessage : class
{
    public async Task Send(ConsumeContext<TMessage> context, IPipe<ConsumeContext<TMessage>> next)
    {
        var messageId = context.MessageId ?? throw new MessageException(typeof(TMessage), "A message without an id cannot be deduplicated.");

        // Without this acknowledgement MassTransit takes a duplicate for a message nobody wants and moves it to the _skipped queue.
        if (!await inbox.RunOnceAsync(messageId, context.ReceiveContext.EndpointName(), () => next.Send(context), context.CancellationToken))
            await context.NotifyConsumed(context, TimeSpan.Zero, nameof(InboxFilter<>));
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("inbox");
}

interface IInbox
{
    /// <returns>False if the endpoint has consumed the message before.</returns>
    Task<bool> RunOnceAsync(Guid messageId, string endpoint, Func<Task> consume, CancellationToken ct);
}

sealed partial class Inbox<TDb>(TDb db, AfterCommit afterCommit, MessagingMetrics metrics, ILogger<Inbox<TDb>> log) : IInbox where TDb : DbContext
{
    public async Task<bool> RunOnceAsync(Guid messageId, string endpoint, Func<Task> consume, CancellationToken ct)
    {
        // A save that fails ends the whole attempt; a savepoint around each would be two round trips for nothing.
        db.Database.AutoSavepointsEnabled = false;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);

        // A concurrent duplicate waits here for the first transaction's outcome, then inserts nothing.
        var inserted = await db.Database.ExecuteSqlAsync(
            $"insert into inbox (message_id, endpoint, consumed_at) values ({messageId}, {endpoint}, now()) on conflict do nothing", ct);
        if (inserted == 0)
        {
            metrics.Duplicate(endpoint);
            LogDuplicate(messageId, endpoint);
            return false;
        }

        await consume();
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        afterCommit.Run();
        return true;
    }

    [LoggerMessage(LogLevel.Debug, "Message {MessageId} was already consumed by {Endpoint}")]
    partial void LogDuplicate(Guid messageId, string endpoint);
}

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
        if (!await inbox.RunOnceAsync(InboxFilter.IdOf(context), context.ReceiveContext.EndpointName(), () => next.Send(context), context.CancellationToken))
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
    /// <summary>Runs <paramref name="consume"/> if the endpoint has not consumed the message before.</summary>
    /// <returns>False if it has.</returns>
    Task<bool> RunOnceAsync(Guid messageId, string endpoint, Func<Task> consume, CancellationToken ct);

    /// <summary>Runs <paramref name="consume"/> in one transaction with all that it changes, whether or not it has run before.</summary>
    Task RunAsync(Func<Task> consume, CancellationToken ct);
}

sealed partial class Inbox<TDb>(TDb db, AfterCommit afterCommit, MessagingMetrics metrics, ILogger<Inbox<TDb>> log) : IInbox where TDb : DbContext
{
    public async Task<bool> RunOnceAsync(Guid messageId, string endpoint, Func<Task> consume, CancellationToken ct)
    {
        var isFirst = false;
        await RunAsync(
            async () =>
            {
                // A concurrent duplicate waits here for the first transaction's outcome, then inserts nothing.
                isFirst = await db.Database.ExecuteSqlAsync(
                    $"insert into inbox (message_id, endpoint, consumed_at) values ({messageId}, {endpoint}, now()) on conflict do nothing", ct) == 1;
                if (isFirst)
                    await consume();
            },
            ct);
        if (isFirst)
            return true;
        metrics.Duplicate(endpoint);
        LogDuplicate(messageId, endpoint);
        return false;
    }

    public async Task RunAsync(Func<Task> consume, CancellationToken ct)
    {
        // A save that fails ends the whole attempt; a savepoint around each would be two round trips for nothing.
        db.Database.AutoSavepointsEnabled = false;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await consume();
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        afterCommit.Run();
    }

    [LoggerMessage(LogLevel.Debug, "Message {MessageId} was already consumed by {Endpoint}")]
    partial void LogDuplicate(Guid messageId, string endpoint);
}

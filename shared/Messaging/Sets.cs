using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Anjie.Messaging;

/// <summary>Takes messages in the sets in which they arrive, one transaction for each set.</summary>
/// <remarks>Its type of message stands in <see cref="MessagingOptions.InSets"/>; MassTransit's consumer hands every message to <see cref="Sets{TMessage}"/>.</remarks>
public interface ISetConsumer<TMessage> where TMessage : class
{
    /// <summary>Called in a scope and a transaction of its own; what it has changed is saved and committed.
    /// Messages may come again, in other sets too: the consumer knows them by a key of its own rows, which spares the crowd the inbox.</summary>
    /// <param name="set">One message or more, in the order of their arrival; none of them twice.</param>
    /// <param name="ct">The host stops.</param>
    /// <exception cref="Exception">Any; the set is undone and each of its messages tried alone, so that one cannot harm the others.</exception>
    Task ConsumeAsync(IReadOnlyList<ConsumeContext<TMessage>> set, CancellationToken ct);
}

/// <summary>Gathers what arrives while a set is being written into the next one: nobody waits for company, and a crowd shares one commit.</summary>
public sealed class Sets<TMessage>(IServiceScopeFactory scopes) where TMessage : class
{
    readonly Queue<Waiting> _waiting = [];
    bool _working;

    /// <summary>Ends when the message's effect is committed, or was before.</summary>
    public Task ConsumeAsync(ConsumeContext<TMessage> context)
    {
        var one = new Waiting(context, Activity.Current);
        if (context.GetRetryAttempt() > 0)
            return ConsumeAsync([one]); // perhaps the fault is its own; it shall not undo a set again

        lock (_waiting)
        {
            _waiting.Enqueue(one);
            if (_working)
                return one.Done.Task;
            _working = true;
        }
        _ = WorkAsync();
        return one.Done.Task;
    }

    async Task WorkAsync()
    {
        while (Next() is { Count: > 0 } set)
            await TryAsync(set);
    }

    async Task TryAsync(List<Waiting> set)
    {
        try
        {
            await ConsumeAsync(set);
            set.ForEach(one => one.Done.TrySetResult());
        }
        catch (Exception e) when (set.Count == 1)
        {
            set[0].Done.TrySetException(e);
        }
        catch (Exception)
        {
            foreach (var one in set)
                await TryAsync([one]); // whoever is at fault shows it alone
        }
    }

    List<Waiting> Next()
    {
        lock (_waiting)
        {
            List<Waiting> set = [];
            while (set.Count < InSets.Largest && _waiting.TryDequeue(out var one))
                set.Add(one);
            _working = set.Count > 0;
            return set;
        }
    }

    async Task ConsumeAsync(List<Waiting> set)
    {
        // A set has many origins: it is linked to each. A single message goes on with its own trace.
        Activity.Current = set.Count == 1 ? set[0].Trace : null;
        using var activity = set.Count == 1 ? null : OutboxPublisher.Source.StartActivity(
            ActivityKind.Consumer, name: $"{typeof(TMessage).Name} set", links: set.Select(one => one.Trace).OfType<Activity>().Select(trace => new ActivityLink(trace.Context)));

        await using var scope = scopes.CreateAsyncScope();
        var (inbox, consumer) = (scope.ServiceProvider.GetRequiredService<IInbox>(), scope.ServiceProvider.GetRequiredService<ISetConsumer<TMessage>>());
        var ct = set[0].Context.CancellationToken;
        await inbox.RunAsync(() => consumer.ConsumeAsync([.. set.Select(one => one.Context).DistinctBy(InboxFilter.IdOf)], ct), ct);
    }

    sealed record Waiting(ConsumeContext<TMessage> Context, Activity? Trace)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

static class InSets
{
    public const int Largest = 32;

    /// <summary>While one set is being written, the next one must be able to arrive.</summary>
    public const int Prefetch = 2 * Largest;
}

/// <summary>Lets as many messages of the consumer in at once as two sets hold.</summary>
public sealed class InSets<TConsumer> : ConsumerDefinition<TConsumer> where TConsumer : class, IConsumer
{
    /// <inheritdoc/>
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<TConsumer> consumerConfigurator, IRegistrationContext context) =>
        (endpointConfigurator.PrefetchCount, endpointConfigurator.ConcurrentMessageLimit) = (InSets.Prefetch, InSets.Prefetch);
}

using System.Reflection;
using MassTransit;

namespace Anjie.Messaging;

/// <summary>What a service tells its messaging once, at start.</summary>
public sealed class MessagingOptions
{
    /// <summary>Short name of the service ("screening"): the prefix of its queues.</summary>
    public required string Service { get; init; }

    /// <summary>The assembly that holds the contracts.</summary>
    public required Assembly Contracts { get; init; }

    /// <summary>The namespace whose contracts this service may publish.</summary>
    public required string Publishes { get; init; }

    /// <summary>Events of the same key are delivered to the broker in the order they were recorded, one at a time.</summary>
    public required Func<object, Guid> OrderingKey { get; init; }

    /// <summary>Names every consumer. MassTransit's assembly scan sees public types only and skips internal ones in silence.</summary>
    public required Action<IBusRegistrationConfigurator> Consumers { get; init; }

    /// <summary>Messages that an <see cref="ISetConsumer{TMessage}"/> takes in sets.</summary>
    public IReadOnlyList<Type> InSets { get; init; } = [];

    /// <summary>Events that no service has to listen to; every other one is parked when no queue is bound to it.</summary>
    public IReadOnlyList<Type> MayGoUnheard { get; init; } = [];

    /// <summary>Exceptions that another attempt cannot cure, such as a broken business rule: parked at once.</summary>
    public IReadOnlyList<Type> DoNotRetry { get; init; } = [];
}

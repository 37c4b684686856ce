using MassTransit;

namespace Anjie.Messaging;

/// <summary>Lets a message through that came by its own contract's exchange, to which only the contract's owner can write.</summary>
/// <remarks>An envelope may claim any type: without this, whoever may publish one contract could speak in the name of all.</remarks>
sealed class OriginFilter<TMessage>(MessagingOptions options) : IFilter<ConsumeContext<TMessage>> where TMessage : class
{
    public async Task Send(ConsumeContext<TMessage> context, IPipe<ConsumeContext<TMessage>> next)
    {
        if (!MessageOrigin.IsGenuine(context, typeof(TMessage), options.Contracts))
        {
            // Told so, MassTransit does not take it for a message nobody wants besides.
            var refusal = new MessageOriginException();
            await context.NotifyFaulted(context, TimeSpan.Zero, nameof(OriginFilter<>), refusal);
            throw refusal;
        }

        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("origin");
}

static class MessageOrigin
{
    const string Urn = "urn:message:";

    public static bool IsGenuine(ConsumeContext context, Type consumed, System.Reflection.Assembly contracts)
    {
        var exchange = context.ReceiveContext.TryGetPayload<RabbitMqBasicConsumeContext>(out var delivery) ? delivery.Exchange : null;
        if (exchange == context.ReceiveContext.EndpointName())
            return true; // returned by this service itself: nobody else can write here
        // The first urn is the contract, the others are its base types; the exchange is called as the contract is.
        if (exchange is null || context.SupportedMessageTypes.FirstOrDefault() != Urn + exchange)
            return false;
        // Of a contract that is not known here yet, only what all have in common can be read.
        return contracts.GetType(exchange.Replace(':', '.')) is { } contract ? !contract.IsAbstract && consumed.IsAssignableFrom(contract) : consumed.IsAbstract;
    }
}

/// <summary>A message claims to be what its sender cannot say.</summary>
sealed class MessageOriginException() : Exception("The message did not come by the exchange of its contract.")
{
    /// <summary>Under which it is parked, and never replayed.</summary>
    public const string ParkedAs = "message.origin";

#pragma warning disable CA1822 // read by name, as every code is
    public string Code => ParkedAs;
#pragma warning restore CA1822
}

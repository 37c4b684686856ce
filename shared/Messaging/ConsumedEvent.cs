using System.Text.Json;
using MassTransit;

namespace Anjie.Messaging;

/// <summary>A received event as it was published, whatever type the consumer asked for.</summary>
/// <param name="MessageId">The event's identity; made when it was recorded and never again.</param>
/// <param name="Contract">Its most derived contract, "Screening.DisputeReported".</param>
/// <param name="Body">The whole JSON of the event itself, without the transport's envelope.</param>
public sealed record StoredMessage(Guid MessageId, string Contract, string Body);

/// <summary>For consumers of a base type that must keep the whole event.</summary>
public static class ConsumedEvent
{
    /// <summary>The event with every member its publisher wrote, not only those of the consumed type.</summary>
    public static StoredMessage Read(this ConsumeContext context)
    {
        using var envelope = JsonDocument.Parse(context.ReceiveContext.Body.GetBytes());
        return new StoredMessage(
            context.MessageId ?? throw new InvalidOperationException("A stored message needs an id."),
            ContractOf(envelope.RootElement) ?? throw new JsonException("The envelope names no contract."),
            envelope.RootElement.GetProperty("message").GetRawText());
    }

    internal static string ContractOf(byte[] body)
    {
        try
        {
            using var envelope = JsonDocument.Parse(body);
            return ContractOf(envelope.RootElement) ?? "unknown";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return "unknown";
        }
    }

    // The first urn is the most derived type: urn:message:Anjie.Contracts.Screening:DisputeReported
    static string? ContractOf(JsonElement envelope)
    {
        if (envelope.ValueKind != JsonValueKind.Object || !envelope.TryGetProperty("messageType", out var types)
            || types.ValueKind != JsonValueKind.Array || types.GetArrayLength() == 0
            || types[0].GetString()?.Split(':') is not [.., var space, var type])
            return null;
        return ContractRegistry.NameOf(space, type);
    }

    internal static string EndpointName(this ReceiveContext context) => context.InputAddress.Segments[^1];
}

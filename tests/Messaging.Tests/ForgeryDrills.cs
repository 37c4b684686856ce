using System.Text;
using Anjie.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Anjie.Messaging.Tests;

/// <summary>What somebody with a way to the broker might put there instead of a fact.</summary>
public sealed class ForgeryDrills : Drill
{
    const string Alpha = "urn:message:Anjie.Messaging.Tests.Facts.Alpha:Counted";
    const string Beta = "urn:message:Anjie.Messaging.Tests.Facts.Beta:Counted";

    [Fact]
    public async Task S_62_a_type_named_inside_a_message_makes_nothing_of_that_type()
    {
        await using var node = await StartAsync("typed", Counting);

        await PutAsync(node, Alpha, """{"$type":"System.Diagnostics.Process, System.Diagnostics.Process","$id":"1","version":1,"grade":"High","note":{"$type":"System.IO.FileInfo"}}""");
        await PutAsync(node, Alpha, """{"$type":"System.Diagnostics.Process, System.Diagnostics.Process","$values":[],"version":2,"grade":"Low"}""");

        // As a member nobody knows it says nothing; where a text is due it is no text.
        await EffectsBecomeAsync(node, 1);
        await ParkedBecomeAsync(node, 1);
        await RestAsync(node);
        (await node.UseAsync(db => db.Effects.Select(effect => effect.Version).ToListAsync(Ct))).ShouldBe([2]);
    }

    [Theory]
    [InlineData("\"Enormous\""), InlineData("7"), InlineData("0"), InlineData("\"0\""), InlineData("null")]
    public async Task S_62_a_word_that_the_contract_does_not_know_is_parked(string grade)
    {
        await using var node = await StartAsync("worded", Counting);

        await PutAsync(node, Alpha, $$"""{"version":1,"grade":{{grade}}}""");

        await ParkedBecomeAsync(node, 1);
        await RestAsync(node);
        (await node.EffectsAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData(Beta), InlineData("urn:message:Anjie.Messaging.Tests.Facts.Alpha:Closed"), InlineData("urn:message:Anjie.Messaging.Tests.Facts.Alpha:CountedV2"), InlineData("urn:message:System:Object")]
    public async Task S_62_S_116_a_message_of_another_contract_or_of_one_to_come_is_parked_as_it_came(string contract)
    {
        await using var node = await StartAsync("strange", Counting);

        await PutAsync(node, contract, """{"version":1,"grade":"High"}""");

        await ParkedBecomeAsync(node, 1);
        (await node.ParkedAsync(parking => parking.ListAsync(null, 10, Ct))).Single().Code.ShouldBe("message.not_understood");
        (await node.EffectsAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData(Alpha), InlineData("urn:message:Somebody.Else:Said", Alpha)]
    public async Task S_115_a_fact_that_comes_by_the_exchange_of_another_contract_is_parked_for_good(params string[] claimed)
    {
        const string exchange = "Somebody.Else:Said";
        await using var node = await StartAsync("deceived", Counting);
        await PutAsync(node, Alpha, """{"version":1,"grade":"High"}""");
        await EffectsBecomeAsync(node, 1); // back by its own queue, as the service itself returns what it parked

        await using (var connection = await ConnectAsync())
        await using (var channel = await connection.CreateChannelAsync(cancellationToken: Ct))
        {
            // As if the queue listened to both contracts, and somebody may publish the other one only.
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, cancellationToken: Ct);
            await channel.ExchangeBindAsync(QueueOf(node), exchange, "", cancellationToken: Ct);
            await channel.BasicPublishAsync(exchange, "", mandatory: true, Properties(), Envelope(string.Join("\",\"", claimed), """{"version":2,"grade":"High"}"""), Ct);
            await channel.ExchangeUnbindAsync(QueueOf(node), exchange, "", cancellationToken: Ct);
        }

        await ParkedBecomeAsync(node, 1);
        (await node.ParkedAsync(parking => parking.ListAsync(null, 10, Ct))).Single().Code.ShouldBe("message.origin");
        (await node.ParkedAsync(parking => parking.ReplayAllAsync(null, Ct))).ShouldBe(0);
        await node.RecordAsync(Life(1));
        await EffectsBecomeAsync(node, 2);
        await RestAsync(node);
        (await node.EffectsAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task S_116_what_is_too_large_for_any_fact_never_reaches_a_queue_and_the_next_fact_does()
    {
        const int TooLarge = 129 * 1024 * 1024, Headers = 1_000_000;
        await using var node = await StartAsync("large", Counting);
        var queue = QueueOf(node);
        await using (var connection = await ConnectAsync())
        await using (var channel = await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Ct))
            await Should.ThrowAsync<OperationInterruptedException>(channel.BasicPublishAsync(queue, "", mandatory: true, new BasicProperties(), new byte[TooLarge], Ct).AsTask());

        await using (var connection = await ConnectAsync())
        await using (var channel = await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Ct))
        {
            var many = Enumerable.Range(0, Headers).ToDictionary(number => $"h{number}", object? (number) => number, StringComparer.Ordinal);
            await Should.ThrowAsync<Exception>(channel.BasicPublishAsync(queue, "", mandatory: true, new BasicProperties { Headers = many }, Envelope(Alpha, """{"version":1}"""), Ct).AsTask());
        }

        await node.RecordAsync(Life(1));
        await EffectsBecomeAsync(node, 1);
        await RestAsync(node);
        (await node.EffectsAsync()).ShouldBe(1);
        (await node.ParkedAsync(parking => parking.ListAsync(null, 10, Ct))).ShouldBeEmpty();
    }

    static string QueueOf(Node node) => $"{node.Services.GetRequiredService<MessagingOptions>().Service}-count-effects";

    static BasicProperties Properties() => new() { ContentType = "application/vnd.masstransit+json", MessageId = Guid.CreateVersion7().ToString() };

    static byte[] Envelope(string contract, string message) => Encoding.UTF8.GetBytes($$"""{"messageId":"{{Guid.CreateVersion7()}}","messageType":["{{contract}}"],"message":{{message}}}""");

    async Task PutAsync(Node node, string contract, string message)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Ct);
        await channel.BasicPublishAsync(QueueOf(node), "", true, Properties(), Envelope(contract, message), Ct);
    }

    static Task ParkedBecomeAsync(Node node, int count) => Eventually.HoldsAsync(
        async () => (await node.ParkedAsync(parking => parking.ListAsync(null, 100, default))).Count == count, TimeSpan.FromSeconds(20),
        async () => $"{(await node.ParkedAsync(parking => parking.ListAsync(null, 100, default))).Count} of {count} parked");
}

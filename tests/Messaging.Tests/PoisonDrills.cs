using System.Diagnostics;
using System.Text;
using Anjie.Messaging.Tests.Facts.Alpha;
using Anjie.Support;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace Anjie.Messaging.Tests;

public sealed class PoisonDrills(ITestOutputHelper output) : Drill
{
    [Fact]
    public async Task Poison_is_parked_with_its_reason_its_neighbours_are_unharmed_and_a_replay_cures_it()
    {
        const int healthy = 990;
        await using var node = await StartAsync("patient", Counting);
        var events = Enumerable.Range(0, healthy).SelectMany(_ => Life(1)).ToList();
        for (var i = 0; i < 10; i++)
            events.InsertRange(i * 100, Life(1, (i % 3) switch { 0 => "throws", 1 => "rule", _ => "format" }));

        var clock = Stopwatch.StartNew();
        await node.RecordAsync(events);
        await EffectsBecomeAsync(node, healthy);
        output.WriteLine($"{healthy} healthy neighbours in {clock.Elapsed.TotalSeconds:0.0} s");
        await ParkedBecomeAsync(node, 10);
        (await node.EffectsAsync()).ShouldBe(healthy);

        var parked = await node.ParkedAsync(parking => parking.ListAsync(null, 100, Ct));
        parked.ShouldAllBe(row => row.Contract == "Alpha.Counted" && row.Endpoint.EndsWith("-count-effects") && row.Times == 1);
        parked.Count(row => row is { Code: "case.closed", ExceptionType: "Anjie.Messaging.Tests.BrokenRule" }).ShouldBe(3);
        parked.Count(row => row.ExceptionType == "System.InvalidOperationException").ShouldBe(4);
        parked.ShouldAllBe(row => !Encoding.UTF8.GetString(row.Body).Contains("secret words"));
        // Four attempts each, but one where a rule was broken.
        node.Services.GetRequiredService<Sickness>().Attempts.ShouldBe((7 * 4) + 3);

        (await node.ParkedAsync(parking => parking.ReplayAsync(parked[0].Id, Ct))).ShouldBeTrue();
        await Eventually.HoldsAsync(
            async () => (await node.ParkedAsync(parking => parking.ListAsync(null, 100, Ct))).Any(row => row.Times == 2),
            TimeSpan.FromSeconds(15), "a replay without a cure to be parked again");

        node.Services.GetRequiredService<Sickness>().Cure();
        (await node.ParkedAsync(parking => parking.ReplayAllAsync(null, Ct))).ShouldBe(10);
        await EffectsBecomeAsync(node, healthy + 10);
        await RestAsync(node);
        (await node.EffectsAsync()).ShouldBe(healthy + 10);
        (await node.ParkedAsync(parking => parking.ListAsync(null, 100, Ct))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("this is not JSON", "application/vnd.masstransit+json")]
    [InlineData("""{"messageType":["urn:message:Anjie.Messaging.Tests.Facts.Alpha:Counted"],"message":{"version":"NaN"}}""", "application/vnd.masstransit+json")]
    [InlineData("""{"messageType":["urn:message:Somebody:Else"],"message":{}}""", "application/vnd.masstransit+json")]
    [InlineData("<xml/>", "text/xml")]
    public async Task What_cannot_even_be_read_is_parked_as_it_came(string body, string contentType)
    {
        await using var node = await StartAsync("reader", Counting);
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Ct);
        var queue = $"{node.Services.GetRequiredService<MessagingOptions>().Service}-count-effects";
        await channel.BasicPublishAsync(queue, "", true,
            new BasicProperties { ContentType = contentType, MessageId = Guid.CreateVersion7().ToString() }, Encoding.UTF8.GetBytes(body), Ct);

        await ParkedBecomeAsync(node, 1);
        var parked = (await node.ParkedAsync(parking => parking.ListAsync(null, 10, Ct))).Single();
        Encoding.UTF8.GetString(parked.Body).ShouldBe(body);
        output.WriteLine($"{parked.Contract} {parked.ExceptionType} {parked.Code}");
    }

    [Fact]
    public async Task A_dead_letter_without_a_recorded_failure_goes_back_by_itself()
    {
        var service = Service("dying");
        await using (var migrate = Node.Build(service, Database, RabbitMq, Counting))
            await MessagingTopology.DeployAsync(migrate.Services, Ct);
        await using (var publisher = await StartAsync("giver", database: await Infrastructure.CreateDatabaseAsync("messaging_giver")))
        {
            await publisher.RecordAsync(Life(3));
            await Eventually.HoldsAsync(async () => await publisher.PendingAsync() == 0, TimeSpan.FromSeconds(10), "all to be published");
        }

        await using var connection = await ConnectAsync();
        await using (var channel = await connection.CreateChannelAsync(cancellationToken: Ct))
        {
            // A consumer that always fails without a word, until the delivery limit is reached.
            await Eventually.HoldsAsync(async () =>
            {
                if (await channel.BasicGetAsync($"{service}-count-effects", false, Ct) is { } delivery)
                    await channel.BasicNackAsync(delivery.DeliveryTag, false, requeue: true, Ct);
                return await channel.MessageCountAsync($"{service}-dead-letter", Ct) == 3;
            }, TimeSpan.FromSeconds(30), "three dead letters");
        }

        await using var node = await Node.StartAsync(service, Database, RabbitMq, Counting);
        await EffectsBecomeAsync(node, 3);
        (await node.ParkedAsync(parking => parking.ListAsync(null, 10, Ct))).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_that_cannot_be_published_holds_back_its_own_matter_only()
    {
        var service = Service("halted"); // one queue for both starts: what is published before a queue is bound is not in it
        await using var node = await Node.StartAsync(service, Database, RabbitMq, Counting);
        var (halted, free) = (Life(3), Life(3));
        await node.StopAsync();
        await node.RecordAsync([.. halted, .. free]);
        await node.SqlAsync($$"""
            update outbox set body = '{"version":"much"}' where ordering_key = '{{halted[0].MatterId}}' and body->>'version' = '2'
            """);

        await using var again = await Node.StartAsync(service, Database, RabbitMq, Counting);
        await EffectsBecomeAsync(again, 4);
        await RestAsync(again);
        (await again.UseAsync(db => db.Effects.OrderBy(row => row.Version).Where(row => row.CaseId == halted[0].CaseId).Select(row => row.Version).ToListAsync(Ct)))
            .ShouldBe([1]);
        var parked = (await again.ParkedAsync(parking => parking.ListUnpublishedAsync(10, Ct))).Single();
        parked.ParkedBecause.ShouldBe("unreadable: JsonException");

        await again.SqlAsync("""update outbox set body = jsonb_set(body, '{version}', '2') where parked_because is not null""");
        (await again.ParkedAsync(parking => parking.ReleaseUnpublishedAsync(Ct))).ShouldBe(1);
        await EffectsBecomeAsync(again, 6);
    }

    [Fact]
    public async Task An_event_nobody_listens_to_waits_for_a_listener()
    {
        await using var node = await StartAsync("whisperer");
        await node.RecordAsync(new Whispered { MatterId = Guid.CreateVersion7() });
        await Eventually.HoldsAsync(
            async () => (await node.ParkedAsync(parking => parking.ListUnpublishedAsync(10, Ct))).Count == 1, TimeSpan.FromSeconds(10), "the event to be returned");
        (await node.ParkedAsync(parking => parking.ListUnpublishedAsync(10, Ct))).Single().ParkedBecause.ShouldBe(OutboxPublisher.Unroutable);

        await using (var listener = Node.Build(Service("listener"), Database, RabbitMq, bus => bus.AddConsumer<HearWhispers>()))
            await MessagingTopology.DeployAsync(listener.Services, Ct);
        await node.ParkedAsync(parking => parking.ReleaseUnpublishedAsync(Ct));
        await Eventually.HoldsAsync(
            async () => await node.UseAsync(db => db.Set<OutboxRow>().AllAsync(row => row.PublishedAt != null)), TimeSpan.FromSeconds(10), "the event to be taken");
    }

    [Fact]
    public async Task An_exchange_deleted_underneath_loses_nothing()
    {
        var service = Service("gone");
        await using var node = await Node.StartAsync(service, Database, RabbitMq, Counting);
        await node.RecordAsync(Life(1));
        await EffectsBecomeAsync(node, 1);
        await using (var connection = await ConnectAsync())
        await using (var channel = await connection.CreateChannelAsync(cancellationToken: Ct))
            await channel.ExchangeDeleteAsync("Anjie.Messaging.Tests.Facts.Alpha:Counted", cancellationToken: Ct);

        // With the exchange its bindings went; the event waits until the topology is deployed again.
        await node.RecordAsync(Life(2));
        await Eventually.HoldsAsync(
            async () => (await node.ParkedAsync(parking => parking.ListUnpublishedAsync(10, Ct))).Count == 1, TimeSpan.FromSeconds(40), "the event to be returned");
        await using (var migrate = Node.Build(service, Database, RabbitMq, Counting))
            await MessagingTopology.DeployAsync(migrate.Services, Ct);
        await node.ParkedAsync(parking => parking.ReleaseUnpublishedAsync(Ct));
        await EffectsBecomeAsync(node, 3);
    }

    static Task ParkedBecomeAsync(Node node, int count) => Eventually.HoldsAsync(
        async () => (await node.ParkedAsync(parking => parking.ListAsync(null, 100, default))).Count == count, TimeSpan.FromSeconds(20),
        async () => $"{(await node.ParkedAsync(parking => parking.ListAsync(null, 100, default))).Count} of {count} parked");

    sealed class HearWhispers : IConsumer<Whispered>
    {
        public Task Consume(ConsumeContext<Whispered> context) => Task.CompletedTask;
    }
}

using System.Diagnostics.Metrics;
using Anjie.Messaging.Tests.Facts.Alpha;
using Anjie.Support;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Anjie.Messaging.Tests;

public sealed class TopologyDrills : Drill
{
    [Fact]
    public async Task Every_queue_of_a_consumer_is_a_quorum_queue_with_dead_letters_at_least_once()
    {
        var service = Service("declared");
        await using (var migrate = Node.Build(service, Database, RabbitMq, bus =>
        {
            bus.AddConsumer<CountEffects>();
            bus.AddConsumer<KeepFacts>();
        }))
            await MessagingTopology.DeployAsync(migrate.Services, Ct);

        await using var connection = await ConnectAsync();
        foreach (var queue in (string[])["count-effects", "keep-facts"])
        {
            await ShouldBeDeclaredWithAsync(connection, $"{service}-{queue}", new(StringComparer.Ordinal)
            {
                ["x-queue-type"] = "quorum",
                ["x-delivery-limit"] = 50,
                ["x-dead-letter-exchange"] = $"{service}-dead-letter",
                ["x-dead-letter-strategy"] = "at-least-once",
                ["x-overflow"] = "reject-publish",
            });
        }

        await ShouldBeDeclaredWithAsync(connection, $"{service}-dead-letter", new(StringComparer.Ordinal)
        {
            ["x-queue-type"] = "quorum",
            ["x-overflow"] = "reject-publish",
            ["x-delivery-limit"] = 1_000_000,
        });
    }

    [Fact]
    public async Task Deploying_declares_what_is_published_and_consumes_nothing()
    {
        var service = Service("quiet");
        await using (var migrate = Node.Build(service, Database, RabbitMq, Counting))
        {
            await MessagingTopology.DeployAsync(migrate.Services, Ct);
            await using var connection = await ConnectAsync();
            await using var channel = await connection.CreateChannelAsync(cancellationToken: Ct);
            foreach (var contract in (string[])["Counted", "Closed", "Whispered"])
                await channel.ExchangeDeclarePassiveAsync($"Anjie.Messaging.Tests.Facts.Alpha:{contract}", Ct);
            (await channel.ConsumerCountAsync($"{service}-count-effects", Ct)).ShouldBe(0u);
        }
    }

    [Fact]
    public async Task Services_that_deploy_at_once_do_not_meet_in_the_broker()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async n =>
        {
            await using var migrate = Node.Build(Service($"together{n}x"), Database, RabbitMq);
            for (var turn = 0; turn < 8; turn++)
                await MessagingTopology.DeployAsync(migrate.Services, Ct);
        }));
    }

    [Fact]
    public async Task One_queue_of_a_base_type_receives_the_whole_events_of_every_publisher()
    {
        await using var keeper = await StartAsync("keeper", Keeping, await Infrastructure.CreateDatabaseAsync("messaging_keeper"));
        await using var alpha = await StartAsync("alpha");
        await using var beta = await Node.StartAsync(Service("beta"), await Infrastructure.CreateDatabaseAsync("messaging_beta"), RabbitMq,
            publishes: "Anjie.Messaging.Tests.Facts.Beta");
        var life = Life(1)[0];
        await alpha.RecordAsync(life);
        await beta.RecordAsync(new Facts.Beta.Counted { MatterId = life.MatterId, CaseId = life.CaseId, Version = 2 });

        await Eventually.HoldsAsync(
            async () => await keeper.UseAsync(db => db.Folded.AnyAsync(row => row.CaseId == life.CaseId && row.Version == 2)), TimeSpan.FromSeconds(10), "both events");
        var kept = await keeper.UseAsync(db => db.Kept.OrderBy(row => row.Version).ToListAsync(Ct));
        kept.Select(row => row.Contract).ShouldBe(["Alpha.Counted", "Beta.Counted"]);
        kept[0].Body.ShouldContain("\"grade\":\"High\"");
        kept[0].Body.ShouldContain("\"on\":\"2026-08-03\"");
        System.Text.Json.JsonSerializer.Deserialize<Counted>(kept[0].Body, ContractRegistry.Json).ShouldBe(life);
    }

    [Fact]
    public async Task An_event_of_another_publisher_cannot_be_recorded()
    {
        await using var node = Node.Build(Service("alpha"), Database, RabbitMq);
        await node.CreateTablesAsync();
        await Should.ThrowAsync<InvalidOperationException>(() => node.RecordAsync(new Facts.Beta.Counted()));
        (await node.UseAsync(db => db.Set<OutboxRow>().AnyAsync(Ct))).ShouldBeFalse();
    }

    [Fact]
    public async Task A_save_that_is_rolled_back_publishes_nothing()
    {
        await using var node = await StartAsync("ghost", Counting);
        await node.UseAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Ct);
            var speaker = new Speaker { Id = Guid.CreateVersion7() };
            speaker.Say(Life(1));
            db.Add(speaker);
            await db.SaveChangesAsync(Ct);
            await transaction.RollbackAsync(Ct);
            return 0;
        });
        await node.RecordAsync(Life(1));
        await EffectsBecomeAsync(node, 1);
        await RestAsync(node);
        (await node.EffectsAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_kept_long_enough_goes_and_nothing_else()
    {
        await using var node = Node.Build(Service("old"), Database, RabbitMq);
        await node.CreateTablesAsync();
        await node.RecordAsync(Life(3000));
        await node.SqlAsync("update outbox set published_at = now() - interval '15 days' where position <= 2500");
        await node.SqlAsync("update outbox set published_at = now() - interval '13 days' where position = 2501");
        await node.SqlAsync("insert into inbox select gen_random_uuid(), 'q', now() - make_interval(days => n) from generate_series(1, 40) n");
        (await node.UseAsync(db => Bookkeeping<NodeDb>.SweepAsync(db, Ct))).ShouldBe(2500 + 11);
        (await node.UseAsync(db => db.Set<OutboxRow>().CountAsync(Ct))).ShouldBe(500);

        await node.SqlAsync("update outbox set parked_because = 'because' where position > 2990");
        var state = await node.UseAsync(db => Bookkeeping<NodeDb>.ReadAsync(db, Ct));
        (state.Pending, state.ParkedRows, state.ParkedMessages).ShouldBe((489, 10, 0));
        state.OldestAgeSeconds.ShouldBeInRange(0, 60);
    }

    [Fact]
    public async Task Published_events_are_counted()
    {
        var published = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument is { Meter.Name: MessagingRegistration.TelemetryName, Name: "anjie.outbox.published" })
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref published, value));
        listener.Start();
        await using var node = await StartAsync("counted", Counting);
        await node.RecordAsync(Life(7));
        await EffectsBecomeAsync(node, 7);
        await RestAsync(node);
        published.ShouldBe(7);
    }

    // The broker compares the arguments of a second declaration: equal ones pass, others close the channel.
    static async Task ShouldBeDeclaredWithAsync(IConnection connection, string queue, Dictionary<string, object?> arguments)
    {
        await using (var channel = await connection.CreateChannelAsync())
            await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments: arguments);

        foreach (var name in arguments.Keys)
        {
            await using var channel = await connection.CreateChannelAsync();
            var without = arguments.Where(argument => argument.Key != name).ToDictionary(StringComparer.Ordinal);
            var refused = await Should.ThrowAsync<OperationInterruptedException>(
                () => channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments: without), name);
            refused.ShutdownReason!.ReplyCode.ShouldBe((ushort)406);
        }
    }
}

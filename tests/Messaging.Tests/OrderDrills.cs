using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Anjie.Messaging.Tests.Facts.Alpha;
using Anjie.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Anjie.Messaging.Tests;

public sealed class OrderDrills(ITestOutputHelper output) : Drill
{
    const string Exchange = "Anjie.Messaging.Tests.Facts.Alpha:Counted";

    [Fact]
    public async Task Events_of_a_matter_reach_the_broker_in_their_order_while_many_matters_run_in_parallel()
    {
        const int matters = 500;
        const int events = 20;
        await using var node = await StartAsync("orderly");
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Ct);
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Fanout, durable: true, cancellationToken: Ct);
        var queue = (await channel.QueueDeclareAsync("", exclusive: true, cancellationToken: Ct)).QueueName;
        await channel.QueueBindAsync(queue, Exchange, "", cancellationToken: Ct);
        var seen = new ConcurrentQueue<Counted>();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            using var envelope = JsonDocument.Parse(delivery.Body);
            seen.Enqueue(envelope.RootElement.GetProperty("message").Deserialize<Counted>(ContractRegistry.Json)!);
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer, Ct);

        var lives = Enumerable.Range(0, matters).Select(_ => Life(events)).ToList();
        var rows = Enumerable.Range(0, events).SelectMany(version => lives.Select(life => life[version])).ToList();
        await node.StopAsync();
        await node.RecordAsync(rows);

        var clock = Stopwatch.StartNew();
        await using var publisher = await StartAsync("orderly-publisher");
        await Eventually.HoldsAsync(() => Task.FromResult(seen.Count >= rows.Count), TimeSpan.FromSeconds(40), async () => $"{seen.Count} of {rows.Count}");
        output.WriteLine($"{rows.Count} events in {clock.Elapsed.TotalSeconds:0.00} s, start included: {rows.Count / clock.Elapsed.TotalSeconds:0} events/s");

        foreach (var life in seen.GroupBy(message => message.CaseId))
            life.Select(message => message.Version).ShouldBe(Enumerable.Range(1, events));
    }

    [Fact]
    public async Task Two_processes_on_one_database_are_one_publisher_and_the_second_takes_over()
    {
        await using var consumer = await StartAsync("watcher", Counting, await Infrastructure.CreateDatabaseAsync("messaging_watcher"));
        var service = Service("twin");
        var first = await Node.StartAsync(service, Database, RabbitMq);
        await using var second = await Node.StartAsync(service, Database, RabbitMq);
        await second.RecordAsync(Life(50));
        await EffectsBecomeAsync(consumer, 50);
        (await LockHoldersAsync(second)).ShouldBe(1);

        await first.DisposeAsync();
        await second.RecordAsync(Life(50));
        await EffectsBecomeAsync(consumer, 100);
        await RestAsync(consumer);
        (await consumer.EffectsAsync()).ShouldBe(100);
        (await LockHoldersAsync(second)).ShouldBe(1);
    }

    [Fact]
    public async Task A_trace_goes_through_the_hop()
    {
        await using var node = await StartAsync("traced", Counting);
        await TraceGoesThroughAsync(node);
    }

    [Fact]
    public async Task Messaging_is_idle_only_when_all_is_said_and_heard()
    {
        await using var node = await StartAsync("idle", Counting);
        var activity = node.Services.GetRequiredService<MessagingActivity>();
        await RestAsync(node);
        for (var round = 1; round <= 20; round++)
        {
            await node.RecordAsync(Life(5));
            activity.IsIdle.ShouldBeFalse();
            await RestAsync(node);
            (await node.EffectsAsync()).ShouldBe(round * 5);
        }
    }

    static Task<int> LockHoldersAsync(Node node) => node.UseAsync(db => db.Database.SqlQuery<int>($"""
        select count(*)::int as "Value" from pg_locks l join pg_database d on d.oid = l.database
        where l.locktype = 'advisory' and l.granted and d.datname = current_database()
        """).SingleAsync());
}

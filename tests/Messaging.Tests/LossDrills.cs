using System.Diagnostics;
using Anjie.Launcher;
using Anjie.Support;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Messaging.Tests;

public sealed class LossDrills(ITestOutputHelper output) : Drill
{
    // RabbitMQ writes the register of its quorum queues every half second. Killed before, it keeps the queue's name and messages
    // and never finds a leader for them; a queue of a running system is older than that.
    static readonly TimeSpan QueuesAreWrittenDown = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_publisher_killed_while_draining_loses_nothing_and_doubles_nothing()
    {
        const int events = 4000;
        const int kills = 3;
        await using var consumer = await StartAsync("counter", Counting, await Infrastructure.CreateDatabaseAsync("messaging_counter"));
        await using var writer = Node.Build(Service("writer"), Database, RabbitMq); // not started: it only saves
        await writer.CreateTablesAsync();
        await writer.RecordAsync(Enumerable.Range(0, events / 4).SelectMany(_ => Life(4)));

        for (var kill = 1; kill <= kills; kill++)
        {
            using var publisher = await PublisherProcess.StartAsync(Database, RabbitMq);
            var target = events * kill / (kills + 1);
            await Eventually.HoldsAsync(
                async () => events - await writer.PendingAsync() >= target, TimeSpan.FromSeconds(30),
                async () => $"{await writer.PendingAsync()} pending, of {events}");
            await publisher.KillAsync();
            output.WriteLine($"kill {kill}: {await writer.PendingAsync()} pending");
        }

        await using var last = await StartAsync("last");
        await EffectsBecomeAsync(consumer, events);
        await Eventually.HoldsAsync(async () => await writer.PendingAsync() == 0, TimeSpan.FromSeconds(10), "the outbox to be empty");

        var effects = await consumer.UseAsync(db => db.Effects.ToListAsync(Ct));
        effects.Count.ShouldBe(events);
        effects.DistinctBy(effect => (effect.CaseId, effect.Version)).Count().ShouldBe(events);
    }

    [Fact]
    public async Task While_the_broker_is_dead_saving_goes_on_and_all_arrives_after_it()
    {
        await using var broker = new PrivateRabbitMq(TemporaryFolder.Create("broker"));
        await broker.StartAsync(Ct);
        await using var node = await Node.StartAsync("lonely", Database, broker.Uri, Counting);
        var saved = 0;
        using var end = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                await node.RecordAsync(Life(1));
                saved++;
                await Task.Delay(10);
            }
        });

        await EffectsBecomeAsync(node, 20);
        await Task.Delay(QueuesAreWrittenDown, Ct);
        broker.Kill();
        var tidying = Stopwatch.StartNew();
        await broker.StopAsync(); // its name server too
        output.WriteLine($"the rest of the dead broker took {tidying.Elapsed.TotalSeconds:0.0} s");
        var before = saved;
        var outage = Stopwatch.StartNew();
        await Task.Delay(TimeSpan.FromSeconds(1));
        await broker.StartAsync(Ct);
        var during = saved - before;
        output.WriteLine($"saved {during} events in an outage of {outage.Elapsed.TotalSeconds:0.0} s");
        during.ShouldBeGreaterThan(20);
        await Task.Delay(200);
        await end.CancelAsync();
        await writing;

        var recovery = Stopwatch.StartNew();
        await EffectsBecomeAsync(node, saved, 60);
        output.WriteLine($"{saved} events, whole {recovery.Elapsed.TotalSeconds:0.0} s after the broker's return");
        (await node.UseAsync(db => db.Effects.Select(effect => effect.CaseId).Distinct().CountAsync())).ShouldBe(saved);
        (await node.EffectsAsync()).ShouldBe(saved);
        await node.StopAsync();
        broker.Kill(); // nothing left to write down
    }

    [Fact]
    public async Task A_message_delivered_ten_times_has_one_effect()
    {
        await using var node = await StartAsync("tenfold", Counting);
        await node.RecordAsync(Enumerable.Range(0, 100).SelectMany(_ => Life(2)));
        await EffectsBecomeAsync(node, 200);

        for (var time = 2; time <= 10; time++)
        {
            await Eventually.HoldsAsync(async () => await node.PendingAsync() == 0, TimeSpan.FromSeconds(10), "the outbox to be empty");
            await node.SqlAsync("update outbox set published_at = null");
        }

        await Eventually.HoldsAsync(async () => await node.PendingAsync() == 0, TimeSpan.FromSeconds(10), "the outbox to be empty");
        await RestAsync(node);
        (await node.EffectsAsync()).ShouldBe(200);
        (await node.UseAsync(db => db.Set<InboxRow>().CountAsync(Ct))).ShouldBe(200);
        (await node.ParkedAsync(parked => parked.ListAsync(null, 10, Ct))).ShouldBeEmpty("a duplicate is acknowledged, not skipped");
    }

    [Fact]
    public async Task Every_order_of_five_events_gives_the_same_ledger()
    {
        await using var node = await StartAsync("ledger", Keeping);
        var lives = Permutations([1, 2, 3, 4, 5]).Select(order =>
        {
            var life = Life(5);
            return order.Select(version => life[version - 1]).ToList();
        }).ToList();
        lives.Count.ShouldBe(120);
        await node.RecordAsync(lives.SelectMany(life => life));

        await Eventually.HoldsAsync(
            async () => await node.UseAsync(db => db.Folded.CountAsync(row => row.Version == 5)) == 120, TimeSpan.FromSeconds(30),
            async () => $"{await node.UseAsync(db => db.Folded.CountAsync(row => row.Version == 5))} of 120 complete");

        var expected = Enumerable.Range(1, 5).Aggregate(0L, KeepFacts.Fold);
        (await node.UseAsync(db => db.Folded.Select(row => row.Sum).Distinct().ToListAsync(Ct))).ShouldBe([expected]);
    }

    [Fact]
    public async Task A_consumer_that_starts_late_finds_what_was_published_before()
    {
        var counter = Service("late");
        var database = await Infrastructure.CreateDatabaseAsync("messaging_late");
        await using (var migrate = Node.Build(counter, database, RabbitMq, Counting))
            await MessagingTopology.DeployAsync(migrate.Services, Ct);

        await using (var publisher = await StartAsync("early"))
        {
            await publisher.RecordAsync(Enumerable.Range(0, 50).SelectMany(_ => Life(2)));
            await Eventually.HoldsAsync(async () => await publisher.PendingAsync() == 0, TimeSpan.FromSeconds(10), "all to be published");
        }

        await using var consumer = await Node.StartAsync(counter, database, RabbitMq, Counting);
        await EffectsBecomeAsync(consumer, 100);
        (await consumer.EffectsAsync()).ShouldBe(100);
    }

    static IEnumerable<int[]> Permutations(int[] items) => items.Length == 1
        ? [items]
        : items.SelectMany(first => Permutations([.. items.Where(item => item != first)]).Select(rest => (int[])[first, .. rest]));
}


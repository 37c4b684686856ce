using System.Diagnostics;
using Anjie.Messaging.Tests.Facts.Alpha;
using Anjie.Support;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Anjie.Messaging.Tests;

public sealed class SetDrills : Drill
{
    [Fact]
    public async Task What_arrives_together_is_committed_together()
    {
        await using var node = await StartAsync("crowd");
        await node.RecordAsync(Enumerable.Range(0, 300).SelectMany(_ => Life(1)));
        await EffectsBecomeAsync(node, 300);

        var transactions = await node.UseAsync(db => db.Database.SqlQuery<int>($"select count(distinct xmin::text)::int as \"Value\" from effect").SingleAsync(Ct));
        transactions.ShouldBeLessThan(150);
        node.Services.GetRequiredService<Crowd>().Largest.ShouldBe(32);
    }

    [Fact]
    public async Task Poison_in_a_set_is_parked_alone_and_a_replay_cures_it()
    {
        const int healthy = 97;
        await using var node = await StartAsync("sickroom");
        var events = Enumerable.Range(0, healthy).SelectMany(_ => Life(1)).ToList();
        foreach (var (at, note) in new[] { (10, "throws"), (50, "rule"), (90, "format") })
            events.InsertRange(at, Life(1, note));
        await node.RecordAsync(events);

        await EffectsBecomeAsync(node, healthy);
        await Eventually.HoldsAsync(async () => (await node.ParkedAsync(parking => parking.ListAsync(null, 10, Ct))).Count == 3, TimeSpan.FromSeconds(20), "three to be parked");
        await RestAsync(node);
        (await node.EffectsAsync()).ShouldBe(healthy);
        (await node.ParkedAsync(parking => parking.ListAsync(null, 10, Ct))).ShouldAllBe(row => row.Times == 1);

        node.Services.GetRequiredService<Sickness>().Cure();
        (await node.ParkedAsync(parking => parking.ReplayAllAsync(null, Ct))).ShouldBe(3);
        await EffectsBecomeAsync(node, healthy + 3);
        await RestAsync(node);
        (await node.EffectsAsync()).ShouldBe(healthy + 3);
    }

    [Fact]
    public async Task A_message_delivered_ten_times_has_one_effect_in_sets_too()
    {
        await using var node = await StartAsync("tenfold-crowd");
        await node.RecordAsync(Enumerable.Range(0, 100).SelectMany(_ => Life(2)));
        for (var time = 2; time <= 10; time++)
        {
            await Eventually.HoldsAsync(async () => await node.PendingAsync() == 0, TimeSpan.FromSeconds(10), "the outbox to be empty");
            await node.SqlAsync("update outbox set published_at = null"); // some copies meet the first in one set
        }

        await EffectsBecomeAsync(node, 200);
        await Eventually.HoldsAsync(async () => await node.PendingAsync() == 0, TimeSpan.FromSeconds(10), "the outbox to be empty");
        await RestAsync(node);
        (await node.EffectsAsync()).ShouldBe(200);
        (await node.ParkedAsync(parked => parked.ListAsync(null, 10, Ct))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_that_comes_alone_keeps_its_trace()
    {
        await using var node = await StartAsync("alone");
        await TraceGoesThroughAsync(node);
    }

    Task<Node> StartAsync(string name) =>
        Node.StartAsync(Service(name), Database, RabbitMq, bus => bus.AddConsumer<CountInSets>(typeof(InSets<CountInSets>)), inSets: typeof(Counted));
}

sealed class CountInSets(Sets<Counted> sets) : IConsumer<Counted>
{
    public Task Consume(ConsumeContext<Counted> context) => sets.ConsumeAsync(context);
}

sealed class CountTogether(NodeDb db, Sickness sickness, Crowd crowd) : ISetConsumer<Counted>
{
    public async Task ConsumeAsync(IReadOnlyList<ConsumeContext<Counted>> set, CancellationToken ct)
    {
        if (crowd.IsFirst(set.Count))
            await Task.Delay(TimeSpan.FromMilliseconds(500), ct); // meanwhile the others gather
        Guid[] ids = [.. set.Select(context => context.MessageId!.Value)];
        var known = await db.Effects.Where(effect => ids.Contains(effect.MessageId)).Select(effect => effect.MessageId).ToListAsync(ct);
        foreach (var context in set.Where(context => !known.Contains(context.MessageId!.Value)))
        {
            db.Add(new Effect
            {
                MessageId = context.MessageId!.Value, CaseId = context.Message.CaseId, Version = context.Message.Version, TraceId = Activity.Current?.TraceId.ToHexString(),
            });
            sickness.Taste(context.Message.Note);
        }
    }
}

/// <summary>How many came together.</summary>
sealed class Crowd
{
    public int Largest { get; private set; }

    /// <summary>Sets come one after the other, so nobody else counts meanwhile.</summary>
    public bool IsFirst(int size)
    {
        var first = Largest == 0;
        Largest = Math.Max(Largest, size);
        return first;
    }
}

using Anjie.Messaging.Tests.Facts.Alpha;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Anjie.Messaging.Tests;

public sealed class CommitDrills : Drill
{
    [Fact]
    public async Task What_waits_for_the_commit_finds_what_was_written_and_never_runs_without_it()
    {
        await using var node = await StartAsync("looker", bus => bus.AddConsumer<LookAgain>());
        await node.RecordAsync(Enumerable.Range(0, 50).SelectMany(_ => Life(1)));
        await node.RecordAsync(Life(1, "rule"));

        await EffectsBecomeAsync(node, 50);
        await RestAsync(node);
        (await node.ParkedAsync(parked => parked.ListAsync(null, 10, Ct))).Count.ShouldBe(1);
        node.Services.GetRequiredService<Seen>().Looks.ShouldBe(Enumerable.Repeat(true, 50));
    }
}

sealed class LookAgain(NodeDb db, AfterCommit afterCommit, IServiceScopeFactory scopes, Seen seen, Sickness sickness) : IConsumer<Counted>
{
    public Task Consume(ConsumeContext<Counted> context)
    {
        var id = context.MessageId!.Value;
        db.Add(new Effect { MessageId = id, CaseId = context.Message.CaseId, Version = context.Message.Version });
        afterCommit.Do(() =>
        {
            using var scope = scopes.CreateScope();
            seen.Look(scope.ServiceProvider.GetRequiredService<NodeDb>().Effects.Any(effect => effect.MessageId == id));
        });
        sickness.Taste(context.Message.Note);
        return Task.CompletedTask;
    }
}

/// <summary>Whether those who looked found what they looked for.</summary>
sealed class Seen
{
    readonly System.Collections.Concurrent.ConcurrentBag<bool> _looks = [];

    public IReadOnlyCollection<bool> Looks => _looks;

    public void Look(bool found) => _looks.Add(found);
}

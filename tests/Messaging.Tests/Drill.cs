using System.Diagnostics;
using Anjie.Messaging.Tests.Facts.Alpha;
using Anjie.Support;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace Anjie.Messaging.Tests;

/// <summary>Real servers; a virtual host for all drills, a database and service names for each.</summary>
public abstract class Drill : IAsyncLifetime
{
    static readonly Lazy<Task<string>> VirtualHost = new(() => Infrastructure.CreateVirtualHostAsync("messaging"));
    static int _drills;

    readonly string _suffix = $"{Interlocked.Increment(ref _drills)}";
    readonly List<string> _services = [];

    protected string RabbitMq { get; private set; } = "";

    protected string Database { get; private set; } = "";

    protected CancellationToken Ct => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync()
    {
        RabbitMq = await VirtualHost.Value;
        Database = await Infrastructure.CreateDatabaseAsync("messaging");
    }

    /// <summary>Queues of a drill that is over would go on collecting what the next ones publish.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var service in _services)
            foreach (var queue in (string[])["count-effects", "keep-facts", "hear-whispers", "look-again", "count-in-sets", "dead-letter"])
                await channel.QueueDeleteAsync($"{service}-{queue}");
    }

    protected string Service(string name)
    {
        var service = $"{name}{_suffix}";
        _services.Add(service);
        return service;
    }

    private protected Task<Node> StartAsync(string name, Action<IBusRegistrationConfigurator>? consumers = null, string? database = null) =>
        Node.StartAsync(Service(name), database ?? Database, RabbitMq, consumers);

    private protected static void Counting(IBusRegistrationConfigurator bus) => bus.AddConsumer<CountEffects>();

    private protected static void Keeping(IBusRegistrationConfigurator bus) => bus.AddConsumer<KeepFacts>();

    protected Task<IConnection> ConnectAsync() => new ConnectionFactory { Uri = new Uri(RabbitMq) }.CreateConnectionAsync();

    /// <summary>One matter with one case and so many events.</summary>
    protected static IReadOnlyList<Counted> Life(int events, string note = "")
    {
        var (matter, @case) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        return [.. Enumerable.Range(1, events).Select(version => new Counted
        {
            MatterId = matter, CaseId = @case, Version = version, Amount = version, Grade = Facts.Grade.High, On = new DateOnly(2026, 8, 3), Note = note,
        })];
    }

    private protected static Task EffectsBecomeAsync(Node node, int count, int seconds = 30) => Eventually.HoldsAsync(
        async () => await node.EffectsAsync() >= count, TimeSpan.FromSeconds(seconds),
        async () => $"{await node.EffectsAsync()} of {count} effects");

    /// <summary>Waits until the node is at rest, so that a second effect would have shown.</summary>
    private protected static Task RestAsync(Node node)
    {
        var activity = node.Services.GetRequiredService<MessagingActivity>();
        return Eventually.HoldsAsync(() => activity.IsIdleAsync(default), TimeSpan.FromSeconds(20), "messaging to be at rest");
    }

    /// <summary>Records an event inside a trace, and finds its effect in the same one.</summary>
    private protected async Task TraceGoesThroughAsync(Node node)
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "MassTransit" or MessagingRegistration.TelemetryName or nameof(Drill),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource(nameof(Drill));
        string trace;
        using (var request = source.StartActivity("request"))
        {
            trace = request!.TraceId.ToHexString();
            await node.RecordAsync(Life(1));
        }

        await EffectsBecomeAsync(node, 1);
        (await node.UseAsync(db => db.Effects.Select(effect => effect.TraceId).SingleAsync(Ct))).ShouldBe(trace);
    }
}

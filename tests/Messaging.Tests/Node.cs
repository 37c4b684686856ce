using System.Diagnostics;
using Anjie.Messaging.Tests.Facts;
using Anjie.Messaging.Tests.Facts.Alpha;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Anjie.Messaging.Tests;

/// <summary>A service as small as can be: one database, one aggregate that says what it is told, the real messaging.</summary>
sealed class Node : IAsyncDisposable
{
    readonly IHost _host;

    Node(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    public static Node Build(string service, string database, string rabbitMq, Action<IBusRegistrationConfigurator>? consumers = null,
        string publishes = "Anjie.Messaging.Tests.Facts.Alpha", params IReadOnlyList<Type> inSets)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = service });
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:RabbitMq", rabbitMq)]);
        if (Environment.GetEnvironmentVariable("ANJIE_TEST_LOG") is not null)
            builder.Logging.AddSimpleConsole(console => (console.TimestampFormat, console.SingleLine) = ("mm:ss.fff ", true))
                .SetMinimumLevel(LogLevel.Debug).AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.AddSingleton<Sickness>();
        builder.Services.AddSingleton<Seen>();
        builder.Services.AddSingleton<Crowd>();
        builder.Services.AddScoped<ISetConsumer<Counted>, CountTogether>();
        builder.Services.AddDbContext<NodeDb>((services, options) => options
            .UseNpgsql(database).UseSnakeCaseNamingConvention()
            .AddInterceptors(services.GetRequiredService<OutboxInterceptor>()));
        builder.AddMessaging<NodeDb>(new MessagingOptions
        {
            Service = service,
            Contracts = typeof(Fact).Assembly,
            Publishes = publishes,
            OrderingKey = message => message is Fact fact ? fact.MatterId : ((Whispered)message).MatterId,
            Consumers = consumers ?? (_ => { }),
            DoNotRetry = [typeof(BrokenRule)],
            InSets = inSets,
        });
        return new Node(builder.Build());
    }

    public static async Task<Node> StartAsync(string service, string database, string rabbitMq,
        Action<IBusRegistrationConfigurator>? consumers = null, string publishes = "Anjie.Messaging.Tests.Facts.Alpha",
        params IReadOnlyList<Type> inSets)
    {
        var node = Build(service, database, rabbitMq, consumers, publishes, inSets);
        await node.StartAsync();
        return node;
    }

    public async Task StartAsync()
    {
        await CreateTablesAsync();
        await _host.StartAsync();
        await _host.Services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, TimeSpan.FromSeconds(20));
    }

    public Task CreateTablesAsync() => UseAsync(db => db.Database.EnsureCreatedAsync());

    public Task StopAsync() => _host.StopAsync();

    public async Task<T> UseAsync<T>(Func<NodeDb, Task<T>> use)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<NodeDb>());
    }

    public async Task<T> ParkedAsync<T>(Func<ParkedMessages<NodeDb>, Task<T>> use)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<ParkedMessages<NodeDb>>());
    }

    /// <summary>One save; the aggregate records the given events in this order.</summary>
    public Task RecordAsync(params IEnumerable<object> events) => UseAsync(async db =>
    {
        var speaker = new Speaker { Id = Guid.CreateVersion7() };
        db.Add(speaker);
        speaker.Say(events);
        return await db.SaveChangesAsync();
    });

    public Task<int> EffectsAsync() => UseAsync(db => db.Effects.CountAsync());

    public Task<int> PendingAsync() => UseAsync(db => db.Set<OutboxRow>().CountAsync(row => row.PublishedAt == null && row.ParkedBecause == null));

    public Task<int> SqlAsync(string sql) => UseAsync(db => db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{").Replace("}", "}}")));

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}

sealed class NodeDb(DbContextOptions<NodeDb> options) : DbContext(options)
{
    public DbSet<Effect> Effects => Set<Effect>();
    public DbSet<Kept> Kept => Set<Kept>();
    public DbSet<Folded> Folded => Set<Folded>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Speaker>().ToTable("speaker");
        modelBuilder.Entity<Effect>().ToTable("effect");
        modelBuilder.Entity<Kept>().ToTable("kept").HasKey(row => new { row.CaseId, row.Version });
        modelBuilder.Entity<Folded>().ToTable("folded").HasKey(row => row.CaseId);
        modelBuilder.AddMessagingTables();
    }
}

sealed class Speaker : IRecordsEvents
{
    readonly List<object> _events = [];

    public Guid Id { get; init; }

    public void Say(IEnumerable<object> events) => _events.AddRange(events);

    public IReadOnlyList<object> TakeEvents()
    {
        object[] taken = [.. _events];
        _events.Clear();
        return taken;
    }
}

sealed class Effect
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid MessageId { get; init; }
    public Guid CaseId { get; init; }
    public int Version { get; init; }
    public string? TraceId { get; init; }
}

/// <summary>The log: every event once, by its place in the case.</summary>
sealed class Kept
{
    public Guid CaseId { get; init; }
    public int Version { get; init; }
    public required string Contract { get; init; }
    public required string Body { get; init; }
}

/// <summary>The ledger: a fold of the log that notices every change of order.</summary>
sealed class Folded
{
    public Guid CaseId { get; init; }
    public int Version { get; set; }
    public long Sum { get; set; }
}

sealed class BrokenRule(string code) : Exception("A rule says no, with words that stay here.")
{
    public string Code => code;
}

/// <summary>Until it is cured, a node cannot stomach certain events.</summary>
sealed class Sickness
{
    volatile bool _cured;
    int _attempts;

    public int Attempts => _attempts;

    public void Cure() => _cured = true;

    public void Taste(string note)
    {
        if (_cured || note.Length == 0)
            return;
        Interlocked.Increment(ref _attempts);
        throw note switch
        {
            "rule" => new BrokenRule("case.closed"),
            "format" => new FormatException("secret words"),
            _ => new InvalidOperationException("secret words"),
        };
    }
}

sealed class CountEffects(NodeDb db, Sickness sickness) : IConsumer<Counted>
{
    public Task Consume(ConsumeContext<Counted> context)
    {
        db.Add(new Effect
        {
            MessageId = context.MessageId!.Value,
            CaseId = context.Message.CaseId,
            Version = context.Message.Version,
            TraceId = Activity.Current?.TraceId.ToHexString(),
        });
        sickness.Taste(context.Message.Note);
        return Task.CompletedTask;
    }
}

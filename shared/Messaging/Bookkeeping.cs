using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Anjie.Messaging;

/// <summary>Reads the figures for the metrics, and removes what was kept long enough.</summary>
/// <remarks>Published events stay 14 days for replay; inbox rows outlive the longest redelivery.</remarks>
sealed partial class Bookkeeping<TDb>(IServiceScopeFactory scopes, MessagingMetrics metrics, ILogger<Bookkeeping<TDb>> log)
    : BackgroundService where TDb : DbContext
{
    const int SweepBatch = 1000;

    static readonly TimeSpan Sample = TimeSpan.FromSeconds(10);
    static readonly TimeSpan SweepEvery = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var nextSweep = TimeProvider.System.GetUtcNow() + Sample;
        using var timer = new PeriodicTimer(Sample);
        while (await NextAsync(timer, stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<TDb>();
                metrics.Saw(await ReadAsync(db, stoppingToken));
                if (TimeProvider.System.GetUtcNow() < nextSweep)
                    continue;

                nextSweep += SweepEvery;
                var removed = await SweepAsync(db, stoppingToken);
                if (removed > 0)
                    LogSwept(removed);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e.GetType().Name);
            }
        }
    }

    const string StateSql = """
        select (select count(*) from outbox where published_at is null and parked_because is null),
               coalesce((select extract(epoch from now() - min(recorded_at)) from outbox
                         where published_at is null and parked_because is null), 0)::float8,
               (select count(*) from outbox where published_at is null and parked_because is not null),
               (select count(*) from parked_message where replayed_at is null)
        """;

    // Not by EF's SqlQuery: a service's naming convention would look for columns of other names.
    internal static async Task<OutboxState> ReadAsync(TDb db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = new NpgsqlCommand(StateSql, (NpgsqlConnection)db.Database.GetDbConnection());
            await using var reader = await command.ExecuteReaderAsync(ct);
            await reader.ReadAsync(ct);
            return new OutboxState(reader.GetInt64(0), reader.GetDouble(1), reader.GetInt64(2), reader.GetInt64(3));
        }
        finally
        {
            await db.Database.CloseConnectionAsync(); // a context that is used again remembers how often it was opened
        }
    }

    internal static async Task<int> SweepAsync(TDb db, CancellationToken ct) =>
        await RepeatAsync(() => db.Database.ExecuteSqlAsync($"""
            delete from outbox where position in
                (select position from outbox where published_at < now() - interval '14 days' order by published_at limit {SweepBatch})
            """, ct))
        + await RepeatAsync(() => db.Database.ExecuteSqlAsync($"""
            delete from inbox where (message_id, endpoint) in
                (select message_id, endpoint from inbox where consumed_at < now() - interval '30 days' order by consumed_at limit {SweepBatch})
            """, ct))
        + await RepeatAsync(() => db.Database.ExecuteSqlAsync($"""
            delete from parked_message where id in
                (select id from parked_message where replayed_at < now() - interval '30 days' limit {SweepBatch})
            """, ct));

    // Small batches: a long delete would hold back vacuum and the checkpoint of a busy database.
    static async Task<int> RepeatAsync(Func<Task<int>> deleteSome)
    {
        int removed = 0, some;
        do
            removed += some = await deleteSome();
        while (some == SweepBatch);
        return removed;
    }

    static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken ct)
    {
        try { return await timer.WaitForNextTickAsync(ct); }
        catch (OperationCanceledException) { return false; }
    }

    [LoggerMessage(LogLevel.Information, "{Removed} rows of outbox, inbox and parking were old enough to go")]
    partial void LogSwept(int removed);

    [LoggerMessage(LogLevel.Warning, "The outbox figures could not be read ({ExceptionType})")]
    partial void LogFailed(string exceptionType);
}

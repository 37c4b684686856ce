using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Anjie.Messaging;

/// <summary>Publishes committed outbox rows, at least once, with message ids that never change.</summary>
/// <remarks>
/// One publisher per database, by a session lock: with two, a later event of a matter could overtake an earlier one.
/// No transaction is open while confirms are awaited; a crash between confirm and note publishes again, and inboxes drop the second.
/// </remarks>
sealed partial class OutboxDispatcher<TDb>(
    IServiceScopeFactory scopes, OutboxPublisher publisher, OutboxSignal signal, MessagingActivity activity, ILogger<OutboxDispatcher<TDb>> log)
    : BackgroundService where TDb : DbContext
{
    const int BatchSize = 500;
    const int RefillBelow = 60;
    const long LockKey = 0x616e6a6965; // "anjie"

    static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    static readonly TimeSpan OtherPublisherPoll = TimeSpan.FromSeconds(2);
    static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(5);
    static readonly TimeSpan UnroutableRetry = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var database = scope.ServiceProvider.GetRequiredService<TDb>().Database;
                var connection = (NpgsqlConnection)database.GetDbConnection();
                await database.OpenConnectionAsync(stoppingToken);
                try
                {
                    if (await TryLockAsync(connection))
                        try
                        {
                            await DispatchAsync(connection, () => failures = 0, stoppingToken);
                        }
                        finally
                        {
                            await UnlockAsync(connection);
                        }
                    else
                        await StandByAsync(stoppingToken);
                }
                finally
                {
                    await database.CloseConnectionAsync();
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e);
                await Task.Delay(Backoff(++failures), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    // Another process publishes what is saved here too; it notices by its poll.
    Task StandByAsync(CancellationToken stoppingToken)
    {
        activity.OutboxSeenEmpty();
        return Task.Delay(OtherPublisherPoll, stoppingToken);
    }

    async Task DispatchAsync(NpgsqlConnection connection, Action healthy, CancellationToken stoppingToken)
    {
        try
        {
            await CirculateAsync(connection, healthy, stoppingToken);
        }
        finally
        {
            // What the broker has confirmed need not be sent again by the next start.
            await publisher.LandAllAsync();
            await NoteAndReadAsync(connection, publisher.TakeLanded(), read: false, CancellationToken.None);
        }
    }

    // Commits do not wait for each other's confirms: each look notes what has landed and starts what is new, in one round trip.
    async Task CirculateAsync(NpgsqlConnection connection, Action healthy, CancellationToken stoppingToken)
    {
        var release = DateTimeOffset.MinValue;
        var failures = 0;
        while (true)
        {
            stoppingToken.ThrowIfCancellationRequested(); // what is broken off then is no failure
            var now = TimeProvider.System.GetUtcNow();
            if (now >= release)
            {
                await ReleaseUnroutableAsync(connection, stoppingToken);
                release = now + UnroutableRetry;
            }

            var landed = publisher.TakeLanded();
            var pending = await NoteAndReadAsync(connection, landed, read: landed.Failed == 0 && publisher.FlyingEvents < BatchSize, stoppingToken);
            healthy();
            failures = landed.Failed > 0 ? failures + 1 : landed.Confirmed.Count > 0 ? 0 : failures;
            if (landed.Failed > 0)
            {
                LogUnpublished(landed.Failed, landed.Failed + landed.Confirmed.Count, landed.LastFailure ?? "unknown");
                await Task.Delay(Backoff(failures), stoppingToken);
                continue;
            }

            var more = pending.Count == BatchSize;
            if (pending.Count > 0)
            {
                activity.OutboxHasWork();
                publisher.Start(pending, inAir => Landed(inAir, more), stoppingToken);
            }
            else if (publisher.FlyingEvents == 0)
            {
                activity.OutboxSeenEmpty();
            }
            await signal.WaitAsync(Poll, stoppingToken);
        }
    }

    // A single confirm is noted with the next commit; only the last one, or room for more of what waits, is worth a look of its own.
    void Landed(int inAir, bool more)
    {
        activity.Stir(); // what was confirmed is on its way to somebody
        if (inAir == 0 || (more && inAir < RefillBelow))
            signal.Raise();
    }

    // Not cancelled: a lock granted to a caller who has stopped listening would be released by nobody.
    static async Task<bool> TryLockAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = LockKey } } };
        return await command.ExecuteScalarAsync(CancellationToken.None) is true;
    }

    // A connection that goes back to the pool keeps its session, and the lock with it, until somebody uses it again.
    static async Task UnlockAsync(NpgsqlConnection connection)
    {
        if (connection.State != ConnectionState.Open)
            return; // broken: the server has dropped session and lock
        try
        {
            await using var command = new NpgsqlCommand("select pg_advisory_unlock($1)", connection) { Parameters = { new() { Value = LockKey } } };
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // Broken by now, and what is broken does not go back to the pool.
        }
    }

    const string NoteSql = "update outbox set published_at = now() where position = any($1)";
    const string ParkSql = "update outbox set parked_because = $2 where position = $1";

    // A parked row holds back the later rows of its own key, and of no other.
    const string PendingSql = """
        select position, message_id, ordering_key, contract, body::text, recorded_at, trace_parent
        from outbox o
        where published_at is null and parked_because is null and ordering_key <> all($2)
          and not exists (select from outbox p
                          where p.ordering_key = o.ordering_key and p.position < o.position
                            and p.published_at is null and p.parked_because is not null)
        order by position
        limit $1
        """;

    async Task<List<OutboxRow>> NoteAndReadAsync(NpgsqlConnection connection, PublishOutcome landed, bool read, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (landed.Confirmed.Count > 0)
            batch.BatchCommands.Add(new(NoteSql) { Parameters = { new() { Value = landed.Confirmed.ToArray() } } });
        foreach (var (position, reason) in landed.Parked)
            batch.BatchCommands.Add(new(ParkSql) { Parameters = { new() { Value = position }, new() { Value = reason } } });
        if (read)
            batch.BatchCommands.Add(new(PendingSql) { Parameters = { new() { Value = BatchSize }, new() { Value = publisher.Flying } } });

        var rows = new List<OutboxRow>();
        if (batch.BatchCommands.Count == 0)
            return rows;
        await using var reader = await batch.ExecuteReaderAsync(ct);
        while (read && await reader.ReadAsync(ct))
            rows.Add(new OutboxRow
            {
                Position = reader.GetInt64(0),
                MessageId = reader.GetGuid(1),
                OrderingKey = reader.GetGuid(2),
                Contract = reader.GetString(3),
                Body = reader.GetString(4),
                RecordedAt = await reader.GetFieldValueAsync<DateTimeOffset>(5, ct),
                TraceParent = await reader.IsDBNullAsync(6, ct) ? null : reader.GetString(6),
            });
        return rows;
    }

    // Nobody listened when it was published; a topology deployed since then may have changed that.
    static async Task ReleaseUnroutableAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "update outbox set parked_because = null where published_at is null and parked_because = $1", connection)
        { Parameters = { new() { Value = OutboxPublisher.Unroutable } } };
        await command.ExecuteNonQueryAsync(ct);
    }

    static TimeSpan Backoff(int failures) =>
        TimeSpan.FromMilliseconds(Math.Min(LongestBackoff.TotalMilliseconds, 100 * Math.Pow(2, Math.Min(failures, 10))));

    [LoggerMessage(LogLevel.Error, "The outbox could not be read or noted; it will be tried again")]
    partial void LogFailed(Exception e);

    [LoggerMessage(LogLevel.Warning, "{Failed} of {Count} events were not confirmed by the broker ({Why}); they will be sent again")]
    partial void LogUnpublished(int failed, int count, string why);
}

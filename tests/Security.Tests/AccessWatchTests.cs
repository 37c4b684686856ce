using Anjie.Cases;
using Anjie.Support;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Security.Tests;

/// <summary>A token that is over is over for every request that comes after, not only for the one that looks first.</summary>
public sealed class AccessWatchTests
{
    // Long enough for a second request to come while the first one reads.
    const string SlowStatement = """select id as "Id", version as "Version" from ended, pg_sleep(0.5)""";

    static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Nobody_gets_in_while_somebody_else_is_reading_what_has_ended()
    {
        var database = await Infrastructure.CreateDatabaseAsync("access_watch");
        using var watch = new AccessWatch(SlowStatement);
        await using var one = new Bare(database);
        await using var other = new Bare(database);
        await one.Database.ExecuteSqlAsync($"create table ended (id uuid, version int)", Stop);
        var footing = new Footing(Guid.CreateVersion7(), Guid.CreateVersion7(), 1, Guid.CreateVersion7(), 1);
        (await watch.HoldsAsync(one, footing, Stop)).ShouldBeTrue();

        await one.Database.ExecuteSqlAsync($"insert into ended values ({footing.Session}, 1)", Stop);
        watch.Expire();

        (await Task.WhenAll(watch.HoldsAsync(one, footing, Stop).AsTask(), watch.HoldsAsync(other, footing, Stop).AsTask())).ShouldBe([false, false]);
    }

    [Fact]
    public async Task A_reading_that_failed_or_began_before_the_end_does_not_count()
    {
        var database = await Infrastructure.CreateDatabaseAsync("access_watch");
        using var watch = new AccessWatch(SlowStatement);
        await using var one = new Bare(database);
        await using var other = new Bare(database);
        await one.Database.ExecuteSqlAsync($"create table ended (id uuid, version int)", Stop);
        var footing = new Footing(Guid.CreateVersion7(), Guid.CreateVersion7(), 1, Guid.CreateVersion7(), 1);
        await one.Database.ExecuteSqlAsync($"insert into ended values ({Guid.CreateVersion7()}, 1)", Stop); // so that the reading takes its time
        var early = watch.HoldsAsync(one, footing, Stop).AsTask();
        await Eventually.HoldsAsync(
            async () => await other.Database.SqlQuery<bool>($"select exists (select from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()) as \"Value\"").SingleAsync(Stop), Soon, "the early reading");
        await other.Database.ExecuteSqlAsync($"insert into ended values ({footing.Session}, 1)", Stop);
        watch.Expire();
        await early;
        using var given = new CancellationTokenSource();
        var givenUp = watch.HoldsAsync(one, footing, given.Token).AsTask();
        await given.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(givenUp);

        (await watch.HoldsAsync(other, footing, Stop)).ShouldBeFalse();
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    sealed class Bare(string connection) : DbContext
    {
        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseNpgsql(connection);
    }
}

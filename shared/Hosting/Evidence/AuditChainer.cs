using Anjie.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Anjie.Hosting;

/// <summary>Links what has been committed to the chain, within a second, and signs where the chain stands.</summary>
/// <remarks>Commands do not wait for it: a chain in their transaction would make them queue. One linker per database, by a transaction's lock.</remarks>
public sealed partial class AuditChainer(IServiceScopeFactory scopes, AuditSettings settings, TimeProvider time, ILogger<AuditChainer> log)
    : BackgroundService
{
    const int SetSize = 500;
    const long Lock = 0x6175646974; // "audit"

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(700);

    // How far each look reaches back, and how often: the usual one reads what seconds have brought, whatever the day has; a slow
    // transaction is found by the next one, and by the last, at start too, whatever has no link.
    static readonly TimeSpan UsualCommit = TimeSpan.FromSeconds(20);
    static readonly TimeSpan LongestCommit = TimeSpan.FromMinutes(15);
    static readonly TimeSpan WholeLook = TimeSpan.FromHours(1);

    // A signed head of the chain, so that a cut end shows: after ten minutes with something new, and so at least once a day.
    static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromMinutes(10);

    DateTimeOffset _longLook = DateTimeOffset.MinValue;
    DateTimeOffset _wholeLook = DateTimeOffset.MinValue;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await LinkAsync(stoppingToken) == SetSize)
                {
                }
                await SignAsync(BetweenCheckpoints, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await LinkAsync(cancellationToken);
            await SignAsync(TimeSpan.Zero, cancellationToken);
        }
        catch (ObjectDisposedException)
        {
            // The host went without stopping first; the next start goes on where this one ended.
        }
        catch (Exception e)
        {
            LogFailed(e); // the next start goes on where this one ended
        }
    }

    /// <summary>Links at most one set of rows.</summary>
    /// <returns>How many.</returns>
    internal async Task<int> LinkAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await db.Database.SqlQuery<bool>($"select pg_try_advisory_xact_lock({Lock}) as \"Value\"").SingleAsync(ct))
            return 0;

        var now = time.GetUtcNow();
        var (isWhole, isLong) = (now - _wholeLook > WholeLook, now - _longLook > UsualCommit / 2);
        var since = isWhole ? Guid.Empty : Guid.CreateVersion7(now - (isLong ? LongestCommit : UsualCommit));
        var links = db.Set<AuditLink>();
        var rows = await db.Set<AuditRow>().AsNoTracking().Where(row => row.Id >= since && !links.Any(link => link.RowId == row.Id)).OrderBy(row => row.Id).Take(SetSize).ToListAsync(ct);
        if (rows.Count > 0)
        {
            var last = await links.AsNoTracking().OrderByDescending(link => link.Position).FirstOrDefaultAsync(ct);
            var (position, previous) = (last?.Position ?? 0, last?.Link ?? AuditChain.Beginning(settings.Service));
            foreach (var row in rows)
                links.Add(new() { Position = ++position, RowId = row.Id, Algorithm = settings.Algorithm.Name, Link = previous = AuditChain.Link(settings.Algorithm, previous, position, row) });
            await db.SaveChangesAsync(ct);
        }
        await transaction.CommitAsync(ct);
        if (rows.Count < SetSize)
            (_wholeLook, _longLook) = (isWhole ? now : _wholeLook, isWhole || isLong ? now : _longLook);
        return rows.Count;
    }

    /// <summary>Signs the end of the chain if it has grown since the last checkpoint, and that is long enough ago.</summary>
    internal async Task SignAsync(TimeSpan after, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DbContext>();
        var head = await db.Set<AuditLink>().AsNoTracking().OrderByDescending(link => link.Position).FirstOrDefaultAsync(ct);
        var last = await db.Set<AuditCheckpoint>().AsNoTracking().OrderByDescending(checkpoint => checkpoint.Position).FirstOrDefaultAsync(ct);
        var now = time.GetUtcNow();
        if (head is null || head.Position == last?.Position || now - last?.SignedAt < after)
            return;
        var checkpoint = settings.Sign(head.Position, head.Link, now);
        db.Add(checkpoint);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException taken) when (taken.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return; // another replica was faster
        }
        await settings.KeepAsync(checkpoint, ct);
    }

    [LoggerMessage(LogLevel.Error, "Evidence could not be linked or signed; it will be tried again")]
    partial void LogFailed(Exception e);
}

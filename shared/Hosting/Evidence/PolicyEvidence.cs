using Anjie.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Anjie.Hosting;

/// <summary>Another policy in force is evidence in every service that goes by it: one row with the hashes of the one before and of the new one.</summary>
/// <remarks>The first row of a service names no policy before. What was changed while the service stood still shows when it starts.</remarks>
public sealed partial class PolicyEvidence(PolicyInForce policies, IServiceScopeFactory scopes, ILogger<PolicyEvidence> log) : BackgroundService
{
    public const string Action = "policy";
    const long Lock = 0x706f6c696379; // "policy"

    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await WriteAsync(cancellationToken); // before the first request, which goes by it
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            _ = policies.Current; // nobody may have asked since the file changed
            await WriteAsync(stoppingToken);
        }
    }

    async Task WriteAsync(CancellationToken ct)
    {
        try
        {
            for (; policies.Begun.TryPeek(out var begun); policies.Begun.TryDequeue(out _))
                await RecordAsync(begun, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            LogFailed(e); // it stays first in the queue
        }
    }

    async Task RecordAsync(PolicyInForce.Beginning begun, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Several processes of one service read the same file; one of them records it.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({Lock})", ct);
        var last = await db.Set<AuditRow>().AsNoTracking().Where(row => row.Action == Action).OrderByDescending(row => row.Id).Select(row => row.Subject).FirstOrDefaultAsync(ct);
        var before = last?[(last.IndexOf('/', StringComparison.Ordinal) + 1)..] ?? "-";
        if (before != begun.Hash)
        {
            db.Add(new AuditRow
            {
                Id = Guid.CreateVersion7(), OccurredAt = begun.At, ActorId = Guid.Empty, PostId = Guid.Empty, UnitId = Guid.Empty,
                Roles = Roles.System, Action = Action, Subject = $"{before}/{begun.Hash}", Result = AuditRow.Done,
            });
            await db.SaveChangesAsync(ct);
        }
        await transaction.CommitAsync(ct);
    }

    [LoggerMessage(LogLevel.Error, "That another policy came into force could not be recorded; it will be tried again")]
    partial void LogFailed(Exception e);
}

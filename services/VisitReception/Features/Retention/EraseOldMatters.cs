using Anjie.Cases;
using Anjie.Hosting;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Retention;

/// <summary>Once each business day erases the people of matters whose file need no longer be kept. One matter is one transaction with one row of evidence; whatever ends the process, the next look goes on where it was.</summary>
internal sealed partial class EraseOldMatters(IServiceScopeFactory scopes, BusinessClock clock, ILogger<EraseOldMatters> log) : BackgroundService
{
    public const string Action = "retention";

    const int Batch = 50, BatchOfEnds = 1000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var done = default(DateOnly);
        await foreach (var today in clock.LooksAsync(stoppingToken))
        {
            if (today == done)
                continue;
            try
            {
                await FindEndsAsync(stoppingToken);
                while (await NextAsync(stoppingToken) is { Count: > 0 } due)
                    foreach (var id in due)
                        await EraseAsync(id, stoppingToken);
                done = today;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e.GetType().Name);
            }
        }
    }

    // A matter is over since the last thing that happened to it or to its visits. Of what came from the province and was never touched here, the export's own dates say more than the day on which it came.
    async Task FindEndsAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ReceptionDb>();
        string[] over = [.. Matter.StatesOver.Select(state => state.ToString())];
        await db.Database.ExecuteSqlAsync($"update matter set ended_on = null where ended_on is not null and erased_on is null and state <> all({over})", ct);
        while (await db.Database.ExecuteSqlAsync($"""
            update matter m set ended_on = coalesce((
                select case when r.imported_version = m.version then least(max(h.occurred_at at time zone 'Asia/Shanghai')::date, greatest(r.registered_on, r.due_on)) else max(h.occurred_at at time zone 'Asia/Shanghai')::date end
                from case_history h left join province_record r on r.id = m.id where h.matter_id = m.matter_id group by r.imported_version, r.registered_on, r.due_on), (m.created_at at time zone 'Asia/Shanghai')::date)
            where m.id in (select id from matter where ended_on is null and state = any({over}) order by id limit {BatchOfEnds})
            """, ct) == BatchOfEnds)
        {
            // the next ones
        }
    }

    async Task<List<Guid>> NextAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ReceptionDb>();
        var act = await scope.ServiceProvider.GetRequiredService<Acts<ReceptionDb>>().BySystemAsync(ct);
        var last = act.Today.AddYears(-Matter.RetentionYears(act));
        return await db.Matters.Where(m => m.EndedOn < last && m.ErasedOn == null && (m.State != MatterState.Merged || db.Matters.Any(parent => parent.Id == m.ParentId && parent.ErasedOn != null))).OrderBy(m => m.EndedOn).Take(Batch).Select(m => m.Id).ToListAsync(ct);
    }

    async Task EraseAsync(Guid id, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ReceptionDb>();
        var act = await scope.ServiceProvider.GetRequiredService<Acts<ReceptionDb>>().BySystemAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Another process may be at it.
        if (await db.Database.SqlQuery<Guid>($"select id as \"Value\" from matter where id = {id} and erased_on is null for update skip locked").ToListAsync(ct) is [])
            return;
        var matter = await db.Matters.FirstAsync(m => m.Id == id, ct);
        await db.EraseAsync(matter, ct);
        matter.Erase(act);
        db.Add(new AuditRow
        {
            Id = Guid.CreateVersion7(), OccurredAt = act.Now, ActorId = act.Actor.PersonId, PostId = act.Actor.PostId, UnitId = act.Actor.UnitId, Roles = Roles.System,
            Action = Action, Subject = id.ToString(), Result = AuditRow.Done,
        });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    [LoggerMessage(LogLevel.Error, "Old matters could not be erased ({ExceptionType})")]
    partial void LogFailed(string exceptionType);
}

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

    // A slip in the dates of an export can be seen and mended before anything goes.
    const int DaysHere = 30;

    // What happened last to a matter or its visits. Of what came from the province and was never touched here, the export's own dates say more than the day on which it came;
    // they tell when something was due, and a review may have followed.
    const string EndSql = """
        coalesce((
            select case when r.imported_version = m.version then least(max(h.occurred_at at time zone 'Asia/Shanghai')::date, (greatest(r.registered_on, r.due_on) + interval '1 year')::date) else max(h.occurred_at at time zone 'Asia/Shanghai')::date end
            from case_history h left join province_record r on r.id = m.id where h.matter_id = m.matter_id group by r.imported_version, r.registered_on, r.due_on), (m.created_at at time zone 'Asia/Shanghai')::date)
        """;

    static readonly string[] Over = [.. Matter.StatesOver.Select(state => state.ToString())];

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
                for (var last = Guid.Empty; await NextAsync(last, stoppingToken) is [.., var lastOfThem] due; last = lastOfThem)
                    foreach (var id in due)
                        await TryEraseAsync(id, stoppingToken);
                done = today;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e.GetType().Name);
            }
        }
    }

    async Task FindEndsAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ReceptionDb>();
        await db.Database.ExecuteSqlAsync($"update matter set ended_on = null where ended_on is not null and erased_on is null and state <> all({Over})", ct);
        while (await db.Database.ExecuteSqlRawAsync($"update matter m set ended_on = {EndSql} where m.id in (select id from matter where ended_on is null and state = any({{0}}) order by id limit {{1}})", [Over, BatchOfEnds], ct) == BatchOfEnds)
        {
            // the next ones
        }
    }

    async Task<List<Guid>> NextAsync(Guid after, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ReceptionDb>();
        var act = await scope.ServiceProvider.GetRequiredService<Acts<ReceptionDb>>().BySystemAsync(ct);
        var (last, came) = (LastDayOf(act), act.Now.AddDays(-DaysHere));
        return await db.Matters.Where(m => m.EndedOn < last && m.ErasedOn == null && m.CreatedAt < came && m.Id.CompareTo(after) > 0
            && (m.State != MatterState.Merged || db.Matters.Any(parent => parent.Id == m.ParentId && parent.ErasedOn != null))).OrderBy(m => m.Id).Take(Batch).Select(m => m.Id).ToListAsync(ct);
    }

    // The others do not wait for one that cannot be opened.
    async Task TryEraseAsync(Guid id, CancellationToken ct)
    {
        try
        {
            await EraseAsync(id, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            LogSkipped(id, e.GetType().Name);
        }
    }

    async Task EraseAsync(Guid id, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ReceptionDb>();
        var act = await scope.ServiceProvider.GetRequiredService<Acts<ReceptionDb>>().BySystemAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Another process may be at it, or somebody has gone on with the matter since the end was found.
        if (await db.Database.SqlQueryRaw<DateOnly>($"select {EndSql} as \"Value\" from matter m where m.id = {{0}} and m.erased_on is null and m.state = any({{1}}) for update skip locked", id, Over).ToListAsync(ct) is not [var ended])
            return;
        var matter = await db.Matters.FirstAsync(m => m.Id == id, ct);
        if (ended >= LastDayOf(act))
        {
            matter.EndLater(ended);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return;
        }
        await db.EraseAsync(matter, act, ct);
        db.Add(new AuditRow
        {
            Id = Guid.CreateVersion7(), OccurredAt = act.Now, ActorId = act.Actor.PersonId, PostId = act.Actor.PostId, UnitId = act.Actor.UnitId, Roles = Roles.System,
            Action = Action, Subject = id.ToString(), Result = AuditRow.Done,
        });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    static DateOnly LastDayOf(Act act) => act.Today.AddYears(-Matter.RetentionYears(act));

    [LoggerMessage(LogLevel.Error, "Old matters could not be erased ({ExceptionType})")]
    partial void LogFailed(string exceptionType);

    [LoggerMessage(LogLevel.Error, "Matter {MatterId} could not be erased ({ExceptionType}); it is tried again the next day")]
    partial void LogSkipped(Guid matterId, string exceptionType);
}

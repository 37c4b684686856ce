using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Anjie.VisitReception.Features.Imports;

/// <summary>Works through uploaded files, one after the other: looks through what is new, takes over what a person started, and goes on where a stopped process was.</summary>
internal sealed partial class RunImports(IServiceScopeFactory scopes, BusinessClock clock, BlindIndex index, ILogger<RunImports> log) : BackgroundService
{
    const int KeptDays = 30;
    const long Lock = 0x696d706f7274; // "import"

    static readonly ImportState[] Waiting = [ImportState.Uploaded, ImportState.Running];

    /// <summary>Whether a file waits for this process.</summary>
    public static Task<bool> IsBusyAsync(ReceptionDb db, CancellationToken ct) => db.Set<Import>().AnyAsync(import => Waiting.Contains(import.State), ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in clock.LooksAsync(stoppingToken))
        {
            try
            {
                if (await NextAsync(stoppingToken) is not null)
                    await WorkAloneAsync(stoppingToken);
                await ForgetAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return; // the batch under way is rolled back and comes again
            }
            catch (Exception e)
            {
                LogFailed(e.GetType().Name);
            }
        }
    }

    // One process at a time, of however many: the lock goes with the connection, also when the process is killed.
    async Task WorkAloneAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ReceptionDb>();
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            if (!await db.Database.SqlQuery<bool>($"select pg_try_advisory_lock({Lock}) as \"Value\"").SingleAsync(ct))
                return;
            while (await NextAsync(ct) is { } id)
                await WorkAsync(id, ct);
            await db.Database.ExecuteSqlAsync($"select pg_advisory_unlock({Lock})", ct);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    async Task<Guid?> NextAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ReceptionDb>();
        return await db.Set<Import>().Where(import => Waiting.Contains(import.State)).OrderBy(import => import.UploadedAt).ThenBy(import => import.Id).Select(import => (Guid?)import.Id).FirstOrDefaultAsync(ct);
    }

    async Task WorkAsync(Guid id, CancellationToken ct)
    {
        ImportWork? work = null;
        try
        {
            while (await BatchAsync(id, work, one => work = one, ct))
            {
                // the next batch
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody stopped it, or another process is ahead: the next look sees what is left.
        }
        catch (BrokenRuleException e)
        {
            await EndAsync(id, e.Code, e.Values is [string detail, ..] ? detail : null, ct);
        }
        // What passes by itself is tried again; anything else would fail for ever and hold back the files behind it.
        catch (Exception e) when (!ct.IsCancellationRequested && !IsPassing(e))
        {
            LogStopped(id, e.GetType().Name);
            await EndAsync(id, ImportErrors.Failed, null, ct);
        }
        finally
        {
            work?.Dispose();
        }
    }

    // Also a server that goes down or is told to.
    static bool IsPassing(Exception? e) => e is not null && (e is TimeoutException or NpgsqlException { IsTransient: true } or PostgresException { SqlState: ['5', '7', 'P', ..] } || IsPassing(e.InnerException));

    async Task<bool> BatchAsync(Guid id, ImportWork? work, Action<ImportWork> open, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ReceptionDb>();
        var import = await db.Set<Import>().FirstAsync(one => one.Id == id, ct);
        if (!Waiting.Contains(import.State))
            return false;
        var act = await ActAsync(scope.ServiceProvider, db, import, ct);
        var isNew = work is null;
        if (work is null)
            open(work = await ImportWork.OpenAsync(db, import, act, index, ct));
        if (import.State == ImportState.Running)
            return await work.RunAsync(db, import, act, ct);
        if (!isNew)
            return await work.CheckAsync(db, import, act, ct);
        // Broken off before, it begins anew: nothing has been taken over yet.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Set<ImportFault>().Where(fault => fault.ImportId == id).ExecuteDeleteAsync(ct);
        import.BeginCheck();
        var isMore = await work.CheckAsync(db, import, act, ct);
        await transaction.CommitAsync(ct);
        return isMore;
    }

    // As whoever brought the file, with the rights that the post has now.
    static async Task<Act> ActAsync(IServiceProvider services, ReceptionDb db, Import import, CancellationToken ct)
    {
        var post = await db.Set<PostCopy>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == import.PostId && one.Active, ct);
        var unit = await db.Set<UnitCopy>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == import.UnitId && one.Active, ct);
        if (unit is null || post is null || post.UnitId != unit.Id || post.PersonId != (import.ActingFor ?? import.PersonId) || !post.Roles.Exists(Staff.Registrars.Contains))
            throw new BrokenRuleException(ImportErrors.NoLongerYours);
        var act = await services.GetRequiredService<Acts<ReceptionDb>>().ByAsync(
            new(import.PersonId, import.PersonName, post.Id, unit.Id, unit.Path, post.Roles.ToHashSet(StringComparer.Ordinal), post.Level) { ActingFor = import.ActingFor, ActingUntil = import.ActingUntil }, ct);
        BrokenRuleException.ThrowIf(act.Today > import.ActingUntil, ImportErrors.NoLongerYours);
        return act;
    }

    async Task EndAsync(Guid id, string code, string? detail, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ReceptionDb>();
        var act = await scope.ServiceProvider.GetRequiredService<Acts<ReceptionDb>>().BySystemAsync(ct);
        var import = await db.Set<Import>().FirstAsync(one => one.Id == id, ct);
        if (import.State == ImportState.Uploaded)
            import.Refuse(act, code, detail);
        else
            import.Stop(act, code);
        await db.SaveChangesAsync(ct);
    }

    // A file full of people is kept as long as somebody may still want its faulty rows.
    async Task ForgetAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ReceptionDb>();
        var act = await scope.ServiceProvider.GetRequiredService<Acts<ReceptionDb>>().BySystemAsync(ct);
        var before = act.Now.AddDays(-KeptDays);
        var old = await db.Set<Import>().Where(import => !import.Forgotten && (import.EndedAt ?? import.UploadedAt) < before && !Waiting.Contains(import.State)).OrderBy(import => import.UploadedAt).FirstOrDefaultAsync(ct);
        if (old is null)
            return;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await FileIntake.RemoveAsync(db, old.Id, act, Roles.System, ct);
        old.Forget();
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    [LoggerMessage(LogLevel.Error, "Imports could not be worked on ({ExceptionType})")]
    partial void LogFailed(string exceptionType);

    [LoggerMessage(LogLevel.Error, "Import {ImportId} was stopped by a failure ({ExceptionType})")]
    partial void LogStopped(Guid importId, string exceptionType);
}

using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Anjie.Hosting;

/// <summary>The <c>migrate</c> verb: brings the schema up to date as its owner and gives the runtime role what it needs and no more.</summary>
public static class DatabaseMigration
{
    /// <summary>Migrates the database, then lets <paramref name="deployTopology"/> declare the service's queues; returns the exit code.</summary>
    public static async Task<int> MigrateAsync<TDb>(this WebApplication app, Func<IServiceProvider, CancellationToken, Task>? deployTopology = null) where TDb : DbContext
    {
        await using var scope = app.Services.CreateAsyncScope();
        await RunAsync(scope.ServiceProvider.GetRequiredService<TDb>(), CancellationToken.None);
        if (deployTopology is not null)
            await deployTopology(scope.ServiceProvider, CancellationToken.None);
        return 0;
    }

    public static async Task RunAsync(DbContext db, CancellationToken ct)
    {
        await db.Database.MigrateAsync(ct);
        var name = new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString()).Database!;
        var role = name + "_app";
        var sql = $"""
            do $$
            begin
              if exists (select from pg_roles where rolname = '{role}') then
                grant usage on schema public to "{role}";
                grant select, insert, update, delete on all tables in schema public to "{role}";
                grant usage, select on all sequences in schema public to "{role}";
                if to_regclass('public.audit_row') is not null then
                  revoke update, delete, truncate on audit_row, audit_link, audit_checkpoint from "{role}";
                end if;
                if to_regclass('public.case_history') is not null then
                  revoke update, delete, truncate on case_history from "{role}";
                end if;
                if to_regclass('public.disclosure') is not null then
                  revoke update, delete, truncate on disclosure from "{role}";
                  grant update (note) on disclosure to "{role}"; -- sealed anew when keys rotate
                end if;
                if to_regclass('public.disclosure_alarm') is not null then
                  revoke update, delete, truncate on disclosure_alarm from "{role}";
                end if;
                if to_regclass('public.attachment') is not null then
                  revoke update, delete, truncate on attachment from "{role}";
                  revoke update, truncate on attachment_part from "{role}";
                  grant update (name, sent_hash, kept_hash, key, removed_at, removed_by_id, removed_by_name, removed_by_unit_id, removed_by_role, removed_on_version) on attachment to "{role}";
                end if;
                if to_regclass('public.letter_text') is not null then
                  revoke update, delete, truncate on letter_text from "{role}";
                  grant update (withdrawn_by, withdrawn_at) on letter_text to "{role}";
                end if;
                revoke insert, update, delete on "__EFMigrationsHistory" from "{role}";
              end if;
            end $$
            """;
        await db.Database.ExecuteSqlRawAsync(sql, ct);
    }
}

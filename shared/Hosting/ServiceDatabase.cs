using System.Data.Common;
using System.Diagnostics;
using Anjie.Cases;
using Anjie.Messaging;
using Anjie.PersonalData;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;

namespace Anjie.Hosting;

/// <summary>The database of a service, with outbox, evidence and, where there are any, sealed columns.</summary>
public static class ServiceDatabase
{
    // A context that is kept remembers what it was built of; more are built when more requests are under way.
    const int KeptContexts = 32;

    static readonly StorableText StorableText = new();
    static readonly PatientOpening PatientOpening = new();

    /// <summary>Registers <typeparamref name="TDb"/> once per scope; whatever a command saves carries its events and its row of evidence.</summary>
    /// <param name="args">The process's own: they decide whose connection it is.</param>
    /// <param name="postgres">How this service's queries are made.</param>
    /// <param name="more">What else the model depends on.</param>
    public static void AddDatabase<TDb>(
        this WebApplicationBuilder builder, string[] args, Action<NpgsqlDbContextOptionsBuilder>? postgres = null, Action<DbContextOptionsBuilder>? more = null) where TDb : DbContext
    {
        var connect = builder.Database(args, postgres);
        builder.Services.AddPooledDbContextFactory<TDb>((services, options) =>
        {
            connect(options);
            options.AddInterceptors(services.GetRequiredService<OutboxInterceptor>());
            if (services.GetService<SecretInterceptor>() is { } secrets)
                options.UseSecrets(secrets);
            more?.Invoke(options);
        }, KeptContexts);
        builder.Services.AddScoped(services =>
        {
            var db = services.GetRequiredService<IDbContextFactory<TDb>>().CreateDbContext();
            services.GetRequiredService<AuditScope>().Follow(db);
            return db;
        });
    }

    /// <summary>The database of this run, as its owner for <c>migrate</c> and in the runtime role otherwise; the password is the one configured when a connection is made.</summary>
    /// <exception cref="InvalidOperationException">The connection string is not configured.</exception>
    public static Action<DbContextOptionsBuilder> Database(this WebApplicationBuilder builder, string[] args, Action<NpgsqlDbContextOptionsBuilder>? postgres = null)
    {
        var name = ServiceDefaults.IsMigration(args) ? "Migrations" : "Database";
        var connection = Configured();
        (connection.Password, connection.MaxPoolSize, connection.MaxAutoPrepare) = (null, 24, 60);
        return options => options
            .UseNpgsql(connection.ConnectionString, npgsql =>
            {
                npgsql.ConfigureDataSource(source => source.UsePasswordProvider(_ => Configured().Password ?? "", (_, _) => ValueTask.FromResult(Configured().Password ?? "")));
                postgres?.Invoke(npgsql);
            })
            .UseSnakeCaseNamingConvention().AddInterceptors(StorableText, PatientOpening);

        NpgsqlConnectionStringBuilder Configured() =>
            new(builder.Configuration.GetConnectionString(name) ?? throw new InvalidOperationException($"ConnectionStrings:{name} is not configured."));
    }
}

/// <summary>A password is changed at the server and in the configuration, and a moment lies between: whoever needs a new connection just then waits instead of failing.</summary>
sealed class PatientOpening : DbConnectionInterceptor
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public override async ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
            try
            {
                await connection.OpenAsync(cancellationToken);
                return InterceptionResult.Suppress();
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidPassword && Stopwatch.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(Pause, cancellationToken);
            }
    }
}

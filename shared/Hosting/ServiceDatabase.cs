using System.Data.Common;
using System.Diagnostics;
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
    /// <summary>Contexts that are kept for the next request; more are made when more requests are under way.</summary>
    public const int KeptContexts = 32;

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
        // A context belongs to one scope and comes back once, however often somebody disposes of it.
        builder.Services.AddDbContextPool<TDb>((services, options) =>
        {
            connect(options);
            options.AddInterceptors(services.GetRequiredService<OutboxInterceptor>());
            if (services.GetService<SecretInterceptor>() is { } secrets)
                options.UseSecrets(secrets);
            more?.Invoke(options);
        }, KeptContexts);
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
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

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
            catch (PostgresException e) when (IsWorthWaiting(e, started))
            {
                await Task.Delay(Pause, cancellationToken);
            }
    }

    static bool IsWorthWaiting(PostgresException refused, long since) => refused.SqlState == PostgresErrorCodes.InvalidPassword && Stopwatch.GetElapsedTime(since) < Patience;
}

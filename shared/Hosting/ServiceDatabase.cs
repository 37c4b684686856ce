using Anjie.Cases;
using Anjie.Messaging;
using Anjie.PersonalData;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
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

    /// <summary>Registers <typeparamref name="TDb"/> once per scope; whatever a command saves carries its events and its row of evidence.</summary>
    /// <param name="args">The process's own: they decide whose connection it is.</param>
    /// <param name="postgres">How this service's queries are made.</param>
    /// <param name="more">What else the model depends on.</param>
    public static void AddDatabase<TDb>(
        this WebApplicationBuilder builder, string[] args, Action<NpgsqlDbContextOptionsBuilder>? postgres = null, Action<DbContextOptionsBuilder>? more = null) where TDb : DbContext
    {
        var connection = builder.DatabaseConnection(args);
        builder.Services.AddPooledDbContextFactory<TDb>((services, options) =>
        {
            options.UseNpgsql(connection, postgres).UseSnakeCaseNamingConvention().AddInterceptors(services.GetRequiredService<OutboxInterceptor>(), StorableText);
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

    /// <summary>The connection of this run: the owner's for <c>migrate</c>, the runtime role's otherwise.</summary>
    public static string DatabaseConnection(this WebApplicationBuilder builder, string[] args)
    {
        var name = ServiceDefaults.IsMigration(args) ? "Migrations" : "Database";
        var text = builder.Configuration.GetConnectionString(name)
            ?? throw new InvalidOperationException($"ConnectionStrings:{name} is not configured.");
        return new NpgsqlConnectionStringBuilder(text) { MaxPoolSize = 24, MaxAutoPrepare = 60 }.ConnectionString;
    }
}

using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Anjie.Directory.Persistence;

/// <summary>For <c>dotnet ef</c> alone, which needs the model but no database.</summary>
internal sealed class DirectoryDbFactory : IDesignTimeDbContextFactory<DirectoryDb>
{
    // The model follows the Identity options of the application; the service sets the same in SignInSetup.
    public DirectoryDb CreateDbContext(string[] args) => new(Configure(new DbContextOptionsBuilder<DirectoryDb>(), "Host=nowhere")
        .UseApplicationServiceProvider(new ServiceCollection().Configure<IdentityOptions>(UsePasskeys).BuildServiceProvider()).Options);

    /// <summary>Version 3 of the Identity schema brings the table for passkeys.</summary>
    public static void UsePasskeys(IdentityOptions options) => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;

    /// <summary>What the model depends on; the running service adds the rest.</summary>
    public static T Configure<T>(T builder, string connection) where T : DbContextOptionsBuilder
    {
        builder.UseNpgsql(connection).UseSnakeCaseNamingConvention().UseOpenIddict<Guid>();
        return builder;
    }
}

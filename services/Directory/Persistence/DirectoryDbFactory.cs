using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Anjie.Directory.Persistence;

/// <summary>For <c>dotnet ef</c> alone, which needs the model but no database.</summary>
internal sealed class DirectoryDbFactory : IDesignTimeDbContextFactory<DirectoryDb>
{
    // The model follows the Identity options of the application; the service sets the same in SignInSetup.
    public DirectoryDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<DirectoryDb>();
        options.UseNpgsql("Host=nowhere").UseSnakeCaseNamingConvention().UseOpenIddict<Guid>()
            .UseApplicationServiceProvider(new ServiceCollection().Configure<IdentityOptions>(UsePasskeys).BuildServiceProvider());
        return new(options.Options);
    }

    /// <summary>Version 3 of the Identity schema brings the table for passkeys.</summary>
    public static void UsePasskeys(IdentityOptions options) => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
}

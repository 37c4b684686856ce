using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Anjie.Directory.Persistence;

/// <summary>For <c>dotnet ef</c> alone, which needs the model but no database.</summary>
internal sealed class DirectoryDbFactory : IDesignTimeDbContextFactory<DirectoryDb>
{
    public DirectoryDb CreateDbContext(string[] args) => new(Configure(new DbContextOptionsBuilder<DirectoryDb>(), "Host=nowhere").Options);

    /// <summary>What the model depends on; the running service adds the rest.</summary>
    public static T Configure<T>(T builder, string connection) where T : DbContextOptionsBuilder
    {
        builder.UseNpgsql(connection).UseSnakeCaseNamingConvention().UseOpenIddict<Guid>();
        return builder;
    }
}

using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Portal.Session;

internal sealed class PortalDb(DbContextOptions<PortalDb> options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<PortalSession> Sessions => Set<PortalSession>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<PortalSession>(session =>
        {
            session.ToTable("portal_session");
            session.Property(s => s.Id).HasMaxLength(64);
            session.HasIndex(s => s.ExpiresAt);
        });
        modelBuilder.Entity<DataProtectionKey>().ToTable("data_protection_key");
    }
}

/// <summary>One sign-in of one browser. Ticket and tokens are separate columns: a renewed cookie must not bring back a token that was already exchanged.</summary>
internal sealed class PortalSession
{
    public string Id { get; init; } = "";
    public Guid PersonId { get; init; }
    public byte[] Ticket { get; set; } = [];
    public byte[] Tokens { get; set; } = [];
    public DateTimeOffset ExpiresAt { get; set; }
}

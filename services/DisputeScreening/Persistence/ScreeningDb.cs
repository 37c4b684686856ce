using Anjie.Cases;
using Anjie.DisputeScreening.Domain;
using Anjie.Hosting;
using Anjie.Hosting.Breach;
using Anjie.Messaging;
using Anjie.PersonalData;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Anjie.DisputeScreening.Persistence;

internal sealed class ScreeningDb(DbContextOptions<ScreeningDb> options) : DbContext(options)
{
    public DbSet<Dispute> Disputes => Set<Dispute>();

    /// <summary>All parties, for a drill that opens none of their rows.</summary>
    public static IQueryable<KeptPerson> Parties(ScreeningDb db) => db.Disputes.AsNoTracking().SelectMany(d => d.Parties, (d, p) => new KeptPerson
    {
        Id = p.Id, CaseId = d.Id, CaseNumber = d.Number, UnitPath = d.HolderPath, Name = p.NameIndex, IdentityNumber = p.IdentityNumberIndex, Phone = p.PhoneIndex,
    });

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasSequence("dispute_number");
        modelBuilder.ApplyConfiguration(new DisputeConfiguration());
        modelBuilder.AddCaseTables();
        modelBuilder.AddDisclosures();
        modelBuilder.AddAttachments();
        modelBuilder.AddMessagingTables();
        modelBuilder.MapSecrets();
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
}

internal sealed class DisputeConfiguration : IEntityTypeConfiguration<Dispute>
{
    public void Configure(EntityTypeBuilder<Dispute> builder)
    {
        builder.MapCase<Dispute, DisputeState, DisputeAction>("dispute").MapRecusals<Dispute, DisputeState, DisputeAction>();
        builder.Property(d => d.TypeCode).HasMaxLength(20);
        builder.OwnsMany(d => d.Parties, party =>
        {
            party.ToTable("dispute_party").WithOwner().HasForeignKey(p => p.DisputeId);
            party.HasKey(p => p.Id);
            party.Property(p => p.Id).ValueGeneratedNever();
            party.HasIndex(p => p.NameIndex);
            party.HasIndex(p => p.IdentityNumberIndex);
            party.HasIndex(p => p.PhoneIndex);
        });
        builder.OwnsMany(d => d.Guarantees, guarantee =>
        {
            guarantee.ToTable("dispute_guarantee").WithOwner().HasForeignKey(g => g.DisputeId);
            guarantee.HasKey(g => g.Id);
            guarantee.Property(g => g.Id).ValueGeneratedNever();
            guarantee.HasIndex(g => new { g.DisputeId, g.Item }).IsUnique();
        });
        builder.OwnsMany(d => d.Progress, entry =>
        {
            entry.ToTable("dispute_progress").WithOwner().HasForeignKey(p => p.DisputeId);
            entry.HasKey(p => p.Id);
            entry.Property(p => p.Id).ValueGeneratedNever();
        });
        builder.Navigation(d => d.Parties).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.Navigation(d => d.Guarantees).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.Navigation(d => d.Progress).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

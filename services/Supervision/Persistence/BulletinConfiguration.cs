using Anjie.Supervision.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Anjie.Supervision.Persistence;

internal sealed class BulletinConfiguration : IEntityTypeConfiguration<Bulletin>
{
    public void Configure(EntityTypeBuilder<Bulletin> builder)
    {
        builder.ToTable("bulletin").HasKey(x => x.Id);
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.Version).IsConcurrencyToken();
        builder.Property(x => x.State).HasMaxLength(20);
        builder.Property(x => x.CityPath).HasMaxLength(100);
        builder.Property(x => x.Period).HasMaxLength(10);
        builder.Property(x => x.Series).HasMaxLength(20);
        builder.Property(x => x.Number).HasMaxLength(60);
        builder.HasIndex(x => x.CityPath);
        builder.HasIndex(x => new { x.UnitId, x.Year, x.Series, x.Serial }).IsUnique();
        builder.Ignore(x => x.Figures).Ignore(x => x.Said).Ignore(x => x.Window);
    }
}

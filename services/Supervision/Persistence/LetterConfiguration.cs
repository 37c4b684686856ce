using Anjie.Supervision.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Anjie.Supervision.Persistence;

internal sealed class SupervisionLetterConfiguration : IEntityTypeConfiguration<SupervisionLetter>
{
    public void Configure(EntityTypeBuilder<SupervisionLetter> builder)
    {
        builder.ToTable("supervision_letter").HasKey(x => x.Id);
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.Kind).HasMaxLength(40);
        builder.Property(x => x.Series).HasMaxLength(20);
        builder.Property(x => x.Number).HasMaxLength(60);
        builder.HasIndex(x => new { x.UnitId, x.Year, x.Series, x.Serial }).IsUnique();
        builder.Ignore(x => x.Document);
        // A case is read without its letters: they are long, and most readers want their list only.
        builder.HasOne<SupervisionItem>().WithMany(x => x.NewLetters).HasForeignKey(x => x.ItemId).OnDelete(DeleteBehavior.Cascade);
    }
}

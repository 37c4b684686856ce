using Anjie.VisitReception.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Anjie.VisitReception.Persistence;

internal sealed class DataRequestConfiguration : IEntityTypeConfiguration<DataRequest>
{
    public void Configure(EntityTypeBuilder<DataRequest> builder)
    {
        builder.ToTable("data_request").HasKey(x => x.Id);
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.Kind).HasMaxLength(20);
        builder.Property(x => x.Answer).HasMaxLength(20);
        builder.Property(x => x.Ground).HasMaxLength(20);
        builder.Property(x => x.FieldNames).HasMaxLength(100);
        builder.Ignore(x => x.Fields);
        builder.HasIndex(x => x.CaseId);
    }
}

/// <summary>The end of the time for which a matter is kept.</summary>
internal sealed class RetentionConfiguration : IEntityTypeConfiguration<Matter>
{
    public void Configure(EntityTypeBuilder<Matter> builder) => builder.HasIndex(m => m.EndedOn).HasFilter("ended_on is not null and erased_on is null"); // the watch reads what is over and not yet erased
}

/// <summary>What a registration says of the notice that was shown.</summary>
internal sealed class NoticeConfiguration : IEntityTypeConfiguration<Matter>
{
    public void Configure(EntityTypeBuilder<Matter> builder) =>
        builder.OwnsMany(m => m.Petitioners, petitioner => petitioner.Property(p => p.NoticeVersion).HasMaxLength(PrivacyNotice.MaximumLength));
}

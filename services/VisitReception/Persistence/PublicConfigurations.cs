using Anjie.VisitReception.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Anjie.VisitReception.Persistence;

/// <summary>The code of a matter. It has its own table: the procedure neither reads nor changes it.</summary>
internal sealed class QueryCodeConfiguration : IEntityTypeConfiguration<QueryCode>
{
    public void Configure(EntityTypeBuilder<QueryCode> builder)
    {
        builder.ToTable("query_code").HasKey(x => x.CaseId);
        builder.Property(x => x.CaseId).ValueGeneratedNever();
        builder.Property(x => x.Issue).IsConcurrencyToken();
        builder.HasIndex(x => x.CodeIndex).IsUnique();
    }
}

internal sealed class ReviewRequestConfiguration : IEntityTypeConfiguration<Matter>
{
    public void Configure(EntityTypeBuilder<Matter> builder)
    {
        builder.OwnsMany(m => m.ReviewRequests, request =>
        {
            request.ToTable("review_request").WithOwner().HasForeignKey(r => r.MatterId);
            request.HasKey(r => r.Id);
            request.Property(r => r.Id).ValueGeneratedNever();
            request.Property(r => r.Rule).HasMaxLength(10);
            request.Property(r => r.NoticeVersion).HasMaxLength(PrivacyNotice.MaximumLength);
        });
        builder.Navigation(m => m.ReviewRequests).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

internal sealed class QueryGuessConfiguration : IEntityTypeConfiguration<QueryGuess>
{
    public void Configure(EntityTypeBuilder<QueryGuess> builder)
    {
        builder.ToTable("query_guess").HasKey(x => x.CodeIndex);
        builder.HasIndex(x => x.LastAt);
    }
}

using System.Text.Json;
using Anjie.Directory.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Anjie.Directory.Persistence;

internal sealed class ListPreferenceConfiguration : IEntityTypeConfiguration<ListPreference>, IEntityTypeConfiguration<SavedSearch>
{
    public void Configure(EntityTypeBuilder<ListPreference> builder)
    {
        builder.ToTable("list_preference").HasKey(x => new { x.PersonId, x.List });
        builder.Property(x => x.List).HasMaxLength(30);
        builder.Property(x => x.Density).HasConversion<string>().HasMaxLength(10);
        builder.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId).OnDelete(DeleteBehavior.Cascade);
    }

    // The person is part of the key: an id that somebody else uses is free for oneself, so nobody learns of it.
    public void Configure(EntityTypeBuilder<SavedSearch> builder)
    {
        builder.ToTable("saved_search").HasKey(x => new { x.PersonId, x.List, x.Id });
        builder.Property(x => x.List).HasMaxLength(30);
        builder.Property(x => x.Name).HasMaxLength(30);
        builder.Property(x => x.Query).HasColumnType("jsonb").HasConversion(
            query => JsonSerializer.Serialize(query, JsonSerializerOptions.Web),
            json => JsonSerializer.Deserialize<Dictionary<string, string>>(json, JsonSerializerOptions.Web)!,
            new ValueComparer<Dictionary<string, string>>((a, b) => ReferenceEquals(a, b), query => query.Count, query => query));
        builder.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}

using System.Text.Json;
using Anjie.Deadlines;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Anjie.Cases;

public static class CaseMapping
{
    /// <summary>Tables that every service with cases has: history, clocks, audit and the copies of the directory.</summary>
    public static ModelBuilder AddCaseTables(this ModelBuilder model)
    {
        model.Entity<HistoryEntry>(entry =>
        {
            entry.ToTable("case_history").HasKey(x => new { x.CaseId, x.Version });
            entry.HasIndex(x => x.MatterId);
        });
        model.Entity<CaseClock>(clock =>
        {
            clock.ToTable("case_clock").HasKey(x => x.Id);
            clock.Property(x => x.Id).ValueGeneratedNever();
            clock.HasIndex(x => x.CaseId);
            clock.Property(x => x.Facts).HasColumnType("jsonb").HasConversion(
                facts => JsonSerializer.Serialize(facts, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<List<ClockFact>>(json, JsonSerializerOptions.Web)!,
                new ValueComparer<List<ClockFact>>((a, b) => ReferenceEquals(a, b) || a!.SequenceEqual(b!), facts => facts.Count, facts => facts));
        });
        model.AddAuditTable();
        model.AddDirectoryCopy();
        return model;
    }

    /// <summary>The table of evidence, also for services without cases.</summary>
    public static ModelBuilder AddAuditTable(this ModelBuilder model) => model
        .Entity<AuditRow>(row =>
        {
            row.ToTable("audit_row").HasKey(x => x.Id);
            row.Property(x => x.Id).ValueGeneratedNever();
            row.HasIndex(x => x.OccurredAt);
        })
        .Entity<AuditLink>(link =>
        {
            link.ToTable("audit_link").HasKey(x => x.Position);
            link.Property(x => x.Position).ValueGeneratedNever();
            link.Property(x => x.Algorithm).HasMaxLength(20);
            link.HasIndex(x => x.RowId).IsUnique();
        })
        .Entity<AuditCheckpoint>(checkpoint =>
        {
            checkpoint.ToTable("audit_checkpoint").HasKey(x => x.Position);
            checkpoint.Property(x => x.Position).ValueGeneratedNever();
            checkpoint.Property(x => x.Service).HasMaxLength(20);
            checkpoint.Property(x => x.KeyId).HasMaxLength(32);
        });

    /// <summary>The columns, children and concurrency token that every case has.</summary>
    public static EntityTypeBuilder<TCase> MapCase<TCase, TState, TAction>(this EntityTypeBuilder<TCase> builder, string table)
        where TCase : Case<TCase, TState, TAction>
        where TState : struct, Enum
        where TAction : struct, Enum
    {
        builder.ToTable(table).HasKey(x => x.Id);
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.Number).HasMaxLength(24);
        builder.HasIndex(x => x.Number).IsUnique();
        builder.HasIndex(x => x.MatterId);
        builder.Property(x => x.State).HasConversion<string>().HasMaxLength(40);
        builder.Property(x => x.Version).IsConcurrencyToken();
        builder.Property(x => x.UnitPaths).HasColumnType("text[]");
        builder.HasIndex(x => x.UnitPaths).HasMethod("gin");
        builder.HasMany(x => x.NewHistory).WithOne().HasForeignKey(x => x.CaseId).HasPrincipalKey(x => x.Id);
        builder.Navigation(x => x.NewHistory).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasMany(x => x.Clocks).WithOne().HasForeignKey(x => x.CaseId).HasPrincipalKey(x => x.Id);
        builder.Navigation(x => x.Clocks).UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
        return builder;
    }

    /// <summary>Who keeps out of a case; the sheet itself is a sealed column of the service.</summary>
    public static EntityTypeBuilder<TCase> MapRecusals<TCase, TState, TAction>(this EntityTypeBuilder<TCase> builder)
        where TCase : RecusableCase<TCase, TState, TAction>
        where TState : struct, Enum
        where TAction : struct, Enum
    {
        builder.Property(x => x.RecusedIds).HasColumnType("uuid[]");
        builder.Ignore(x => x.Recusals);
        return builder;
    }

    /// <summary>The next number for people, for instance <c>PC2026000123</c>: from a sequence, so gaps may occur and a number never returns.</summary>
    public static async Task<string> NextNumberAsync(this DbContext db, string prefix, string sequence, int year, CancellationToken ct)
    {
        var next = await db.Database.SqlQuery<long>($"select nextval({sequence}::regclass) as \"Value\"").SingleAsync(ct);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{prefix}{year}{next:D6}");
    }
}

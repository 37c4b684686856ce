using Anjie.Contracts.Directory;
using Anjie.VisitReception.Domain;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using System.Text.Json;

namespace Anjie.VisitReception.Persistence;

/// <summary>A list of codes as Directory last published it; the latest version wins.</summary>
internal sealed class CodeListCopy
{
    public required string Name { get; init; }
    public required int Version { get; set; }

    /// <summary>JSON of <see cref="CodeEntry"/>.</summary>
    public required string Entries { get; set; }
}

/// <summary>Keeps the lists of codes, which the province's export writes out in words.</summary>
internal sealed class KeepCodeLists(ReceptionDb db) : IConsumer<CodeListPublished>
{
    public async Task Consume(ConsumeContext<CodeListPublished> context)
    {
        var fact = context.Message;
        var entries = JsonSerializer.Serialize(fact.Entries, JsonSerializerOptions.Web);
        var copy = await db.Set<CodeListCopy>().FindAsync([fact.List], context.CancellationToken);
        if (copy is null)
            db.Add(new CodeListCopy { Name = fact.List, Version = fact.Version, Entries = entries });
        else if (copy.Version < fact.Version)
            (copy.Version, copy.Entries) = (fact.Version, entries);
    }
}

internal static class ImportMapping
{
    /// <summary>The tables of imports and of what the province's system says; call it before the secrets are mapped.</summary>
    public static ModelBuilder AddImports(this ModelBuilder model) => model
        .Entity<Import>(import =>
        {
            import.ToTable("matter_import").HasKey(x => x.Id);
            import.Property(x => x.Id).ValueGeneratedNever();
            import.Property(x => x.State).HasMaxLength(20);
            import.Property(x => x.Code).HasMaxLength(60);
            import.Property(x => x.Version).IsConcurrencyToken();
            import.HasIndex(x => new { x.PersonId, x.UploadedAt });
            import.HasIndex(x => x.UploadedAt).HasFilter("state in ('Uploaded', 'Running')"); // the timer reads what waits only
        })
        .Entity<ImportFault>(fault =>
        {
            fault.ToTable("matter_import_fault").HasKey(x => new { x.ImportId, x.Row, x.Heading });
            fault.Property(x => x.Code).HasMaxLength(60);
            fault.HasOne<Import>().WithMany().HasForeignKey(x => x.ImportId);
        })
        .Entity<ProvinceRecord>(record =>
        {
            record.ToTable("province_record").HasKey(x => x.Id);
            record.Property(x => x.Id).ValueGeneratedNever();
            record.Property(x => x.Number).HasMaxLength(40);
            record.HasIndex(x => x.Number).IsUnique(); // a number comes in once, whatever file brings it
            record.HasOne<Matter>().WithOne().HasForeignKey<ProvinceRecord>(x => x.Id);
        })
        .Entity<CodeListCopy>(list =>
        {
            list.ToTable("code_list_copy").HasKey(x => x.Name);
            list.Property(x => x.Name).HasMaxLength(60);
            list.Property(x => x.Entries).HasColumnType("jsonb");
        });
}

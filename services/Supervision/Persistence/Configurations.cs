using Anjie.Cases;
using Anjie.Supervision.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Anjie.Supervision.Persistence;

internal sealed class LoggedEventConfiguration : IEntityTypeConfiguration<LoggedEvent>
{
    public void Configure(EntityTypeBuilder<LoggedEvent> builder)
    {
        builder.ToTable("event_log").HasKey(e => new { e.CaseId, e.Version });
        builder.Property(e => e.Contract).HasMaxLength(100);
        builder.Property(e => e.Body).HasColumnType("jsonb");
        builder.HasIndex(e => new { e.MatterId, e.OccurredAt });
        builder.Ignore(e => e.Fact).Ignore(e => e.Service).Ignore(e => e.Name).Ignore(e => e.IsOfACase);
    }
}

internal sealed class LedgerEntryConfiguration : IEntityTypeConfiguration<LedgerEntry>
{
    public void Configure(EntityTypeBuilder<LedgerEntry> builder)
    {
        builder.ToTable("ledger_entry").HasKey(e => e.Id);
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Kind).HasMaxLength(20);
        builder.Property(e => e.Number).HasMaxLength(24);
        builder.Property(e => e.State).HasMaxLength(40);
        builder.Property(e => e.LastFact).HasMaxLength(60);
        builder.HasIndex(e => e.MatterId);
        builder.HasIndex(e => e.Number);
        builder.HasIndex(e => e.UnitId);
        builder.HasIndex(e => e.LegalOn).HasFilter("closed_on is null");
        builder.HasIndex(e => e.UrgentReportBy).HasFilter("urgent_report_by is not null");
        builder.HasIndex(e => e.Highest).HasFilter("version < highest").HasDatabaseName("ix_ledger_entry_gap");
        builder.Property(e => e.UnitPaths).HasColumnType("text[]");
        builder.HasIndex(e => e.UnitPaths).HasMethod("gin");
        builder.HasIndex(e => e.UnitIds).HasMethod("gin");
        builder.Ignore(e => e.IsComplete);
        builder.HasMany(e => e.Clocks).WithOne().HasForeignKey(c => c.CaseId);
        builder.Navigation(e => e.Clocks).HasField("_clocks").UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

internal sealed class ClockWatchConfiguration : IEntityTypeConfiguration<ClockWatch>
{
    public void Configure(EntityTypeBuilder<ClockWatch> builder)
    {
        builder.ToTable("clock_watch").HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Rule).HasMaxLength(20);
        builder.Property(c => c.State).HasMaxLength(20);
        builder.HasIndex(c => c.MatterId);
        builder.HasIndex(c => c.NextOn).HasFilter("next_on is not null"); // the timer reads only what is due
        builder.Ignore(c => c.IsOpenDuty).Ignore(c => c.IsOwn);
    }
}

internal sealed class WatchFiringConfiguration : IEntityTypeConfiguration<WatchFiring>
{
    public void Configure(EntityTypeBuilder<WatchFiring> builder) =>
        builder.ToTable("watch_firing").HasKey(f => new { f.ClockId, f.Stage, f.Legal });
}

internal sealed class ReceptionDayConfiguration : IEntityTypeConfiguration<ReceptionDay>
{
    public void Configure(EntityTypeBuilder<ReceptionDay> builder)
    {
        builder.ToTable("reception_day").HasKey(d => d.SessionId);
        builder.Property(d => d.SessionId).ValueGeneratedNever();
        builder.HasIndex(d => new { d.LeaderPostId, d.HeldOn });
    }
}

internal sealed class SupervisionItemConfiguration : IEntityTypeConfiguration<SupervisionItem>
{
    public void Configure(EntityTypeBuilder<SupervisionItem> builder)
    {
        builder.MapCase<SupervisionItem, ItemState, ItemAction>("supervision_item");
        builder.Property(i => i.Situation).HasMaxLength(4);
        builder.HasIndex(i => new { i.MatterId, i.UnitId }).IsUnique().HasFilter("state not in ('Closed', 'Cancelled')").HasDatabaseName("ix_supervision_item_one_open");
        builder.Ignore(i => i.IsOpen).Ignore(i => i.LevelToIssue).Ignore(i => i.CurrentRequirements);
        builder.OwnsMany(i => i.Requirements, requirement =>
        {
            requirement.ToTable("supervision_requirement").WithOwner().HasForeignKey(r => r.ItemId);
            requirement.HasKey(r => r.Id);
            requirement.Property(r => r.Id).ValueGeneratedNever();
        });
        builder.OwnsMany(i => i.Reviews, review =>
        {
            review.ToTable("supervision_review").WithOwner().HasForeignKey(r => r.ItemId);
            review.HasKey(r => r.Id);
            review.Property(r => r.Id).ValueGeneratedNever();
        });
        builder.Navigation(i => i.Requirements).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.Navigation(i => i.Reviews).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasMany(i => i.NewNotices).WithOne().HasForeignKey(n => n.ItemId).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(i => i.NewLetters).HasField("_newLetters").UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.Navigation(i => i.NewNotices).HasField("_newNotices").UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

internal sealed class NoticeConfiguration : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.ToTable("notice").HasKey(n => n.Id);
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.Property(n => n.Kind).HasMaxLength(20);
        builder.Property(n => n.Role).HasMaxLength(20);
        builder.Property(n => n.Rule).HasMaxLength(20);
        builder.Property(n => n.Situation).HasMaxLength(4);
        builder.Property(n => n.Service).HasMaxLength(20);
        builder.Property(n => n.ReadAt).IsConcurrencyToken(); // the first receipt counts, a second must not be recorded
        builder.HasIndex(n => n.UnitId);
        builder.HasIndex(n => n.PostId);
        builder.HasIndex(n => n.Role);
    }
}

using Anjie.BacklogCases.Domain;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.Messaging;
using Anjie.PersonalData;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Anjie.BacklogCases.Persistence;

internal sealed class BacklogDb(DbContextOptions<BacklogDb> options) : DbContext(options)
{
    public DbSet<BacklogCase> Cases => Set<BacklogCase>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasSequence("backlog_number");
        modelBuilder.ApplyConfiguration(new BacklogCaseConfiguration());
        var parts = new PartsConfiguration();
        modelBuilder.ApplyConfiguration<Demand>(parts);
        modelBuilder.ApplyConfiguration<Plan>(parts);
        modelBuilder.ApplyConfiguration<Progress>(parts);
        modelBuilder.ApplyConfiguration<FollowUpVisit>(parts);
        modelBuilder.ApplyConfiguration<Delivery>(parts);
        modelBuilder.Entity<LetterSeries>().ToTable("letter_series").HasKey(x => new { x.UnitId, x.Year });
        modelBuilder.AddCaseTables();
        modelBuilder.AddAttachments();
        modelBuilder.AddMessagingTables();
        modelBuilder.MapSecrets();
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
}

internal sealed class BacklogCaseConfiguration : IEntityTypeConfiguration<BacklogCase>
{
    public void Configure(EntityTypeBuilder<BacklogCase> builder)
    {
        builder.MapCase<BacklogCase, BacklogState, BacklogAction>("backlog_case").MapRecusals<BacklogCase, BacklogState, BacklogAction>();
        // 一个积案: whoever nominates, and however many at once, a matter has one open case.
        builder.HasIndex(x => x.MatterId, "one_open_case_per_matter").IsUnique().HasFilter("state not in ('Declined', 'StruckOff')").HasDatabaseName("ix_backlog_case_open");
        builder.HasIndex(x => x.State);
        builder.HasIndex(x => x.LeaderId);
        builder.HasIndex(x => x.LeaderPostId); // a post that changes asks for its cases
        builder.Property(x => x.Batch).HasMaxLength(6);
        builder.Property(x => x.LetterNumber).HasMaxLength(100);
        builder.HasIndex(x => x.LetterNumber).IsUnique();
        builder.Ignore(x => x.LatestPlan);
        builder.Ignore(x => x.PlanInForce);

        // Lists read the case alone, so its parts are no owned types; whoever changes a case includes them.
        builder.HasMany(x => x.Demands).WithOne().HasForeignKey(x => x.CaseId);
        builder.HasMany(x => x.Plans).WithOne().HasForeignKey(x => x.CaseId);
        builder.HasMany(x => x.Progress).WithOne().HasForeignKey(x => x.CaseId);
        builder.HasMany(x => x.FollowUps).WithOne().HasForeignKey(x => x.CaseId);
        builder.HasMany(x => x.Deliveries).WithOne().HasForeignKey(x => x.CaseId);
        foreach (var part in (string[])[nameof(BacklogCase.Demands), nameof(BacklogCase.Plans), nameof(BacklogCase.Progress), nameof(BacklogCase.FollowUps), nameof(BacklogCase.Deliveries)])
            builder.Navigation(part).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

internal sealed class PartsConfiguration :
    IEntityTypeConfiguration<Demand>, IEntityTypeConfiguration<Plan>, IEntityTypeConfiguration<Progress>, IEntityTypeConfiguration<FollowUpVisit>, IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Demand> builder)
    {
        builder.ToTable("backlog_demand").Property(x => x.Id).ValueGeneratedNever();
        builder.HasIndex(x => new { x.CaseId, x.DemandId }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Plan> builder)
    {
        builder.ToTable("backlog_plan").Property(x => x.Id).ValueGeneratedNever();
        builder.HasIndex(x => new { x.CaseId, x.PlanVersion }).IsUnique();
        // 一个方案: one version in force.
        builder.HasIndex(x => x.CaseId, "one_plan_in_force").IsUnique().HasFilter("state = 'Approved'").HasDatabaseName("ix_backlog_plan_in_force");
        builder.OwnsMany(x => x.Measures, measure =>
        {
            measure.ToTable("backlog_measure").WithOwner().HasForeignKey(x => x.PlanId);
            measure.HasKey(x => x.Id);
            measure.Property(x => x.Id).ValueGeneratedNever();
        });
        builder.Navigation(x => x.Measures).UsePropertyAccessMode(PropertyAccessMode.Field);
    }

    public void Configure(EntityTypeBuilder<Progress> builder) => builder.ToTable("backlog_progress").Property(x => x.Id).ValueGeneratedNever();

    public void Configure(EntityTypeBuilder<FollowUpVisit> builder) => builder.ToTable("backlog_follow_up").Property(x => x.Id).ValueGeneratedNever();

    public void Configure(EntityTypeBuilder<Delivery> builder) => builder.ToTable("backlog_delivery").Property(x => x.Id).ValueGeneratedNever();
}

/// <summary>The last letter number of a unit and year; its row lock makes the numbers gap-free.</summary>
internal sealed class LetterSeries
{
    public required Guid UnitId { get; init; }
    public required int Year { get; init; }
    public required int Last { get; set; }
}

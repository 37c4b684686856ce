using Anjie.Cases;
using Anjie.Hosting;
using Anjie.Messaging;
using Anjie.OfficeTexts;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Anjie.VisitReception.Persistence;

internal sealed class ReceptionDb(DbContextOptions<ReceptionDb> options) : DbContext(options)
{
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<Visit> Visits => Set<Visit>();
    public DbSet<Matter> Matters => Set<Matter>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasSequence("session_number");
        modelBuilder.HasSequence("visit_number");
        modelBuilder.HasSequence("matter_number");
        modelBuilder.ApplyConfiguration(new SessionConfiguration());
        modelBuilder.ApplyConfiguration(new VisitConfiguration());
        modelBuilder.ApplyConfiguration(new MatterConfiguration());
        modelBuilder.ApplyConfiguration(new ReviewRequestConfiguration());
        modelBuilder.ApplyConfiguration(new QueryCodeConfiguration());
        modelBuilder.ApplyConfiguration(new DataRequestConfiguration());
        modelBuilder.ApplyConfiguration(new NoticeConfiguration());
        modelBuilder.ApplyConfiguration(new RetentionConfiguration());
        modelBuilder.ApplyConfiguration(new QueryGuessConfiguration());
        modelBuilder.AddLetterTexts();
        modelBuilder.AddImports();
        modelBuilder.AddDocumentSeries();
        modelBuilder.AddCaseTables();
        modelBuilder.AddDisclosures();
        modelBuilder.AddAttachments();
        modelBuilder.AddMessagingTables();
        modelBuilder.MapSecrets();
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
}

internal sealed class SessionConfiguration : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.MapCase<Session, SessionState, SessionAction>("session");
        builder.Property(s => s.Place).HasMaxLength(200);
        builder.HasIndex(s => new { s.On, s.Place });
        builder.HasIndex(s => s.LeaderPostId);
    }
}

internal sealed class VisitConfiguration : IEntityTypeConfiguration<Visit>
{
    public void Configure(EntityTypeBuilder<Visit> builder)
    {
        builder.MapCase<Visit, VisitState, VisitAction>("visit").MapRecusals<Visit, VisitState, VisitAction>();
        builder.Property(v => v.ContentCode).HasMaxLength(20);
        builder.HasIndex(v => v.SessionId);
        builder.HasIndex(v => v.ResponsibleLeaderPostId).HasFilter("state <> 'StruckOff'"); // a post that changes asks for open items only
        builder.HasIndex(v => v.SignBy).HasFilter("sign_by is not null"); // the timer reads unsigned assignments only
        builder.OwnsMany(v => v.Opinions, opinion =>
        {
            opinion.ToTable("visit_opinion").WithOwner().HasForeignKey(o => o.VisitId);
            opinion.HasKey(o => o.Id);
            opinion.Property(o => o.Id).ValueGeneratedNever();
        });
        builder.OwnsMany(v => v.Deliveries, delivery =>
        {
            delivery.ToTable("visit_delivery").WithOwner().HasForeignKey(d => d.CaseId);
            delivery.HasKey(d => d.Id);
            delivery.Property(d => d.Id).ValueGeneratedNever();
            delivery.Ignore(d => d.Servers);
        });
        builder.Navigation(v => v.Opinions).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.Navigation(v => v.Deliveries).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

internal sealed class MatterConfiguration : IEntityTypeConfiguration<Matter>
{
    public void Configure(EntityTypeBuilder<Matter> builder)
    {
        builder.MapCase<Matter, MatterState, MatterAction>("matter").MapRecusals<Matter, MatterState, MatterAction>();
        builder.HasIndex(m => m.MatterId).IsUnique(); // one legal procedure per matter, whatever led to it
        builder.Property(m => m.ContentCode).HasMaxLength(20);
        builder.Property(m => m.Class).HasMaxLength(20);
        builder.Property(m => m.AccusedPaths).HasColumnType("text[]");
        builder.Property(m => m.HandledBy).HasColumnType("uuid[]");
        builder.Property(m => m.UpstreamOrgan).HasMaxLength(100);
        builder.Ignore(m => m.Objection).Ignore(m => m.Refusal).Ignore(m => m.Extension).Ignore(m => m.Urgency);
        builder.HasIndex(m => m.ParentId).HasFilter("parent_id is not null");
        builder.HasIndex(m => m.ClosesOn).HasFilter("closes_on is not null"); // the timer reads what is about to end only
        builder.OwnsMany(m => m.Demands, demand =>
        {
            demand.ToTable("demand").WithOwner().HasForeignKey(d => d.MatterId);
            demand.HasKey(d => d.Id);
            demand.Property(d => d.Id).ValueGeneratedNever();
        });
        builder.OwnsMany(m => m.Petitioners, petitioner =>
        {
            petitioner.ToTable("petitioner").WithOwner().HasForeignKey(p => p.MatterId);
            petitioner.HasKey(p => p.Id);
            petitioner.Property(p => p.Id).ValueGeneratedNever();
            petitioner.HasIndex(p => p.NameIndex);
            petitioner.HasIndex(p => p.IdentityNumberIndex);
            petitioner.HasIndex(p => p.PhoneIndex);
        });
        builder.OwnsMany(m => m.Investigations, entry =>
        {
            entry.ToTable("investigation").WithOwner().HasForeignKey(i => i.MatterId);
            entry.HasKey(i => i.Id);
            entry.Property(i => i.Id).ValueGeneratedNever();
        });
        builder.OwnsMany(m => m.Letters, letter =>
        {
            letter.ToTable("letter").WithOwner().HasForeignKey(l => l.MatterId);
            letter.HasKey(l => l.Id);
            letter.Property(l => l.Id).ValueGeneratedNever();
            letter.Ignore(l => l.Document);
            letter.HasIndex(l => new { l.UnitId, l.Year, l.Series, l.Serial }).IsUnique();
        });
        builder.OwnsMany(m => m.Deliveries, delivery =>
        {
            delivery.ToTable("matter_delivery").WithOwner().HasForeignKey(d => d.CaseId);
            delivery.HasKey(d => d.Id);
            delivery.Property(d => d.Id).ValueGeneratedNever();
            delivery.Ignore(d => d.Servers);
        });
        builder.OwnsMany(m => m.Evaluations, evaluation =>
        {
            evaluation.ToTable("evaluation").WithOwner().HasForeignKey(e => e.MatterId);
            evaluation.HasKey(e => e.Id);
            evaluation.Property(e => e.Id).ValueGeneratedNever();
            evaluation.HasIndex(e => new { e.MatterId, e.About }).IsUnique();
        });
        builder.OwnsMany(m => m.Reviews, review =>
        {
            review.ToTable("review").WithOwner().HasForeignKey(r => r.MatterId);
            review.HasKey(r => r.Id);
            review.Property(r => r.Id).ValueGeneratedNever();
            review.Property(r => r.OrganName).HasMaxLength(100);
        });
        builder.Navigation(m => m.Reviews).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.Navigation(m => m.Demands).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.Navigation(m => m.Petitioners).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.Navigation(m => m.Investigations).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.Navigation(m => m.Letters).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.Navigation(m => m.Deliveries).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.Navigation(m => m.Evaluations).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

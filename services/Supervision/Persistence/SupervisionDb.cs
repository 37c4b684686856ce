using Anjie.Cases;
using Anjie.Messaging;
using Anjie.OfficeTexts;
using Anjie.PersonalData;
using Anjie.Supervision.Domain;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Supervision.Persistence;

internal sealed class SupervisionDb(DbContextOptions<SupervisionDb> options) : DbContext(options)
{
    public DbSet<LoggedEvent> Log => Set<LoggedEvent>();
    public DbSet<LedgerEntry> Ledger => Set<LedgerEntry>();
    public DbSet<ClockWatch> Watches => Set<ClockWatch>();
    public DbSet<WatchFiring> Firings => Set<WatchFiring>();
    public DbSet<ReceptionDay> ReceptionDays => Set<ReceptionDay>();
    public DbSet<SupervisionItem> Items => Set<SupervisionItem>();
    public DbSet<SupervisionLetter> Letters => Set<SupervisionLetter>();
    public DbSet<Notice> Notices => Set<Notice>();
    public DbSet<Bulletin> Bulletins => Set<Bulletin>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasSequence("supervision_number");
        modelBuilder.ApplyConfiguration(new LoggedEventConfiguration());
        modelBuilder.ApplyConfiguration(new LedgerEntryConfiguration());
        modelBuilder.ApplyConfiguration(new ClockWatchConfiguration());
        modelBuilder.ApplyConfiguration(new WatchFiringConfiguration());
        modelBuilder.ApplyConfiguration(new ReceptionDayConfiguration());
        modelBuilder.ApplyConfiguration(new SupervisionItemConfiguration());
        modelBuilder.ApplyConfiguration(new NoticeConfiguration());
        modelBuilder.ApplyConfiguration(new SupervisionLetterConfiguration());
        modelBuilder.ApplyConfiguration(new BulletinConfiguration());
        modelBuilder.AddDocumentSeries();
        modelBuilder.AddLetterTexts();
        modelBuilder.AddCaseTables();
        modelBuilder.AddMessagingTables();
        modelBuilder.MapSecrets();
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<Enum>().HaveConversion<string>();

    /// <summary>A unit that arrives or moves takes the lines and items that name it along.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var moved = ChangeTracker.Entries<UnitCopy>()
            .Where(unit => unit.State == EntityState.Added || (unit.State == EntityState.Modified && unit.Property(x => x.Path).IsModified))
            .Select(unit => unit.Entity.Id).ToArray();
        if (moved.Length > 0)
            await this.LockProjectionsAsync(cancellationToken);
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (moved.Length > 0)
            await this.RefreshPathsAsync(moved, cancellationToken);
        return saved;
    }
}

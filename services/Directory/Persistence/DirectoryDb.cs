using System.Linq.Expressions;
using System.Text.Json;
using Anjie.Cases;
using Anjie.Directory.Domain;
using Anjie.Messaging;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Anjie.Directory.Persistence;

internal sealed class DirectoryDb(DbContextOptions<DirectoryDb> options) : IdentityUserContext<Person, Guid>(options), IDataProtectionKeyContext
{
    /// <summary>Identity keeps when a passkey was made; when it was last used is ours.</summary>
    public const string PasskeyUse = "LastUsedAt";

    public DbSet<Unit> Units => Set<Unit>();
    public DbSet<Post> Posts => Set<Post>();
    public DbSet<CalendarYear> Calendars => Set<CalendarYear>();
    public DbSet<Parameter> Parameters => Set<Parameter>();
    public DbSet<CodeList> CodeLists => Set<CodeList>();
    public DbSet<Delegation> Delegations => Set<Delegation>();
    public DbSet<SignInSession> Sessions => Set<SignInSession>();
    public DbSet<KnownDevice> Devices => Set<KnownDevice>();
    public DbSet<FormerPassword> FormerPasswords => Set<FormerPassword>();
    public DbSet<Authenticator> Authenticators => Set<Authenticator>();
    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();
    public DbSet<SpentChallenge> SpentChallenges => Set<SpentChallenge>();
    public DbSet<IdentityUserPasskey<Guid>> Passkeys => Set<IdentityUserPasskey<Guid>>();
    public DbSet<AuditRow> Audit => Set<AuditRow>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>What <see cref="AccessWatch"/> reads: here the originals.</summary>
    public const string Watched = $"""
        select id as "Id", version as "Version" from post
        union all select id, version from unit
        union all select id, {AccessWatch.Ended} from sign_in_session where ended_at > now() - interval '{AccessWatch.Remembered}'
        """;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.AddMessagingTables();
        builder.AddAuditTable();
        MapPeople(builder);
        MapSignIn(builder);
        MapTree(builder);
        MapDelegations(builder);
        MapSharedData(builder);
        var preferences = new ListPreferenceConfiguration();
        builder.ApplyConfiguration<ListPreference>(preferences).ApplyConfiguration<SavedSearch>(preferences);
        // Acts ask any service's database for the copy of the calendar; here it is the original.
        builder.Entity<CalendarCopy>().HasNoKey().ToSqlQuery("select year, version, source as label, days::text as days from calendar_year");
    }

    static void MapPeople(ModelBuilder builder)
    {
        builder.Entity<Person>(person =>
        {
            person.ToTable("person");
            person.Property(x => x.Id).ValueGeneratedNever();
            person.Property(x => x.Name).HasMaxLength(60);
            person.Property(x => x.Version).IsConcurrencyToken();
        });
        builder.Entity<KnownDevice>(device =>
        {
            device.ToTable("known_device");
            device.Property(x => x.Id).ValueGeneratedNever();
            device.Property(x => x.Browser).HasMaxLength(40);
            device.HasIndex(x => x.PersonId);
            device.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<SignInSession>(session =>
        {
            // Ended by two at once it has ended all the same: no concurrency token.
            session.ToTable("sign_in_session").HasKey(x => x.Id);
            session.Property(x => x.Id).ValueGeneratedNever();
            session.Property(x => x.How).HasConversion<string>().HasMaxLength(30);
            session.Property(x => x.Address).HasMaxLength(64);
            session.Property(x => x.Browser).HasMaxLength(40);
            session.HasIndex(x => x.PersonId).HasFilter("ended_at is null");
            session.HasIndex(x => x.EndedAt);
            session.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("person_claim");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("person_login");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("person_token");
        builder.Entity<IdentityUserPasskey<Guid>>().ToTable("person_passkey").Property<DateTimeOffset?>(PasskeyUse);
    }

    static void MapSignIn(ModelBuilder builder)
    {
        OfPerson(builder.Entity<FormerPassword>(), "former_password", x => x.PersonId);
        builder.Entity<FormerPassword>().Property(x => x.Id).ValueGeneratedNever();
        builder.Entity<FormerPassword>().Property(x => x.Hash).HasMaxLength(200);
        builder.Entity<Authenticator>().HasKey(x => x.PersonId);
        OfPerson(builder.Entity<Authenticator>(), "authenticator", x => x.PersonId);
        OfPerson(builder.Entity<RecoveryCode>(), "recovery_code", x => x.PersonId);
        builder.Entity<RecoveryCode>().Property(x => x.Id).ValueGeneratedNever();
        builder.Entity<SpentChallenge>().ToTable("spent_challenge").HasKey(x => x.Hash);
    }

    static void OfPerson<T>(EntityTypeBuilder<T> builder, string table, Expression<Func<T, object?>> person) where T : class
    {
        builder.ToTable(table).HasOne<Person>().WithMany().HasForeignKey(person).OnDelete(DeleteBehavior.Cascade);
    }

    static void MapTree(ModelBuilder builder)
    {
        Versions(builder.Entity<Unit>(), "unit");
        builder.Entity<Unit>(unit =>
        {
            unit.Property(x => x.Code).HasMaxLength(20);
            // Byte order makes the prefix search of a subtree an index range.
            unit.Property(x => x.Path).HasMaxLength(200).UseCollation("C");
            unit.HasIndex(x => x.Path).IsUnique();
            unit.Property(x => x.Name).HasMaxLength(100);
            unit.Property(x => x.EnglishName).HasMaxLength(200);
            unit.Property(x => x.Kind).HasConversion<string>().HasMaxLength(30);
            unit.HasOne<Unit>().WithMany().HasForeignKey(x => x.ParentId).OnDelete(DeleteBehavior.Restrict);
        });
        Versions(builder.Entity<Post>(), "post");
        builder.Entity<Post>(post =>
        {
            post.Property(x => x.Title).HasMaxLength(100);
            post.Property(x => x.Roles).HasColumnType("text[]");
            post.Property(x => x.Level).HasConversion<string>().HasMaxLength(20);
            post.HasIndex(x => x.PersonId);
            post.HasOne<Unit>().WithMany().HasForeignKey(x => x.UnitId).OnDelete(DeleteBehavior.Restrict);
            post.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId).OnDelete(DeleteBehavior.Restrict);
        });
    }

    static void MapDelegations(ModelBuilder builder) => builder.Entity<Delegation>(delegation =>
    {
        delegation.ToTable("delegation").HasKey(x => x.Id);
        delegation.Property(x => x.Id).ValueGeneratedNever();
        delegation.Property(x => x.Reason).HasMaxLength(200);
        delegation.HasIndex(x => x.PostId);
        delegation.HasIndex(x => x.DelegateId);
        delegation.HasOne<Post>().WithMany().HasForeignKey(x => x.PostId).OnDelete(DeleteBehavior.Restrict);
        delegation.HasOne<Person>().WithMany().HasForeignKey(x => x.HolderId).OnDelete(DeleteBehavior.Restrict);
        delegation.HasOne<Person>().WithMany().HasForeignKey(x => x.DelegateId).OnDelete(DeleteBehavior.Restrict);
    });

    static void MapSharedData(ModelBuilder builder)
    {
        Versions(builder.Entity<CalendarYear>(), "calendar_year");
        builder.Entity<CalendarYear>(calendar =>
        {
            calendar.HasIndex(x => x.Year).IsUnique();
            calendar.Property(x => x.Source).HasMaxLength(300);
            AsJson(calendar.Property(x => x.Days));
        });
        Versions(builder.Entity<Parameter>(), "parameter");
        builder.Entity<Parameter>(parameter =>
        {
            parameter.Property(x => x.Key).HasMaxLength(80);
            parameter.HasIndex(x => x.Key).IsUnique();
            parameter.Property(x => x.Value).HasMaxLength(2000);
            parameter.Property(x => x.Default).HasMaxLength(2000);
            parameter.Property(x => x.Kind).HasConversion<string>().HasMaxLength(20);
            parameter.Property(x => x.Chinese).HasMaxLength(300);
            parameter.Property(x => x.English).HasMaxLength(300);
            parameter.Property(x => x.Reason).HasMaxLength(300);
        });
        Versions(builder.Entity<CodeList>(), "code_list");
        builder.Entity<CodeList>(list =>
        {
            list.Property(x => x.Name).HasMaxLength(60);
            list.HasIndex(x => x.Name).IsUnique();
            list.Property(x => x.Chinese).HasMaxLength(100);
            list.Property(x => x.English).HasMaxLength(100);
            AsJson(list.Property(x => x.Entries));
        });
    }

    static void Versions<T>(EntityTypeBuilder<T> builder, string table) where T : Versioned
    {
        builder.ToTable(table).HasKey(x => x.Id);
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.Version).IsConcurrencyToken();
    }

    static void AsJson<T>(PropertyBuilder<List<T>> property) => property.HasColumnType("jsonb").HasConversion(
        rows => JsonSerializer.Serialize(rows, JsonSerializerOptions.Web),
        json => JsonSerializer.Deserialize<List<T>>(json, JsonSerializerOptions.Web)!,
        new ValueComparer<List<T>>((a, b) => ReferenceEquals(a, b) || a!.SequenceEqual(b!), rows => rows.Count, rows => rows));
}

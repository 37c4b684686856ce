using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Anjie.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Anjie.PersonalData.Tests;

/// <summary>Converter, comparer and interceptor together, against a real database.</summary>
public sealed class SecretStorageTests : IAsyncLifetime
{
    static readonly KeyRing Ring = KeyRing.Generate();

    string _connection = "";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _connection = await Infrastructure.CreateDatabaseAsync("personal");
        await using var db = Open();
        await db.Database.EnsureCreatedAsync(Ct);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task S_91_a_text_is_unreadable_in_the_database_and_readable_after_loading()
    {
        var id = await SaveAsync("\U0002CD02三丰", "13812345678");

        await using var db = Open();
        var person = await db.People.SingleAsync(Ct);
        person.Name.Text.ShouldBe("\U0002CD02三丰");
        person.Phone!.Text.ShouldBe("13812345678");
        person.Address.ShouldBeNull();
        person.Relatives.Single().Name.Text.ShouldBe("李四");
        (await db.People.AsNoTracking().SingleAsync(Ct)).Name.Text.ShouldBe("\U0002CD02三丰");

        var raw = await BytesAsync("select name from person where id = $1", id);
        Encoding.UTF8.GetString(raw).ShouldNotContain("三丰");
        (await TextAsync("select data_type from information_schema.columns where table_name = 'person' and column_name = 'name'")).ShouldBe("bytea");
        (await TextAsync("select is_nullable from information_schema.columns where table_name = 'person' and column_name = 'name'")).ShouldBe("NO");
        (await TextAsync("select is_nullable from information_schema.columns where table_name = 'person' and column_name = 'phone'")).ShouldBe("YES");
    }

    [Fact]
    public async Task S_92_texts_swapped_between_rows_or_columns_do_not_open()
    {
        var one = await SaveAsync("张三", "13812345678");
        var two = await SaveAsync("李四", "13912345678");
        await ExecuteAsync("update person a set name = b.name from person b where a.id <> b.id");
        await ExecuteAsync("update person set phone = name");

        await using var db = Open();
        foreach (var person in await db.People.ToListAsync(Ct))
        {
            Should.Throw<CryptographicException>(() => person.Name.Text);
            Should.Throw<CryptographicException>(() => person.Phone!.Text);
        }

        one.ShouldNotBe(two);
    }

    [Fact]
    public async Task An_equal_text_is_no_change_and_another_one_is()
    {
        var id = await SaveAsync("张三", "13812345678");
        var before = await BytesAsync("select name from person where id = $1", id);

        await using (var db = Open())
        {
            var person = await db.People.SingleAsync(Ct);
            person.Name = new Secret("张三");
            db.ChangeTracker.HasChanges().ShouldBeFalse();
            (await db.SaveChangesAsync(Ct)).ShouldBe(0);
            (await BytesAsync("select name from person where id = $1", id)).ShouldBe(before);

            person.Name = new Secret("张三丰");
            person.Address = new Secret("金川区");
            db.Entry(person).Properties.Where(property => property.IsModified).Select(property => property.Metadata.Name)
                .ShouldBe(["Name", "Address"], ignoreOrder: true);
            (await db.SaveChangesAsync(Ct)).ShouldBe(1);
            person.Phone = null;
            await db.SaveChangesAsync(Ct);
        }

        await using var again = Open();
        var stored = await again.People.SingleAsync(Ct);
        (stored.Name.Text, stored.Address!.Text, stored.Phone).ShouldBe(("张三丰", "金川区", null));
    }

    [Fact]
    public async Task One_object_in_two_places_is_sealed_for_each()
    {
        await using (var db = Open())
        {
            var shared = new Secret("张三");
            db.AddRange(new Person(shared) { Address = shared }, new Person(shared));
            await db.SaveChangesAsync(Ct);
        }

        await using (var db = Open())
        {
            var people = await db.People.ToListAsync(Ct);
            people.ShouldAllBe(person => person.Name.Text == "张三" && (person.Address == null || person.Address.Text == "张三"));

            // Taken over from a loaded row, not opened before.
            await using var other = Open();
            var loaded = await other.People.FirstAsync(Ct);
            db.Add(new Person(loaded.Name) { Phone = new("13812345678") });
            await db.SaveChangesAsync(Ct);
        }

        await using var again = Open();
        (await again.People.ToListAsync(Ct)).Select(person => person.Name.Text).ShouldBe(["张三", "张三", "张三"]);
    }

    [Fact]
    public async Task S_92_a_rotation_seals_a_row_anew_when_it_is_told_to()
    {
        var id = await SaveAsync("张三", "13812345678");
        var rotated = Ring.WithNewActiveKey("k2");
        await using (var db = Open(rotated))
        {
            var person = await db.People.SingleAsync(Ct);
            db.Entry(person).Property(x => x.Name).IsModified = true;
            await db.SaveChangesAsync(Ct);
        }

        new FieldCipher(rotated).IsSealedWithActiveKey(await BytesAsync("select name from person where id = $1", id)).ShouldBeTrue();
        await using var again = Open(rotated);
        (await again.People.SingleAsync(Ct)).Name.Text.ShouldBe("张三");
    }

    [Fact]
    public async Task A_projected_column_opens_with_the_key_of_its_row()
    {
        await SaveAsync("张三", "13812345678");
        var interceptor = new SecretInterceptor(new FieldCipher(Ring));
        await using var db = Open(interceptor: interceptor);
        var row = await db.People.Select(person => new { person.Id, person.Name }).SingleAsync(Ct);

        Should.Throw<InvalidOperationException>(() => row.Name.Text);
        interceptor.Open<Person>(db, row.Name, nameof(Person.Name), row.Id).ShouldBe("张三");
    }

    [Fact]
    public async Task Without_the_interceptor_nothing_is_stored()
    {
        await using var db = new PeopleDb(new DbContextOptionsBuilder<PeopleDb>().UseNpgsql(_connection).UseSnakeCaseNamingConvention().Options);
        db.Add(new Person(new Secret("张三")));
        var failure = await Should.ThrowAsync<Exception>(() => db.SaveChangesAsync(Ct));

        failure.GetBaseException().Message.ShouldContain("SecretInterceptor");
        failure.ToString().ShouldNotContain("张三");
    }

    [Fact]
    public void A_secret_does_not_show_itself()
    {
        var secret = new Secret("张三");

        secret.ToString().ShouldBe("***");
        $"{secret}".ShouldBe("***");
        JsonSerializer.Serialize(new { secret }).ShouldBe("""{"secret":"***"}""");
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Secret>("\"张三\""));
        (secret == new Secret("张三")).ShouldBeTrue();
        (secret != new Secret("李四")).ShouldBeTrue();
        Secret.OrNull(" ").ShouldBeNull();
        Secret.OrNull("张三").ShouldBe(secret);
    }

    async Task<Guid> SaveAsync(string name, string phone)
    {
        await using var db = Open();
        var person = new Person(new Secret(name)) { Phone = new Secret(phone) };
        person.Relatives.Add(new Relative { Id = Guid.CreateVersion7(), Name = new Secret("李四") });
        db.Add(person);
        await db.SaveChangesAsync(Ct);
        person.Name.Text.ShouldBe(name);
        return person.Id.Value;
    }

    PeopleDb Open(KeyRing? ring = null, SecretInterceptor? interceptor = null) => new(new DbContextOptionsBuilder<PeopleDb>()
        .UseNpgsql(_connection).UseSnakeCaseNamingConvention().UseSecrets(interceptor ?? InterceptorOf(ring ?? Ring)).Options);

    // One per ring: EF keeps a service provider for each set of singleton interceptors.
    static SecretInterceptor InterceptorOf(KeyRing ring) => ReferenceEquals(ring, Ring) ? Usual : new(new FieldCipher(ring));

    static readonly SecretInterceptor Usual = new(new FieldCipher(Ring));

    async Task<byte[]> BytesAsync(string sql, Guid id)
    {
        await using var source = NpgsqlDataSource.Create(_connection);
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = id });
        return (byte[])(await command.ExecuteScalarAsync(Ct))!;
    }

    async Task<string> TextAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_connection);
        await using var command = source.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync(Ct))!;
    }

    async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_connection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }
}

public readonly record struct PersonId(Guid Value);

/// <summary>As the services' entities are: a strong id, private setters, owned children.</summary>
public sealed class Person
{
    Person() { }

    public Person(Secret name) => Name = name;

    public PersonId Id { get; private init; } = new(Guid.CreateVersion7());
    public Secret Name { get; set; } = Secret.Empty;
    public Secret? Phone { get; set; }
    public Secret? Address { get; set; }
    public List<Relative> Relatives { get; } = [];
}

public sealed class Relative
{
    public Guid Id { get; init; }
    public PersonId PersonId { get; init; }
    public Secret Name { get; init; } = Secret.Empty;
}

public sealed class PeopleDb(DbContextOptions<PeopleDb> options) : DbContext(options)
{
    public DbSet<Person> People => Set<Person>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Person>(person =>
        {
            person.ToTable("person");
            person.Property(x => x.Id).HasConversion(id => id.Value, value => new(value)).ValueGeneratedNever();
            person.OwnsMany(x => x.Relatives, relative =>
            {
                relative.ToTable("relative").WithOwner().HasForeignKey(x => x.PersonId);
                relative.HasKey(x => x.Id);
                relative.Property(x => x.Id).ValueGeneratedNever();
            });
        });
        modelBuilder.MapSecrets();
    }
}

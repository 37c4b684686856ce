using System.Collections.Concurrent;
using System.Text;
using Anjie.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Anjie.PersonalData.Tests;

/// <summary>A new key comes into force under a process that goes on reading and writing, against a real database.</summary>
public sealed class KeyRotationTests : IAsyncLifetime
{
    const int Rows = 450; // more than two sets

    readonly string _file = Path.Combine(TemporaryFolder.Create("ring"), "keys.json");
    KeyRing _ring = KeyRing.Generate();
    FieldCipher _cipher = null!;
    SecretInterceptor _interceptor = null!;
    string _connection = "";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _ring.Save(_file);
        _cipher = new(new KeyRingFile(_file));
        _interceptor = new(_cipher);
        _connection = await Infrastructure.CreateDatabaseAsync("rotation");
        await using var db = Open();
        await db.Database.EnsureCreatedAsync(Ct);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task S_92_a_new_key_comes_into_force_under_writers_and_no_row_keeps_the_old_one()
    {
        await using (var db = Open())
        {
            db.AddRange(Enumerable.Range(0, Rows).Select(i => New($"旧{i}")));
            await db.SaveChangesAsync(Ct);
        }

        ConcurrentDictionary<Guid, string> written = [];
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var writers = Enumerable.Range(0, 3).Select(number => Task.Run(() => WriteAsync(number, written, enough.Token), Ct)).ToList();
        await Eventually.HoldsAsync(() => Task.FromResult(written.Count > 20), TimeSpan.FromSeconds(20), "twenty writes");
        _ring = _ring.WithNewActiveKey("k2");
        _ring.Save(_file);

        long moved;
        await using (var db = Open())
            moved = await new KeyRotation(_cipher).RunAsync(db, Ct);
        var (before, left) = (written.Count, await HeldByAsync("k1"));
        await Eventually.HoldsAsync(() => Task.FromResult(written.Count > before + 20), TimeSpan.FromSeconds(20), "twenty writes more");
        await enough.CancelAsync();
        await Task.WhenAll(writers);

        moved.ShouldBeGreaterThanOrEqualTo(Rows * 3);
        left.ShouldBe(0);
        (await HeldByAsync("k1")).ShouldBe(0);
        (await HeldByAsync("k2")).ShouldBeGreaterThan(Rows * 3);
        await using var again = Open();
        var people = await again.People.AsNoTracking().ToListAsync(Ct);
        people.Count.ShouldBe(Rows + written.Count);
        foreach (var person in people)
        {
            person.Name.Text.ShouldBe(written.GetValueOrDefault(person.Id.Value, person.Name.Text));
            person.Phone!.Text.ShouldBe("13812345678");
            person.Relatives.Single().Name.Text.ShouldBe("李四");
        }

        people.Count(person => person.Name.Text.StartsWith('旧')).ShouldBe(Rows);
    }

    [Fact]
    public async Task S_92_a_row_that_somebody_holds_is_not_waited_for_and_not_forgotten()
    {
        await using var db = Open();
        var person = New("张三");
        db.Add(person);
        await db.SaveChangesAsync(Ct);
        _ring.WithNewActiveKey("k2").Save(_file);

        await using var holder = new NpgsqlConnection(_connection);
        await holder.OpenAsync(Ct);
        await using var transaction = await holder.BeginTransactionAsync(Ct);
        await using (var hold = new NpgsqlCommand("select from person for update", holder))
            await hold.ExecuteNonQueryAsync(Ct);
        await using var other = Open();
        var rotation = new KeyRotation(_cipher).RunAsync(other, Ct);
        await Eventually.HoldsAsync(async () => await HeldByAsync("k1", "relative") == 0 || rotation.IsCompleted, TimeSpan.FromSeconds(20), "everything else is sealed anew");
        rotation.IsCompleted.ShouldBeFalse();
        await transaction.CommitAsync(Ct);

        (await rotation).ShouldBe(3);
        (await HeldByAsync("k1")).ShouldBe(0);
    }

    [Fact]
    public void S_92_a_key_is_known_at_once_to_whoever_meets_its_first_text()
    {
        var rotated = _ring.WithNewActiveKey("k2");
        rotated.Save(_file);

        _cipher.Open(new FieldCipher(rotated).Seal("张三", "a|b|1"), "a|b|1").ShouldBe("张三");
    }

    [Fact]
    public async Task S_92_a_damaged_ring_or_one_with_another_index_leaves_the_last_good_one_in_force()
    {
        await File.WriteAllTextAsync(_file, "{", Ct);
        await Task.Delay(TimeSpan.FromSeconds(1), Ct);
        _cipher.Open(_cipher.Seal("张三", "a|b|1"), "a|b|1").ShouldBe("张三");

        KeyRing.Generate().WithNewActiveKey("k9").Save(_file);
        await Task.Delay(TimeSpan.FromSeconds(1), Ct);
        Encoding.ASCII.GetString(_cipher.Seal("张三", "a|b|1"), 2, 2).ShouldBe("k1");
    }

    async Task WriteAsync(int number, ConcurrentDictionary<Guid, string> written, CancellationToken enough)
    {
        for (var i = 0; !enough.IsCancellationRequested; i++)
        {
            await using var db = Open();
            var person = New($"新{number}-{i}");
            db.Add(person);
            await db.SaveChangesAsync(CancellationToken.None);
            await using var later = Open();
            var loaded = await later.People.SingleAsync(one => one.Id == person.Id, CancellationToken.None);
            loaded.Name = new($"改{number}-{i}");
            await later.SaveChangesAsync(CancellationToken.None);
            written[person.Id.Value] = loaded.Name.Text;
        }
    }

    static Person New(string name)
    {
        var person = new Person(new(name)) { Phone = new("13812345678") };
        person.Relatives.Add(new() { Id = Guid.CreateVersion7(), Name = new("李四") });
        return person;
    }

    async Task<long> HeldByAsync(string key, string tables = "person relative")
    {
        await using var source = NpgsqlDataSource.Create(_connection);
        var texts = string.Join(" union all ", tables.Split(' ').Select(table => table == "person" ? "select name as text from person union all select phone from person" : "select name as text from relative"));
        await using var command = source.CreateCommand($"select count(*) from ({texts}) t where substring(text from 3 for 2) = convert_to('{key}', 'UTF8')");
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }

    PeopleDb Open() => new(new DbContextOptionsBuilder<PeopleDb>().UseNpgsql(_connection).UseSnakeCaseNamingConvention().UseSecrets(_interceptor).Options);
}

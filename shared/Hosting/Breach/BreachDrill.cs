using System.Globalization;
using System.Security.Cryptography;
using Anjie.Cases;
using Anjie.PersonalData;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Anjie.Hosting.Breach;

/// <summary>The <c>breach-drill</c> verb: whom of those it keeps a service finds in a leaked file, and who had been shown them.</summary>
public static class BreachDrill
{
    public const string Verb = "breach-drill";

    const int Batch = 5000;

    public static bool IsAsked(string[] args) => args is [Verb, ..];

    /// <summary>Reads <c>Breach:File</c> and writes two tables into <c>Breach:Folder</c>: ids and case numbers, never what the file says. Leaves one row of evidence.</summary>
    /// <param name="kept">All whom the service keeps.</param>
    /// <param name="more">Other cases of the same people, whose files were read too; pairs of that case and the one of <paramref name="kept"/>.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> DrillAsync<TDb>(
        this WebApplication app, IndexNames columns, Func<TDb, IQueryable<KeptPerson>> kept, Func<TDb, IQueryable<OtherCase>>? more = null) where TDb : DbContext
    {
        await using var scope = app.Services.CreateAsyncScope();
        var (db, clock, service) = (scope.ServiceProvider.GetRequiredService<TDb>(), scope.ServiceProvider.GetRequiredService<BusinessClock>(), app.Services.GetRequiredService<ServiceName>().Name);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var (file, folder) = (Setting("Breach:File"), Setting("Breach:Folder"));
        var leaked = new LeakedPeople(app.Services.GetRequiredService<BlindIndex>(), columns);
        foreach (var line in LeakedFile.Lines(file))
            leaked.Add(LeakedLine.Read(line, clock.Today()));

        var found = await FindAsync(kept(db), leaked);
        var cases = found.Values.GroupBy(one => one.Person.CaseId).ToDictionary(people => people.Key, people => people.Select(one => one.Person.Id).ToList());
        foreach (var other in more is null ? [] : await more(db).ToListAsync(CancellationToken.None))
            if (cases.TryGetValue(other.KnownAs, out var people))
                cases[other.Id] = people;
        var readers = await ReadersAsync(db, found.Keys, cases);

        await WriteAsync(Path.Combine(folder, $"{service}-affected.csv"), "case,number,unit,person,match", found.Values
            .OrderByDescending(one => one.Match).ThenBy(one => one.Person.CaseNumber, StringComparer.Ordinal).ThenBy(one => one.Person.Id)
            .Select(one => $"{one.Person.CaseId},{one.Person.CaseNumber},{one.Person.UnitPath},{one.Person.Id},{one.Match}"));
        await WriteAsync(Path.Combine(folder, $"{service}-readers.csv"), "person,post,unit,people,times,first,last", readers.OrderByDescending(reader => reader.Value.People.Count).ThenBy(reader => reader.Key.ActorId)
            .Select(reader => string.Create(CultureInfo.InvariantCulture, $"{reader.Key.ActorId},{reader.Key.PostId},{reader.Key.UnitId},{reader.Value.People.Count},{reader.Value.Times},{reader.Value.First:O},{reader.Value.Last:O}")));
        db.Add(new AuditRow
        {
            Id = Guid.CreateVersion7(), OccurredAt = clock.GetUtcNow(), ActorId = Guid.Empty, PostId = Guid.Empty, UnitId = Guid.Empty, Roles = Roles.System, Action = Verb, Subject = await HashOfAsync(file), Result = AuditRow.Done,
        });
        await db.SaveChangesAsync(CancellationToken.None);
        Console.WriteLine(FormattableString.Invariant($"{service}: {leaked.Lines} lines, {found.Count} people, {readers.Count} readers"));
        return 0;

        string Setting(string name) => app.Configuration[name] ?? throw new InvalidOperationException($"{name} is not configured.");
    }

    static async Task<Dictionary<Guid, (KeptPerson Person, LeakMatch Match)>> FindAsync(IQueryable<KeptPerson> kept, LeakedPeople leaked)
    {
        Dictionary<Guid, (KeptPerson, LeakMatch)> found = [];
        foreach (var keys in leaked.IdentityNumbers.Chunk(Batch))
            await TakeAsync(kept.Where(person => person.IdentityNumber != null && keys.Contains(person.IdentityNumber)));
        foreach (var keys in leaked.Phones.Chunk(Batch))
            await TakeAsync(kept.Where(person => person.Phone != null && keys.Contains(person.Phone)));
        foreach (var keys in leaked.Names.Chunk(Batch))
            await TakeAsync(kept.Where(person => keys.Contains(person.Name)));
        return found;

        async Task TakeAsync(IQueryable<KeptPerson> some)
        {
            await foreach (var person in some.AsAsyncEnumerable())
                if (leaked.MatchWith(person) is { } match)
                    found[person.Id] = (person, match);
        }
    }

    sealed class Reading
    {
        public HashSet<Guid> People { get; } = [];
        public int Times { get; private set; }
        public DateTimeOffset First { get; private set; } = DateTimeOffset.MaxValue;
        public DateTimeOffset Last { get; private set; } = DateTimeOffset.MinValue;

        public void Add(IEnumerable<Guid> people, DateTimeOffset at)
        {
            People.UnionWith(people);
            Times++;
            (First, Last) = (at < First ? at : First, at > Last ? at : Last);
        }
    }

    /// <summary>Who was shown somebody in full, and who read a file of a case: both leave a row each time.</summary>
    static async Task<Dictionary<(Guid ActorId, Guid PostId, Guid UnitId), Reading>> ReadersAsync(DbContext db, IEnumerable<Guid> people, Dictionary<Guid, List<Guid>> cases)
    {
        Dictionary<(Guid, Guid, Guid), Reading> readers = [];
        foreach (var some in people.Chunk(Batch))
            await foreach (var look in db.Set<Disclosure>().AsNoTracking().Where(look => some.Contains(look.PersonId)).Select(look => new { look.ActorId, look.PostId, look.UnitId, look.PersonId, look.At }).AsAsyncEnumerable())
                Of(look.ActorId, look.PostId, look.UnitId).Add([look.PersonId], look.At);
        // A read is a row when a file is read, and so is an export; the subject begins with the case.
        await foreach (var row in db.Set<AuditRow>().AsNoTracking().Where(row => row.Action.StartsWith("GET ") && row.Result == AuditRow.Done).AsAsyncEnumerable())
            foreach (var part in row.Subject.Split('/'))
                if (Guid.TryParse(part, out var id) && cases.TryGetValue(id, out var shown))
                    Of(row.ActorId, row.PostId, row.UnitId).Add(shown, row.OccurredAt);
        return readers;

        Reading Of(Guid actor, Guid post, Guid unit)
        {
            if (!readers.TryGetValue((actor, post, unit), out var reading))
                readers[(actor, post, unit)] = reading = new();
            return reading;
        }
    }

    static async Task WriteAsync(string path, string head, IEnumerable<string> lines)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var writer = new StreamWriter(new FileStream(path, options));
        await writer.WriteLineAsync(head);
        foreach (var line in lines)
            await writer.WriteLineAsync(line);
    }

    static async Task<string> HashOfAsync(string file)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream));
    }
}

/// <summary>A case of people who are kept with another.</summary>
public sealed class OtherCase
{
    public required Guid Id { get; init; }

    /// <summary>The one they are kept with.</summary>
    public required Guid KnownAs { get; init; }
}

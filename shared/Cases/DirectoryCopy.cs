using System.Collections.Frozen;
using System.Collections.Immutable;
using Anjie.Contracts.Directory;
using Anjie.Deadlines;
using Anjie.Messaging;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Cases;

/// <summary>A service's small copy of a unit; the latest version wins.</summary>
public sealed class UnitCopy
{
    public required Guid Id { get; init; }
    public required int Version { get; set; }
    public Guid? ParentId { get; set; }
    public required string Path { get; set; }
    public required string Name { get; set; }
    public required string EnglishName { get; set; }
    public required string Kind { get; set; }
    public required bool Active { get; set; }
}

/// <summary>A service's small copy of a post; the latest version wins.</summary>
public sealed class PostCopy
{
    public required Guid Id { get; init; }
    public required int Version { get; set; }
    public Guid? PersonId { get; set; }
    public required Guid UnitId { get; set; }
    public required string Title { get; set; }
    public required List<string> Roles { get; set; }
    public string? Level { get; set; }
    public required bool Active { get; set; }
}

public sealed class CalendarCopy
{
    public required int Year { get; init; }
    public required int Version { get; set; }
    public required string Label { get; set; }
    public required string Days { get; set; }
}

public sealed class ParameterCopy
{
    public required string Key { get; init; }
    public required int Version { get; set; }
    public required string Value { get; set; }
}

public static class DirectoryCopy
{
    internal static void AddDirectoryCopy(this ModelBuilder model)
    {
        model.Entity<UnitCopy>(unit =>
        {
            unit.ToTable("unit_copy").HasKey(x => x.Id);
            unit.Property(x => x.Id).ValueGeneratedNever();
            unit.HasIndex(x => x.Path);
        });
        model.Entity<PostCopy>(post =>
        {
            post.ToTable("post_copy").HasKey(x => x.Id);
            post.Property(x => x.Id).ValueGeneratedNever();
            post.HasIndex(x => x.PersonId);
        });
        model.Entity<CalendarCopy>(calendar =>
        {
            calendar.ToTable("calendar_copy").HasKey(x => x.Year);
            calendar.Property(x => x.Year).ValueGeneratedNever();
            calendar.Property(x => x.Days).HasColumnType("jsonb");
        });
        model.Entity<ParameterCopy>(parameter => parameter.ToTable("parameter_copy").HasKey(x => x.Key));
        model.Entity<EndedSession>(session =>
        {
            session.ToTable("ended_session").HasKey(x => x.Id);
            session.Property(x => x.Id).ValueGeneratedNever();
            session.HasIndex(x => x.EndedAt);
        });
    }

    /// <summary>The active unit, or a refusal with a code.</summary>
    public static async Task<UnitCopy> UnitAsync(this DbContext db, Guid id, CancellationToken ct) =>
        await db.Set<UnitCopy>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == id && x.Active, ct)
        ?? throw new BrokenRuleException(CaseErrors.UnknownUnit, id);

    /// <summary>The active, filled post, or a refusal with a code.</summary>
    public static async Task<PostCopy> PostAsync(this DbContext db, Guid id, CancellationToken ct) =>
        await db.Set<PostCopy>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == id && x.Active && x.PersonId != null, ct)
        ?? throw new BrokenRuleException(CaseErrors.UnknownPost, id);

    /// <summary>Who is in a post, or a refusal with a code.</summary>
    public static async Task<PostHolder> HolderAsync(this DbContext db, Guid postId, CancellationToken ct) => await (
        from post in db.Set<PostCopy>().AsNoTracking()
        join unit in db.Set<UnitCopy>().AsNoTracking() on post.UnitId equals unit.Id
        where post.Id == postId && post.Active && post.PersonId != null
        select new PostHolder(post.PersonId!.Value, post.Id, unit.Path)).FirstOrDefaultAsync(ct) ?? throw new BrokenRuleException(CaseErrors.UnknownPost, postId);
}

/// <summary>What a service does when a post got another holder, or none. It is told once a version and in their order, in the transaction that keeps the copy.</summary>
public interface IFollowsPosts
{
    Task OnPostChangedAsync(PostCopy post, CancellationToken ct);
}

/// <summary>Keeps the copies of units, posts, calendars and parameters, and what has ended; every service with cases registers it by name.</summary>
public sealed class KeepDirectoryCopy<TDb>(TDb db, CalendarCache calendars, AccessWatch access, AfterCommit afterCommit, IEnumerable<IFollowsPosts> followers) :
    IConsumer<UnitChanged>, IConsumer<PostChanged>, IConsumer<CalendarPublished>, IConsumer<ParameterChanged>, IConsumer<SessionEnded>
    where TDb : DbContext
{
    static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public async Task Consume(ConsumeContext<UnitChanged> context)
    {
        var fact = context.Message;
        var copy = await db.Set<UnitCopy>().FindAsync([fact.UnitId], context.CancellationToken);
        if (copy is null)
            db.Add(new UnitCopy { Id = fact.UnitId, Version = fact.Version, ParentId = fact.ParentId, Path = fact.Path, Name = fact.Name, EnglishName = fact.EnglishName, Kind = fact.Kind, Active = fact.Active });
        else if (copy.Version < fact.Version)
            (copy.Version, copy.ParentId, copy.Path, copy.Name, copy.EnglishName, copy.Kind, copy.Active) = (fact.Version, fact.ParentId, fact.Path, fact.Name, fact.EnglishName, fact.Kind, fact.Active);
        afterCommit.Do(access.Expire);
    }

    public async Task Consume(ConsumeContext<PostChanged> context)
    {
        var fact = context.Message;
        var copy = await db.Set<PostCopy>().FindAsync([fact.PostId], context.CancellationToken);
        if (copy?.Version >= fact.Version)
            return;

        if (copy is null)
            db.Add(copy = new PostCopy { Id = fact.PostId, Version = fact.Version, PersonId = fact.PersonId, UnitId = fact.UnitId, Title = fact.Title, Roles = [.. fact.Roles], Level = fact.Level, Active = fact.Active });
        else
            (copy.Version, copy.PersonId, copy.UnitId, copy.Title, copy.Roles, copy.Level, copy.Active) = (fact.Version, fact.PersonId, fact.UnitId, fact.Title, [.. fact.Roles], fact.Level, fact.Active);
        foreach (var follower in followers)
            await follower.OnPostChangedAsync(copy, context.CancellationToken);
        afterCommit.Do(access.Expire);
    }

    public async Task Consume(ConsumeContext<SessionEnded> context)
    {
        // Business time may stand still or leap; sessions live on the system's own.
        var now = TimeProvider.System.GetUtcNow();
        if (await db.Set<EndedSession>().FindAsync([context.Message.SessionId], context.CancellationToken) is null)
            db.Add(new EndedSession { Id = context.Message.SessionId, EndedAt = now });
        await db.Set<EndedSession>().Where(x => x.EndedAt < now - Kept).ExecuteDeleteAsync(context.CancellationToken);
        afterCommit.Do(access.Expire);
    }

    public async Task Consume(ConsumeContext<CalendarPublished> context)
    {
        var fact = context.Message;
        var days = System.Text.Json.JsonSerializer.Serialize(fact.Days, System.Text.Json.JsonSerializerOptions.Web);
        var copy = await db.Set<CalendarCopy>().FindAsync([fact.Year], context.CancellationToken);
        if (copy is null)
            db.Add(new CalendarCopy { Year = fact.Year, Version = fact.Version, Label = fact.CalendarVersion, Days = days });
        else if (copy.Version < fact.Version)
            (copy.Version, copy.Label, copy.Days) = (fact.Version, fact.CalendarVersion, days);
        afterCommit.Do(calendars.Expire);
    }

    public async Task Consume(ConsumeContext<ParameterChanged> context)
    {
        var fact = context.Message;
        var copy = await db.Set<ParameterCopy>().FindAsync([fact.Key], context.CancellationToken);
        if (copy is null)
            db.Add(new ParameterCopy { Key = fact.Key, Version = fact.Version, Value = fact.Value });
        else if (copy.Version < fact.Version)
            (copy.Version, copy.Value) = (fact.Version, fact.Value);
        afterCommit.Do(calendars.Expire);
    }
}

/// <summary>The calendar and the settings in force, read from the service's copies; plain weekends until a year is known.</summary>
public sealed class CalendarCache : IDisposable
{
    static readonly TimeSpan MaximumAge = TimeSpan.FromSeconds(30);

    readonly RecentlyRead<Reading> _current = new(MaximumAge, ReadAsync);

    /// <summary>Makes every act from now on go by the copy as it is now.</summary>
    public void Expire() => _current.Expire();

    public async ValueTask<WorkCalendar> CurrentAsync(DbContext db, CancellationToken ct) => (await _current.GetAsync(db, ct)).Calendar;

    /// <summary>The settings by their keys; none in a service that keeps no copy of them.</summary>
    public async ValueTask<IReadOnlyDictionary<string, string>> ParametersAsync(DbContext db, CancellationToken ct) => (await _current.GetAsync(db, ct)).Parameters;

    public void Dispose() => _current.Dispose();

    /// <summary>The calendar as it would be with another arrangement of one year; nothing is kept of it.</summary>
    public static async Task<WorkCalendar> WithAsync(DbContext db, int year, IReadOnlyList<CalendarException> arrangement, CancellationToken ct)
    {
        var others = await db.Set<CalendarCopy>().AsNoTracking().Where(x => x.Year != year).ToListAsync(ct);
        var days = System.Text.Json.JsonSerializer.Serialize(arrangement, System.Text.Json.JsonSerializerOptions.Web);
        return Compose([.. others.Append(new() { Year = year, Version = 0, Label = $"{year}.0", Days = days }).OrderBy(x => x.Year)]);
    }

    static async Task<Reading> ReadAsync(DbContext db, CancellationToken ct) => new(
        Compose(await db.Set<CalendarCopy>().AsNoTracking().OrderBy(x => x.Year).ToListAsync(ct)),
        db.Model.FindEntityType(typeof(ParameterCopy)) is null ? FrozenDictionary<string, string>.Empty
            : (await db.Set<ParameterCopy>().AsNoTracking().ToListAsync(ct)).ToFrozenDictionary(x => x.Key, x => x.Value, StringComparer.Ordinal));

    static WorkCalendar Compose(List<CalendarCopy> years)
    {
        var days = years.SelectMany(x => System.Text.Json.JsonSerializer.Deserialize<List<CalendarException>>(x.Days, System.Text.Json.JsonSerializerOptions.Web)!);
        return years.Count == 0 ? WorkCalendar.PlainWeekends : new WorkCalendar(
            string.Join('+', years.Select(x => x.Label)), [.. days.Select(x => new CalendarDay(x.Date, x.IsWorking, x.Reason))], years.Select(x => x.Year).ToImmutableArray());
    }

    sealed record Reading(WorkCalendar Calendar, FrozenDictionary<string, string> Parameters);
}

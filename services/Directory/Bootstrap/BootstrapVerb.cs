using System.Security.Cryptography;
using Anjie.Cases;
using Anjie.Deadlines;
using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Anjie.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Bootstrap;

/// <summary>The <c>bootstrap</c> verb: fills an empty directory, and adds what is new in the files to one that is not.
/// What exists already is left alone: administrators may have changed it.</summary>
internal static class BootstrapVerb
{
    public static bool IsAsked(string[] args) => args is ["bootstrap", ..];

    /// <returns>The exit code.</returns>
    public static async Task<int> BootstrapAsync(this WebApplication app, string[] args)
    {
        var folder = args is [_, { } given, ..] && !given.StartsWith('-') ? given : Path.Combine(AppContext.BaseDirectory, "data");
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var act = new Act(Actor.System, services.GetRequiredService<BusinessClock>().GetUtcNow(), services.GetRequiredService<BusinessClock>().Today(), WorkCalendar.PlainWeekends);
        var db = services.GetRequiredService<DirectoryDb>();
        var data = InitialData.Read(folder);
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        await Features.Units.TreeLock.TakeAsync(db, CancellationToken.None);
        await AddUnitsAsync(db, act, data.Units);
        await AddSharedDataAsync(db, act, data);
        if (app.Environment.IsDevelopment())
            await AddPeopleAsync(services, db, act, data.People, app.Configuration["Demo:Password"]);
        else
            await AddAdministratorsAsync(services, db, act, app.Configuration.GetSection("Bootstrap"));
        await db.SaveChangesAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        return 0;
    }

    static async Task AddUnitsAsync(DirectoryDb db, Act act, IReadOnlyList<InitialData.UnitOf> units)
    {
        var byId = await db.Units.ToDictionaryAsync(x => x.Id);
        foreach (var unit in units)
        {
            var id = StableId.Of("unit", unit.Path);
            if (byId.ContainsKey(id))
                continue;
            var parent = unit.Under is { } under ? byId[StableId.Of("unit", under)] : null;
            var place = new UnitPlace(parent, [], CodeTaken: false, HasRoot: byId.Values.Any(x => x.ParentId is null), HasPosts: false, HadPosts: false);
            var added = Unit.Create(act, id, new UnitDetails(parent?.Id, unit.Code, unit.Name, unit.EnglishName, unit.Kind, Active: true), place);
            byId.Add(id, added);
            db.Add(added);
        }
    }

    static async Task AddSharedDataAsync(DirectoryDb db, Act act, InitialData data)
    {
        var years = await db.Calendars.Select(x => x.Year).ToHashSetAsync();
        // A provisional year is one without a notice: it is not published, and deadlines in it say so.
        foreach (var calendar in data.Calendars.Where(x => !x.Provisional && !years.Contains(x.Year)))
            db.Add(CalendarYear.Publish(act, StableId.Of("calendar", $"{calendar.Year}"), calendar.Year, calendar.Source, calendar.Days));

        var keys = await db.Parameters.Select(x => x.Key).ToHashSetAsync();
        foreach (var parameter in data.Parameters.Where(x => !keys.Contains(x.Key)))
            db.Add(Parameter.Define(act, StableId.Of("parameter", parameter.Key), parameter.Key, parameter.Value, parameter.Kind, parameter.Minimum, parameter.Maximum, parameter.Chinese, parameter.English));

        var lists = await db.CodeLists.Select(x => x.Name).ToHashSetAsync();
        foreach (var list in data.CodeLists.Where(x => !lists.Contains(x.Name)))
            db.Add(CodeList.Publish(act, StableId.Of("code-list", list.Name), list.Name, list.Chinese, list.English, list.Entries));
    }

    static async Task AddPeopleAsync(IServiceProvider services, DirectoryDb db, Act act, IReadOnlyList<InitialData.PersonOf> people, string? password)
    {
        if (string.IsNullOrEmpty(password))
            throw new InvalidOperationException("Demo:Password is not configured.");
        var known = await db.Users.Select(x => x.Id).ToHashSetAsync();
        var (accounts, now) = (services.GetRequiredService<UserManager<Person>>(), services.GetRequiredService<TimeProvider>().GetUtcNow());
        // One hash for all: they share the password, and two hundred hashes would take a quarter of a minute.
        var hash = accounts.PasswordHasher.HashPassword(null!, password);
        foreach (var person in people.Where(x => !known.Contains(StableId.Of("person", x.UserName))))
            Add(accounts, db, act, person, hash, now);
    }

    /// <summary>The pair that can make everybody else: one makes accounts, the other gives them posts.</summary>
    static async Task AddAdministratorsAsync(IServiceProvider services, DirectoryDb db, Act act, IConfiguration configuration)
    {
        var (accounts, now) = (services.GetRequiredService<UserManager<Person>>(), services.GetRequiredService<TimeProvider>().GetUtcNow());
        foreach (var (section, role, title) in new[]
        {
            ("SystemAdministrator", Roles.SystemAdministrator, "系统管理员"),
            ("SecurityAdministrator", Roles.SecurityAdministrator, "安全管理员"),
        })
        {
            if (configuration[$"{section}:UserName"] is not { Length: > 0 } userName || configuration[$"{section}:Password"] is not { Length: > 0 } password
                || await db.Users.AnyAsync(x => x.Id == StableId.Of("person", userName)))
                continue;
            var person = new InitialData.PersonOf(userName, configuration[$"{section}:Name"] ?? title, "6203.xtgl.", title, [role], null);
            Add(accounts, db, act, person, accounts.PasswordHasher.HashPassword(null!, password), now);
        }
    }

    static void Add(UserManager<Person> accounts, DirectoryDb db, Act act, InitialData.PersonOf data, string hash, DateTimeOffset now)
    {
        var postId = StableId.Of("post", data.UserName);
        var person = Person.Create(act, StableId.Of("person", data.UserName), new PersonDetails(data.UserName, data.Name, postId, Active: true));
        person.NormalizedUserName = accounts.NormalizeName(data.UserName);
        person.TakePassword(hash, given: true, now);
        person.SecurityStamp = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        db.Add(person);
        db.Add(Post.Create(
            act, postId, new PostDetails(StableId.Of("unit", data.Unit), person.Id, data.Title, data.Roles, data.Level, Active: true),
            new PostSurroundings(UnitInUse: true, PersonInUse: true, OtherRoles: new HashSet<string>(), AdministeredElsewhere: new HashSet<string>())));
        if (data.Also is { } also)
            db.Add(Post.Create(
                act, StableId.Of("post", data.UserName + "/2"), new PostDetails(StableId.Of("unit", also.Unit), person.Id, also.Title, also.Roles, Level: null, Active: true),
                new PostSurroundings(UnitInUse: true, PersonInUse: true, OtherRoles: data.Roles.ToHashSet(StringComparer.Ordinal), AdministeredElsewhere: new HashSet<string>())));
    }
}

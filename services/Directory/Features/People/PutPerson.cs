using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Directory.Domain;
using Anjie.Directory.Features.SignIn;
using Anjie.Directory.Features.SignIn.Passwords;
using Anjie.Directory.Features.SignIn.SecondFactor;
using Anjie.Directory.Persistence;
using Anjie.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.People;

internal static class PutPerson
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/people/{id:guid}", HandleAsync)
        .WithSummary("Create or change an official's account. System administrators only; rights come from posts.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status428PreconditionRequired);

    public sealed record Request(
        [property: Required, RegularExpression("^[0-9a-z][0-9a-z.-]{1,39}$")] string UserName,
        [property: Required, StringLength(60, MinimumLength = 1)] string Name,
        Guid? PrimaryPostId,
        [property: Required] bool? Active,
        [property: StringLength(PasswordText.LongestField)] string? Password);

    static async Task<Results<Ok<PersonView>, Created<PersonView>>> HandleAsync(
        Guid id, Request request, Act act, Precondition precondition, DirectoryDb db, UserManager<Person> accounts, PasswordBook passwords, Sessions sessions, AccessWatch access, HttpContext http, CancellationToken ct)
    {
        var details = new PersonDetails(request.UserName, request.Name, request.PrimaryPostId, request.Active!.Value);
        var person = await db.Users.FirstOrDefaultAsync(x => x.Id == id, ct);
        var isNew = person is null;
        var before = person?.Version ?? 0;
        var refusal = await RefusalAsync(id, details, db, accounts, ct);
        // One that is in force already is a repeat, whatever the rules say of it today.
        var isNewPassword = request.Password is { } given && !(person is not null && passwords.IsOf(person, given));
        var fault = isNewPassword ? await passwords.FaultOfAsync(id, details.UserName, details.Name, request.Password!, ct) : null;
        var weakness = fault is null ? null : new BrokenRuleException(fault.Code, fault.Values);
        if (person is null)
        {
            person = Person.Create(act, id, details);
            if ((refusal ?? weakness) is { } reason)
                throw reason;
            db.Add(person);
        }
        else
            precondition.Change(() => person.Version, () =>
            {
                if (refusal is not null && !person.Is(details))
                    throw refusal;
                person.Change(act, details);
                if (weakness is not null)
                    throw weakness;
                if (isNewPassword)
                    person.PasswordWasReset(act);
            });

        if (isNew || person.Version != before)
        {
            if (isNewPassword)
                await passwords.TakeAsync(person, request.Password!, given: true, ct);
            await accounts.UpdateNormalizedUserNameAsync(person);
            // A new stamp ends the sessions that rest on the old state of the account.
            person.SecurityStamp = Guid.CreateVersion7().ToString("N");
            await sessions.StageEndAsync(act, SessionEnd.AccountChanged, open => open.Where(x => x.PersonId == id), ct);
        }
        await db.SaveChangesAsync(ct);
        access.Expire();
        var view = http.Tagged(person.Version, await PersonView.OfAsync(person, db, ct));
        return isNew ? TypedResults.Created($"/api/directory/people/{id}", view) : TypedResults.Ok(view);
    }

    static async Task<BrokenRuleException?> RefusalAsync(Guid id, PersonDetails details, DirectoryDb db, UserManager<Person> accounts, CancellationToken ct)
    {
        var normalized = accounts.NormalizeName(details.UserName);
        if (await db.Users.AnyAsync(x => x.NormalizedUserName == normalized && x.Id != id, ct))
            return new(DirectoryErrors.UserNameTaken, details.UserName);
        if (details.Active)
            return null;
        var held = await db.Posts.Where(x => x.PersonId == id && x.Active).OrderBy(x => x.Id).Select(x => x.Title).ToListAsync(ct);
        return held.Count > 0 ? new(DirectoryErrors.PersonInUse, string.Join('、', held)) : null;
    }
}

/// <summary>An account as administrators see it.</summary>
/// <param name="HasPassword">One was given; without it nobody signs in.</param>
/// <param name="HasSecondFactor">An app or a passkey is set up.</param>
/// <param name="LockedUntil">Wrong passwords have closed a way in until then.</param>
/// <param name="LastSignInAt">A sign-in is known for 30 days after its end.</param>
/// <param name="OpenSignIns">How many have not ended.</param>
public sealed record PersonView(
    Guid Id, string UserName, string Name, Guid? PrimaryPostId, bool Active, int Version, bool HasPassword, bool HasSecondFactor, DateTimeOffset? LockedUntil, DateTimeOffset? LastSignInAt, int OpenSignIns,
    IReadOnlyList<PersonView.PostOf> Posts)
{
    public sealed record PostOf(Guid Id, Guid UnitId, string Title, bool Active, IReadOnlyList<string> Roles, string UnitName, string UnitEnglishName);

    internal static async Task<PersonView> OfAsync(Person person, DirectoryDb db, CancellationToken ct)
    {
        var closed = await db.Devices.Where(device => device.PersonId == person.Id).MaxAsync(device => device.ClosedUntil, ct);
        var sessions = db.Sessions.Where(session => session.PersonId == person.Id);
        var (last, open) = (await sessions.MaxAsync(session => (DateTimeOffset?)session.BeganAt, ct), await sessions.CountAsync(session => session.EndedAt == null, ct));
        var posts = await (
            from post in db.Posts.AsNoTracking()
            where post.PersonId == person.Id
            join unit in db.Units on post.UnitId equals unit.Id
            orderby post.Id
            select new PostOf(post.Id, post.UnitId, post.Title, post.Active, post.Roles, unit.Name, unit.EnglishName)).ToListAsync(ct);
        return new(
            person.Id, person.UserName!, person.Name, person.PrimaryPostId, person.Active, person.Version, person.PasswordHash is not null, await SecondFactors.HasAsync(db, person.Id, ct),
            LockedUntilOf(person.LockoutEnd, closed, TimeProvider.System.GetUtcNow()), last, open, posts);
    }

    /// <summary>Until when some way in is closed; null when all are open.</summary>
    internal static DateTimeOffset? LockedUntilOf(DateTimeOffset? strangers, DateTimeOffset? ownBrowsers, DateTimeOffset now) =>
        new[] { strangers, ownBrowsers }.Where(until => until > now).Max();
}

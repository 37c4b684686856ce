using Anjie.Cases;
using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Anjie.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.People;

internal static class GetMe
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/me", HandleAsync).WithSummary("Who is signed in, in which post of which unit, which parts of the system are for them, and which other posts they have.");

    public sealed record Response(PersonOf Person, PostOf Post, UnitOf Unit, IReadOnlyList<string> Roles, MenuOf Menu, IReadOnlyList<ChoiceOf> Posts);
    public sealed record PersonOf(Guid Id, string Name, string UserName);
    public sealed record PostOf(Guid Id, string Title, LeaderLevel? Level);
    public sealed record UnitOf(Guid Id, string Name, string EnglishName, string Path, UnitKind Kind);

    /// <summary>A post of this person. One is acted in at a time; to change over is a new sign-in with `post`.</summary>
    /// <param name="Id">Identity of the post.</param>
    /// <param name="Title">Title of the post.</param>
    /// <param name="UnitName">Its unit.</param>
    /// <param name="UnitEnglishName">Its unit in English.</param>
    /// <param name="ActingFor">Name of the holder, when the person stands in; null for a post of one's own.</param>
    /// <param name="ActingUntil">Last day of standing in.</param>
    public sealed record ChoiceOf(Guid Id, string Title, string UnitName, string UnitEnglishName, string? ActingFor, DateOnly? ActingUntil);

    /// <summary>Parts of the menu; what can be done inside them comes from the cases' actions.</summary>
    public sealed record MenuOf(bool Screening, bool Reception, bool Backlog, bool Supervision, bool Administration, bool Audit);

    static async Task<Results<Ok<Response>, NotFound>> HandleAsync(Actor actor, DirectoryDb db, BusinessClock clock, CancellationToken ct)
    {
        var me = await (
            from post in db.Posts
            where post.Id == actor.PostId && post.PersonId == (actor.ActingFor ?? actor.PersonId)
            from person in db.Users
            where person.Id == actor.PersonId
            join unit in db.Units on post.UnitId equals unit.Id
            select new
            {
                Person = new PersonOf(person.Id, person.Name, person.UserName!),
                Post = new PostOf(post.Id, post.Title, post.Level),
                Unit = new UnitOf(unit.Id, unit.Name, unit.EnglishName, unit.Path, unit.Kind),
                post.Roles,
            }).AsNoTracking().FirstOrDefaultAsync(ct);
        if (me is null)
            return TypedResults.NotFound();
        var posts = await (
            from post in db.Posts
            where post.PersonId == actor.PersonId && post.Active
            join unit in db.Units on post.UnitId equals unit.Id
            where unit.Active
            orderby post.Id
            select new ChoiceOf(post.Id, post.Title, unit.Name, unit.EnglishName, null, null)).ToListAsync(ct);
        var today = clock.Today();
        posts.AddRange(await (
            from one in db.Delegations
            where one.DelegateId == actor.PersonId && one.EndedAt == null && one.From <= today && today <= one.Until
            join post in db.Posts on one.PostId equals post.Id
            where post.Active && post.PersonId == one.HolderId
            join unit in db.Units on post.UnitId equals unit.Id
            where unit.Active
            join holder in db.Users on one.HolderId equals holder.Id
            orderby post.Id
            select new ChoiceOf(post.Id, post.Title, unit.Name, unit.EnglishName, holder.Name, one.Until)).ToListAsync(ct));
        return TypedResults.Ok(new Response(me.Person, me.Post, me.Unit, me.Roles, Menu([.. me.Roles]), posts));
    }

    internal static MenuOf Menu(HashSet<string> roles)
    {
        var withCases = !roles.All(Roles.WithoutCases.Contains);
        return new(
            Screening: withCases && !roles.SetEquals([Roles.Discipline]),
            Reception: withCases && !roles.SetEquals([Roles.Grid]),
            Backlog: withCases && !roles.All(role => role is Roles.Grid or Roles.Discipline or Roles.Reviewer),
            Supervision: withCases && !roles.SetEquals([Roles.Grid]),
            Administration: roles.Contains(Roles.SystemAdministrator) || roles.Contains(Roles.SecurityAdministrator),
            Audit: roles.Contains(Roles.Auditor) || roles.Contains(Roles.AuditAdministrator));
    }
}

using Anjie.Cases;
using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
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
    public sealed record ChoiceOf(Guid Id, string Title, string UnitName, string UnitEnglishName);

    /// <summary>Parts of the menu; what can be done inside them comes from the cases' actions.</summary>
    public sealed record MenuOf(bool Screening, bool Reception, bool Backlog, bool Supervision, bool Administration, bool Audit);

    static async Task<Results<Ok<Response>, NotFound>> HandleAsync(Actor actor, DirectoryDb db, CancellationToken ct)
    {
        var me = await (
            from post in db.Posts
            where post.Id == actor.PostId && post.PersonId == actor.PersonId
            join person in db.Users on post.PersonId equals person.Id
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
            select new ChoiceOf(post.Id, post.Title, unit.Name, unit.EnglishName)).ToListAsync(ct);
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

using Anjie.Cases;
using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.People;

internal static class GetMe
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/me", HandleAsync).WithSummary("Who is signed in, in which post of which unit, and which parts of the system are for them.");

    public sealed record Response(PersonOf Person, PostOf Post, UnitOf Unit, IReadOnlyList<string> Roles, MenuOf Menu);
    public sealed record PersonOf(Guid Id, string Name, string UserName);
    public sealed record PostOf(Guid Id, string Title, LeaderLevel? Level);
    public sealed record UnitOf(Guid Id, string Name, string EnglishName, string Path, UnitKind Kind);

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
        return me is null ? TypedResults.NotFound() : TypedResults.Ok(new Response(me.Person, me.Post, me.Unit, me.Roles, Menu([.. me.Roles])));
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

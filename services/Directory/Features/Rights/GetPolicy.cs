using Anjie.Cases;
using Anjie.Directory.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.Rights;

/// <summary>The policy in force as rows to read. All services go by the same file.</summary>
internal static class GetPolicy
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/policy", Handle)
        .WithSummary("The rows of the policy in force, the hash of its file, and how many posts have each role. For administrators and auditors.");

    /// <param name="Hash">SHA-256 of the file, as evidence names it.</param>
    public sealed record Response(string Hash, IReadOnlyList<Grant> Grants, IReadOnlyList<Exclusion> Exclusions, IReadOnlyList<RouteOf> Routes, IReadOnlyList<RoleOf> Roles);

    /// <param name="Roles">Null when it is open to everybody, or to whoever sees cases of <paramref name="SeenKind"/>.</param>
    public sealed record RouteOf(string Service, string Route, IReadOnlyList<string>? Roles, string? SeenKind);

    public sealed record RoleOf(string Role, int Filled, int Vacant);

    static async Task<Ok<Response>> Handle(Act act, DirectoryDb db, CancellationToken ct)
    {
        var posts = await db.Posts.AsNoTracking().Where(x => x.Active).Select(x => new { x.Roles, IsFilled = x.PersonId != null }).ToListAsync(ct);
        var routes = act.Policy.Routes.SelectMany(service => service.Value, (service, route) => new RouteOf(service.Key, route.Key, route.Value.Roles, route.Value.SeenKind));
        return TypedResults.Ok(new Response(
            act.Policy.Hash, act.Policy.Grants, act.Policy.Exclusions, [.. routes],
            [.. Cases.Roles.All.Order(StringComparer.Ordinal).Select(role => new RoleOf(role, posts.Count(x => x.IsFilled && x.Roles.Contains(role)), posts.Count(x => !x.IsFilled && x.Roles.Contains(role))))]));
    }
}

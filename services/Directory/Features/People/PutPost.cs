using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Anjie.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.People;

internal static class PutPost
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/posts/{id:guid}", HandleAsync)
        .WithSummary("Create, fill, change or abolish a post and the roles it gives. Security administrators only, never their own.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status428PreconditionRequired);

    public sealed record Request(
        [property: Required] Guid? UnitId,
        Guid? PersonId,
        [property: Required, StringLength(100, MinimumLength = 1)] string Title,
        [property: Required, MinLength(1), MaxLength(10)] IReadOnlyList<string> Roles,
        LeaderLevel? Level,
        [property: Required] bool? Active);

    static async Task<Results<Ok<PostView>, Created<PostView>>> HandleAsync(
        Guid id, Request request, Act act, Precondition precondition, DirectoryDb db, AccessWatch access, HttpContext http, CancellationToken ct)
    {
        var details = new PostDetails(request.UnitId!.Value, request.PersonId, request.Title, request.Roles, request.Level, request.Active!.Value);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await TreeLockAsync(db, ct);
        var surroundings = await SurroundingsAsync(id, details, db, ct);
        var post = await db.Posts.FirstOrDefaultAsync(x => x.Id == id, ct);
        var isNew = post is null;
        if (post is null)
            db.Add(post = Post.Create(act, id, details, surroundings));
        else
            await ChangeAsync(post);

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        access.Expire();
        var view = http.Tagged(post.Version, PostView.Of(post));
        return isNew ? TypedResults.Created($"/api/directory/posts/{id}", view) : TypedResults.Ok(view);

        async Task ChangeAsync(Post known)
        {
            var left = known.UnitId;
            precondition.Change(() => known.Version, () => known.Change(act, details, surroundings));
            if (known.UnitId != left)
                (await db.Units.FirstAsync(x => x.Id == left, ct)).PostLeft();
        }
    }

    // A unit must not be abolished while a post is being put into it.
    static Task TreeLockAsync(DirectoryDb db, CancellationToken ct) => Units.TreeLock.TakeAsync(db, ct);

    static async Task<PostSurroundings> SurroundingsAsync(Guid id, PostDetails details, DirectoryDb db, CancellationToken ct) => new(
        UnitInUse: await db.Units.AnyAsync(x => x.Id == details.UnitId && x.Active, ct),
        PersonInUse: details.PersonId is null || await db.Users.AnyAsync(x => x.Id == details.PersonId && x.Active, ct),
        OtherRoles: details.PersonId is { } person
            ? RolesOf(await db.Posts.Where(x => x.PersonId == person && x.Active && x.Id != id).Select(x => x.Roles).ToListAsync(ct))
            : [],
        AdministeredElsewhere: RolesOf(await db.Posts.Where(x => x.Active && x.Id != id && db.Users.Any(holder => holder.Id == x.PersonId && holder.Active)).Select(x => x.Roles).ToListAsync(ct)));

    static HashSet<string> RolesOf(List<List<string>> posts) => posts.SelectMany(roles => roles).ToHashSet(StringComparer.Ordinal);
}

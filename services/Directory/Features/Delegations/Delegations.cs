using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.Delegations;

/// <summary>Standing in for somebody, given for some days and called back at any time.</summary>
internal static class DelegationSlices
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/delegations", ListAsync).WithSummary("Delegations the caller gave or received, the latest first; security administrators see all.");
        api.MapPut("/delegations/{id:guid}", GiveAsync)
            .WithSummary("Have somebody act in one's post for some days as well. The holder in person, or a security administrator.")
            .ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPost("/delegations/{id:guid}/end", EndAsync).WithSummary("Call a delegation back, or give it up; it is over at once.").ProducesProblem(StatusCodes.Status409Conflict);
    }

    /// <param name="PostId">The post to act in; the caller's present one when absent.</param>
    /// <param name="DelegatePostId">Any post of whoever stands in.</param>
    /// <param name="From">First day.</param>
    /// <param name="Until">Last day, at most 90 natural days in all.</param>
    public sealed record Request(
        Guid? PostId, [property: Required] Guid? DelegatePostId, [property: Required] DateOnly? From, [property: Required] DateOnly? Until,
        [property: Required, StringLength(200, MinimumLength = 2)] string Reason);

    /// <param name="State">Ahead, InForce, Over or Ended.</param>
    /// <param name="MayEnd">Whether the caller may end it now.</param>
    public sealed record View(
        Guid Id, Guid PostId, string PostTitle, Guid UnitId, Guid HolderId, string HolderName, Guid DelegateId, string DelegateName, DateOnly From, DateOnly Until, string Reason, string State, bool MayEnd);

    public sealed record Response(IReadOnlyList<View> Items);

    static async Task<Ok<Response>> ListAsync(Act act, DirectoryDb db, CancellationToken ct)
    {
        var all = act.Actor.Has(Roles.SecurityAdministrator);
        return TypedResults.Ok(new Response(await ReadAsync(db.Delegations.Where(x => all || x.HolderId == act.Actor.PersonId || x.DelegateId == act.Actor.PersonId), act, db, ct)));
    }

    static async Task<Results<Ok<View>, Created<View>>> GiveAsync(Guid id, Request request, Act act, DirectoryDb db, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var postId = request.PostId ?? act.Actor.PostId;
        // Delegations of a post are given one after the other, so that no two overlap.
        await db.Database.ExecuteSqlAsync($"select from post where id = {postId} for update", ct);
        var post = await db.Posts.FirstOrDefaultAsync(x => x.Id == postId, ct) ?? throw new BrokenRuleException(CaseErrors.UnknownPost, postId);
        var stand = await db.Posts.AsNoTracking().FirstOrDefaultAsync(x => x.Id == request.DelegatePostId && x.Active && x.PersonId != null, ct)
            ?? throw new BrokenRuleException(CaseErrors.UnknownPost, request.DelegatePostId!.Value);
        var details = new DelegationDetails(stand.PersonId!.Value, request.From!.Value, request.Until!.Value, request.Reason);
        var known = await db.Delegations.FirstOrDefaultAsync(x => x.Id == id, ct);
        if (known is not null)
            return known.Is(details, postId) && (act.Actor.Has(Roles.SecurityAdministrator) || known.HolderId == act.Actor.PersonId) ? TypedResults.Ok(await OneAsync(id, act, db, ct)) : throw new BrokenRuleException(CaseErrors.IdReused, id);

        db.Add(Delegation.Give(act, id, details, post, new(
            await db.Users.AnyAsync(x => x.Id == details.DelegateId && x.Active, ct),
            (await db.Posts.Where(x => x.PersonId == details.DelegateId && x.Active).Select(x => x.Roles).ToListAsync(ct)).SelectMany(roles => roles).ToHashSet(StringComparer.Ordinal),
            await db.Delegations.AsNoTracking().Where(x => x.PostId == postId).ToListAsync(ct))));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Created($"/api/directory/delegations/{id}", await OneAsync(id, act, db, ct));
    }

    static async Task<Results<Ok<View>, NotFound>> EndAsync(Guid id, Act act, DirectoryDb db, AccessWatch access, CancellationToken ct)
    {
        // Somebody else's is not there, as it is not in the list.
        if (await db.Delegations.FirstOrDefaultAsync(x => x.Id == id, ct) is not { } delegation
            || !(act.Actor.Has(Roles.SecurityAdministrator) || delegation.HolderId == act.Actor.PersonId || delegation.DelegateId == act.Actor.PersonId))
            return TypedResults.NotFound();
        delegation.End(act, await db.Posts.FirstAsync(x => x.Id == delegation.PostId, ct));
        await db.SaveChangesAsync(ct);
        access.Expire();
        return TypedResults.Ok(await OneAsync(id, act, db, ct));
    }

    static async Task<View> OneAsync(Guid id, Act act, DirectoryDb db, CancellationToken ct) => (await ReadAsync(db.Delegations.Where(x => x.Id == id), act, db, ct)).Single();

    static async Task<IReadOnlyList<View>> ReadAsync(IQueryable<Delegation> which, Act act, DirectoryDb db, CancellationToken ct)
    {
        var rows = await (
            from one in which.AsNoTracking()
            join post in db.Posts on one.PostId equals post.Id
            join holder in db.Users on one.HolderId equals holder.Id
            join stand in db.Users on one.DelegateId equals stand.Id
            orderby one.From descending, one.Id descending
            select new { one, post, holder = holder.Name, stand = stand.Name }).ToListAsync(ct);
        return [.. rows.Select(row => new View(
            row.one.Id, row.post.Id, row.post.Title, row.post.UnitId, row.one.HolderId, row.holder, row.one.DelegateId, row.stand, row.one.From, row.one.Until, row.one.Reason,
            StateOf(row.one, row.post, act), row.one.EndedAt is null && row.one.Until >= act.Today))];
    }

    static string StateOf(Delegation one, Post post, Act act) =>
        one.EndedAt is not null || post.PersonId != one.HolderId || !post.Active ? "Ended" : act.Today < one.From ? "Ahead" : act.Today > one.Until ? "Over" : "InForce";
}

using System.ComponentModel.DataAnnotations;
using Anjie.BacklogCases.Persistence;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.BacklogCases.Features.Cases;

/// <summary>回避: who has an interest of their own keeps out.</summary>
internal static class RecuseFromCase
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/cases/{id:guid}/recusal", RecuseAsync).WithSummary("Keep out of a case in which one has an interest; with a post, the superior orders it for who is in it.");
        api.MapPost("/cases/{id:guid}/recusal-lifting", LiftAsync).WithSummary("The superior lets a person take part again.");
    }

    public sealed record Request(
        [property: Required] RecusalReason? Reason,
        [property: PlainText(2000)] string? Note = null,
        Guid? PostId = null);

    public sealed record LiftingRequest(
        [property: Required] Guid? PersonId,
        [property: Required, PlainText(2000)] string Reason);

    static async Task<Results<Ok<BacklogView>, NotFound>> RecuseAsync(
        Guid id, Request request, Precondition precondition, BacklogDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } backlog)
            return TypedResults.NotFound();

        var whom = request.PostId is { } post ? await db.HolderAsync(post, ct) : null;
        precondition.Change(backlog, () =>
        {
            if (whom is null)
                backlog.DeclareRecusal(act, request.Reason!.Value, request.Note);
            else
                backlog.OrderRecusal(act, whom, request.Reason!.Value, request.Note);
        });
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(backlog.Version, BacklogView.Of(backlog, act)));
    }

    static async Task<Results<Ok<BacklogView>, NotFound>> LiftAsync(
        Guid id, LiftingRequest request, Precondition precondition, BacklogDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } backlog)
            return TypedResults.NotFound();

        precondition.Change(backlog, () => backlog.LiftRecusal(act, request.PersonId!.Value, request.Reason));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(backlog.Version, BacklogView.Of(backlog, act)));
    }
}

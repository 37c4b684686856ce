using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.Supervision.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.Supervision.Features.Bulletins;

/// <summary>From the draft to the city: the joint office submits, the convener approves or returns.</summary>
internal static class DecideBulletin
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/bulletins/{id:guid}/submission", SubmitAsync).WithSummary("Submit a bulletin for approval; refused while its letter could not be issued.").ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPost("/bulletins/{id:guid}/approval", ApproveAsync).WithSummary("Approve a bulletin: it takes its number and everybody in the city reads it from now on.").ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPost("/bulletins/{id:guid}/return", ReturnAsync).WithSummary("Send a bulletin back to the joint office with a reason.").ProducesProblem(StatusCodes.Status409Conflict);
    }

    public sealed record ReturnRequest([property: Required, PlainText(500)] string Reason);

    static async Task<Results<Ok<BulletinView>, NotFound>> SubmitAsync(
        Guid id, Precondition precondition, SupervisionDb db, BulletinDesk desk, Act act, HttpContext http, CancellationToken ct)
    {
        if (await desk.FindAsync(id, act, ct) is not { } bulletin)
            return TypedResults.NotFound();

        var paper = await desk.PaperAsync(bulletin, act, ct);
        precondition.Change(() => bulletin.Version, () => bulletin.Submit(act, paper));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(bulletin.Version, BulletinView.Of(bulletin, act)));
    }

    static async Task<Results<Ok<BulletinView>, NotFound>> ApproveAsync(
        Guid id, Precondition precondition, SupervisionDb db, BulletinDesk desk, Act act, HttpContext http, CancellationToken ct)
    {
        if (await desk.FindAsync(id, act, ct) is not { } bulletin)
            return TypedResults.NotFound();

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (before, paper) = (bulletin.Version, await desk.NumberedAsync(bulletin, act, ct));
        precondition.Change(() => bulletin.Version, () => bulletin.Approve(act, paper));
        await db.SaveChangesAsync(ct);
        // A repeat gives its number back.
        if (bulletin.Version != before)
            await transaction.CommitAsync(ct);
        return TypedResults.Ok(http.Tagged(bulletin.Version, BulletinView.Of(bulletin, act)));
    }

    static async Task<Results<Ok<BulletinView>, NotFound>> ReturnAsync(
        Guid id, ReturnRequest request, Precondition precondition, SupervisionDb db, BulletinDesk desk, Act act, HttpContext http, CancellationToken ct)
    {
        if (await desk.FindAsync(id, act, ct) is not { } bulletin)
            return TypedResults.NotFound();

        precondition.Change(() => bulletin.Version, () => bulletin.Return(act, request.Reason));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(bulletin.Version, BulletinView.Of(bulletin, act)));
    }
}

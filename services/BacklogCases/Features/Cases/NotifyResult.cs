using System.ComponentModel.DataAnnotations;
using Anjie.BacklogCases.Persistence;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.BacklogCases.Features.Cases;

internal static class NotifyResult
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/cases/{id:guid}/notification", HandleAsync)
        .WithSummary("Tell the petitioner the verified result in a numbered letter, with proof of service.");

    public sealed record Request([property: Required] ProofRequest? Proof, [property: Required, PlainText(5000)] string LetterText);

    static async Task<Results<Ok<BacklogView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, BacklogDb db, Act act, HttpContext http, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.FindVisibleAsync(id, act, ct) is not { } backlog)
            return TypedResults.NotFound();

        // Taken before the guards: a refusal or a repeat rolls it back, so the series has no gap.
        var number = await db.NextLetterNumberAsync(await db.UnitAsync(backlog.ResponsibleUnitId, ct), act.Today.Year, ct);
        var before = backlog.Version;
        precondition.Change(backlog, () => backlog.Notify(act, number, request.LetterText, request.Proof!.Read()));
        if (backlog.Version != before)
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        return TypedResults.Ok(http.Tagged(backlog.Version, BacklogView.Of(backlog, act)));
    }
}

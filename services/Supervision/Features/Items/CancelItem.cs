using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.Supervision.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.Supervision.Features.Items;

internal static class CancelItem
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/items/{id:guid}/cancellation", HandleAsync)
        .WithSummary("Withdraw an item opened in error.")
        .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed record Request([property: Required, PlainText(500)] string Reason);

    static async Task<Results<Ok<ItemView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, SupervisionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } item)
            return TypedResults.NotFound();

        precondition.Change(item, () => item.Cancel(act, request.Reason));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(item.Version, await ItemView.OfAsync(db, item, act, ct)));
    }
}

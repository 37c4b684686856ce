using Anjie.Cases;
using Anjie.Hosting;
using Anjie.Supervision.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.Supervision.Features.Items;

internal static class CloseItem
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/items/{id:guid}/closure", HandleAsync)
        .WithSummary("Close the item; that never closes the case.")
        .ProducesProblem(StatusCodes.Status409Conflict);

    static async Task<Results<Ok<ItemView>, NotFound>> HandleAsync(
        Guid id, Precondition precondition, SupervisionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } item)
            return TypedResults.NotFound();

        precondition.Change(item, () => item.Close(act));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(item.Version, await ItemView.OfAsync(db, item, act, ct)));
    }
}

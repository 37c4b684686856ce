using Anjie.Cases;
using Anjie.Hosting;
using Anjie.Supervision.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Supervision.Features.Items;

internal static class GetItem
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/items/{id:guid}", HandleAsync).WithSummary("One supervision item, with what the caller may do now.");
        api.MapGet("/items/{id:guid}/history", HistoryAsync).WithSummary("What happened to the item, in order.");
    }

    static async Task<Results<Ok<ItemView>, NotFound>> HandleAsync(Guid id, SupervisionDb db, Act act, HttpContext http, CancellationToken ct) =>
        await db.FindVisibleAsync(id, act, ct) is { } item
            ? TypedResults.Ok(http.Tagged(item.Version, await ItemView.OfAsync(db, item, act, ct)))
            : TypedResults.NotFound();

    static async Task<Results<Ok<List<HistoryView>>, NotFound>> HistoryAsync(Guid id, SupervisionDb db, Act act, CancellationToken ct) =>
        await db.Items.VisibleTo(act).AnyAsync(i => i.Id == id, ct)
            ? TypedResults.Ok(await HistoryView.OfAsync(db, id, ct))
            : TypedResults.NotFound();
}

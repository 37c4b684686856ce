using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.Supervision.Features.Items;

internal static class EscalateItem
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/items/{id:guid}/escalation", HandleAsync)
        .WithSummary("Raise the level; a letter of that level then awaits its signature.")
        .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed record Request(
        [property: Required, Range(2, SupervisionItem.HighestLevel)] int? ToLevel,
        [property: Required, PlainText(500)] string Reason);

    static async Task<Results<Ok<ItemView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, SupervisionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } item)
            return TypedResults.NotFound();

        precondition.Change(item, () => item.Escalate(act, request.ToLevel!.Value, request.Reason));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(item.Version, await ItemView.OfAsync(db, item, act, ct)));
    }
}

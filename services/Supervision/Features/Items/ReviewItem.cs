using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.Supervision.Features.Items;

internal static class ReviewItem
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/items/{id:guid}/review", HandleAsync)
        .WithSummary("Pass the reply, or send it back; the third return raises the level.")
        .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed record Request(
        [property: Required] Verdict? Verdict,
        [property: Required] ReviewMethod? Method,
        [property: Required, PlainText(2000)] string Text);

    static async Task<Results<Ok<ItemView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, SupervisionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } item)
            return TypedResults.NotFound();

        precondition.Change(item, () => Judge(item, act, request));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(item.Version, await ItemView.OfAsync(db, item, act, ct)));
    }

    static void Judge(SupervisionItem item, Act act, Request request)
    {
        if (request.Verdict == Verdict.Pass)
            item.Accept(act, request.Method!.Value, request.Text);
        else
            item.Return(act, request.Method!.Value, request.Text);
    }
}

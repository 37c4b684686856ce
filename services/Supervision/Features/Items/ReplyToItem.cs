using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.Supervision.Features.Items;

internal static class ReplyToItem
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/items/{id:guid}/reply", HandleAsync)
        .WithSummary("The supervised unit answers every requirement of the letter in hand.")
        .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed record AnswerRequest(
        [property: Required] Guid? RequirementId,
        [property: Required, PlainText(2000)] string Text);

    public sealed record Request([property: Required, MinLength(1), MaxLength(20)] IReadOnlyList<AnswerRequest> Answers);

    static async Task<Results<Ok<ItemView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, SupervisionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } item)
            return TypedResults.NotFound();

        precondition.Change(item, () => item.Reply(act, [.. request.Answers.Select(answer => new Answer(answer.RequirementId!.Value, answer.Text))]));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(item.Version, await ItemView.OfAsync(db, item, act, ct)));
    }
}

using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Features.Letters;
using Anjie.Supervision.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.Supervision.Features.Items;

internal static class IssueItem
{
    /// <summary>Codes of 督办情形 (domain rule 5.10).</summary>
    internal const string SituationCodes = "^(0[1-9]|1[0-6]|99)$";

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/items/{id:guid}/issue", HandleAsync)
        .WithSummary("Sign and send a letter with requirements and a reply date (Art 40): by hand, or the draft that awaits it. What a person signs is kept as a letter.")
        .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed record RequirementRequest([property: Required, PlainText(500)] string Text);

    /// <param name="Situation">Ground of supervision; 99 and the reason tell one that is not on the list.</param>
    /// <param name="Handled">What is to be said of the handling so far besides what the ledger knows.</param>
    /// <param name="Consequence">What follows when nobody answers, in other words than the ladder's.</param>
    public sealed record Request(
        [property: Required, MinLength(1), MaxLength(20)] IReadOnlyList<RequirementRequest> Requirements,
        [property: Required] DateOnly? ReplyBy,
        [property: Required, PlainText(500)] string Reason,
        [property: RegularExpression(SituationCodes)] string? Situation = null,
        [property: PlainText(2000)] string? Handled = null,
        [property: PlainText(500)] string? Consequence = null);

    static async Task<Results<Ok<ItemView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, SupervisionDb db, LetterDesk desk, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } item)
            return TypedResults.NotFound();

        var letter = new Letter([.. request.Requirements.Select(r => r.Text)], request.ReplyBy!.Value, request.Situation ?? item.Situation ?? Situations.Other, request.Reason, request.Handled, request.Consequence);
        await desk.IssueAsync(item, item.LetterOfIssue(act), item.UnitId, act, paper => precondition.Change(item, () => item.Issue(act, letter, paper)), ct);
        return TypedResults.Ok(http.Tagged(item.Version, await ItemView.OfAsync(db, item, act, ct)));
    }
}

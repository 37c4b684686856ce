using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.Supervision.Features.Items;

internal static class IssueItem
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/items/{id:guid}/issue", HandleAsync)
        .WithSummary("Send a letter with requirements and a reply date: by hand, or by signing the draft that awaits it.")
        .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed record RequirementRequest([property: Required, PlainText(500)] string Text);

    public sealed record Request(
        [property: Required, MinLength(1), MaxLength(20)] IReadOnlyList<RequirementRequest> Requirements,
        [property: Required] DateOnly? ReplyBy,
        [property: Required, PlainText(500)] string Reason,
        [property: RegularExpression("^(0[1-9]|1[0-6]|99)$")] string? Situation = null);

    static async Task<Results<Ok<ItemView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, SupervisionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } item)
            return TypedResults.NotFound();

        precondition.Change(item, () => item.Issue(act, new([.. request.Requirements.Select(r => r.Text)], request.ReplyBy!.Value, request.Situation ?? item.Situation ?? Situations.Other, request.Reason)));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(item.Version, ItemView.Of(item, act)));
    }
}

using System.ComponentModel.DataAnnotations;
using Anjie.BacklogCases.Domain;
using Anjie.BacklogCases.Persistence;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.BacklogCases.Features.Cases;

internal static class SubmitResult
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/cases/{id:guid}/result", HandleAsync)
        .WithSummary("Sign the result: one finding, A or B, for every demand; aid and dealing by law on top (domain rule 3.3).");

    public sealed record DemandRequest(
        [property: Required] Guid? DemandId,
        [property: Required] Outcome? Outcome,
        [property: Required, PlainText(5000)] string Text,
        [property: Required, PlainText(5000)] string Evidence);

    public sealed record HardshipRequest(
        [property: Required, PlainText(50)] string Kind,
        [property: Required, Range(0, 100_000_000)] decimal? Amount,
        [property: Required, PlainText(100)] string Payer,
        [property: Required] DateOnly? On);

    public sealed record LawfulRequest(
        [property: Required, PlainText(20)] string ActCode,
        [property: Required, PlainText(100)] string Organ,
        [property: Required, PlainText(100)] string DocumentNumber,
        [property: Required] DateOnly? On);

    public sealed record Request(
        [property: Required] Outcome? PrimaryOutcome,
        [property: Required, MinLength(1), MaxLength(50)] IReadOnlyList<DemandRequest> Demands,
        HardshipRequest? Hardship = null,
        LawfulRequest? Lawful = null);

    static async Task<Results<Ok<BacklogView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, BacklogDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } backlog)
            return TypedResults.NotFound();

        var result = new ResultDraft(
            request.PrimaryOutcome!.Value,
            [.. request.Demands.Select(found => new DemandFound(found.DemandId!.Value, found.Outcome!.Value, found.Text, found.Evidence))],
            request.Hardship is { } aid ? new(aid.Kind, aid.Amount!.Value, aid.Payer, aid.On!.Value) : null,
            request.Lawful is { } lawful ? new(lawful.ActCode, lawful.Organ, lawful.DocumentNumber, lawful.On!.Value) : null);
        precondition.Change(backlog, () => backlog.SubmitResult(act, result));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(backlog.Version, BacklogView.Of(backlog, act)));
    }
}

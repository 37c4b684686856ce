using System.ComponentModel.DataAnnotations;
using Anjie.BacklogCases.Domain;
using Anjie.BacklogCases.Persistence;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.BacklogCases.Features.Cases;

internal static class SubmitPlan
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/cases/{id:guid}/plan", HandleAsync)
        .WithSummary("Submit a version of the plan: at least one measure, person and date for every demand.");

    public sealed record MeasureRequest(
        [property: Required] Guid? DemandId,
        [property: Required, PlainText(2000)] string Text,
        [property: Required] Guid? PostId,
        [property: Required] DateOnly? DueOn);

    public sealed record Request(
        [property: Required, PlainText(5000)] string Crux,
        [property: Required, PlainText(5000)] string PolicyBasis,
        [property: Required, PlainText(5000)] string Stability,
        [property: Required] DateOnly? ResolveBy,
        [property: Required, MinLength(1), MaxLength(200)] IReadOnlyList<MeasureRequest> Measures,
        [property: PlainText(2000)] string? ReasonBeyondBatch = null);

    static async Task<Results<Ok<BacklogView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, BacklogDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } backlog)
            return TypedResults.NotFound();

        await db.AppointeesAsync([.. request.Measures.Select(measure => measure.PostId!.Value)], ct);
        var draft = new PlanDraft(
            request.Crux, request.PolicyBasis, request.Stability, request.ResolveBy!.Value, request.ReasonBeyondBatch,
            [.. request.Measures.Select(measure => new MeasureDraft(measure.DemandId!.Value, measure.Text, measure.PostId!.Value, measure.DueOn!.Value))]);
        precondition.Change(backlog, () => backlog.SubmitPlan(act, draft));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(backlog.Version, BacklogView.Of(backlog, act)));
    }
}

using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.DisputeScreening.Domain;
using Anjie.DisputeScreening.Persistence;
using Anjie.Hosting;
using Anjie.PersonalData;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.DisputeScreening.Features.Disputes;

internal static class AssignGuarantees
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/disputes/{id:guid}/guarantees", HandleAsync)
        .WithSummary("Assign the five guarantees, five rows and none empty, with the date of resolution (seed item 9).");

    public sealed record GuaranteeRequest(
        [property: Required] GuaranteeItem? Item,
        [property: Required] Guid? UnitId,
        [property: Required] Guid? PostId,
        [property: Required, PlainText(1000)] string Measure,
        [property: Required] DateOnly? DueOn);

    public sealed record Request(
        [property: Required] DateOnly? ResolveBy,
        [property: Required, MaxLength(10)] IReadOnlyList<GuaranteeRequest> Guarantees);

    static async Task<Results<Ok<DisputeView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, ScreeningDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } dispute)
            return TypedResults.NotFound();

        foreach (var row in request.Guarantees)
        {
            var unit = await db.UnitAsync(row.UnitId!.Value, ct);
            var post = await db.PostAsync(row.PostId!.Value, ct);
            BrokenRuleException.ThrowIf(
                post.UnitId != unit.Id && !(await db.UnitAsync(post.UnitId, ct)).Path.StartsWith(unit.Path, StringComparison.Ordinal), DisputeErrors.PostOfAnotherUnit);
        }
        List<GuaranteeOrder> orders = [.. request.Guarantees.Select(row => new GuaranteeOrder(row.Item!.Value, row.UnitId!.Value, row.PostId!.Value, row.Measure, row.DueOn!.Value))];
        precondition.Change(dispute, () => dispute.AssignGuarantees(act, request.ResolveBy!.Value, orders));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(dispute.Version, DisputeView.Of(dispute, act)));
    }
}

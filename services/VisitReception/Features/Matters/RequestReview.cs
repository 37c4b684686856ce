using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Matters;

internal static class RequestReview
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/matters/{id:guid}/review-request", HandleAsync)
        .WithSummary("Record the petitioner's request for review or re-review; the organ's thirty days run from the filing (Art 35, 36).");

    public sealed record Request(
        [property: Required] DateOnly? FiledOn,
        [property: Required, PlainText(2000)] string Demand,
        [property: Required, PlainText(4000)] string Grounds,
        Guid? OrganUnitId = null,
        [property: PlainText(100)] string? OrganName = null,
        [property: PlainText(500)] string? LateReason = null);

    static async Task<Results<Ok<MatterView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        BrokenRuleException.ThrowIf(request.OrganUnitId is null && string.IsNullOrWhiteSpace(request.OrganName), MatterErrors.ReviewOrganMissing);
        var organ = request.OrganUnitId is { } unitId ? await db.UnitAsync(unitId, ct) : null;
        var filed = new ReviewApplication(request.FiledOn!.Value, request.Demand, request.Grounds, organ is null ? null : UnitPlace.Of(organ), organ?.Name ?? request.OrganName!, request.LateReason);
        precondition.Change(matter, () => matter.RequestReview(act, filed));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }
}

using System.ComponentModel.DataAnnotations;
using Anjie.BacklogCases.Domain;
using Anjie.BacklogCases.Persistence;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.BacklogCases.Features.Cases;

internal static class ConfirmCase
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/cases/{id:guid}/confirmation", HandleAsync)
        .WithSummary("Confirm a nominated case for a half-year batch, with its demands (domain rule 6.4, B2).");

    public sealed record DemandRequest(
        [property: Required] Guid? DemandId,
        [property: Required, PlainText(2000)] string Text,
        [property: Required] Reasonableness? Reasonableness);

    public sealed record Request(
        [property: Required, RegularExpression(Batches.Pattern)] string Batch,
        [property: Required] LeaderLevel? Level,
        [property: Required] Guid? ResponsibleUnitId,
        [property: Required, PlainText(100)] string Name,
        [property: Required, MinLength(1), MaxLength(50)] IReadOnlyList<DemandRequest> Demands);

    static async Task<Results<Ok<BacklogView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, BacklogDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } backlog)
            return TypedResults.NotFound();

        var responsible = await db.UnitAsync(request.ResponsibleUnitId!.Value, ct);
        var leadersPaths = await db.LeadersPathsAsync(request.Level!.Value, responsible, ct);
        var confirmation = new Confirmation(
            request.Batch, request.Level.Value, request.Name, [.. request.Demands.Select(demand => new ConfirmedDemand(demand.DemandId!.Value, demand.Text, demand.Reasonableness!.Value))]);
        precondition.Change(backlog, () => backlog.Confirm(act, confirmation, responsible, leadersPaths));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(backlog.Version, BacklogView.Of(backlog, act)));
    }
}

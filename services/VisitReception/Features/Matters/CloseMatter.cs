using Anjie.Cases;
using Anjie.Hosting;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Matters;

internal static class CloseMatter
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/matters/{id:guid}/closure", HandleAsync)
        .WithSummary("End the procedure when nothing is left to wait for, or earlier with the petitioner's signed acceptance.");

    public sealed record Request(bool Acceptance = false, ProofRequest? Proof = null);

    static async Task<Results<Ok<MatterView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        BrokenRuleException.ThrowIf(request.Acceptance && request.Proof is null, MatterErrors.ProofMissing);
        precondition.Change(matter, () => matter.Close(act, request.Acceptance ? request.Proof!.Read() : null));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }
}

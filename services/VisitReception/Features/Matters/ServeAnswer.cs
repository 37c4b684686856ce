using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Matters;

internal static class ServeAnswer
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/matters/{id:guid}/service", HandleAsync)
        .WithSummary("Record that a letter reached the petitioner, with proof; what it stops, lengthens or opens moves now (Art 34 to 36).");

    public sealed record Request([property: Required] ProofRequest Proof, Guid? LetterId = null);

    static async Task<Results<Ok<MatterView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        precondition.Change(matter, () => matter.Serve(act, request.LetterId, request.Proof.Read()));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }
}

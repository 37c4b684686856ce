using System.ComponentModel.DataAnnotations;
using Anjie.BacklogCases.Persistence;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.BacklogCases.Features.Cases;

internal static class VerifyResult
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/cases/{id:guid}/verification", HandleAsync)
        .WithSummary("Verify the result by at least two people, none of the responsible unit.");

    public sealed record Request(
        [property: Required, MinLength(1), MaxLength(20)] IReadOnlyList<Guid> VerifierPostIds,
        [property: Required, PlainText(5000)] string Findings);

    static async Task<Results<Ok<BacklogView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, BacklogDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } backlog)
            return TypedResults.NotFound();

        var verifiers = await db.AppointeesAsync(request.VerifierPostIds, ct);
        precondition.Change(backlog, () => backlog.Verify(act, verifiers, request.Findings));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(backlog.Version, BacklogView.Of(backlog, act)));
    }
}

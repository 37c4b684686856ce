using Anjie.BacklogCases.Persistence;
using Anjie.Cases;
using Anjie.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.BacklogCases.Features.Cases;

internal static class StrikeOffCase
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/cases/{id:guid}/strike-off", HandleAsync)
        .WithSummary("Strike the case off: quiet for the whole observation and asked again, or accepted with a signature.");

    public sealed record Request(ProofRequest? Acceptance = null);

    static async Task<Results<Ok<BacklogView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, BacklogDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } backlog)
            return TypedResults.NotFound();

        precondition.Change(backlog, () => backlog.StrikeOff(act, request.Acceptance?.Read()));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(backlog.Version, BacklogView.Of(backlog, act)));
    }
}

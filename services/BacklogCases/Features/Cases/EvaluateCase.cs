using System.ComponentModel.DataAnnotations;
using Anjie.BacklogCases.Domain;
using Anjie.BacklogCases.Persistence;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.BacklogCases.Features.Cases;

internal static class EvaluateCase
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/cases/{id:guid}/evaluation", HandleAsync)
        .WithSummary("Record the petitioner's evaluation; the observation of 90 days begins.");

    public sealed record Request([property: Required] Satisfaction? Value, [property: PlainText(2000)] string? Reason = null);

    static async Task<Results<Ok<BacklogView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, BacklogDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } backlog)
            return TypedResults.NotFound();

        precondition.Change(backlog, () => backlog.Evaluate(act, request.Value!.Value, request.Reason));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(backlog.Version, BacklogView.Of(backlog, act)));
    }
}

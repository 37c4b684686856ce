using System.ComponentModel.DataAnnotations;
using Anjie.BacklogCases.Persistence;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.BacklogCases.Features.Cases;

internal static class MeetPetitioner
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/cases/{id:guid}/petitioner-meeting", HandleAsync)
        .WithSummary("Record that the leader met the petitioner; without it no plan can be submitted.");

    public sealed record Request([property: Required] DateOnly? On, [property: Required, PlainText(5000)] string Text);

    static async Task<Results<Ok<BacklogView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, BacklogDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } backlog)
            return TypedResults.NotFound();

        precondition.Change(backlog, () => backlog.MeetPetitioner(act, request.On!.Value, request.Text));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(backlog.Version, BacklogView.Of(backlog, act)));
    }
}

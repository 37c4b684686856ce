using System.ComponentModel.DataAnnotations;
using Anjie.BacklogCases.Persistence;
using Anjie.Cases;
using Anjie.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.BacklogCases.Features.Cases;

internal static class FormTeam
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/cases/{id:guid}/team", HandleAsync)
        .WithSummary("Name the team: a head, members, and who answers for the responsible unit.");

    public sealed record Request(
        [property: Required] Guid? HeadPostId,
        [property: Required, MinLength(1), MaxLength(50)] IReadOnlyList<Guid> MemberPostIds,
        [property: Required] Guid? ResponsibleUnitId,
        [property: Required] Guid? ResponsiblePostId);

    static async Task<Results<Ok<BacklogView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, BacklogDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } backlog)
            return TypedResults.NotFound();

        var people = await db.AppointeesAsync([request.HeadPostId!.Value, request.ResponsiblePostId!.Value, .. request.MemberPostIds], ct);
        var responsible = await db.UnitAsync(request.ResponsibleUnitId!.Value, ct);
        precondition.Change(backlog, () => backlog.FormTeam(act, people[0], [.. people.Skip(2)], responsible, people[1]));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(backlog.Version, BacklogView.Of(backlog, act)));
    }
}

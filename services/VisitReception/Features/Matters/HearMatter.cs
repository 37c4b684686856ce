using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Matters;

internal static class HearMatter
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/matters/{id:guid}/hearing", HandleAsync)
        .WithSummary("Record a hearing held in the handling or the review; it halts no clock (Art 31).");

    public sealed record Request([property: Required] Guid? EntryId, [property: Required] DateOnly? On, [property: Required, PlainText(4000)] string Text);

    static async Task<Results<Ok<MatterView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        precondition.Change(matter, () => matter.HoldHearing(act, request.EntryId!.Value, request.On!.Value, request.Text));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }
}

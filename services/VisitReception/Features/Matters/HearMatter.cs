using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Matters;

internal static class HearMatter
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/matters/{id:guid}/hearing", HearingAsync).WithSummary("Record a hearing held in the handling or the review; it halts no clock (Art 31).");
        api.MapPost("/matters/{id:guid}/mediation", MediationAsync).WithSummary("Record a mediation with the consent of both sides (Art 33).");
    }

    public sealed record Request([property: Required] Guid? EntryId, [property: Required] DateOnly? On, [property: Required, PlainText(4000)] string Text);

    public sealed record MediationRequest([property: Required] Guid? EntryId, [property: Required] DateOnly? On, [property: Required, PlainText(4000)] string Text, bool Agreed = false);

    static async Task<Results<Ok<MatterView>, NotFound>> HearingAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        precondition.Change(matter, () => matter.HoldHearing(act, request.EntryId!.Value, request.On!.Value, request.Text));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }

    static async Task<Results<Ok<MatterView>, NotFound>> MediationAsync(
        Guid id, MediationRequest request, Precondition precondition, ReceptionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        precondition.Change(matter, () => matter.Mediate(act, request.EntryId!.Value, request.On!.Value, request.Agreed, request.Text));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }
}

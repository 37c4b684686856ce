using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Letters;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Matters;

internal static class ObjectToDispatch
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/matters/{id:guid}/objection", ObjectionAsync).WithSummary("Object within five working days, with reasons, that the matter is another organ's affair (Art 23).");
        api.MapPost("/matters/{id:guid}/objection-upholding", ObjectionUpholdingAsync).WithSummary("Take the matter back; the sender's own term goes on from the first receipt.");
        api.MapPost("/matters/{id:guid}/objection-rejection", ObjectionRejectionAsync).WithSummary("Find that the unit has to handle it after all.");
    }

    public sealed record Request([property: Required, PlainText(2000)] string Reason, [property: Required, PlainText(500)] string Basis, Guid? ProposedUnitId = null);

    public sealed record AnswerRequest([property: Required, PlainText(1000)] string Answer);

    static async Task<Results<Ok<MatterView>, NotFound>> ObjectionAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, LetterDesk desk, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        await desk.IssueAsync(matter, matter, matter.HandlingUnitId ?? matter.RegisteringUnitId, Matter.LetterOfObjection, act, sheet =>
            precondition.Change(matter, () => matter.Object(act, request.Reason, request.Basis, request.ProposedUnitId, sheet!)), ct, request.ProposedUnitId);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }

    static async Task<Results<Ok<MatterView>, NotFound>> ObjectionUpholdingAsync(
        Guid id, AnswerRequest request, Precondition precondition, ReceptionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        precondition.Change(matter, () => matter.UpholdObjection(act, request.Answer));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }

    static async Task<Results<Ok<MatterView>, NotFound>> ObjectionRejectionAsync(
        Guid id, AnswerRequest request, Precondition precondition, ReceptionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        precondition.Change(matter, () => matter.RejectObjection(act, request.Answer));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }
}

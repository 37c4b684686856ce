using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Letters;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Matters;

internal static class MediateMatter
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/matters/{id:guid}/mediation", HandleAsync)
        .WithSummary("Record a mediation with the consent of both sides; where they agree the agreement is issued, for all of them to sign (Art 33).");

    /// <param name="AgreementForm">Which paper the agreement is; asked for where they agreed. What follows is on the paper, or tells where it was written elsewhere.</param>
    public sealed record Request(
        [property: Required] Guid? EntryId, [property: Required] DateOnly? On, [property: Required, PlainText(4000)] string Text, bool Agreed = false,
        AgreementForm? AgreementForm = null,
        [property: MaxLength(20), OrganNames] IReadOnlyList<string>? Parties = null,
        [property: PlainText(4000)] string? Facts = null,
        [property: PlainText(4000)] string? Agreement = null,
        [property: PlainText(2000)] string? Performance = null,
        [property: PlainText(100)] string? WrittenBy = null,
        [property: PlainText(60)] string? OutsideNumber = null);

    static async Task<Results<Ok<MatterView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, LetterDesk desk, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        var agreement = AgreementOf(request);
        await desk.IssueAsync(matter, matter, matter.HandlingUnitId ?? matter.RegisteringUnitId, Matter.LetterOfAgreement(agreement?.Form), act, sheet =>
            precondition.Change(matter, () => matter.Mediate(act, request.EntryId!.Value, request.On!.Value, request.Text, agreement, sheet)), ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }

    static Agreement? AgreementOf(Request request) => !request.Agreed ? null : new(
        request.AgreementForm ?? throw new BrokenRuleException(MatterErrors.AgreementMissing),
        request.Parties ?? [], request.Facts ?? "", request.Agreement ?? "", request.Performance ?? "", request.WrittenBy, request.OutsideNumber);
}

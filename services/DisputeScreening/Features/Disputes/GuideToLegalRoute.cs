using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.DisputeScreening.Domain;
using Anjie.DisputeScreening.Persistence;
using Anjie.Hosting;
using Anjie.PersonalData;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.DisputeScreening.Features.Disputes;

internal static class GuideToLegalRoute
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/disputes/{id:guid}/legal-route", HandleAsync)
        .WithSummary("Guide the parties to a legal route with a notice.");

    public sealed record Request(
        [property: Required] LegalRoute? Route,
        [property: Required, PlainText(100)] string Organ,
        [property: Required, PlainText(40)] string NoticeNumber);

    static async Task<Results<Ok<DisputeView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, ScreeningDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } dispute)
            return TypedResults.NotFound();

        precondition.Change(dispute, () => dispute.GuideToLegalRoute(act, request.Route!.Value, request.Organ, request.NoticeNumber));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(dispute.Version, DisputeView.Of(dispute, act)));
    }
}

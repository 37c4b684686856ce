using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Features.Letters;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Matters;

internal static class ReportCompletion
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/matters/{id:guid}/completion-report", HandleAsync)
        .WithSummary("Report on an assigned matter to its sender once the answer is served; the report ends the term that was set with the order (Art 22).");

    public sealed record Request(
        [property: Required, PlainText(4000)] string Background,
        [property: Required, PlainText(4000)] string Inquiry,
        [property: Required, PlainText(4000)] string Handling,
        [property: Required, PlainText(4000)] string Performed,
        [property: Required, PlainText(2000)] string Attitude);

    static async Task<Results<Ok<MatterView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, LetterDesk desk, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        await desk.IssueAsync(matter, matter, matter.HandlingUnitId ?? matter.RegisteringUnitId, matter.LetterOfCompletion, act, sheet =>
            precondition.Change(matter, () => matter.ReportCompletion(act, new(request.Background, request.Inquiry, request.Handling, request.Performed, request.Attitude), sheet)), ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }
}

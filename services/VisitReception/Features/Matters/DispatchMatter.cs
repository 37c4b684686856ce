using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Letters;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Matters;

internal static class DispatchMatter
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/matters/{id:guid}/dispatch", HandleAsync)
        .WithSummary("Send the matter to the unit with power, with a limit and a report when it is an assignment (Art 22).");

    public sealed record Request(
        [property: Required] DispatchKind? Kind,
        [property: Required] Guid? ToUnitId,
        DateOnly? ReportBy = null,
        [property: PlainText(1000)] string? Note = null,
        DateOnly? ToldOn = null);

    static async Task<Results<Ok<MatterView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, LetterDesk desk, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        var to = UnitPlace.Of(await db.UnitAsync(request.ToUnitId!.Value, ct));
        await desk.IssueAsync(matter, matter, matter.RegisteringUnitId, matter.LetterOfDispatch(request.Kind!.Value, to.Id), act, sheet =>
            precondition.Change(matter, () => matter.Dispatch(act, request.Kind!.Value, to, request.ReportBy, request.Note, sheet, request.ToldOn)), ct, to.Id);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }
}

using System.ComponentModel.DataAnnotations;
using Anjie.BacklogCases.Domain;
using Anjie.BacklogCases.Persistence;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.BacklogCases.Features.Cases;

internal static class NominateCase
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/cases/{id:guid}", HandleAsync)
        .WithSummary("Nominate a matter as a backlog case under an id chosen by the client; a matter has one open case.")
        .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed record Request(
        [property: Required] Guid? MatterId,
        [property: Required] Criterion? Criterion,
        [property: Required] Guid? ResponsibleUnitId,
        [property: PlainText(100)] string? Title = null);

    static async Task<Results<Created<BacklogView>, Ok<BacklogView>>> HandleAsync(Guid id, Request request, BacklogDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.Cases.WithParts().FirstOrDefaultAsync(x => x.Id == id, ct) is { } known)
            return IsRepeat(known, request, act) ? TypedResults.Ok(http.Tagged(known.Version, BacklogView.Of(known, act))) : throw new BrokenRuleException(CaseErrors.IdReused);

        var responsible = await db.UnitAsync(request.ResponsibleUnitId!.Value, ct);
        var backlog = BacklogCase.Nominate(
            act, id, await db.NextNumberAsync("HJ", "backlog_number", act.Today.Year, ct),
            new(request.MatterId!.Value, request.Criterion!.Value, NominationSource.Office, request.Title), responsible, await db.JointOfficeAsync(ct));
        await RefuseSecondAsync(db, request.MatterId.Value, ct);
        db.Add(backlog);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/backlog/cases/{id}", http.Tagged(backlog.Version, BacklogView.Of(backlog, act)));
    }

    // Two at once meet at the unique index; this is the sentence for the usual case.
    static async Task RefuseSecondAsync(BacklogDb db, Guid matterId, CancellationToken ct)
    {
        if (await db.Cases.OpenOf(matterId).Select(x => new { x.Id, x.Number }).FirstOrDefaultAsync(ct) is { } open)
            throw new BrokenRuleException(BacklogErrors.MatterHasOpenCase, open.Number) { Details = { ["open"] = open } };
    }

    static bool IsRepeat(BacklogCase known, Request request, Act act) =>
        act.Actor.Has(Roles.JointOffice) && known.MatterId == request.MatterId && known.Criterion == request.Criterion && known.NominatedUnitId == request.ResponsibleUnitId
        && (known.Title?.Text ?? "") == (request.Title?.Trim() is { Length: > 0 } ? request.Title : "");
}

using System.ComponentModel.DataAnnotations;
using System.Data;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Supervision.Features.Bulletins;

internal static class DraftBulletin
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/bulletins/{id:guid}", HandleAsync)
        .WithSummary("Draft a bulletin: the figures of the period are counted as they stood at the cut-off, and frozen.")
        .ProducesProblem(StatusCodes.Status409Conflict);

    /// <param name="Period">A month as 2026-03 or a quarter as 2026Q1.</param>
    /// <param name="CutOff">What was recorded later counts for nothing; now where it is left out.</param>
    public sealed record Request(
        [property: Required, RegularExpression(BulletinWindow.Labels)] string Period,
        DateTimeOffset? CutOff = null);

    static async Task<Results<Ok<BulletinView>, Created<BulletinView>>> HandleAsync(Guid id, Request request, SupervisionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        if (await db.Bulletins.FirstOrDefaultAsync(bulletin => bulletin.Id == id, ct) is { } known)
        {
            BrokenRuleException.ThrowIf(known.UnitId != act.Actor.UnitId || known.Period != request.Period || (request.CutOff is { } asked && known.CutOff != asked.ToUniversalTime()), CaseErrors.IdReused);
            return TypedResults.Ok(http.Tagged(known.Version, BulletinView.Of(known, act)));
        }

        // To the microsecond, as the database keeps it.
        var moment = (request.CutOff ?? act.Now).ToUniversalTime();
        var window = BulletinWindow.Of(request.Period, moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond)));
        Bulletin.Demand(act, window);
        var bulletin = Bulletin.Draft(act, id, window, await BulletinSources.CountAsync(db, act, window, ct));
        db.Add(bulletin);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Created(new Uri($"/api/supervision/bulletins/{id}", UriKind.Relative), http.Tagged(bulletin.Version, BulletinView.Of(bulletin, act)));
    }
}

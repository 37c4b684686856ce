using Anjie.BacklogCases.Persistence;
using Anjie.Cases;
using Anjie.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.BacklogCases.Features.Cases;

internal static class GetCase
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/cases/{id:guid}", HandleAsync).WithSummary("A backlog case with its plans, its five ones and what the caller may do now.");
        api.MapGet("/cases/{id:guid}/history", HistoryAsync).WithSummary("What happened to a backlog case, in order.");
    }

    static async Task<Results<Ok<BacklogView>, NotFound>> HandleAsync(Guid id, BacklogDb db, Act act, HttpContext http, CancellationToken ct) =>
        await db.FindVisibleAsync(id, act, ct) is { } backlog
            ? TypedResults.Ok(http.Tagged(backlog.Version, BacklogView.Of(backlog, act)))
            : TypedResults.NotFound();

    static async Task<Results<Ok<List<HistoryView>>, NotFound>> HistoryAsync(Guid id, BacklogDb db, Act act, CancellationToken ct) =>
        await db.Cases.VisibleTo(act).AnyAsync(x => x.Id == id, ct)
            ? TypedResults.Ok(await HistoryView.OfAsync(db, id, ct))
            : TypedResults.NotFound();
}

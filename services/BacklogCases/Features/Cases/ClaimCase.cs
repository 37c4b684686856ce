using Anjie.BacklogCases.Domain;
using Anjie.BacklogCases.Persistence;
using Anjie.Cases;
using Anjie.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.BacklogCases.Features.Cases;

internal static class ClaimCase
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/cases/{id:guid}/claim", HandleAsync)
        .WithSummary("Claim a confirmed case: one leader gets it, everybody later learns who did.")
        .ProducesProblem(StatusCodes.Status409Conflict);

    /// <summary>A case the loser may claim instead.</summary>
    public sealed record Suggestion(Guid Id, string Number);

    static async Task<Results<Ok<BacklogView>, NotFound>> HandleAsync(Guid id, BacklogDb db, Act act, HttpContext http, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // The first to come holds the row until it commits; those who waited find it carried and are refused without holding it in turn.
        await db.Database.ExecuteSqlAsync($"select 1 from backlog_case where id = {id} and leader_id is null for update", ct);
        if (await db.FindVisibleAsync(id, act, ct) is not { } backlog)
            return TypedResults.NotFound();

        try
        {
            backlog.Claim(act);
        }
        catch (BrokenRuleException lost) when (lost.Code == BacklogErrors.AlreadyClaimed)
        {
            lost.Details["next"] = await NextAsync(db, act, ct);
            throw;
        }
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(http.Tagged(backlog.Version, BacklogView.Of(backlog, act)));
    }

    static Task<Suggestion?> NextAsync(BacklogDb db, Act act, CancellationToken ct)
    {
        var levels = Enum.GetValues<LeaderLevel>().Where(level => level.Rank() <= LeaderLevels.RankOf(act.Actor.Level)).Select(level => (LeaderLevel?)level).ToList();
        return db.Cases.AsNoTracking().VisibleTo(act)
            .Where(x => x.State == BacklogState.Confirmed && levels.Contains(x.Level))
            .OrderBy(x => x.Id)
            .Select(x => new Suggestion(x.Id, x.Number))
            .FirstOrDefaultAsync(ct);
    }
}

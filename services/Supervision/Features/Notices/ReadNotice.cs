using Anjie.Cases;
using Anjie.Supervision.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Supervision.Features.Notices;

internal static class ReadNotice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/notices/{id:guid}/reading", HandleAsync)
        .WithSummary("Confirm that a notice was read; needs no If-Match, the first receipt counts.");

    static async Task<Results<Ok<NoticeView>, NotFound>> HandleAsync(Guid id, SupervisionDb db, Act act, CancellationToken ct)
    {
        if (await db.NoticesFor(act).FirstOrDefaultAsync(n => n.Id == id, ct) is not { } notice)
            return TypedResults.NotFound();

        notice.Read(act);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await db.ViewsOf(db.Notices.Where(n => n.Id == id)).AsNoTracking().SingleAsync(ct));
    }
}

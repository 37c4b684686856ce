using Anjie.Cases;
using Anjie.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.Supervision.Features.Bulletins;

internal static class GetBulletin
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/bulletins/{id:guid}", HandleAsync)
        .WithSummary("One bulletin: its figures as they were frozen, what each of them counts, the words to them, and what the caller may do now.");

    static async Task<Results<Ok<BulletinView>, NotFound>> HandleAsync(Guid id, BulletinDesk desk, Act act, HttpContext http, CancellationToken ct) =>
        await desk.FindAsync(id, act, ct) is { } bulletin ? TypedResults.Ok(http.Tagged(bulletin.Version, BulletinView.Of(bulletin, act))) : TypedResults.NotFound();
}

using Anjie.Cases;
using Anjie.Hosting;
using Anjie.VisitReception.Features.Letters;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Matters;

internal static class GetMatter
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/matters/{id:guid}", HandleAsync).WithSummary("One matter, with what the caller may do now.");
        api.MapGet("/matters/by-matter/{matterId:guid}", ByMatterAsync).WithSummary("The legal procedure of a matter, by the id it has in every service.");
        api.MapGet("/matters/{id:guid}/history", HistoryAsync).WithSummary("What happened to the matter, in order.");
        api.MapGet("/matters/{id:guid}/letters", LettersAsync).WithSummary("The letters as they were issued, with the proof of their delivery.");
    }

    public sealed record Letters(IReadOnlyList<LetterView> Items, IReadOnlyList<DeliveryView> Deliveries);

    static async Task<Results<Ok<MatterView>, NotFound>> HandleAsync(Guid id, ReceptionDb db, Act act, HttpContext http, CancellationToken ct) =>
        await db.FindMatterAsync(id, act, ct) is { } matter
            ? TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)))
            : TypedResults.NotFound();

    static async Task<Results<Ok<MatterView>, NotFound>> ByMatterAsync(Guid matterId, ReceptionDb db, Act act, HttpContext http, CancellationToken ct) =>
        await db.Matters.VisibleTo(act).FirstOrDefaultAsync(m => m.MatterId == matterId, ct) is { } matter
            ? TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)))
            : TypedResults.NotFound();

    static async Task<Results<Ok<List<HistoryView>>, NotFound>> HistoryAsync(Guid id, ReceptionDb db, Act act, CancellationToken ct) =>
        await db.Matters.VisibleTo(act).AnyAsync(m => m.Id == id, ct)
            ? TypedResults.Ok(await HistoryView.OfAsync(db, id, ct))
            : TypedResults.NotFound();

    static async Task<Results<Ok<Letters>, NotFound>> LettersAsync(Guid id, ReceptionDb db, Act act, CancellationToken ct) =>
        await db.FindMatterAsync(id, act, ct) is { } matter
            ? TypedResults.Ok(new Letters(LetterView.Of(matter, act), DeliveryView.Of(matter.Deliveries, matter, act)))
            : TypedResults.NotFound();
}

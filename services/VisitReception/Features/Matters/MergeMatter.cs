using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Matters;

internal static class MergeMatter
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/matters/{id:guid}/merger", MergerAsync).WithSummary("Let the matter go on in an open one of the same people; its own number, day and clocks are kept.");
        api.MapPost("/matters/{id:guid}/repeat", RepeatAsync).WithSummary("Link the matter to one that has ended; it runs by itself.");
        api.MapPost("/matters/{id:guid}/merger-reversal", MergerReversalAsync).WithSummary("Take a wrong merge back; the clock has run since the matter's own receipt.");
    }

    public sealed record Request([property: Required] Guid? ParentId, [property: Required] DateOnly? ToldOn);

    public sealed record LinkRequest([property: Required] Guid? ParentId);

    public sealed record ReverseRequest([property: Required, PlainText(500)] string Reason);

    static async Task<Results<Ok<MatterView>, NotFound>> MergerAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        var parent = await ParentAsync(db, request.ParentId!.Value, act, ct);
        precondition.Change(matter, () => matter.Merge(act, parent, request.ToldOn!.Value));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }

    static async Task<Results<Ok<MatterView>, NotFound>> RepeatAsync(
        Guid id, LinkRequest request, Precondition precondition, ReceptionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        var parent = await ParentAsync(db, request.ParentId!.Value, act, ct);
        precondition.Change(matter, () => matter.LinkRepeat(act, parent));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }

    static async Task<Results<Ok<MatterView>, NotFound>> MergerReversalAsync(
        Guid id, ReverseRequest request, Precondition precondition, ReceptionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        precondition.Change(matter, () => matter.Unmerge(act, request.Reason));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }

    // What the caller may not see is not there to be merged into.
    static async Task<Matter> ParentAsync(ReceptionDb db, Guid id, Act act, CancellationToken ct) =>
        await db.FindMatterAsync(id, act, ct) ?? throw new BrokenRuleException(MatterErrors.ParentUnknown);
}

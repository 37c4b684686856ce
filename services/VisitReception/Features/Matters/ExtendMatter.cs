using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Features.Letters;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Matters;

internal static class ExtendMatter
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/matters/{id:guid}/extension-request", ExtensionRequestAsync).WithSummary("Ask the head of the unit for a longer term (Art 34).");
        api.MapPost("/matters/{id:guid}/extension", ExtensionAsync).WithSummary("Grant a longer term, once and of thirty days at most; it counts when the notice was served before the old end (Art 34).");
    }

    public sealed record Request([property: Required] int? Days, [property: Required, PlainText(1000)] string Reason);

    static async Task<Results<Ok<MatterView>, NotFound>> ExtensionRequestAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        precondition.Change(matter, () => matter.AskExtension(act, request.Days!.Value, request.Reason));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }

    static async Task<Results<Ok<MatterView>, NotFound>> ExtensionAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, LetterDesk desk, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        await desk.IssueAsync(matter, matter, matter.HandlingUnitId ?? matter.RegisteringUnitId, matter.LetterOfExtension, act, sheet =>
            precondition.Change(matter, () => matter.Extend(act, request.Days!.Value, request.Reason, sheet)), ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }
}

using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Letters;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Matters;

internal static class ReplyToMatter
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/matters/{id:guid}/reply", HandleAsync)
        .WithSummary("Reply in writing to a proposal or question, without the procedure of an opinion.");

    /// <param name="Adoption">What becomes of a proposal; asked for with a proposal only (Art 29).</param>
    public sealed record Request([property: Required, PlainText(4000)] string Text, Adoption? Adoption = null);

    static async Task<Results<Ok<MatterView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, LetterDesk desk, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        await desk.IssueAsync(matter, matter, matter.HandlingUnitId ?? matter.RegisteringUnitId, Matter.LetterOfReply, act, sheet =>
            precondition.Change(matter, () => matter.Reply(act, request.Text, sheet!, request.Adoption)), ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }
}

using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Features.Letters;
using Anjie.Supervision.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.Supervision.Features.Bulletins;

internal static class EditBulletin
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/bulletins/{id:guid}/words", HandleAsync)
        .WithSummary("Write the words of a bulletin: who is praised or criticised by name, and what is asked next. One that awaits approval becomes a draft again.")
        .ProducesProblem(StatusCodes.Status409Conflict);

    /// <param name="SubjectId">A unit or a leader's post of the figures.</param>
    /// <param name="Words">For what, in a sentence.</param>
    public sealed record NameRequest([property: Required] Guid? SubjectId, [property: Required, PlainText(300)] string Words);

    /// <param name="Overall">Beside the sentences that the figures make by themselves.</param>
    public sealed record Request(
        [property: PlainText(4000)] string? Overall = null,
        [property: MaxLength(50)] IReadOnlyList<NameRequest>? Praised = null,
        [property: MaxLength(50)] IReadOnlyList<NameRequest>? Criticised = null,
        [property: MaxLength(20)] IReadOnlyList<LineDraft>? NextSteps = null);

    static async Task<Results<Ok<BulletinView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, SupervisionDb db, BulletinDesk desk, Act act, HttpContext http, CancellationToken ct)
    {
        if (await desk.FindAsync(id, act, ct) is not { } bulletin)
            return TypedResults.NotFound();

        precondition.Change(() => bulletin.Version, () => bulletin.Edit(act, new(request.Overall, Read(request.Praised), Read(request.Criticised), LineDraft.Read(request.NextSteps))));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(bulletin.Version, BulletinView.Of(bulletin, act)));
    }

    static IReadOnlyList<BulletinDraftName> Read(IReadOnlyList<NameRequest>? names) => [.. (names ?? []).Select(name => new BulletinDraftName(name.SubjectId!.Value, name.Words))];
}

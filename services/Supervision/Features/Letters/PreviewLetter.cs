using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Letters;
using Anjie.PersonalData;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Features.Items;
using Anjie.Supervision.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using F = Anjie.Letters.LetterFields;

namespace Anjie.Supervision.Features.Letters;

/// <summary>A letter before it is signed: how it would look, and what is still wrong with it. Nothing is stored and no number taken.</summary>
internal static class PreviewLetter
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/items/{id:guid}/letters/preview", HandleAsync)
        .WithSummary("How the letter of an act would look and what keeps it from being issued; the fields are those of the act, as far as they are known.");

    /// <param name="Kind">Code of the kind of a talk or a proposal; null for the letter of the next level.</param>
    public sealed record Request(
        FurtherKind? Kind = null,
        [property: MaxLength(20)] IReadOnlyList<LineDraft>? Requirements = null,
        [property: PlainText(500)] string? Reason = null,
        [property: RegularExpression(IssueItem.SituationCodes)] string? Situation = null,
        [property: PlainText(2000)] string? Handled = null,
        [property: PlainText(500)] string? Consequence = null) : FurtherWords;

    /// <param name="Kind">Code of the kind that was filled; null where the act issues no letter, and there is nothing to see.</param>
    /// <param name="Html">The draft, marked as one.</param>
    /// <param name="Faults">What keeps it from being issued; empty when it may be signed.</param>
    public sealed record Answer(string? Kind, string? KindName, string? Html, IReadOnlyList<ToldFault> Faults);

    static async Task<Results<Ok<Answer>, NotFound>> HandleAsync(Guid id, Request request, SupervisionDb db, LetterDesk desk, Act act, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } item)
            return TypedResults.NotFound();

        if ((request.Kind is { } further ? SendLetter.KindOf(further) : item.LetterOfIssue(act)) is not { } kind)
            return TypedResults.Ok(new Answer(null, null, null, []));
        var paper = await desk.PaperAsync(item, kind, request.ToUnitId ?? item.UnitId, act, ct);
        // A day that is not known yet is no day.
        var draft = paper.Fill(act, request.Kind is null ? item.IssueFacts(paper, LetterOf(request, item)).With(F.ReplyBy, request.ReplyBy) : request.Further().Facts);
        return TypedResults.Ok(new Answer(kind.Code, ItemLetterView.NameOf(kind), LetterHtml.Write(draft.Preview), ToldFaults.Tell(draft.Faults.Where(fault => fault.Field != F.Number && fault.Code != LetterErrors.NumberMissing))));
    }

    static Letter LetterOf(Request request, SupervisionItem item) =>
        new(LineDraft.Read(request.Requirements), request.ReplyBy ?? default, request.Situation ?? item.Situation ?? Situations.Other, request.Reason, request.Handled, request.Consequence);
}

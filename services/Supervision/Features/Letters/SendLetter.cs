using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.Letters;
using Anjie.PersonalData;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Features.Items;
using Anjie.Supervision.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Supervision.Features.Letters;

/// <summary>A row of a list in a letter; one that is still empty is none.</summary>
public sealed record LineDraft([property: PlainText(500)] string? Text = null)
{
    internal static IReadOnlyList<string> Read(IReadOnlyList<LineDraft>? lines) => [.. (lines ?? []).Select(line => line.Text).OfType<string>().Where(text => !string.IsNullOrWhiteSpace(text))];
}

/// <summary>Kinds beside the ladder, by their codes.</summary>
public enum FurtherKind
{
    [JsonStringEnumMemberName(LetterCodes.TalkNotice)] TalkNotice,
    [JsonStringEnumMemberName(LetterCodes.TalkRecord)] TalkRecord,
    [JsonStringEnumMemberName(LetterCodes.Improvement)] Improvement,
    [JsonStringEnumMemberName(LetterCodes.Policy)] Policy,
    [JsonStringEnumMemberName(LetterCodes.Accountability)] Accountability,
}

/// <summary>What a talk or a proposal says; which of it a kind must have is asked by the letter itself.</summary>
public abstract record FurtherWords
{
    /// <summary>The unit a proposal goes to; the supervised one where none is named.</summary>
    public Guid? ToUnitId { get; init; }

    [PlainText(2000)]
    public string? Occasion { get; init; }

    /// <summary>The decision of the joint meeting that a talk rests on, by its number.</summary>
    [PlainText(200)]
    public string? Decision { get; init; }

    /// <summary>Post and name of the official who is summoned.</summary>
    [PlainText(100)]
    public string? Invited { get; init; }

    public DateOnly? TalkOn { get; init; }

    [PlainText(50)]
    public string? TalkTime { get; init; }

    [PlainText(200)]
    public string? TalkPlace { get; init; }

    [PlainText(4000)]
    public string? Talk { get; init; }

    [MaxLength(20)]
    public IReadOnlyList<LineDraft>? Rectification { get; init; }

    public DateOnly? RectifyBy { get; init; }

    [PlainText(4000)]
    public string? Problem { get; init; }

    [MaxLength(20)]
    public IReadOnlyList<LineDraft>? Proposals { get; init; }

    /// <summary>Last day for the answer.</summary>
    public DateOnly? ReplyBy { get; init; }

    internal FurtherLetter Further() =>
        new(Occasion, Decision, Invited, TalkOn, TalkTime, TalkPlace, Talk, LineDraft.Read(Rectification), RectifyBy, Problem, LineDraft.Read(Proposals), ReplyBy);
}

/// <summary>约谈通知书, 约谈记录 and the three proposals on an item.</summary>
internal static class SendLetter
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/items/{id:guid}/letters", HandleAsync)
        .WithSummary("Summon to a talk or keep its record (Art 39), or propose to improve work or policy or to hold to account (Art 40); the state of the item stays.")
        .ProducesProblem(StatusCodes.Status409Conflict);

    /// <param name="EntryId">Of the letter, made by the client; the same with the same words is a repeat.</param>
    /// <param name="Kind">Code of the kind.</param>
    public sealed record Request(
        [property: Required] Guid? EntryId,
        [property: Required] FurtherKind? Kind) : FurtherWords;

    static async Task<Results<Ok<ItemView>, NotFound>> HandleAsync(
        Guid id, Request request, Precondition precondition, SupervisionDb db, LetterDesk desk, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisibleAsync(id, act, ct) is not { } item)
            return TypedResults.NotFound();

        var (letterId, words) = (request.EntryId!.Value, JsonSerializer.Serialize(request, JsonSerializerOptions.Web));
        if (await db.Letters.AsNoTracking().FirstOrDefaultAsync(letter => letter.Id == letterId, ct) is { } known)
            BrokenRuleException.ThrowIf(known.ItemId != id || known.Words?.Text != words, CaseErrors.IdReused);
        else
            await desk.IssueAsync(item, KindOf(request.Kind!.Value), request.ToUnitId ?? item.UnitId, act, paper =>
                precondition.Change(item, () => item.SendLetter(act, letterId, paper!, request.Further(), words)), ct);
        return TypedResults.Ok(http.Tagged(item.Version, await ItemView.OfAsync(db, item, act, ct)));
    }

    internal static LetterKind KindOf(FurtherKind kind) => LetterKinds.Get(kind switch
    {
        FurtherKind.TalkNotice => LetterCodes.TalkNotice,
        FurtherKind.TalkRecord => LetterCodes.TalkRecord,
        FurtherKind.Improvement => LetterCodes.Improvement,
        FurtherKind.Policy => LetterCodes.Policy,
        FurtherKind.Accountability => LetterCodes.Accountability,
    });
}

using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.People;

/// <summary>A request of a person about their own data, with its answer in words.</summary>
/// <param name="Answer">Null while it waits for the desk.</param>
/// <param name="Text">In the person's words; for those only who answer it.</param>
/// <param name="Sentence">The answer as the person reads it; the desk's own reason for those only who answer.</param>
/// <param name="Fields">What was corrected; never the values.</param>
public sealed record DataRequestView(
    Guid Id, Guid PetitionerId, DataRequestKind Kind, bool AtDesk, DateOnly FiledOn, string? Text, DataRequestAnswer? Answer, DataRequestGround? Ground, DateOnly? AnsweredOn, string Sentence, IReadOnlyList<string> Fields)
{
    internal static DataRequestView Of(DataRequest r, bool inWords = true) =>
        new(r.Id, r.PetitionerId, r.Kind, r.AtDesk, r.FiledOn, inWords ? r.Text?.Text : null, r.Answer, r.Ground, r.AnsweredOn, AnswerOf(r, inWords), r.Fields);

    internal static string AnswerOf(DataRequest r, bool inWords = true) => r switch
    {
        { Answer: null } => PersonTexts.Of("answer.waits"),
        { Answer: DataRequestAnswer.Given } => PersonTexts.Of("answer.Given"),
        { Answer: DataRequestAnswer.Corrected } => PersonTexts.Of("answer.Corrected", string.Join(PersonTexts.Of("and"), r.Fields.Select(field => PersonTexts.Of($"who.{field}")))),
        { Ground: DataRequestGround.MustBeKept } => PersonTexts.Of("answer.MustBeKept"),
        _ => PersonTexts.Of("answer.Unfounded", inWords ? r.Words?.Text : "…"),
    };
}

/// <summary>What the people of a matter have asked about their own data.</summary>
internal static class ListDataRequests
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/matters/{id:guid}/data-requests", HandleAsync)
        .WithSummary("The requests of a matter's petitioners about their own data, with the answers. Those without one wait for the desk.");

    /// <param name="MayServe">Whether the caller copies, corrects and answers for these people.</param>
    public sealed record Response(IReadOnlyList<DataRequestView> Items, bool MayServe);

    static async Task<Results<Ok<Response>, NotFound>> HandleAsync(Guid id, ReceptionDb db, Act act, CancellationToken ct) =>
        await db.FindMatterAsync(id, act, ct) is { } matter
            ? TypedResults.Ok(Of(await db.Set<DataRequest>().AsNoTracking().Where(request => request.CaseId == id).OrderBy(request => request.FiledAt).ToListAsync(ct), PeopleAtDesk.MayServe(matter, act)))
            : TypedResults.NotFound();

    static Response Of(List<DataRequest> requests, bool mayServe) => new([.. requests.Select(request => DataRequestView.Of(request, mayServe))], mayServe);
}

/// <summary>A person at the window wants to be deleted. The law of the file says no, and the person is told so at once.</summary>
internal static class RequestErasure
{
    public const string Route = "POST /petitioners/{id}/erasure-request";

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/petitioners/{id:guid}/erasure-request", HandleAsync)
        .WithSummary("Take down that a person asked for deletion, and answer: what belongs to the file of a petition is kept for the time that the law sets (个人信息保护法 47).");

    public sealed record Request([property: PlainText(1000)] string? Text = null);

    static async Task<Results<Ok<DataRequestView>, NotFound>> HandleAsync(Guid id, Request request, ReceptionDb db, Act act, CancellationToken ct)
    {
        if (await db.FindAtDeskAsync(id, act, Route, ct) is not var (_, person))
            return TypedResults.NotFound();
        var filed = await db.FileAsync(DataRequest.File(act, person, DataRequestKind.Erasure, atDesk: true, request.Text), ct);
        filed.Refuse(act, DataRequestGround.MustBeKept);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(DataRequestView.Of(filed));
    }
}

/// <summary>The desk answers that what is kept is right.</summary>
internal static class RefuseCorrection
{
    public const string Route = "POST /petitioners/{id}/correction-refusal";

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/petitioners/{id:guid}/correction-refusal", HandleAsync)
        .WithSummary("Answer a request for correction that is unfounded, with the reason the person reads.")
        .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed record Request([property: Required] Guid? RequestId, [property: Required, PlainText(500)] string Reason);

    static async Task<Results<Ok<DataRequestView>, NotFound>> HandleAsync(Guid id, Request request, ReceptionDb db, Act act, CancellationToken ct)
    {
        if (await db.FindAtDeskAsync(id, act, Route, ct) is null
            || await db.Set<DataRequest>().FirstOrDefaultAsync(one => one.Id == request.RequestId && one.PetitionerId == id && one.Kind == DataRequestKind.Correction, ct) is not { } filed)
            return TypedResults.NotFound();
        filed.Refuse(act, DataRequestGround.Unfounded, request.Reason);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(DataRequestView.Of(filed));
    }
}

static class PeopleAtDesk
{
    /// <summary>Whether the people of a matter turn to this person.</summary>
    public static bool MayServe(Matter matter, Act act) => matter.MayHandOverCode(act) && Staff.Desk.Any(act.Actor.Has) && !matter.IsRecused(act.Actor) && matter.ErasedOn is null;

    /// <summary>A petitioner with the matter, for the desk that registered it and the unit that handles it: to them the person turns.</summary>
    /// <param name="route">Row of the policy, for the refusal.</param>
    /// <returns>Null when the caller sees no such person.</returns>
    public static async Task<(Matter Matter, Petitioner Person)?> FindAtDeskAsync(this ReceptionDb db, Guid id, Act act, string route, CancellationToken ct)
    {
        if (await db.Matters.VisibleTo(act).FirstOrDefaultAsync(m => m.Petitioners.Any(p => p.Id == id), ct) is not { } matter)
            return null;
        if (!matter.MayHandOverCode(act))
            throw new BrokenRuleException(CaseErrors.NotOpenToYou, route);
        BrokenRuleException.ThrowIf(matter.IsRecused(act.Actor), CaseErrors.Recused);
        BrokenRuleException.ThrowIf(matter.ErasedOn is not null, MatterErrors.Erased);
        return (matter, matter.Petitioners.Single(person => person.Id == id));
    }

    /// <summary>The request as it is kept: the one of the same day that says the same, or else this one. The caller saves.</summary>
    public static async Task<DataRequest> FileAsync(this ReceptionDb db, DataRequest request, CancellationToken ct)
    {
        var known = await db.Set<DataRequest>().Where(one => one.CaseId == request.CaseId && one.PetitionerId == request.PetitionerId && one.Kind == request.Kind && one.FiledOn == request.FiledOn).ToListAsync(ct);
        if (known.Find(request.IsAgain) is { } same)
            return same;
        db.Add(request);
        return request;
    }
}

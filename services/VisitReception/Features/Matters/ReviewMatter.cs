using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Letters;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Matters;

internal static class ReviewMatter
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/matters/{id:guid}/review-declination", ReviewDeclinationAsync).WithSummary("Do not take the request for review up, with a notice.");
        api.MapPost("/matters/{id:guid}/hearing-start", HearingStartAsync).WithSummary("Begin a hearing in the re-review; its days do not count (Art 36).");
        api.MapPost("/matters/{id:guid}/hearing-end", HearingEndAsync).WithSummary("End the hearing in the re-review; the term goes on.");
        api.MapPost("/matters/{id:guid}/review-decision", ReviewDecisionAsync).WithSummary("Sign the opinion of the review: upheld, changed, or to be handled anew (Art 35, 36).");
    }

    public sealed record DeclineRequest([property: Required, PlainText(2000)] string Reason, [property: Required, PlainText(500)] string Basis, [property: PlainText(60)] string? OutsideNumber = null);

    public sealed record DayRequest([property: Required] DateOnly? On);

    public sealed record Request(
        [property: Required] ReviewDecision? Decision,
        [property: Required, PlainText(4000)] string Inquiry,
        [property: Required, PlainText(4000)] string DecisionText,
        [property: Required, PlainText(500)] string Basis,
        [property: MaxLength(10)] IReadOnlyList<ReviewerRequest>? Reviewers = null,
        [property: PlainText(100)] string? NextOrgan = null,
        [property: PlainText(60)] string? OutsideNumber = null,
        [property: PlainText(60)] string? PriorNumber = null,
        [property: PlainText(100)] string? PriorUnit = null,
        bool Published = false);

    public sealed record ReviewerRequest([property: Required, PersonNameText] string Name);

    static async Task<Results<Ok<MatterView>, NotFound>> ReviewDeclinationAsync(
        Guid id, DeclineRequest request, Precondition precondition, ReceptionDb db, LetterDesk desk, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        await desk.IssueAsync(matter, matter, act.Actor.UnitId, matter.LetterOfDeclination, act, sheet =>
            precondition.Change(matter, () => matter.DeclineReview(act, request.Reason, request.Basis, sheet, request.OutsideNumber)), ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }

    static async Task<Results<Ok<MatterView>, NotFound>> HearingStartAsync(
        Guid id, DayRequest request, Precondition precondition, ReceptionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        precondition.Change(matter, () => matter.StartHearing(act, request.On!.Value));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }

    static async Task<Results<Ok<MatterView>, NotFound>> HearingEndAsync(
        Guid id, DayRequest request, Precondition precondition, ReceptionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        precondition.Change(matter, () => matter.EndHearing(act, request.On!.Value));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }

    static async Task<Results<Ok<MatterView>, NotFound>> ReviewDecisionAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, LetterDesk desk, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        var report = new ReviewReport(request.Decision!.Value, request.Inquiry, request.DecisionText, request.Basis,
            [.. (request.Reviewers ?? []).Select(reviewer => reviewer.Name)], request.NextOrgan, request.OutsideNumber)
        { Published = request.Published, Prior = new(request.PriorUnit, request.PriorNumber) };
        await desk.IssueAsync(matter, matter, act.Actor.UnitId, matter.LetterOfReview, act, sheet =>
            precondition.Change(matter, () => matter.DecideReview(act, report, sheet)), ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }
}

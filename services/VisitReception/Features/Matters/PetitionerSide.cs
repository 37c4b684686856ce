using Anjie.Cases;
using Anjie.Letters;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Letters;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Anjie.VisitReception.Features.Matters;

/// <summary>What the desk knows of the petitioner's side: the code without its signs, the evaluations, and the requests for review that wait.</summary>
internal static class ShowPetitionerSide
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/matters/{id:guid}/petitioner-side", HandleAsync)
        .WithSummary("Whether the petitioner can query the matter, where the evaluations stand, and which requests for review were handed in.");

    /// <param name="MayTakeSlip">Whether the caller may print the code.</param>
    /// <param name="MayRenewCode">Whether the caller may replace it.</param>
    public sealed record Response(
        CodeView? Code, bool MayBeQueried, EvaluationExclusion? NotAskedBecause, string? WithheldBecause, DateOnly? EvaluateUntil, IReadOnlyList<StatusView> Evaluations, IReadOnlyList<ReviewRequestView> ReviewRequests,
        bool MayTakeSlip, bool MayRenewCode);

    public sealed record CodeView(DateOnly GivenOn, int Issue, int Slips);

    public sealed record StatusView(EvaluationSubject About, EvaluationStatus? Status, int? Code);

    /// <param name="Rule">T7 for review, T9 for re-review.</param>
    /// <param name="Pending">It waits for the desk that registers it.</param>
    public sealed record ReviewRequestView(Guid Id, string Rule, DateOnly FiledOn, string Request, string Grounds, bool Pending);

    static async Task<Results<Ok<Response>, NotFound>> HandleAsync(Guid id, ReceptionDb db, Act act, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        var code = await db.Set<QueryCode>().AsNoTracking().FirstOrDefaultAsync(given => given.CaseId == id, ct);
        return TypedResults.Ok(new Response(
            code is null ? null : new(code.GivenOn, code.Issue, code.Slips), matter.MayBeQueried, matter.NotAskedBecause, matter.WithholdingReason?.Text, matter.EvaluateUntil,
            [.. Enum.GetValues<EvaluationSubject>().Select(subject => (Subject: subject, Status: matter.EvaluationStatusOf(subject, act.Today))).Select(one => new StatusView(one.Subject, one.Status, (int?)one.Status))],
            [.. matter.ReviewRequests.OrderBy(one => one.FiledAt).Select(one => new ReviewRequestView(one.Id, one.Rule, one.FiledOn, one.Request.Text, one.Grounds.Text, one == matter.PendingReviewRequest))],
            MayTakeSlip: QuerySlips.May(matter, act, renew: false), MayRenewCode: QuerySlips.May(matter, act, renew: true)));
    }
}

/// <summary>The slip for the petitioner. Who takes one out could speak as the petitioner, so each is counted and leaves a row of evidence.</summary>
internal static class PrintQuerySlip
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/matters/{id:guid}/query-slip", HandleAsync)
        .WithSummary("The query code of a matter with the address and the picture that open it, for printing. By the unit that registered or handles it.")
        .ProducesProblem(StatusCodes.Status409Conflict);

    /// <param name="Address">Of the query, without the code.</param>
    /// <param name="Opens">With the code behind the #, which browsers keep to themselves.</param>
    public sealed record Slip(string Number, string Code, Uri Address, Uri Opens, int PictureSize, string Picture, bool ByPhone);

    static async Task<Results<Ok<Slip>, NotFound>> HandleAsync(Guid id, ReceptionDb db, Act act, BlindIndex index, IConfiguration configuration, IOptions<LetterSettings> letters, HttpContext http, CancellationToken ct) =>
        await QuerySlips.TakeAsync(id, db, act, index, http, renew: false, ct) is var (matter, code) ? TypedResults.Ok(QuerySlips.Of(matter, code, letters.Value.QueryPage(configuration))) : TypedResults.NotFound();
}

/// <summary>A new code for one that was lost.</summary>
internal static class RenewQueryCode
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/matters/{id:guid}/query-code", HandleAsync)
        .WithSummary("Replace a query code that was lost. The old one, and what was opened with it, is closed at once.")
        .ProducesProblem(StatusCodes.Status409Conflict);

    static async Task<Results<Ok<PrintQuerySlip.Slip>, NotFound>> HandleAsync(Guid id, ReceptionDb db, Act act, BlindIndex index, IConfiguration configuration, IOptions<LetterSettings> letters, HttpContext http, CancellationToken ct) =>
        await QuerySlips.TakeAsync(id, db, act, index, http, renew: true, ct) is var (matter, code) ? TypedResults.Ok(QuerySlips.Of(matter, code, letters.Value.QueryPage(configuration))) : TypedResults.NotFound();
}

static class QuerySlips
{
    // A code is for the desk that gives it and the unit that writes the letters; a lost one is the desk's.
    static bool IsFor(Matter matter, Act act, bool renew) => renew ? act.Actor.UnitPath == matter.RegisteringPath : matter.MayHandOverCode(act);

    public static bool May(Matter matter, Act act, bool renew) => matter.MayBeQueried && IsFor(matter, act, renew) && !matter.IsRecused(act.Actor) && Staff.Desk.Any(act.Actor.Has);

    public static async Task<(Matter Matter, QueryCode Code)?> TakeAsync(Guid id, ReceptionDb db, Act act, BlindIndex index, HttpContext http, bool renew, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return null;
        if (!IsFor(matter, act, renew))
            throw new BrokenRuleException(CaseErrors.NotOpenToYou, renew ? "POST /matters/{id}/query-code" : "POST /matters/{id}/query-slip");
        BrokenRuleException.ThrowIf(matter.IsRecused(act.Actor), CaseErrors.Recused);
        var code = await db.QueryCodeAsync(matter, act, index, ct) ?? throw new BrokenRuleException(MatterErrors.NoPublicQuery);
        if (renew)
            code.Renew(index, act.Today);
        code.Show();
        await db.SaveChangesAsync(ct);
        http.Response.Headers.CacheControl = "no-store";
        return (matter, code);
    }

    public static PrintQuerySlip.Slip Of(Matter matter, QueryCode code, Uri page)
    {
        var opens = QueryCodeText.AddressOf(page, code.Code.Text);
        var (size, picture) = QueryPicture.Squares(opens);
        return new(matter.Number, QueryCodeText.Grouped(code.Code.Text), page, opens, size, picture, matter.Petitioners.Any(petitioner => petitioner.Phone is not null));
    }
}

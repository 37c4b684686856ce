using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Letters;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Matters;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using F = Anjie.Letters.LetterFields;

namespace Anjie.VisitReception.Features.Letters;

/// <summary>A letter before it is signed: how it would look, and what is still wrong with it. Nothing is stored and no number taken.</summary>
internal static class PreviewLetter
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/matters/{id:guid}/letters/preview", HandleAsync)
        .WithSummary("How the letter of an act would look and what keeps it from being issued; the fields are those of the act, as far as they are known.");

    /// <param name="Kind">Code of the kind; of opinions, refusals, reviews and agreements the one that the matter and the fields ask for is shown.</param>
    public sealed record Request(
        [property: Required, AllowedValues(LetterCodes.Acceptance, LetterCodes.Guidance, LetterCodes.Transfer, LetterCodes.Assignment, LetterCodes.Opinion, LetterCodes.ShortOpinion, LetterCodes.Reply,
            LetterCodes.Objection, LetterCodes.NonAcceptance, LetterCodes.NoFurtherAcceptance, LetterCodes.Extension, LetterCodes.ReviewOpinion, LetterCodes.ReReviewOpinion,
            LetterCodes.Mediation, LetterCodes.Settlement, LetterCodes.CompletionReport)] string Kind,
        [property: MaxLength(20)] IReadOnlyList<DraftOpinion.FindingDraft>? Findings = null,
        [property: PlainText(4000)] string? Facts = null,
        [property: PlainText(100)] string? ReviewOrgan = null,
        [property: MaxLength(10), OrganNames] IReadOnlyList<string>? CopyTo = null,
        [property: PlainText(4000)] string? Text = null,
        DateOnly? AcceptedOn = null,
        Guid? DemandId = null,
        Domain.LegalRoute? Route = null,
        [property: PlainText(100)] string? Organ = null,
        [property: PlainText(100)] string? TimeLimit = null,
        [property: PlainText(200)] string? Address = null,
        [property: MaxLength(20), OrganNames] IReadOnlyList<string>? Materials = null,
        Guid? ToUnitId = null,
        DateOnly? ReportBy = null,
        bool Simple = false,
        [property: PlainText(60)] string? NoticeNumber = null,
        [property: PlainText(2000)] string? Reason = null,
        [property: PlainText(500)] string? Basis = null,
        Guid? ProposedUnitId = null,
        [property: PlainText(4)] string? Ground = null,
        [property: PlainText(100)] string? CompetentOrgan = null,
        [property: PlainText(60)] string? FinalNumber = null,
        [property: Range(1, Matter.LongestExtension)] int? Days = null,
        ReviewDecision? Decision = null,
        [property: PlainText(4000)] string? Inquiry = null,
        [property: PlainText(4000)] string? DecisionText = null,
        [property: PlainText(100)] string? NextOrgan = null,
        [property: PlainText(60)] string? PriorNumber = null,
        [property: PlainText(100)] string? PriorUnit = null,
        bool Published = false,
        Adoption? Adoption = null,
        bool Agreed = false,
        AgreementForm? AgreementForm = null,
        [property: MaxLength(20), OrganNames] IReadOnlyList<string>? Parties = null,
        [property: PlainText(4000)] string? Agreement = null,
        [property: PlainText(2000)] string? Performance = null,
        [property: PlainText(4000)] string? Background = null,
        [property: PlainText(4000)] string? Handling = null,
        [property: PlainText(4000)] string? Performed = null,
        [property: PlainText(2000)] string? Attitude = null);

    /// <param name="Kind">Code of the kind that was filled; null where the act issues no letter, and there is nothing to see.</param>
    /// <param name="Html">The draft, marked as one.</param>
    /// <param name="Faults">What keeps it from being issued; empty when it may be signed.</param>
    public sealed record Answer(string? Kind, string? KindName, string? Html, IReadOnlyList<FaultView> Faults);

    /// <param name="Code">Stable code.</param>
    /// <param name="Field">The letter's field it is about, if one.</param>
    /// <param name="Position">Which of several demands, from 1; 0 for none.</param>
    public sealed record FaultView(string Code, string? Field, int Position, string Sentence);

    static async Task<Results<Ok<Answer>, NotFound>> HandleAsync(Guid id, Request request, ReceptionDb db, LetterDesk desk, Act act, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        if (KindOf(request, matter) is not { } kind)
            return TypedResults.Ok(new Answer(null, null, null, []));
        var sheet = await desk.DraftSheetAsync(matter, UnitOf(kind, matter, act), kind, act, ct, request.ToUnitId ?? request.ProposedUnitId);
        var draft = sheet.Fill(act, FactsOf(kind, request, matter, sheet, act));
        // The number comes with the signature.
        var faults = LetterRefusal.Tell(draft.Faults.Where(fault => fault.Code != Anjie.Letters.LetterErrors.NumberMissing && fault.Field != F.Number));
        return TypedResults.Ok(new Answer(kind.Code, LetterView.NameOf(kind), LetterHtml.Write(LetterView.Masked(draft.Preview, matter, act)), [.. faults.Select(fault => new FaultView(fault.Code, fault.Field, fault.Position, fault.Sentence))]));
    }

    static LetterKind? KindOf(Request request, Matter matter) => request.Kind switch
    {
        LetterCodes.Opinion or LetterCodes.ShortOpinion => matter.LetterOfOpinion,
        LetterCodes.Acceptance => matter.LetterOfAcceptance(request.Simple),
        LetterCodes.Transfer when request.ToUnitId is { } to => matter.LetterOfDispatch(DispatchKind.Transfer, to),
        LetterCodes.Assignment when request.ToUnitId is { } to => matter.LetterOfDispatch(DispatchKind.Assignment, to),
        LetterCodes.Guidance when request.NoticeNumber is not null => null,
        LetterCodes.NonAcceptance or LetterCodes.NoFurtherAcceptance => matter.LetterOfRefusal(request.Ground ?? ""),
        LetterCodes.Extension => matter.LetterOfExtension,
        LetterCodes.ReviewOpinion or LetterCodes.ReReviewOpinion => matter.LetterOfReview,
        LetterCodes.Reply when matter.IsUnderReview => matter.LetterOfDeclination,
        LetterCodes.Mediation or LetterCodes.Settlement => Matter.LetterOfAgreement(request.Agreed ? request.AgreementForm : null),
        LetterCodes.CompletionReport => matter.LetterOfCompletion,
        _ => LetterKinds.Get(request.Kind),
    };

    static Guid UnitOf(LetterKind kind, Matter matter, Act act) => kind.Code switch
    {
        LetterCodes.Transfer or LetterCodes.Assignment => matter.RegisteringUnitId,
        LetterCodes.Acceptance or LetterCodes.Guidance or LetterCodes.ReviewOpinion or LetterCodes.ReReviewOpinion => act.Actor.UnitId,
        LetterCodes.Reply when matter.IsUnderReview => act.Actor.UnitId,
        _ => matter.HandlingUnitId ?? matter.RegisteringUnitId,
    };

    static LetterFacts FactsOf(LetterKind kind, Request request, Matter matter, LetterSheet sheet, Act act) => kind.Code switch
    {
        LetterCodes.Acceptance => matter.AcceptanceFacts(act, sheet, request.AcceptedOn ?? act.Today),
        LetterCodes.Transfer or LetterCodes.Assignment => matter.DispatchFacts(sheet, request.ToUnitId ?? Guid.Empty, request.ReportBy),
        // In a review it is how a request is not taken up.
        LetterCodes.Reply when matter.IsUnderReview => matter.DeclinationFacts(sheet, request.Reason ?? "", request.Basis ?? ""),
        LetterCodes.Objection => matter.ObjectionFacts(sheet, request.Reason ?? "", request.Basis ?? "", request.ProposedUnitId),
        LetterCodes.NonAcceptance or LetterCodes.NoFurtherAcceptance => matter.RefusalFacts(sheet, new(request.Ground ?? "", request.Reason ?? "", request.Basis ?? "", request.CompetentOrgan, request.FinalNumber)),
        LetterCodes.Extension => matter.ExtensionFacts(act, sheet, request.Days, request.Reason ?? ""),
        LetterCodes.ReviewOpinion or LetterCodes.ReReviewOpinion => matter.ReviewFacts(sheet, request.Decision, new(request.Decision ?? default, request.Inquiry ?? "", request.DecisionText ?? "", request.Basis ?? "", [], request.NextOrgan, null)
        {
            Published = request.Published, Prior = new(request.PriorUnit, request.PriorNumber),
        }),
        LetterCodes.Mediation or LetterCodes.Settlement => matter.AgreementFacts(sheet, new(default, request.Parties ?? [], request.Facts ?? "", request.Agreement ?? "", request.Performance ?? "")),
        LetterCodes.CompletionReport => matter.CompletionFacts(sheet, new(request.Background ?? "", request.Inquiry ?? "", request.Handling ?? "", request.Performed ?? "", request.Attitude ?? "")),
        LetterCodes.Reply => matter.ReplyFacts(sheet, request.Text ?? "", request.Adoption),
        LetterCodes.Guidance => matter.GuidanceFacts(sheet, matter.OpenDemands(request.DemandId), request.Route, request.Organ, request.TimeLimit, request.Address, request.Materials),
        _ => matter.OpinionFacts(sheet, new([], request.Facts ?? "", request.ReviewOrgan ?? "", request.CopyTo)).With(F.Answers, AnswersOf(request, matter)),
    };

    // Every demand that is still open, so that one left out is seen.
    static List<DemandAnswer> AnswersOf(Request request, Matter matter) =>
        [.. matter.OpenDemands(null).OrderBy(demand => demand.Position).Select(demand => (demand, given: request.Findings?.FirstOrDefault(finding => finding.DemandId == demand.Id)))
            .Select(pair => Matter.AnswerTo(pair.demand, pair.given?.Finding, pair.given?.Opinion, pair.given?.Basis))];
}

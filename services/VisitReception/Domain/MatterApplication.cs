using Anjie.Letters;
using static Anjie.VisitReception.Domain.MatterState;
using F = Anjie.Letters.LetterFields;

namespace Anjie.VisitReception.Domain;

/// <summary>复查申请书 and 复核申请书: the petitioner's own paper, filled in with what the office knows (Art 35, 36). It has no number of the office and is signed by hand.</summary>
internal sealed partial class Matter
{
    /// <summary>The application that may be handed in, or that was registered; null where no review is to be asked for.</summary>
    public LetterKind? LetterOfApplication => State switch
    {
        Served or InReview => LetterKinds.Get(LetterCodes.ReviewRequest),
        ReviewServed or InReReview => LetterKinds.Get(LetterCodes.ReReviewRequest),
        // Whoever had a good reason to be late still may.
        Closed when EndedAs == Served => LetterKinds.Get(LetterCodes.ReviewRequest),
        _ => null,
    };

    /// <summary>What is known of it: all but the request while it is not registered, or handed in by the public query.</summary>
    public LetterFacts ApplicationFacts(LetterSheet sheet)
    {
        var again = State is ReviewServed or InReReview;
        var prior = again ? _letters.Find(letter => letter.Id == FirstOfRound?.LetterId) : LastOpinion;
        var registered = IsUnderReview ? LastReview : null;
        var organ = registered?.OrganName ?? ReviewOrgan;
        return Facts(sheet)
            .With(again ? F.ReReviewOrgan : F.ReviewOrgan, organ)
            .With(F.PriorUnit, again ? FirstOfRound?.OrganName : sheet.NameOf(HandlingUnitId)).With(F.PriorOpinion, prior?.Number).With(F.PriorServedOn, prior is null ? null : DayServed(prior))
            .With(F.RequestedOn, registered?.FiledOn ?? PendingReviewRequest?.FiledOn)
            .With(F.Request, registered?.Request.Text ?? PendingReviewRequest?.Request.Text).With(F.RequestReason, registered?.Grounds.Text ?? PendingReviewRequest?.Grounds.Text)
            .With(F.Enclosures, (IReadOnlyList<string>)(prior is null ? [] : [NameOf(prior)]));
    }

    Letter? LastOpinion => _letters.Where(letter => letter.Kind is LetterCodes.Opinion or LetterCodes.ShortOpinion).MaxBy(letter => (letter.IssuedOn, letter.Id));

    // The review whose opinion the re-review is about.
    Review? FirstOfRound => Round.Where(past => past is { Level: 1, Decision: not null and not ReviewDecision.Declined }).MaxBy(past => past.Position);

    DateOnly? DayServed(Letter letter) => _deliveries.Find(delivery => delivery.LetterId == letter.Id)?.ServedOn;
}

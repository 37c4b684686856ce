using Anjie.Cases;
using Anjie.Deadlines;
using Anjie.Letters;
using F = Anjie.Letters.LetterFields;

namespace Anjie.VisitReception.Domain;

/// <summary>What stands in the letters of objection, refusal, longer terms and reviews.</summary>
internal sealed partial class Matter
{
    const string LeftToSender = "由贵单位另行确定";
    const string Published = "本意见依法向社会公示", NotPublished = "本意见不向社会公示";

    static readonly Dictionary<ReviewDecision, string> DecisionWords = new() { [ReviewDecision.Upheld] = "维持", [ReviewDecision.Changed] = "变更", [ReviewDecision.Remanded] = "责令重新办理" };

    public static LetterKind LetterOfObjection => LetterKinds.Get(LetterCodes.Objection);

    /// <summary>The notice of refusal; null where nobody can be served (Art 23).</summary>
    public LetterKind? LetterOfRefusal(string ground) =>
        Anonymous ? null : LetterKinds.Get(RefusalGrounds.Find(ground)?.IsFinal == true ? LetterCodes.NoFurtherAcceptance : LetterCodes.NonAcceptance);

    /// <summary>The notice of a longer term; null where nobody can be served.</summary>
    public LetterKind? LetterOfExtension => Anonymous || RunningClock("T5") is null ? null : LetterKinds.Get(LetterCodes.Extension);

    public LetterFacts ObjectionFacts(LetterSheet sheet, string reason, string basis, Guid? proposedUnitId) => Facts(sheet)
        .With(F.RecipientUnit, sheet.NameOf(RegisteringUnitId)).With(F.OriginalNumber, NumberOf(LetterCodes.Transfer, LetterCodes.Assignment) ?? Number)
        .With(F.Reason, reason).With(F.Basis, basis).With(F.ProposedUnit, sheet.NameOf(proposedUnitId) ?? LeftToSender).With(F.Enclosures, sheet.Enclosures);

    public LetterFacts RefusalFacts(LetterSheet sheet, Refusal refusal) => Facts(sheet)
        .With(F.RefusalCode, refusal.Ground).With(F.Reason, refusal.Reason).With(F.Basis, refusal.Basis).With(F.CompetentOrgan, refusal.CompetentOrgan).With(F.FinalNumber, refusal.FinalNumber);

    /// <param name="days">Null in a draft that does not know them yet.</param>
    public LetterFacts ExtensionFacts(Act act, LetterSheet sheet, int? days, string reason)
    {
        var clock = RunningClock("T5")!;
        var facts = Facts(sheet).With(F.OldDue, new DueDay(clock.Nominal, clock.Legal)).With(F.Reason, reason).With(F.ApprovedBy, act.Actor.Name);
        if (days is not { } more)
            return facts;
        var next = ClockReading.Due(clock.Reading.Extend(act.Today, more), act.Calendar);
        return facts.With(F.ExtensionDays, more).With(F.NewDue, new DueDay(next.Nominal, next.Legal));
    }

    public LetterFacts DeclinationFacts(LetterSheet sheet, string reason, string basis) => ReplyFacts(sheet, reason.Length == 0 ? "" : $"{reason}\n{basis}");

    /// <param name="decision">Null in a draft that does not know it yet.</param>
    public LetterFacts ReviewFacts(LetterSheet sheet, ReviewDecision? decision, ReviewReport report)
    {
        var review = LastReview!;
        var heard = review.Level == 2 ? Clocks.Where(clock => clock.Rule == "T10").MaxBy(clock => clock.StartedOn)!.Facts.OfType<ClockPaused>().Select(fact => (DateOnly?)fact.On).Min() : null;
        return Facts(sheet)
            .With(F.PriorUnit, (review.Level == 1 ? sheet.NameOf(HandlingUnitId) : FirstOfRound?.OrganName) ?? report.Prior?.Unit)
            .With(F.PriorOpinion, (review.Level == 1 ? NumberOf(LetterCodes.Opinion, LetterCodes.ShortOpinion) : _letters.Find(letter => letter.Id == FirstOfRound?.LetterId)?.Number) ?? report.Prior?.Number)
            .With(F.HearingOn, heard).With(F.HearingPublished, heard is null ? null : report.Published ? Published : NotPublished)
            .With(F.RequestedOn, review.FiledOn).With(F.Request, review.Request.Text).With(F.RequestReason, review.Grounds.Text)
            .With(F.Inquiry, report.Inquiry).With(F.Decision, decision is { } known ? DecisionWords.GetValueOrDefault(known) : null).With(F.DecisionText, report.Text).With(F.Basis, report.Basis)
            .With(F.ReReviewOrgan, report.NextOrgan);
    }

    string? NumberOf(params string[] kinds) => _letters.Where(letter => kinds.Contains(letter.Kind)).MaxBy(letter => (letter.IssuedOn, letter.Id))?.Number;
}

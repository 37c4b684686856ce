using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.Letters;
using F = Anjie.Letters.LetterFields;

namespace Anjie.VisitReception.Domain;

/// <summary>What the unit tells the office that assigned the matter (办结报告).</summary>
/// <param name="Background">What was petitioned.</param>
/// <param name="Inquiry">What was found.</param>
/// <param name="Handling">What was decided on it.</param>
/// <param name="Performed">What of it has been done.</param>
/// <param name="Attitude">What the petitioner says to it.</param>
internal sealed record CompletionReport(string Background, string Inquiry, string Handling, string Performed, string Attitude);

/// <summary>An assigned matter is reported on to its sender (Art 22): the answer alone does not end that term, and without the report the matter does not close.</summary>
internal sealed partial class Matter
{
    const string ReportTerm = "T11";

    static readonly string[] AnswersOfUnit = [LetterCodes.Opinion, LetterCodes.ShortOpinion, LetterCodes.Reply];

    /// <summary>The report; null where the unit that assigned the matter kept it, and would write to itself.</summary>
    public LetterKind? LetterOfCompletion => HandlingUnitId == RegisteringUnitId ? null : LetterKinds.Get(LetterCodes.CompletionReport);

    /// <summary>Sends the report, signed by the head of the unit. The sender has it the same day, as the unit had the order.</summary>
    /// <param name="sheet">Paper of the report, see <see cref="LetterOfCompletion"/>.</param>
    public void ReportCompletion(Act act, CompletionReport report, LetterSheet? sheet)
    {
        var words = string.Join('\n', report.Background, report.Inquiry, report.Handling, report.Performed, report.Attitude);
        if (!OwesReport && _letters.Exists(letter => letter.Kind == LetterCodes.CompletionReport && letter.Words?.Text == words))
            return;

        Require(act, MatterAction.ReportCompletion);
        var letter = sheet is null ? null : Letter.Issue(Id, act, sheet, CompletionFacts(sheet, report), words);
        Apply(act, MatterAction.ReportCompletion);
        Keep(letter);
        Record(act, new CompletionReported(RegisteringUnitId, letter?.Id));
        StopClock(act, ReportTerm);
        PlanClosing(act);
    }

    public LetterFacts CompletionFacts(LetterSheet sheet, CompletionReport report) => Facts(sheet)
        .With(F.RecipientUnit, sheet.NameOf(RegisteringUnitId)).With(F.OriginalNumber, NumberOf(LetterCodes.Assignment) ?? Number)
        .With(F.Background, report.Background).With(F.Inquiry, report.Inquiry).With(F.Handling, report.Handling).With(F.Performed, report.Performed).With(F.Attitude, report.Attitude)
        .With(F.Enclosures, CompletionEnclosures);

    // 附件: the answer with its number, and that it was served.
    List<string> CompletionEnclosures => AnswerOfUnit is not { } answer ? [] : IsServed(answer) ? [NameOf(answer), $"{LetterKinds.ProofOfService.Chinese}（{answer.Number}）"] : [NameOf(answer)];

    Letter? AnswerOfUnit => _letters.Where(letter => AnswersOfUnit.Contains(letter.Kind) && letter.UnitId == HandlingUnitId).MaxBy(letter => (letter.IssuedOn, letter.Id));

    bool OwesReport => RunningClock(ReportTerm) is not null;

    bool IsServed(Letter letter) => _deliveries.Exists(delivery => delivery.LetterId == letter.Id);

    static string NameOf(Letter letter) => $"{LetterKinds.Get(letter.Kind).Chinese}（{letter.Number}）";

    /// <summary>Stops what the answer ends. The report on it is still to come.</summary>
    void StopTermsOfHandling(Act act, DateOnly on)
    {
        foreach (var rule in Clocks.Where(clock => clock.State != ClockStates.Stopped && clock.Rule != ReportTerm).Select(clock => clock.Rule).ToList())
            StopClock(act, rule, on);
    }

    // Who gave no name cannot be served, so nothing waits for it (Art 23).
    static bool MayReportCompletion(Matter matter, Act act) =>
        matter.IsHandledBy(act) && matter.OwesReport && matter.AnswerOfUnit is { } answer && (matter.Anonymous || matter.IsServed(answer));
}

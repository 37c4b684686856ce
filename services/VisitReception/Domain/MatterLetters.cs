using Anjie.Cases;
using Anjie.Deadlines;
using Anjie.Letters;
using F = Anjie.Letters.LetterFields;

namespace Anjie.VisitReception.Domain;

/// <summary>What becomes of a proposal (Art 29).</summary>
public enum Adoption { Adopted, PartlyAdopted, NotAdopted }

/// <summary>Which letter each act issues, and what stands in it.</summary>
internal sealed partial class Matter
{
    const int MostNames = 3;
    const string Unnamed = "匿名信访人", Received = "直接收到";

    static readonly Dictionary<LegalRoute, string> RouteNames = new()
    {
        [LegalRoute.Litigation] = "诉讼", [LegalRoute.Reconsideration] = "行政复议", [LegalRoute.Arbitration] = "仲裁", [LegalRoute.PartyAppeal] = "党员申诉",
        [LegalRoute.Administrative] = "行政程序", [LegalRoute.Duty] = "申请履行法定职责",
    };

    static readonly Dictionary<Adoption, string> AdoptionWords = new() { [Adoption.Adopted] = "采纳", [Adoption.PartlyAdopted] = "部分采纳", [Adoption.NotAdopted] = "未采纳" };

    public LetterKind LetterOfOpinion => LetterKinds.Get(Simple ? LetterCodes.ShortOpinion : LetterCodes.Opinion);

    public static LetterKind LetterOfReply => LetterKinds.Get(LetterCodes.Reply);

    /// <summary>The notice of acceptance. The simple procedure tells it in words (国信办发〔2022〕17号), and who gave no name cannot be told at all (Art 23).</summary>
    public LetterKind? LetterOfAcceptance(bool simple) => simple || Category != MatterCategory.Appeal || Anonymous ? null : LetterKinds.Get(LetterCodes.Acceptance);

    /// <summary>The letter that goes with the matter; a unit that keeps it writes none to itself.</summary>
    public LetterKind? LetterOfDispatch(DispatchKind kind, Guid toUnitId) =>
        toUnitId == RegisteringUnitId ? null : LetterKinds.Get(kind == Domain.DispatchKind.Assignment ? LetterCodes.Assignment : LetterCodes.Transfer);

    /// <summary>The notice of guidance; null for one that was written by hand.</summary>
    public static LetterKind? LetterOfGuidance(Guidance guidance) => guidance.NoticeNumber is null ? LetterKinds.Get(LetterCodes.Guidance) : null;

    public LetterFacts OpinionFacts(LetterSheet sheet, OpinionReport report) => Facts(sheet)
        .With(F.Facts, report.Facts).With(F.ReviewOrgan, report.ReviewOrgan)
        .With(F.Answers, [.. report.Findings
            .Join(_demands, finding => finding.DemandId, demand => demand.Id, (finding, demand) => (finding, demand)).OrderBy(pair => pair.demand.Position)
            .Select(pair => AnswerTo(pair.demand, pair.finding.Finding, pair.finding.Opinion, pair.finding.Basis))])
        .With(F.CopyTo, report.CopyTo is { Count: > 0 } ? report.CopyTo : UsualCopies(sheet, report.ReviewOrgan));

    public LetterFacts ReplyFacts(LetterSheet sheet, string text, Adoption? adoption = null) => Facts(sheet)
        .With(F.Answer, text).With(F.Adoption, Category == MatterCategory.Proposal && adoption is { } known ? AdoptionWords[known] : null);

    public LetterFacts AcceptanceFacts(Act act, LetterSheet sheet, DateOnly acceptedOn)
    {
        var due = ClockReading.Due(Clock.Start("T5", acceptedOn, act.Calendar), act.Calendar);
        return Facts(sheet).With(F.AcceptedOn, acceptedOn).With(F.HandlingUnit, sheet.Unit).With(F.HandlingDue, new DueDay(due.Nominal, due.Legal));
    }

    public LetterFacts DispatchFacts(LetterSheet sheet, Guid toUnitId, DateOnly? reportBy) => Facts(sheet).With(F.RecipientUnit, sheet.NameOf(toUnitId)).With(F.AssignedLimit, reportBy).With(F.Enclosures, sheet.Enclosures);

    public LetterFacts GuidanceFacts(LetterSheet sheet, IEnumerable<Demand> demands, LegalRoute? route, string? organ, string? timeLimit, string? address, IReadOnlyList<string>? materials) => Facts(sheet)
        .With(F.Demands, [.. demands.OrderBy(demand => demand.Position).Select(demand => demand.Text.Text)])
        .With(F.Route, route is { } way ? RouteNames[way] : null).With(F.RouteOrgan, organ).With(F.RouteAddress, address).With(F.RouteLimit, timeLimit).With(F.Materials, materials);

    /// <summary>One demand with what is said to it so far.</summary>
    public static DemandAnswer AnswerTo(Demand demand, DemandFindingKind? finding, string? opinion, string? basis) =>
        new(demand.Text.Text, finding is { } found ? OpinionOf(found) : null, opinion, basis);

    /// <summary>What is the same in every letter of the matter; each letter says what its text names of it.</summary>
    LetterFacts Facts(LetterSheet sheet)
    {
        // The unit that handles the matter got it with the letter that sent it, anybody else when it came in. What was accepted elsewhere before it came here keeps its first day.
        var wasSent = DispatchedOn is not null && sheet.UnitId == HandlingUnitId;
        var sender = wasSent ? sheet.NameOf(RegisteringUnitId) : null;
        return new LetterFacts { HidesPetitioner = Confidential || Class != CaseClass.Ordinary }
            .With(F.Petitioner, PetitionerNames).With(F.MatterNumber, Number).With(F.Summary, Summary.Text).With(F.Demands, [.. _demands.OrderBy(demand => demand.Position).Select(demand => demand.Text.Text)])
            .With(F.ReceivedOn, wasSent && !(AcceptedOn < DispatchedOn) ? DispatchedOn : ReceivedOn).With(F.ReceivedBy, sender is null ? Received : WayFrom(sender)).With(F.SentBy, sender).With(F.AcceptedOn, AcceptedOn);
    }

    string PetitionerNames => _petitioners.Count switch
    {
        0 => Anonymous ? Unnamed : "",
        <= MostNames => string.Join('、', _petitioners.Select(petitioner => petitioner.Name.Text)),
        _ => $"{_petitioners[0].Name.Text}等{_petitioners.Count}人",
    };

    string WayFrom(string sender)
    {
        var number = NumberOf(LetterCodes.Transfer, LetterCodes.Assignment);
        return $"由{sender}{(DispatchKind == Domain.DispatchKind.Assignment ? "交办" : "转送")}{(number is null ? "" : "，" + number)}";
    }

    // 抄送上一级机关、同级信访部门: who reviews is one level up, who sent the matter is the office.
    List<string> UsualCopies(LetterSheet sheet, string reviewOrgan) =>
        [.. new[] { reviewOrgan, RegisteringUnitId == sheet.UnitId ? null : sheet.NameOf(RegisteringUnitId) }.OfType<string>().Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)];

    static OpinionOnDemand OpinionOf(DemandFindingKind finding) => finding switch
    {
        DemandFindingKind.Supported => OpinionOnDemand.Supported,
        DemandFindingKind.PartlySupported => OpinionOnDemand.PartlySupported,
        DemandFindingKind.Explained => OpinionOnDemand.Explained,
        DemandFindingKind.Refused => OpinionOnDemand.Refused,
    };
}

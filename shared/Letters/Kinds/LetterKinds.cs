using System.Collections.Frozen;
using static Anjie.Letters.LetterFields;

namespace Anjie.Letters;

/// <summary>All kinds of letters of the petition procedure.</summary>
public static class LetterKinds
{
    static readonly LetterPart[] WithoutAddressee = [LetterPart.Title, LetterPart.Body, LetterPart.Note];
    static readonly LetterPart[] Opined = [LetterPart.Title, LetterPart.Addressee, LetterPart.Body, LetterPart.EachDemand, LetterPart.Remedies, LetterPart.Note];
    static readonly LetterPart[] Reviewed = [LetterPart.Title, LetterPart.Addressee, LetterPart.Body, LetterPart.Remedies, LetterPart.Note];
    static readonly LetterPart[] ByHand = [LetterPart.Title, LetterPart.Body, LetterPart.Signature];
    static readonly LetterPart[] Form = [LetterPart.Title, LetterPart.Body];

    /// <summary>送达回证, which goes with other letters.</summary>
    public static LetterKind ProofOfService { get; } = new("proof-of-service", "送达回证", "Proof of service")
    {
        Addressee = AddresseeKind.Signatories, Parts = Form, IsSealed = false, Fields = [Unit, ServedLetter, ServedNumber, ServedTo],
    };

    /// <summary>存根, what the unit keeps of a letter.</summary>
    public static LetterKind Stub { get; } = new("stub", "存根", "Stub")
    {
        Addressee = AddresseeKind.Signatories, Parts = Form, IsSealed = false, Fields = [Unit, ServedLetter, ServedNumber, ServedTo],
    };

    /// <summary>Every kind, in the order of the procedure.</summary>
    public static IReadOnlyList<LetterKind> All { get; } =
    [
        Notice("acceptance", "受理告知书", "Notice of acceptance", "受告", "二十三条", [ReceivedOn, ReceivedBy, Demands, AcceptedOn, HandlingUnit, HandlingDue, QueryPlace, QueryCode]) with { Opens = "T5" },
        Notice("non-acceptance", "不予受理告知书", "Notice of non-acceptance", "不受告", "二十三条", [ReceivedOn, Demands, RefusalCode, Reason, Basis, CompetentOrgan]),
        Notice("no-further-acceptance", "不再受理告知书", "Notice that a matter is not accepted again", "不再受告", "三十六条", [ReceivedOn, Demands, RefusalCode, Reason, Basis]),
        Notice("guidance", "法定途径引导告知书", "Notice of guidance to a legal procedure", "引告", "三十一条", [ReceivedOn, Demands, Route, RouteOrgan, RouteAddress, RouteLimit, Materials]) with { Opens = "M-FOLLOW" },
        ToUnit("transfer", "转送函", "Transfer", "转", "二十二条", [MatterNumber, Petitioner, Summary]) with { Opens = "T3" },
        ToUnit("assignment", "交办函", "Assignment", "交", "二十二条", [MatterNumber, Petitioner, Summary, AssignedLimit]) with { Opens = "T11" },
        ToUnit("objection", "异议申请", "Objection to a dispatch", "异", "二十三条", [OriginalNumber, MatterNumber, Reason, Basis, ProposedUnit, SignedBy]),
        Notice("extension", "延期告知书", "Notice of extension", "延告", "三十四条", [Demands, AcceptedOn, OldDue, Reason, ExtensionDays, NewDue, ApprovedBy]) with { Opens = "T6" },
        Notice("opinion", "信访处理意见书", "Opinion", "处", "三十二条", [ReceivedOn, ReceivedBy, AcceptedOn, Demands, Facts, Answers, ReviewOrgan, CopyTo]) with { Parts = [.. Opined, LetterPart.Copies], Opens = "T7", RemedyOrgan = ReviewOrgan },
        Notice("simple-opinion", "简易办理意见书", "Opinion in the simple procedure", "简", "三十二条", [MatterNumber, ReceivedOn, AcceptedOn, Answers, ReviewOrgan]) with { Parts = Opined, Article = "国信办发〔2022〕17号", Opens = "T7", RemedyOrgan = ReviewOrgan },
        Notice("reply", "答复函", "Reply", "复", "二十九条", [MatterNumber, ReceivedOn, Summary, Answer]),
        Agreed("mediation", "调解协议书", "Mediation agreement", "调"),
        Agreed("settlement", "和解协议书", "Settlement agreement", "和"),
        Asked("review-request", "复查申请书", "Request for review", "三十五条", ReviewOrgan, "T8"),
        Asked("re-review-request", "复核申请书", "Request for re-review", "三十六条", ReReviewOrgan, "T10"),
        Notice("review-opinion", "复查意见书", "Review opinion", "复查", "三十五条", [PriorUnit, PriorOpinion, RequestedOn, Request, RequestReason, Inquiry, Decision, DecisionText, Basis, ReReviewOrgan]) with { Parts = Reviewed, Opens = "T9", RemedyOrgan = ReReviewOrgan },
        Notice("re-review-opinion", "复核意见书", "Re-review opinion", "复核", "三十六条", [PriorUnit, PriorOpinion, RequestedOn, Request, RequestReason, Inquiry, Decision, DecisionText, Basis]) with { Parts = [LetterPart.Title, LetterPart.Addressee, LetterPart.Body, LetterPart.Finality, LetterPart.Note] },
        ToUnit("supervision-letter", "督办函", "Supervision letter", "督", "四十条", [MatterNumber, Situation, History, Requirements, ReplyBy, Consequence, SignedBy]) with { Opens = "S-REPLY" },
        ToUnit("supervision-notice", "督办通知单", "Supervision notice", "督通", "四十条", [MatterNumber, Situation, History, Requirements, ReplyBy, Consequence, SignedBy]) with { Opens = "S-REPLY" },
        ToUnit("completion-report", "办结报告", "Report on an assigned matter", "报", "二十二条", [OriginalNumber, MatterNumber, Background, Inquiry, Handling, Performed, Attitude, Enclosures, SignedBy])
            with { Parts = [LetterPart.Title, LetterPart.Addressee, LetterPart.Body, LetterPart.Enclosures, LetterPart.Note] },
        new("talk-notice", "约谈通知书", "Summons to a talk") { NumberWord = "约", Addressee = AddresseeKind.Official, Article = Law("三十九条"), Head = LetterHead.Red, NeedsProofOfService = true, AddresseeField = Invited, Fields = [Unit, Invited, Occasion, TalkOn, TalkTime, TalkPlace, Officer, Phone] },
        new("talk-record", "约谈记录", "Record of a talk") { Addressee = AddresseeKind.Signatories, Article = Law("三十九条"), Parts = ByHand, IsSealed = false, Fields = [Unit, Invited, Occasion, TalkOn, TalkPlace, Talk, Rectification, RectifyBy] },
        Proposed("improvement-proposal", "改进工作建议书", "Proposal to improve work", "建改"),
        Proposed("policy-proposal", "完善政策建议书", "Proposal to improve policy", "建策"),
        Proposed("accountability-proposal", "追究责任建议书", "Proposal to hold to account", "建责"),
        new("bulletin", "通报", "Bulletin")
        {
            NumberWord = "通", Addressee = AddresseeKind.Public, Article = Law("三十九条"), Head = LetterHead.Red, Parts = WithoutAddressee,
            Fields = [Unit, PeriodFrom, PeriodTo, CutOff, Overall, ReceptionTable, MatterTable, BacklogTable, Supervised, NextSteps, Definitions, Officer, Phone],
        },
        new("reception-announcement", "领导接访安排公示", "Announcement of receptions") { Addressee = AddresseeKind.Public, Article = Law("十八条"), Parts = [LetterPart.Title, LetterPart.Body], Fields = [Unit, PeriodFrom, PeriodTo, Receptions, Appointment] },
        ProofOfService,
        Stub,
    ];

    static readonly FrozenDictionary<string, LetterKind> ByCode = All.ToFrozenDictionary(kind => kind.Code), ByName = All.ToFrozenDictionary(kind => kind.Chinese);

    /// <summary>The kind of a code.</summary>
    /// <exception cref="ArgumentException">There is no such kind.</exception>
    public static LetterKind Get(string code) => ByCode.GetValueOrDefault(code) ?? throw new ArgumentException("There is no such kind of letter.", nameof(code));

    internal static LetterKind? Named(string chinese) => ByName.GetValueOrDefault(chinese);

    static string Law(string article) => $"《信访工作条例》第{article}";

    static LetterKind Notice(string code, string chinese, string english, string word, string article, LetterField[] fields) => new(code, chinese, english)
    {
        NumberWord = word, Addressee = AddresseeKind.Petitioner, Article = Law(article), NeedsProofOfService = true, AddresseeField = Petitioner, Fields = [Unit, Petitioner, .. fields, Officer, Phone],
    };

    static LetterKind ToUnit(string code, string chinese, string english, string word, string article, LetterField[] fields) => new(code, chinese, english)
    {
        NumberWord = word, Addressee = AddresseeKind.Unit, Article = Law(article), Head = LetterHead.Red, AddresseeField = RecipientUnit, Fields = [Unit, RecipientUnit, .. fields, Officer, Phone],
    };

    // No proof is asked for by the text; the proposal must be answered in writing.
    static LetterKind Proposed(string code, string chinese, string english, string word) => ToUnit(code, chinese, english, word, "四十条", [Occasion, Problem, Proposals]) with { Opens = "T15" };

    static LetterKind Agreed(string code, string chinese, string english, string word) => new(code, chinese, english)
    {
        NumberWord = word, Addressee = AddresseeKind.Signatories, Article = Law("三十三条"), Parts = [LetterPart.Title, LetterPart.Body, LetterPart.Signature],
        Fields = [Unit, Parties, Facts, Agreement, Performance],
    };

    static LetterKind Asked(string code, string chinese, string english, string article, LetterField<string> organ, string clock) => new(code, chinese, english)
    {
        Addressee = AddresseeKind.Unit, Article = Law(article), Parts = [LetterPart.Title, LetterPart.Addressee, LetterPart.Body, LetterPart.Signature], IsSealed = false, AddresseeField = organ, Opens = clock,
        Fields = [Petitioner, organ, PriorUnit, PriorOpinion, PriorServedOn, Request, RequestReason, RequestedOn],
    };
}

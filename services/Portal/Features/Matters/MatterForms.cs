using Anjie.Portal.Forms;

namespace Anjie.Portal.Features.Matters;

/// <summary>What each act of the legal procedure asks for.</summary>
internal static class MatterForms
{
    public static readonly string[] States = ["Registered", "Dispatched", "Objected", "Handling", "OpinionIssued", "Served", "InReview", "ReviewServed", "InReReview", "Terminated",
        "Answered", "Guided", "Refused", "ClosedToReentry", "Forwarded", "Merged", "Withdrawn", "Closed"];

    static readonly string[] UrgentAddressees = ["Government", "CompetentAuthority", "JointOffice", "UpperOffice"];

    static readonly string[] Findings = ["Supported", "PartlySupported", "Explained", "Refused"];

    static readonly Field[] Content =
    [
        Field.Choice("category", "category", Choices.Categories).Must(), Field.Code("contentCode", "content-category").Must(),
        Field.Text("problemPlace"), Field.Number("peopleConcerned").Must(), Field.Long("summary").Must(),
        Field.Rows("demands", Field.Text("text").Must().Named("demandText")), Field.Rows("petitioners", Choices.Person), Field.Check("confidential"),
    ];

    public static readonly Field[] Register =
    [
        Field.Date("receivedOn").Must(), Field.Code("form", "petition-form").Must().Named("petitionForm") with { Numeric = true, Typed = true },
        Field.Date("upstreamReceivedOn").If(IsFromAbove), Field.Text("upstreamOrgan").If(IsFromAbove),
        Field.Check("anonymous"), Of("peopleConcerned"),
        Of("petitioners").If(form => form["anonymous"] is not true) with { Grows = true },
        Of("summary"), Of("demands") with { Grows = true },
        Of("category") with { Choices = [.. Choices.Categories, Accusation], Typed = true }, Of("contentCode") with { Typed = true },
        Field.Unit("accusedUnitId").Must().If(IsAccusation), Field.Post("accusedPostId", "accusedUnitId").If(IsAccusation), Field.Text("accusedName").If(IsAccusation) with { Full = true },
        Of("problemPlace") with { Full = true }, Of("confidential"),
    ];

    static Field Of(string name) => Content.Single(field => field.Name == name);

    const string Accusation = "Accusation";

    // 上级转送交办: the days that are left count from the receipt above.
    static bool IsFromAbove(FormValues form) => form.Is("form", "23");

    static bool IsAccusation(FormValues form) => form.Is("category", Accusation);

    static Field[] Opinion(bool signed) =>
    [
        Field.Given("findings", Field.Hidden("demandId"), Required(Field.Choice("finding", "finding", Findings), signed), Required(Field.Long("opinion"), signed), Required(Field.Text("basis"), signed)),
        Required(Field.Long("facts").Named("factsFound"), signed), Required(Field.Text("reviewOrgan"), signed),
    ];

    static Field[] Extension => [Field.Number("days").Must().Named("extensionDays"), Field.Long("reason").Must().Named("extensionReason")];

    static Field[] Refusal(params string[] grounds) =>
    [
        Field.Choice("ground", "ground", grounds).Must(), Field.Long("reason").Must().Named("refusalGrounds"), Field.Text("basis").Must().Named("refusalBasis"), Field.Text("competentOrgan"),
    ];

    // 调解协议书、和解协议书 are written here; of one that others wrote only where to find it is asked.
    static Field[] Agreement =>
    [
        Field.Hidden("entryId"), Field.Date("on").Must(), Field.Check("agreed"), Field.Long("text").Must().Named("mediationText"),
        Field.Choice("agreementForm", "agreementform", "Mediation", "Settlement", Elsewhere).Must().If(IsAgreed),
        Field.Lines("parties").Must().Named("agreementParties").If(IsWritten), Field.Long("facts").Must().Named("agreementFacts").If(IsWritten),
        Field.Long("agreement").Must().If(IsWritten), Field.Long("performance").Must().If(IsWritten),
        Field.Text("writtenBy").Must().If(IsElsewhere), Field.Text("outsideNumber").Must().Named("agreementNumber").If(IsElsewhere),
    ];

    const string Elsewhere = "Elsewhere";

    static bool IsAgreed(FormValues form) => form["agreed"] is true;

    static bool IsElsewhere(FormValues form) => IsAgreed(form) && form.Is("agreementForm", Elsewhere);

    static bool IsWritten(FormValues form) => IsAgreed(form) && !IsElsewhere(form);

    static Field Required(Field field, bool required) => required ? field.Must() : field;

    public static readonly ActionForm[] Actions =
    [
        new("Complete", "completion", Content),
        new("Dispatch", "dispatch",
            Field.Choice("kind", "dispatchkind", "Transfer", "Assignment").Must().Named("dispatchKind"), Field.Unit("toUnitId").Must().Named("dispatchTo"),
            Field.Date("reportBy").Must().If(form => form.Is("kind", "Assignment")), Field.Date("toldOn"), Field.Long("note")) { LetterKind = "transfer" },
        new("Accept", "acceptance", Field.Date("acceptedOn").Must(), Field.Check("simple")) { LetterKind = "acceptance" },
        new("Investigate", "investigation", Field.Hidden("entryId"), Field.Date("on").Must(), Field.Long("text").Must()),
        new("DraftOpinion", "opinion-draft", Opinion(signed: false)) { LetterKind = "opinion" },
        new("IssueOpinion", "opinion", [.. Opinion(signed: true), Field.Lines("copyTo")]) { LetterKind = "opinion" },
        new("Serve", "service", Field.Choice("letterId", "letter").Must().Named("letterToServe"), Field.Service()),
        new("Reply", "reply", Field.Choice("adoption", "adoption", "Adopted", "PartlyAdopted", "NotAdopted").Must(), Field.Long("text").Must()) { LetterKind = "reply" },
        new("Evaluate", "evaluation",
            Field.Choice("about", "about", "PetitionOffice", "ResponsibleUnit").Must(), Choices.Satisfaction, Field.Long("reason").Must().If(form => form.Is("value", "Dissatisfied"))),
        new("GuideToLegalRoute", "legal-route",
            Field.Choice("demandId", "demand").Must(), Choices.Route, Field.Text("organ").Must(), Field.Text("timeLimit").Must(),
            Field.Text("address").Named("routeAddress"), Field.Lines("materials"), Field.Text("noticeNumber").Named("noticeByHand"), Field.Service()) { LetterKind = "guidance" },
        new("Object", "objection", Field.Long("reason").Must().Named("objectionReason"), Field.Text("basis").Must().Named("objectionBasis"), Field.Unit("proposedUnitId")) { LetterKind = "objection" },
        new("UpholdObjection", "objection-upholding", Field.Long("answer").Must().Named("objectionAnswer")),
        new("RejectObjection", "objection-rejection", Field.Long("answer").Must().Named("objectionAnswer")),
        new("Refuse", "refusal", Refusal("N1", "N2", "N3", "N4")) { Grave = true, LetterKind = "non-acceptance" },
        new("RefuseReentry", "refusal", [.. Refusal("R1", "R2", "R3"), Field.Text("finalNumber").Must().If(form => form.Is("ground", "R1"))]) { Grave = true, LetterKind = "no-further-acceptance" },
        new("HoldHearing", "hearing", Field.Hidden("entryId"), Field.Date("on").Must(), Field.Long("text").Must().Named("hearingText")),
        new("Mediate", "mediation", Agreement) { LetterKind = "mediation" },
        new("SwitchToOrdinary", "ordinary-procedure", Field.Long("reason").Must().Named("switchReason"), Field.Date("toldOn").Must()),
        new("AskExtension", "extension-request", Extension),
        new("Extend", "extension", Extension) { LetterKind = "extension" },
        new("ForwardAccusation", "forwarding", Field.Unit("toUnitId").Must().Named("forwardTo")) { Grave = true },
        new("Merge", "merger", Field.Choice("parentId", "parent").Must().Named("mergeParent"), Field.Date("toldOn").Must()),
        new("LinkRepeat", "repeat", Field.Choice("parentId", "parent").Must().Named("mergeParent")),
        new("Unmerge", "merger-reversal", Field.Long("reason").Must()),
        new("Withdraw", "withdrawal", Field.Date("signedOn").Must().Named("withdrawnOn"), Field.Long("note")) { Grave = true },
        new("RequestReview", "review-request",
            Field.Date("filedOn").Must(), Field.Unit("organUnitId"), Field.Text("organName").Must().If(form => form.Id("organUnitId") is null),
            Field.Long("demand").Must().Named("reviewDemand"), Field.Long("grounds").Must().Named("reviewGrounds"), Field.Text("lateReason")),
        new("DeclineReview", "review-declination", Field.Long("reason").Must().Named("declineReason"), Field.Text("basis").Must().Named("reviewBasis"), Field.Text("outsideNumber")) { Grave = true, LetterKind = "reply" },
        new("StartHearing", "hearing-start", Field.Date("on").Must().Named("hearingOn")),
        new("EndHearing", "hearing-end", Field.Date("on").Must().Named("hearingOn")),
        new("DecideReview", "review-decision",
            Field.Text("priorUnit").Must(), Field.Text("priorNumber").Must(), Field.Choice("decision", "reviewdecision", "Upheld", "Changed", "Remanded").Must(), Field.Long("inquiry").Must(), Field.Long("decisionText").Must(),
            Field.Text("basis").Must().Named("reviewBasis"), Field.Rows("reviewers", Field.Text("name").Must()) with { StartRows = 2 }, Field.Text("nextOrgan"), Field.Text("outsideNumber"), Field.Check("published").Named("reviewPublished")) { LetterKind = "review-opinion" },
        new("ReportCompletion", "completion-report",
            Field.Long("background").Must(), Field.Long("inquiry").Must().Named("completionInquiry"), Field.Long("handling").Must().Named("completionHandling"),
            Field.Long("performed").Must(), Field.Long("attitude").Must()) { LetterKind = "completion-report" },
        new("RecordOutcome", "outcome", Field.Set("outcome", "matteroutcome", Choices.Outcomes).Must().Named("matterOutcome"), Field.Long("text").Must().Named("outcomeText")),
        new("Certify", "certification"),
        new("MarkUrgent", "urgency", Field.Long("reason").Must().Named("urgentReason")) { Grave = true },
        new("ReportUrgent", "urgency-report", Field.Set("reportedTo", "urgentaddressee", UrgentAddressees).Must(), Field.Long("report").Must().Named("urgentReport")),
        new("NominateForBacklog", "nomination", Choices.Criterion),
        new("WithholdEvaluation", "evaluation-exclusion", Field.Long("reason").Must()) { Grave = true },
        new("Close", "closure", Field.Check("acceptance"), Field.Service().If(form => form["acceptance"] is true)) { Grave = true },
    ];
}

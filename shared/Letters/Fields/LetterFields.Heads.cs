namespace Anjie.Letters;

// What stands around every letter, and the steps of the procedure.
public static partial class LetterFields
{
    /// <summary>The organ that issues, never an inner section.</summary>
    public static LetterField<string> Unit { get; } = new("unit", "落款单位", "Issuing unit", FieldShape.Line);

    /// <summary>文号, gap-free per unit, kind and year, taken at issue.</summary>
    public static LetterField<DocumentNumber> Number { get; } = new("number", "文号", "Document number", FieldShape.Number);

    /// <summary>成文日期: the day the head signs.</summary>
    public static LetterField<DateOnly> IssuedOn { get; } = new("issuedOn", "成文日期", "Date of issue", FieldShape.Date);

    /// <summary>Head of the unit who signs.</summary>
    public static LetterField<string> SignedBy { get; } = new("signedBy", "签发人", "Signed by", FieldShape.Line);

    /// <summary>Whom to ask.</summary>
    public static LetterField<string> Officer { get; } = new("officer", "承办人", "Officer in charge", FieldShape.Line);

    /// <summary>Of the officer in charge.</summary>
    public static LetterField<string> Phone { get; } = new("phone", "联系电话", "Telephone", FieldShape.Line);

    /// <summary>Name of the person or body that petitions.</summary>
    public static LetterField<string> Petitioner { get; } = new("petitioner", "信访人", "Petitioner", FieldShape.Line) { IsPersonal = true };

    /// <summary>Case number.</summary>
    public static LetterField<string> MatterNumber { get; } = new("matterNumber", "信访事项编号", "Number of the matter", FieldShape.Line);

    /// <summary>Day the petition was received; the clocks of Art 22 and 23 start here.</summary>
    public static LetterField<DateOnly> ReceivedOn { get; } = new("receivedOn", "收到日期", "Received on", FieldShape.Date);

    /// <summary>How it came: directly, or from whom and under what number.</summary>
    public static LetterField<string> ReceivedBy { get; } = new("receivedBy", "收到方式", "Way of receipt", FieldShape.Line);

    /// <summary>Organ that transferred or assigned the matter.</summary>
    public static LetterField<string> SentBy { get; } = new("sentBy", "转送交办机关", "Dispatched by", FieldShape.Line);

    /// <summary>What is asked for, one by one.</summary>
    public static LetterField<IReadOnlyList<string>> Demands { get; } = new("demands", "信访事项", "Matters", FieldShape.Items);

    /// <summary>Day of acceptance; the 60 days of Art 34 start here.</summary>
    public static LetterField<DateOnly> AcceptedOn { get; } = new("acceptedOn", "受理日期", "Accepted on", FieldShape.Date);

    /// <summary>Organ that handles the matter.</summary>
    public static LetterField<string> HandlingUnit { get; } = new("handlingUnit", "办理单位", "Handling unit", FieldShape.Line);

    /// <summary>End of the 60 days of Art 34.</summary>
    public static LetterField<DueDay> HandlingDue { get; } = new("handlingDue", "办理期限届满日", "End of the handling term", FieldShape.Due);

    /// <summary>Address or telephone of the public query (Art 18).</summary>
    public static LetterField<string> QueryPlace { get; } = new("queryPlace", "查询方式", "Where to ask", FieldShape.Line);

    /// <summary>Code for the public query; printed for the petitioner only.</summary>
    public static LetterField<string> QueryCode { get; } = new("queryCode", "查询码", "Query code", FieldShape.Line);

    /// <summary>Facts and reasons of a decision.</summary>
    public static LetterField<string> Reason { get; } = new("reason", "理由", "Reasons", FieldShape.Text);

    /// <summary>Law and article a decision rests on.</summary>
    public static LetterField<string> Basis { get; } = new("basis", "依据", "Basis", FieldShape.Line);

    /// <summary>Ground of the closed lists in <see cref="RefusalGrounds"/>.</summary>
    public static LetterField<string> RefusalCode { get; } = new("refusalCode", "不予受理情形", "Ground of refusal", FieldShape.Choice) { Options = [.. RefusalGrounds.All.Select(ground => ground.Code)], Wording = code => RefusalGrounds.Find(code)?.Chinese };

    /// <summary>Whom the petitioner may turn to.</summary>
    public static LetterField<string> CompetentOrgan { get; } = new("competentOrgan", "有权处理机关", "Competent organ", FieldShape.Line);

    /// <summary>Of the opinion that ended the matter (Art 36).</summary>
    public static LetterField<string> FinalNumber { get; } = new("finalNumber", "复核意见书文号", "Number of the re-review opinion", FieldShape.Line);

    /// <summary>Procedure of Art 31 outside petitioning.</summary>
    public static LetterField<string> Route { get; } = new("route", "法定途径", "Legal procedure", FieldShape.Line);

    /// <summary>Where the procedure is begun.</summary>
    public static LetterField<string> RouteOrgan { get; } = new("routeOrgan", "途径受理机关", "Organ of the procedure", FieldShape.Line);

    /// <summary>Where the procedure is begun.</summary>
    public static LetterField<string> RouteAddress { get; } = new("routeAddress", "途径受理地址", "Address of that organ", FieldShape.Line);

    /// <summary>Time limit in law, so that guidance costs nobody a right; see <see cref="LegalRoutes"/>.</summary>
    public static LetterField<string> RouteLimit { get; } = new("routeLimit", "法定时限提示", "Time limit of the procedure", FieldShape.Line);

    /// <summary>What to bring.</summary>
    public static LetterField<IReadOnlyList<string>> Materials { get; } = new("materials", "所需材料", "Papers needed", FieldShape.Items);

    /// <summary>Unit the letter goes to.</summary>
    public static LetterField<string> RecipientUnit { get; } = new("recipientUnit", "收文单位", "Receiving unit", FieldShape.Line);

    /// <summary>What is petitioned, shortly.</summary>
    public static LetterField<string> Summary { get; } = new("summary", "反映问题摘要", "Summary", FieldShape.Text);

    /// <summary>Day by which an assigned matter is to be reported on (Art 22).</summary>
    public static LetterField<DateOnly> AssignedLimit { get; } = new("assignedLimit", "指定办理期限", "Limit set", FieldShape.Date);

    /// <summary>Number of the letter this one answers, as it stands there.</summary>
    public static LetterField<string> OriginalNumber { get; } = new("originalNumber", "原文号", "Number of the original letter", FieldShape.Line);

    /// <summary>Unit that has the power instead.</summary>
    public static LetterField<string> ProposedUnit { get; } = new("proposedUnit", "建议承办单位", "Unit proposed", FieldShape.Line);

    /// <summary>End of the term before its extension.</summary>
    public static LetterField<DueDay> OldDue { get; } = new("oldDue", "原期限届满日", "Original end", FieldShape.Due);

    /// <summary>1 to 30 natural days (Art 34).</summary>
    public static LetterField<int> ExtensionDays { get; } = new("extensionDays", "延长天数", "Days of extension", FieldShape.Count);

    /// <summary>The original nominal end plus the extension.</summary>
    public static LetterField<DueDay> NewDue { get; } = new("newDue", "新期限届满日", "New end", FieldShape.Due);

    /// <summary>Head of the organ itself (Art 34).</summary>
    public static LetterField<string> ApprovedBy { get; } = new("approvedBy", "批准人", "Approved by", FieldShape.Line);

    /// <summary>What the inquiry found (Art 32).</summary>
    public static LetterField<string> Facts { get; } = new("facts", "事实和理由", "Facts and reasons", FieldShape.Text);

    /// <summary>Opinion and legal basis per demand (Art 32).</summary>
    public static LetterField<IReadOnlyList<DemandAnswer>> Answers { get; } = new("answers", "各项诉求", "Answers to the demands", FieldShape.Demands);

    /// <summary>Named organ one level up (Art 35).</summary>
    public static LetterField<string> ReviewOrgan { get; } = new("reviewOrgan", "复查机关", "Organ of review", FieldShape.Line);

    /// <summary>Named organ one level above that of review (Art 36).</summary>
    public static LetterField<string> ReReviewOrgan { get; } = new("reReviewOrgan", "复核机关", "Organ of re-review", FieldShape.Line);

    /// <summary>Organs that receive a copy.</summary>
    public static LetterField<IReadOnlyList<string>> CopyTo { get; } = new("copyTo", "抄送机关", "Copies to", FieldShape.Names);

    /// <summary>Names of what is enclosed.</summary>
    public static LetterField<IReadOnlyList<string>> Enclosures { get; } = new("enclosures", "附件", "Enclosures", FieldShape.Items);
}

namespace Anjie.Letters;

// Agreements, reviews, supervision, proposals, bulletins and announcements.
public static partial class LetterFields
{
    /// <summary>Who agrees, at least two.</summary>
    public static LetterField<IReadOnlyList<string>> Parties { get; } = new("parties", "当事人", "Parties", FieldShape.Names) { IsPersonal = true };

    /// <summary>What was agreed (Art 33).</summary>
    public static LetterField<string> Agreement { get; } = new("agreement", "协议内容", "Agreement", FieldShape.Text);

    /// <summary>How and by when.</summary>
    public static LetterField<string> Performance { get; } = new("performance", "履行方式和期限", "Performance", FieldShape.Text);

    /// <summary>Of the opinion that is reviewed.</summary>
    public static LetterField<string> PriorOpinion { get; } = new("priorOpinion", "原意见书文号", "Number of the prior opinion", FieldShape.Line);

    /// <summary>Who gave the opinion that is reviewed.</summary>
    public static LetterField<string> PriorUnit { get; } = new("priorUnit", "原意见机关", "Organ of the prior opinion", FieldShape.Line);

    /// <summary>Day of service; the 30 days of Art 35 and 36 start here.</summary>
    public static LetterField<DateOnly> PriorServedOn { get; } = new("priorServedOn", "原意见书收到日期", "Prior opinion received on", FieldShape.Date);

    /// <summary>Day of the request.</summary>
    public static LetterField<DateOnly> RequestedOn { get; } = new("requestedOn", "申请日期", "Requested on", FieldShape.Date);

    /// <summary>What is asked of the review.</summary>
    public static LetterField<string> Request { get; } = new("request", "申请请求", "Request", FieldShape.Text);

    /// <summary>Facts and reasons the applicant gives.</summary>
    public static LetterField<string> RequestReason { get; } = new("requestReason", "申请理由", "Grounds of the request", FieldShape.Text);

    /// <summary>What the review found.</summary>
    public static LetterField<string> Inquiry { get; } = new("inquiry", "查明情况", "Findings", FieldShape.Text);

    /// <summary>Decision on review.</summary>
    public static LetterField<string> Decision { get; } = new("decision", "审查结论", "Decision", FieldShape.Choice) { Options = ["维持", "变更", "责令重新办理"] };

    /// <summary>What the decision means.</summary>
    public static LetterField<string> DecisionText { get; } = new("decisionText", "结论说明", "Decision in words", FieldShape.Text);

    /// <summary>Day the hearing ended (Art 36).</summary>
    public static LetterField<DateOnly> HearingOn { get; } = new("hearingOn", "听证日期", "Hearing on", FieldShape.Date);

    /// <summary>Whether the opinion is published after a hearing (Art 36).</summary>
    public static LetterField<string> HearingPublished { get; } = new("hearingPublished", "听证公示情况", "Publication of the hearing", FieldShape.Line);

    /// <summary>Why it is supervised.</summary>
    public static LetterField<string> Situation { get; } = new("situation", "督办情形", "Ground of supervision", FieldShape.Line);

    /// <summary>What has been done.</summary>
    public static LetterField<string> History { get; } = new("history", "前期办理情况", "Handling so far", FieldShape.Text);

    /// <summary>What the unit must do, one by one.</summary>
    public static LetterField<IReadOnlyList<string>> Requirements { get; } = new("requirements", "督办要求", "Requirements", FieldShape.Items);

    /// <summary>Day by which to answer.</summary>
    public static LetterField<DateOnly> ReplyBy { get; } = new("replyBy", "反馈期限", "Reply by", FieldShape.Date);

    /// <summary>What follows when the day passes.</summary>
    public static LetterField<string> Consequence { get; } = new("consequence", "逾期后果", "If it is late", FieldShape.Text);

    /// <summary>The matter in short.</summary>
    public static LetterField<string> Background { get; } = new("background", "基本情况", "Background", FieldShape.Text);

    /// <summary>What was decided.</summary>
    public static LetterField<string> Handling { get; } = new("handling", "处理意见", "Opinion given", FieldShape.Text);

    /// <summary>What has been carried out.</summary>
    public static LetterField<string> Performed { get; } = new("performed", "落实情况", "Carried out", FieldShape.Text);

    /// <summary>Whether the petitioner accepts.</summary>
    public static LetterField<string> Attitude { get; } = new("attitude", "信访人态度", "Attitude of the petitioner", FieldShape.Text);

    /// <summary>Post and name of the official.</summary>
    public static LetterField<string> Invited { get; } = new("invited", "被约谈人", "Person summoned", FieldShape.Line);

    /// <summary>What gave occasion.</summary>
    public static LetterField<string> Occasion { get; } = new("occasion", "事由", "Occasion", FieldShape.Text);

    /// <summary>Day of the talk.</summary>
    public static LetterField<DateOnly> TalkOn { get; } = new("talkOn", "约谈日期", "Date of the talk", FieldShape.Date);

    /// <summary>Hour of the talk.</summary>
    public static LetterField<string> TalkTime { get; } = new("talkTime", "约谈时间", "Time of the talk", FieldShape.Line);

    /// <summary>Where.</summary>
    public static LetterField<string> TalkPlace { get; } = new("talkPlace", "约谈地点", "Place of the talk", FieldShape.Line);

    /// <summary>What was said.</summary>
    public static LetterField<string> Talk { get; } = new("talk", "约谈情况", "The talk", FieldShape.Text);

    /// <summary>One by one.</summary>
    public static LetterField<IReadOnlyList<string>> Rectification { get; } = new("rectification", "整改要求", "What to put right", FieldShape.Items);

    /// <summary>Last day.</summary>
    public static LetterField<DateOnly> RectifyBy { get; } = new("rectifyBy", "整改期限", "To be put right by", FieldShape.Date);

    /// <summary>What is wrong.</summary>
    public static LetterField<string> Problem { get; } = new("problem", "存在问题", "Problem", FieldShape.Text);

    /// <summary>One by one (Art 40).</summary>
    public static LetterField<IReadOnlyList<string>> Proposals { get; } = new("proposals", "建议", "Proposals", FieldShape.Items);

    /// <summary>First day of the period.</summary>
    public static LetterField<DateOnly> PeriodFrom { get; } = new("periodFrom", "统计起始日", "Period from", FieldShape.Date);

    /// <summary>Last day of the period.</summary>
    public static LetterField<DateOnly> PeriodTo { get; } = new("periodTo", "统计截止日", "Period to", FieldShape.Date);

    /// <summary>Moment of the snapshot the figures come from.</summary>
    public static LetterField<string> CutOff { get; } = new("cutOff", "数据截止时间", "Data as of", FieldShape.Line);

    /// <summary>The period in words.</summary>
    public static LetterField<string> Overall { get; } = new("overall", "总体情况", "Overall", FieldShape.Text);

    /// <summary>Per leader: due, held, exempt.</summary>
    public static LetterField<LetterTable> ReceptionTable { get; } = new("receptionTable", "接访下访完成情况表", "Receptions held", FieldShape.Table);

    /// <summary>Per unit.</summary>
    public static LetterField<LetterTable> MatterTable { get; } = new("matterTable", "事项办理情况表", "Matters handled", FieldShape.Table);

    /// <summary>Per unit.</summary>
    public static LetterField<LetterTable> BacklogTable { get; } = new("backlogTable", "积案化解情况表", "Backlog resolved", FieldShape.Table);

    /// <summary>What was supervised and with what effect.</summary>
    public static LetterField<string> Supervised { get; } = new("supervised", "督办情况", "Supervision", FieldShape.Text);

    /// <summary>Units and leaders, each with what for.</summary>
    public static LetterField<IReadOnlyList<string>> Praised { get; } = new("praised", "点名表扬", "Commended", FieldShape.Items);

    /// <summary>Units and leaders, each with what for.</summary>
    public static LetterField<IReadOnlyList<string>> Criticised { get; } = new("criticised", "点名批评", "Criticised", FieldShape.Items);

    /// <summary>One by one.</summary>
    public static LetterField<IReadOnlyList<string>> NextSteps { get; } = new("nextSteps", "下步要求", "Next steps", FieldShape.Items);

    /// <summary>What each figure counts, one by one.</summary>
    public static LetterField<IReadOnlyList<string>> Definitions { get; } = new("definitions", "指标说明", "Definitions", FieldShape.Items);

    /// <summary>Leader, post, portfolio, day, place, form.</summary>
    public static LetterField<LetterTable> Receptions { get; } = new("receptions", "接访安排", "Receptions", FieldShape.Table);

    /// <summary>Telephone for appointments.</summary>
    public static LetterField<string> Appointment { get; } = new("appointment", "预约电话", "Appointments", FieldShape.Line);

    /// <summary>Whether a suggestion is adopted (Art 29).</summary>
    public static LetterField<string> Adoption { get; } = new("adoption", "采纳情况", "Adoption", FieldShape.Choice) { Options = ["采纳", "部分采纳", "未采纳"] };

    /// <summary>Words of a reply.</summary>
    public static LetterField<string> Answer { get; } = new("answer", "答复内容", "Answer", FieldShape.Text);
}

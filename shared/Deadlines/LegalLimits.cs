namespace Anjie.Deadlines;

/// <summary>The limits of 《信访工作条例》 (2022) and of the simple procedure, each with the fact it runs from.</summary>
static class LegalLimits
{
    static readonly LimitSource Simple = new("国信办发〔2022〕17号", "Guoxinbanfa [2022] No. 17");

    public static IReadOnlyList<ClockRule> All { get; } =
    [
        ClockRules.Natural("T1", 15, Article("二十二条", "22"), "登记与转送交办", "Registration and dispatch")
            .From("收到信访事项之日", "receipt of the petition matter"),
        ClockRules.Natural("T2", 15, Article("二十三条第二款", "23(2)"), "直接收到后告知", "Telling the petitioner after direct receipt")
            .From("收到信访事项之日", "receipt of the petition matter"),
        ClockRules.Natural("T3", 15, Article("二十三条第三款", "23(3)"), "受理告知", "Notice of acceptance")
            .From("责任单位收到转送、交办之日", "receipt of the dispatch by the responsible unit"),
        ClockRules.Working("T4", 5, Article("二十三条第三款", "23(3)"), "提出异议", "Objection to a dispatch")
            .From("责任单位收到转送、交办之日", "receipt of the dispatch by the responsible unit") with { IsWindow = true },
        ClockRules.Natural("T5", 60, Article("三十四条", "34"), "办结并答复", "Handling and written opinion")
            .From("受理之日", "acceptance") with { LongestExtension = 30 },
        ClockRules.Natural("T6", 30, Article("三十四条", "34"), "延长办理", "Extension of the handling")
            .From("原办理期限届满之日", "end of the handling term"),
        ClockRules.Natural("T7", 30, Article("三十五条", "35"), "申请复查", "Request for review")
            .From("收到书面答复之日", "service of the written opinion") with { IsWindow = true },
        ClockRules.Natural("T8", 30, Article("三十五条", "35"), "复查答复", "Review opinion")
            .From("收到复查请求之日", "receipt of the request for review"),
        ClockRules.Natural("T9", 30, Article("三十六条", "36"), "申请复核", "Request for re-review")
            .From("收到复查意见之日", "service of the review opinion") with { IsWindow = true },
        ClockRules.Natural("T10", 30, Article("三十六条", "36"), "复核答复", "Re-review opinion")
            .From("收到复核请求之日", "receipt of the request for re-review") with { MayPause = true },
        ClockRules.Natural("T11", 0, Article("二十二条第一款第三项", "22(1)(3)"), "交办反馈", "Report on an assigned matter")
            .From("收到交办函之日", "receipt of the assignment"),
        ClockRules.Working("T12", 10, Simple, "简易办理答复", "Opinion in the simple procedure")
            .From("受理之日", "acceptance"),
        ClockRules.Working("T13", 3, Simple, "简易办理转送受理", "Dispatch and acceptance in the simple procedure")
            .From("收到之日", "receipt"),
        ClockRules.Natural("T14", 0, Article("二十五条", "25"), "重大紧急事项报告", "Report of a grave or urgent matter")
            .From("获知重大、紧急信访事项之时", "the moment the grave or urgent matter became known") with { Unit = TermUnit.Hours, Length = TermLength.AtOnce, AlarmHours = 4 },
        // The text of 2005 said thirty days; the one in force says none.
        ClockRules.Natural("T15", 0, Article("四十条", "40"), "建议采纳情况反馈", "Answer to a proposal")
            .From("收到建议之日", "receipt of the proposal") with { Length = TermLength.Unnumbered },
    ];

    static LimitSource Article(string chinese, string english) => new($"《信访工作条例》第{chinese}", $"Regulations on Petition Work, Art. {english}");

    static ClockRule From(this ClockRule rule, string chinese, string english) => rule with { StartFact = chinese, StartFactInEnglish = english };
}

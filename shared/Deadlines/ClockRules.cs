using System.Collections.Frozen;
using System.Text.Json.Serialization;

namespace Anjie.Deadlines;

/// <summary>The unit of a term.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TermUnit>))]
public enum TermUnit
{
    /// <summary>日: every day counts.</summary>
    NaturalDays,

    /// <summary>工作日: only working days count, make-up Saturdays and Sundays among them.</summary>
    WorkingDays,
}

/// <summary>A time limit as data.</summary>
/// <param name="Code">Stable code, for instance <c>T5</c>.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Days">Length; 0 when each clock is given its own length or end.</param>
/// <param name="Article">The article or the document it rests on, in Chinese, as printed on letters.</param>
/// <param name="ArticleInEnglish">The same for readers of English.</param>
/// <param name="Chinese">Name for people.</param>
/// <param name="English">Name for people.</param>
/// <param name="RollsAtEnd">Whether an end on a rest day moves to the next working day; a mere waiting period does not.</param>
/// <param name="MayPause">Whether anything at all stops this clock for a while: only the hearing in 复核 and a legal procedure of a backlog case do.</param>
/// <param name="IsWindow">Whether it bounds a right or a waiting period: nobody is late when it ends.</param>
public sealed record ClockRule(
    string Code, TermUnit Unit, int Days, string Article, string ArticleInEnglish, string Chinese, string English, bool RollsAtEnd, bool MayPause = false, bool IsWindow = false);

/// <summary>All clocks of the system: the limits of 《信访工作条例》 and the office's own.</summary>
public static class ClockRules
{
    static readonly Source Own = new("本系统办理规范", "rules of this office"), Simple = new("国信办发〔2022〕17号", "Guoxinbanfa [2022] No. 17"), Evaluation = new("国信发〔2022〕11号", "Guoxinfa [2022] No. 11");

    static readonly FrozenDictionary<string, ClockRule> ByCode;

    static ClockRules()
    {
        All =
        [
            Natural("T1", 15, Article("二十二条", "22"), "登记与转送交办", "Registration and dispatch"),
            Natural("T2", 15, Article("二十三条第二款", "23(2)"), "直接收到后告知", "Telling the petitioner after direct receipt"),
            Natural("T3", 15, Article("二十三条第三款", "23(3)"), "受理告知", "Notice of acceptance"),
            Working("T4", 5, Article("二十三条第三款", "23(3)"), "提出异议", "Objection to a dispatch") with { IsWindow = true },
            Natural("T5", 60, Article("三十四条", "34"), "办结并答复", "Handling and written opinion"),
            Natural("T6", 30, Article("三十四条", "34"), "延长办理", "Extension of the handling"),
            Natural("T7", 30, Article("三十五条", "35"), "申请复查", "Request for review") with { IsWindow = true },
            Natural("T8", 30, Article("三十五条", "35"), "复查答复", "Review opinion"),
            Natural("T9", 30, Article("三十六条", "36"), "申请复核", "Request for re-review") with { IsWindow = true },
            Natural("T10", 30, Article("三十六条", "36"), "复核答复", "Re-review opinion") with { MayPause = true },
            Natural("T11", 0, Article("二十二条第一款第三项", "22(1)(3)"), "交办反馈", "Report on an assigned matter"),
            Working("T12", 10, Simple, "简易办理答复", "Opinion in the simple procedure"),
            Working("T13", 3, Simple, "简易办理转送受理", "Dispatch and acceptance in the simple procedure"),
            Natural("T15", 30, Article("四十条", "40"), "建议采纳情况反馈", "Answer to a proposal"),
            Waiting("M-FOLLOW", 60, "引导法定途径后跟踪", "Follow-up after guiding to a legal procedure"),
            Natural("M-EVALUATE", 30, Evaluation, "满意度评价", "Satisfaction evaluation") with { IsWindow = true },
            Working("SD-ASSESS", 2, Own, "排查研判", "Assessment of a dispute"),
            Working("SD-ASSIGN", 3, Own, "落实五包", "Assignment of the five guarantees"),
            Natural("SD-RESOLVE", 0, Own, "纠纷化解", "Resolution of a dispute"),
            Working("SD-CHECK", 5, Own, "核销审核", "Check before striking off"),
            Waiting("SD-FOLLOW", 30, "回访跟踪", "Follow-up of a dispute"),
            Natural("V-LEADER", 0, Own, "领导交办期限", "Limit set by the receiving leader"),
            Working("V-HANDOVER", 10, Own, "接访领导交接", "Handover of a reception item"),
            Working("B-CONFIRM", 10, Own, "积案认定", "Confirmation of a backlog case"),
            Working("B-CLAIM", 5, Own, "领导认领", "Claim by a leader"),
            Working("B-TEAM", 5, Own, "组建专班", "Naming of the team"),
            Working("B-PLAN", 10, Own, "制定方案", "Plan"),
            Natural("B-RESOLVE", 0, Own, "积案化解", "Resolution of a backlog case") with { MayPause = true },
            Working("B-VERIFY", 10, Own, "化解核查", "Verification of the result"),
            Working("B-HANDOVER", 10, Own, "包案领导交接", "Handover of a backlog case"),
            Waiting("B-OBSERVE", 90, "观察期", "Observation"),
            Working("S-SIGN", 1, Own, "督办签收", "Signing for a supervision letter"),
            Working("S-REPLY", 0, Own, "督办反馈", "Reply to a supervision letter"),
            Working("S-REVIEW", 5, Own, "反馈审核", "Review of the reply"),
        ];
        ByCode = All.ToFrozenDictionary(rule => rule.Code);
    }

    /// <summary>Every rule, the legal ones first.</summary>
    public static IReadOnlyList<ClockRule> All { get; }

    /// <summary>The rule of a code.</summary>
    /// <exception cref="ArgumentException">There is no such rule.</exception>
    public static ClockRule Get(string code) =>
        Find(code) ?? throw new ArgumentException($"There is no clock rule {code}.", nameof(code));

    /// <summary>The rule of a code that came from outside, null when there is none.</summary>
    public static ClockRule? Find(string code) => ByCode.GetValueOrDefault(code);

    static Source Article(string chinese, string english) => new($"《信访工作条例》第{chinese}", $"Regulations on Petition Work, Art. {english}");

    static ClockRule Natural(string code, int days, Source source, string chinese, string english) =>
        new(code, TermUnit.NaturalDays, days, source.Chinese, source.English, chinese, english, RollsAtEnd: true);

    static ClockRule Working(string code, int days, Source source, string chinese, string english) =>
        new(code, TermUnit.WorkingDays, days, source.Chinese, source.English, chinese, english, RollsAtEnd: true);

    // Nobody has to act on the last day of a waiting period, so a rest day does not lengthen it.
    static ClockRule Waiting(string code, int days, string chinese, string english) =>
        new(code, TermUnit.NaturalDays, days, Own.Chinese, Own.English, chinese, english, RollsAtEnd: false, IsWindow: true);

    readonly record struct Source(string Chinese, string English);
}

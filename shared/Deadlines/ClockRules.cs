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

    /// <summary>小时: what is due at once (及时); the office is alarmed after hours, and no date can be computed.</summary>
    Hours,
}

/// <summary>Where the length of a term comes from.</summary>
public enum TermLength
{
    /// <summary>From the rule.</summary>
    OfRule,

    /// <summary>From whoever sets it, each time: a number of days or a named end.</summary>
    SetEachTime,

    /// <summary>The law says 及时: there is no number, and no term to count.</summary>
    AtOnce,

    /// <summary>The law asks for an act and names no number of days; the office may set one.</summary>
    Unnumbered,
}

/// <summary>A time limit as data.</summary>
/// <param name="Code">Stable code, for instance <c>T5</c>.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Days">Length; 0 when the rule gives none.</param>
/// <param name="Article">The article or the document it rests on, in Chinese, as printed on letters.</param>
/// <param name="ArticleInEnglish">The same for readers of English.</param>
/// <param name="Chinese">Name for people.</param>
/// <param name="English">Name for people.</param>
/// <param name="RollsAtEnd">Whether an end on a rest day moves to the next working day; a mere waiting period does not.</param>
/// <param name="MayPause">Whether anything at all stops this clock for a while: only the hearing in 复核 and a legal procedure of a backlog case do.</param>
/// <param name="IsWindow">Whether it bounds a right or a waiting period: nobody is late when it ends.</param>
public sealed record ClockRule(
    string Code, TermUnit Unit, int Days, string Article, string ArticleInEnglish, string Chinese, string English, bool RollsAtEnd, bool MayPause = false, bool IsWindow = false)
{
    /// <summary>The fact whose day is day 0, in Chinese; empty for the office's own rules, where the case says it.</summary>
    public string StartFact { get; init; } = "";

    /// <summary>The same for readers of English.</summary>
    public string StartFactInEnglish { get; init; } = "";

    /// <summary>Where the length comes from.</summary>
    public TermLength Length { get; init; } = Days > 0 ? TermLength.OfRule : TermLength.SetEachTime;

    /// <summary>The longest extension the law knows, in days, once; 0 when it knows none.</summary>
    public int LongestExtension { get; init; }

    /// <summary>Hours after which the office is alarmed, where the law says 及时; 0 elsewhere. The number is the office's.</summary>
    public int AlarmHours { get; init; }

    /// <summary>Whether it is a limit of 《信访工作条例》 or of the simple procedure, T1 to T15.</summary>
    public bool IsLegal => StartFact.Length > 0;
}

/// <summary>All clocks of the system: the limits of 《信访工作条例》 and the office's own.</summary>
public static class ClockRules
{
    static readonly LimitSource Own = new("本系统办理规范", "rules of this office"), Evaluation = new("国信发〔2022〕11号", "Guoxinfa [2022] No. 11");

    static readonly FrozenDictionary<string, ClockRule> ByCode;

    static ClockRules()
    {
        All =
        [
            .. LegalLimits.All,
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

    internal static ClockRule Natural(string code, int days, LimitSource source, string chinese, string english) =>
        new(code, TermUnit.NaturalDays, days, source.Chinese, source.English, chinese, english, RollsAtEnd: true);

    internal static ClockRule Working(string code, int days, LimitSource source, string chinese, string english) =>
        new(code, TermUnit.WorkingDays, days, source.Chinese, source.English, chinese, english, RollsAtEnd: true);

    // Nobody has to act on the last day of a waiting period, so a rest day does not lengthen it.
    static ClockRule Waiting(string code, int days, string chinese, string english) =>
        new(code, TermUnit.NaturalDays, days, Own.Chinese, Own.English, chinese, english, RollsAtEnd: false, IsWindow: true);
}

/// <summary>What a limit rests on.</summary>
readonly record struct LimitSource(string Chinese, string English);

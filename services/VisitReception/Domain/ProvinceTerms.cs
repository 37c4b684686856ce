using System.Collections.Frozen;
using System.Globalization;

namespace Anjie.VisitReception.Domain;

/// <summary>The words of the province's export (domain rules 4.0, 5.1, 5.2, 5.11): a format between systems, the same in every language.</summary>
internal static class ProvinceTerms
{
    public const string Yes = "是", No = "否", Nameless = "匿名", OrganAbove = "上一级机关";
    public const char ContentSeparator = '_', UnitSeparator = '/', NameSeparator = '、';

    /// <summary>揭发控告: such a row is never made an ordinary matter.</summary>
    public const int Accusing = 4;

    // The first eight are the province's; the others are ours and stand in our own exports only.
    public static readonly FrozenDictionary<string, int> Forms = new Dictionary<string, int>
    {
        ["来信"] = 1, ["来访"] = 2, ["网上信访"] = 3, ["手机信访"] = 4, ["微信信访"] = 5, ["网上建议"] = 6, ["电话信访"] = 7, ["领导信箱"] = 8,
        ["领导接访下访"] = 21, ["排查转入"] = 22, ["上级转送交办"] = 23, ["12345/民呼我为转入"] = 24, ["视频接访"] = 25, ["传真"] = 26,
    }.ToFrozenDictionary();

    public static readonly FrozenDictionary<string, int> Purposes = new Dictionary<string, int>
    {
        ["求决"] = 1, ["意见建议"] = 2, ["申诉"] = 3, ["揭发控告"] = Accusing, ["其他"] = 5, ["咨询"] = 6,
    }.ToFrozenDictionary();

    public static readonly FrozenDictionary<string, int> States = new Dictionary<string, int>
    {
        ["受理申请审查中"] = 1, ["不予受理"] = 2, ["受理"] = 3, ["已作出处理意见"] = 4, ["超期未作出处理意见"] = 5, ["不再受理"] = 6, ["超期未申请复查"] = 7, ["复查"] = 8,
        ["提出复查意见"] = 9, ["超期未作出复查意见"] = 10, ["超期未申请复核"] = 11, ["复核"] = 12, ["提出复核意见"] = 13, ["超期未作出复核意见"] = 14, ["审核认定办结"] = 15,
        ["已回复"] = ProvinceStates.Answered, ["已引导法定途径"] = ProvinceStates.Guided, ["已办结"] = ProvinceStates.Closed,
        ["已转纪检"] = ProvinceStates.Forwarded, ["已合并"] = ProvinceStates.Merged, ["已撤回"] = ProvinceStates.Withdrawn,
    }.ToFrozenDictionary();

    /// <summary>What the content list calls everything else; the national table gives it a code of its own.</summary>
    public static readonly string[] OtherContent = ["其他", "其它", "990000"];

    public static MatterCategory CategoryOf(int purpose) => purpose switch
    {
        1 or 3 => MatterCategory.Appeal,
        2 => MatterCategory.Proposal,
        Accusing => MatterCategory.Accusation,
        _ => MatterCategory.Other,
    };

    public static int PurposeOf(MatterCategory category) => category switch
    {
        MatterCategory.Appeal => 1,
        MatterCategory.Proposal => 2,
        MatterCategory.Accusation => Accusing,
        MatterCategory.Other => 5,
    };

    /// <summary>The word of a code; the code itself where the list has none.</summary>
    public static string LabelOf(FrozenDictionary<string, int> words, int code) => words.FirstOrDefault(word => word.Value == code).Key ?? code.ToString(CultureInfo.InvariantCulture);
}

/// <summary>信访件状态 and our own states (domain rule 6.1).</summary>
internal static class ProvinceStates
{
    // For these the province has no word.
    public const int Answered = 101, Guided = 102, Closed = 103, Forwarded = 104, Merged = 105, Withdrawn = 106;

    const int Examined = 1, Accepted = 3, OpinionGiven = 4, OpinionOverdue = 5;

    /// <summary>Where a matter of this state stands with us. Reviews in the province's system go on here as reviews by an organ outside.</summary>
    /// <param name="state">1 to 15, or one of ours.</param>
    /// <param name="isFinished">是否办结.</param>
    public static MatterState StateOf(int state, bool isFinished) => state switch
    {
        Examined when !isFinished => MatterState.Registered,
        Accepted or OpinionOverdue or OpinionGiven when !isFinished => MatterState.Handling,
        OpinionGiven => MatterState.Served,
        8 or 10 => MatterState.InReview,
        9 => MatterState.ReviewServed,
        12 or 14 => MatterState.InReReview,
        _ => MatterState.Closed,
    };

    /// <summary>How a matter ended that came as ended; null where the province does not say.</summary>
    public static MatterState? EndOf(int state) => state switch
    {
        2 => MatterState.Refused,
        6 => MatterState.ClosedToReentry,
        7 => MatterState.Served,
        11 => MatterState.ReviewServed,
        13 or 15 => MatterState.Terminated,
        Answered => MatterState.Answered,
        Guided => MatterState.Guided,
        _ => null,
    };

    public static bool IsCertified(int state) => state == 15;

    /// <summary>The state that a matter of ours has for the province, or our own label where the province knows none.</summary>
    public static int CodeOf(Matter matter, DateOnly today) => ProvinceStatus.Of(matter, today) ?? matter.State switch
    {
        MatterState.Answered => Answered,
        MatterState.Guided => Guided,
        MatterState.Forwarded => Forwarded,
        MatterState.Merged => Merged,
        MatterState.Withdrawn => Withdrawn,
        _ => Closed,
    };

    /// <summary>是否办结 of a matter of ours.</summary>
    public static bool IsFinished(MatterState state) => state is MatterState.Served or MatterState.ReviewServed or MatterState.Terminated or MatterState.Answered or MatterState.Guided
        or MatterState.Refused or MatterState.ClosedToReentry or MatterState.Forwarded or MatterState.Merged or MatterState.Withdrawn or MatterState.Closed;
}

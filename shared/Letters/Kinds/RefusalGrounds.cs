namespace Anjie.Letters;

/// <summary>A ground of 不予受理 or 不再受理.</summary>
/// <param name="Code">Stable code, <c>N1</c> and so on for 不予受理, <c>R1</c> and so on for 不再受理.</param>
/// <param name="Chinese">As printed.</param>
/// <param name="English">For readers of English.</param>
/// <param name="Article">Article the design names for it, as printed; null where the clerk must name the basis.</param>
/// <param name="NeedsFinalOpinion">Whether the number of the 复核意见书 must be told.</param>
public sealed record RefusalGround(string Code, string Chinese, string English, string? Article, bool NeedsFinalOpinion = false)
{
    /// <summary>Whether it closes a matter to further petitions (不再受理) instead of not opening it.</summary>
    public bool IsFinal => Code[0] == 'R';
}

/// <summary>The closed lists of grounds.</summary>
public static class RefusalGrounds
{
    /// <summary>Every ground.</summary>
    public static IReadOnlyList<RefusalGround> All { get; } =
    [
        new("N1", "属于人民法院、人民检察院职权范围，已经、正在或者应当通过诉讼、法律监督程序处理", "Falls to courts or procuratorates", null),
        new("N2", "属于跨越本级和上一级机关、单位提出的申诉求决类走访事项", "A visit beyond the own and the next-higher level", "《信访工作条例》第二十条"),
        new("N3", "已经受理或者正在办理，在规定期限内又向上级机关、单位提出同一事项", "Already accepted or being handled within its term", "《信访工作条例》第十九条"),
        new("N4", "对信访处理意见不服，未申请复查而向上级机关、单位提出同一事项", "Unsatisfied with an opinion, without asking for review", null),
        new("R1", "已经复核，仍然以同一事实和理由提出", "Re-reviewed; same facts and reasons", "《信访工作条例》第三十六条", NeedsFinalOpinion: true),
        new("R2", "属于依法终结的涉法涉诉事项，转同级政法部门书面告知", "A legal dispute ended by law", null),
        new("R3", "已经审核认定办结", "Certified as finished", null),
    ];

    /// <summary>The ground of a code, null when there is none.</summary>
    public static RefusalGround? Find(string code) => All.FirstOrDefault(ground => ground.Code == code);
}

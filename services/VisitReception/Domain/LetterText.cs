using System.Globalization;
using System.Text;

namespace Anjie.VisitReception.Domain;

/// <summary>The body of an opinion in the order the law asks for: facts, then finding, reason and law per demand, then the way to review.</summary>
internal static class LetterText
{
    public static string Opinion(IEnumerable<Demand> demands, OpinionReport report)
    {
        var text = new StringBuilder().Append("一、经调查：").AppendLine(report.Facts).AppendLine("二、处理意见：");
        foreach (var demand in demands.Where(demand => demand.Finding is not null).OrderBy(demand => demand.Position))
            text.AppendLine(CultureInfo.InvariantCulture, $"（{demand.Position}）{demand.Text.Text}——{Word(demand.Finding!.Value)}。{demand.Opinion!.Text} 依据：{demand.Basis!.Text}");
        var organ = report.ReviewOrgan.Length > 0 ? report.ReviewOrgan : "上一级机关、单位";
        text.AppendLine(CultureInfo.InvariantCulture, $"三、如不服本意见，可自收到之日起30日内向{organ}申请复查。");
        return text.ToString().TrimEnd();
    }

    static string Word(DemandFindingKind finding) => finding switch
    {
        DemandFindingKind.Supported => "予以支持",
        DemandFindingKind.PartlySupported => "部分支持",
        DemandFindingKind.Explained => "解释说明",
        DemandFindingKind.Refused => "不予支持",
    };
}

using Anjie.Letters;
using F = Anjie.Letters.LetterFields;

namespace Anjie.Supervision.Features.LetterTexts;

/// <summary>Invented people, places and findings for a letter of any kind (试填).</summary>
internal static class SampleFacts
{
    const int DaysToReply = 7, DaysToRectify = 30;
    const string Word = "样例", Office = "样例市信访局", Bureau = "样例区住房建设局", Clerk = "经办人（样例）";

    public static LetterFacts Of(LetterKind kind, DateOnly today) => Counted(today, new LetterFacts()
        .With(F.Unit, Office).With(F.RecipientUnit, Bureau).With(F.MatterNumber, "XF（样例）").With(F.Number, kind.NumberWord is { } word ? new DocumentNumber(Word + word, today.Year, 1) : null)
        .With(F.IssuedOn, today).With(F.SignedBy, Clerk).With(F.Officer, Clerk).With(F.Phone, "0000-0000000")
        .With(F.Situation, "未按期办结（样例）").With(F.History, $"信访事项（样例）于{ChineseStyle.Date(today.AddDays(-DaysToRectify))}登记，现由{Bureau}办理。\n此前已催办1次（样例）。")
        .With(F.Requirements, ["专题研究供暖问题（样例）", "明确办结日期（样例）"]).With(F.ReplyBy, today.AddDays(DaysToReply)).With(F.Consequence, "逾期未反馈的，升级督办（样例）。")
        .With(F.Occasion, "多次督办未落实（样例）。").With(F.Invited, $"{Bureau}局长某某（样例）").With(F.TalkOn, today).With(F.TalkTime, "上午9时").With(F.TalkPlace, $"{Office}会议室（样例）")
        .With(F.Talk, "说明了未办结的原因（样例）。").With(F.Rectification, ["一个月内办结（样例）"]).With(F.RectifyBy, today.AddDays(DaysToRectify))
        .With(F.Problem, "反馈与实际不符（样例）。").With(F.Proposals, ["健全台账（样例）", "定期通报（样例）"]));

    static LetterFacts Counted(DateOnly today, LetterFacts facts) => facts
        .With(F.PeriodFrom, today.AddDays(-DaysToRectify)).With(F.PeriodTo, today.AddDays(-1)).With(F.CutOff, $"{ChineseStyle.Date(today)}9时0分").With(F.Overall, "新收信访事项3件（样例），办结2件。").With(F.Supervised, "督办2件（样例），按期反馈1件。")
        .With(F.ReceptionTable, new LetterTable(["单位", "应接", "已接"], [[Bureau, "4", "3"]])).With(F.MatterTable, new LetterTable(["单位", "新收", "办结"], [[Bureau, "3", "2"]])).With(F.BacklogTable, new LetterTable(["单位", "认领", "化解"], [[Bureau, "2", "1"]]))
        .With(F.Praised, [$"{Office}：按期率居首（样例）。"]).With(F.Criticised, [$"{Bureau}：一件超期未结（样例）。"]).With(F.NextSteps, ["逐件销号（样例）"]).With(F.Definitions, ["按期率：按期办结数除以办结数（样例）。"]);
}

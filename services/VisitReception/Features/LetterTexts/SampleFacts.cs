using Anjie.Letters;
using Anjie.VisitReception.Domain;
using F = Anjie.Letters.LetterFields;

namespace Anjie.VisitReception.Features.LetterTexts;

/// <summary>Invented people, places and decisions for a letter of any kind (试填).</summary>
internal static class SampleFacts
{
    const int LongestTerm = 60, LongestExtension = 30;
    const string Word = "样例", Office = "样例市信访局", Bureau = "样例区住房建设局", County = "样例区人民政府", City = "样例市人民政府", Person = "某某（样例）", Clerk = "经办人（样例）";

    public static LetterFacts Of(LetterKind kind, DateOnly today) => At(kind.Code, Everything(today)
        .With(F.Number, kind.NumberWord is { } word ? new DocumentNumber(Word + word, today.Year, 1) : null));

    // Who writes, to whom, and about whose decision.
    static LetterFacts At(string kind, LetterFacts facts) => kind switch
    {
        LetterCodes.Transfer or LetterCodes.Assignment => facts.With(F.Unit, Office).With(F.RecipientUnit, Bureau),
        LetterCodes.NoFurtherAcceptance => facts.With(F.RefusalCode, "R1"),
        LetterCodes.ReviewOpinion => facts.With(F.Unit, County).With(F.PriorUnit, Bureau),
        LetterCodes.ReReviewOpinion => facts.With(F.Unit, City).With(F.PriorUnit, County),
        LetterCodes.ReReviewRequest => facts.With(F.PriorUnit, County),
        _ => facts,
    };

    static LetterFacts Everything(DateOnly today) => Announced(today, Reported(Agreed(Service(today, Review(today, Procedure(today, new LetterFacts()
        .With(F.Unit, Bureau).With(F.IssuedOn, today).With(F.SignedBy, Clerk).With(F.Officer, Clerk).With(F.Phone, "0000-0000000")
        .With(F.Petitioner, Person).With(F.MatterNumber, "XF（样例）").With(F.Summary, "反映某小区（样例）供暖不足。").With(F.Demands, ["请求恢复供暖（样例）", "请求退还部分暖气费（样例）"])
        .With(F.ReceivedOn, today.AddDays(-10)).With(F.ReceivedBy, $"由{Office}转送，样例转〔{today.Year}〕1号").With(F.SentBy, Office)
        .With(F.QueryPlace, "样例市信访局网上查询页面").With(F.QueryCode, "样例")))))));

    static LetterFacts Procedure(DateOnly today, LetterFacts facts)
    {
        DueDay due = new(today.AddDays(LongestTerm), today.AddDays(LongestTerm + 2)), extended = new(due.Nominal.AddDays(LongestExtension), due.Nominal.AddDays(LongestExtension));
        return facts
            .With(F.AcceptedOn, today).With(F.HandlingUnit, Bureau).With(F.HandlingDue, due).With(F.OldDue, due).With(F.ExtensionDays, LongestExtension).With(F.NewDue, extended).With(F.ApprovedBy, Clerk)
            .With(F.RefusalCode, "N2").With(F.Reason, "理由若干（样例）。").With(F.Basis, "《信访工作条例》第二十条（样例）").With(F.CompetentOrgan, County).With(F.FinalNumber, $"样例复核〔{today.Year}〕1号")
            .With(F.Route, "行政复议").With(F.RouteOrgan, County).With(F.RouteAddress, "样例区样例路1号").With(F.RouteLimit, LegalRoutes.All[0].Limit).With(F.Materials, ["行政复议申请书（样例）", "身份证明（样例）"])
            .With(F.RecipientUnit, Office).With(F.AssignedLimit, today.AddDays(LongestTerm)).With(F.OriginalNumber, $"样例转〔{today.Year}〕1号").With(F.ProposedUnit, "样例区民政局").With(F.Enclosures, ["来信复印件（样例）"])
            .With(F.Facts, "经查，某小区（样例）供暖管道年久失修，室温低于规定。")
            .With(F.Answers, [
                new DemandAnswer("请求恢复供暖（样例）", OpinionOnDemand.Supported, "责成供热单位三日内修复管道（样例）", "《样例省供热条例》第一条"),
                new DemandAnswer("请求退还部分暖气费（样例）", OpinionOnDemand.Explained, "退费按供热合同的约定办理（样例）", "《样例省供热条例》第二条"),
            ])
            .With(F.ReviewOrgan, County).With(F.ReReviewOrgan, City).With(F.CopyTo, [County, Office]).With(F.Answer, "您的建议已转有关单位研究（样例）。").With(F.Adoption, "部分采纳");
    }

    static LetterFacts Review(DateOnly today, LetterFacts facts) => facts
        .With(F.PriorOpinion, $"样例处〔{today.Year}〕1号").With(F.PriorUnit, Bureau).With(F.PriorServedOn, today.AddDays(-15)).With(F.RequestedOn, today.AddDays(-5)).With(F.Request, "请求撤销原意见（样例）。").With(F.RequestReason, "认定的事实有误（样例）。")
        .With(F.Inquiry, "经查，原意见认定的事实属实（样例）。").With(F.Decision, "维持").With(F.DecisionText, "原意见事实清楚，依据充分（样例）。").With(F.HearingOn, today.AddDays(-2)).With(F.HearingPublished, "听证结论已在社区公示（样例）");

    static LetterFacts Service(DateOnly today, LetterFacts facts) => facts
        .With(F.ServedLetter, "信访处理意见书").With(F.ServedNumber, $"样例处〔{today.Year}〕1号").With(F.ServedTo, Person).With(F.ServicePlace, "样例区样例路1号").With(F.Means, "当面").With(F.Servers, [Clerk, "送达人（样例）"])
        .With(F.Recipient, Person).With(F.Relation, "本人").With(F.ServedOn, today).With(F.Receipt, "签收").With(F.PetitionerView, "同意");

    static LetterFacts Agreed(LetterFacts facts) => facts
        .With(F.Parties, [Person, Bureau]).With(F.Agreement, "供热单位三日内修复管道，退还暖气费的三成（样例）。").With(F.Performance, "一次付清，签字之日起十五日内（样例）。");

    static LetterFacts Reported(LetterFacts facts) => facts
        .With(F.Background, "反映某小区（样例）供暖不足。").With(F.Handling, "责成供热单位三日内修复管道（样例）。").With(F.Performed, "管道已修复，室温达标（样例）。").With(F.Attitude, "表示满意（样例）。");

    static LetterFacts Announced(DateOnly today, LetterFacts facts) => facts
        .With(F.PeriodFrom, today).With(F.PeriodTo, today.AddDays(30)).With(F.Appointment, "0000-0000000")
        .With(F.Receptions, new LetterTable(["接访领导", "职务", "接访时间"], [[Clerk, "副市长（样例）", ChineseStyle.Date(today.AddDays(7))]]));
}

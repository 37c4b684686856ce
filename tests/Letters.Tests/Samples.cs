using F = Anjie.Letters.LetterFields;

namespace Anjie.Letters.Tests;

/// <summary>Plausible letters. All names are invented.</summary>
static class Samples
{
    public const string Petitioner = "买买提·吐尔逊𬭎", Bureau = "金昌市信访局", County = "永昌县人民政府", City = "金昌市人民政府", Office = "永昌县自然资源局";

    public static readonly DateOnly Issued = new(2026, 9, 20);

    static readonly DemandAnswer[] Given =
    [
        new("请求补发2024年度土地承包经营权补偿款", OpinionOnDemand.Supported, "经核实，补偿款确未足额发放，由朱王堡镇人民政府于2026年10月31日前补发12600元", "《中华人民共和国农村土地承包法》第十七条"),
        new("请求追究村干部责任", OpinionOnDemand.Refused, "经查，未发现村干部截留、挪用补偿款的事实", "《信访工作条例》第三十二条"),
        new("请求另行安排宅基地", OpinionOnDemand.Explained, "您户现有宅基地已达规定面积，不符合另行申请条件", "《中华人民共和国土地管理法》第六十二条"),
    ];

    public static LetterText TextOf(LetterKind kind) => LetterTexts.Delivered.Single(text => text.Kind == kind);

    public static LetterDraft Draft(LetterKind kind) => LetterDraft.Fill(TextOf(kind), For(kind));

    public static LetterDocument Issue(string code) => Draft(LetterKinds.Get(code)).Issue();

    public static LetterFacts For(LetterKind kind) => Numbered(kind, Of(kind.Code, Everything()));

    static LetterFacts Numbered(LetterKind kind, LetterFacts facts) => kind.NumberWord is { } word ? facts.With(F.Number, new DocumentNumber("金信" + word, 2026, 12)) : facts;

    static LetterFacts Of(string code, LetterFacts facts) => code switch
    {
        "no-further-acceptance" => facts.With(F.RefusalCode, "R1"),
        "objection" or "completion-report" => facts.With(F.RecipientUnit, Bureau),
        "transfer" or "assignment" or "supervision-letter" or "supervision-notice" or "improvement-proposal" or "policy-proposal" or "accountability-proposal" or "talk-notice" or "bulletin" or "reception-announcement" => facts.With(F.Unit, Bureau),
        "review-opinion" => facts.With(F.Unit, County),
        "re-review-request" => facts.With(F.PriorUnit, County),
        "re-review-opinion" => facts.With(F.Unit, City).With(F.PriorUnit, County),
        _ => facts,
    };

    static LetterFacts Everything() => Service(Supervision(Review(new LetterFacts()
        .With(F.Unit, Office).With(F.IssuedOn, Issued).With(F.SignedBy, "王建国").With(F.Officer, "李晓梅").With(F.Phone, "0935-8212345")
        .With(F.Petitioner, Petitioner).With(F.MatterNumber, "XF202608000121").With(F.ReceivedOn, new DateOnly(2026, 8, 1)).With(F.ReceivedBy, "由金昌市信访局转送，金信转〔2026〕31号")
        .With(F.SentBy, Bureau).With(F.Demands, ["请求补发2024年度土地承包经营权补偿款", "请求追究村干部责任", "请求另行安排宅基地"])
        .With(F.AcceptedOn, new DateOnly(2026, 8, 3)).With(F.HandlingUnit, Office).With(F.HandlingDue, new DueDay(new(2026, 10, 2), new(2026, 10, 8)))
        .With(F.QueryPlace, "金昌市信访局网上查询页面，或者金昌市新华路1号接访窗口").With(F.QueryCode, "K7M2-9QXA")
        .With(F.Reason, "该事项情况复杂，需要对2019年至2024年的发放台账逐户核对。\n经办人员已调取全部凭证。").With(F.Basis, "《信访工作条例》第二十条").With(F.RefusalCode, "N2")
        .With(F.CompetentOrgan, Office).With(F.FinalNumber, "金政复核〔2025〕3号").With(F.Route, "行政复议").With(F.RouteOrgan, County).With(F.RouteAddress, "永昌县城关镇东大街2号")
        .With(F.RouteLimit, LegalRoutes.All[0].Limit).With(F.Materials, ["行政复议申请书", "身份证明", "被申请复议的决定书"]).With(F.RecipientUnit, Office)
        .With(F.Summary, "反映朱王堡镇某村2024年度土地承包经营权补偿款发放不足额，多次向村委会反映未果。").With(F.AssignedLimit, new DateOnly(2026, 10, 30))
        .With(F.OriginalNumber, "金信转〔2026〕31号").With(F.ProposedUnit, "永昌县农业农村局").With(F.OldDue, new DueDay(new(2026, 10, 2), new(2026, 10, 8))).With(F.ExtensionDays, 30)
        .With(F.NewDue, new DueDay(new(2026, 11, 1), new(2026, 11, 2))).With(F.ApprovedBy, "王建国")
        .With(F.Facts, "经查，该村2024年度应发补偿款共186户，实际足额发放174户，12户因账号有误未能足额发放。\n上述事实有发放台账、银行回单和询问笔录为证。")
        .With(F.Answers, Given).With(F.ReviewOrgan, County).With(F.ReReviewOrgan, City).With(F.CopyTo, [County, Bureau]).With(F.Enclosures, ["信访人来信复印件", "发放台账摘要"]))));

    static LetterFacts Review(LetterFacts facts) => facts
        .With(F.Parties, [Petitioner, "永昌县朱王堡镇某村村民委员会"]).With(F.Agreement, "村民委员会向申请人补发补偿款12600元，申请人不再就同一事项提出请求。").With(F.Performance, "2026年10月31日前一次性转账支付。")
        .With(F.PriorOpinion, "永自然资处〔2026〕8号").With(F.PriorUnit, Office).With(F.PriorServedOn, new DateOnly(2026, 9, 1)).With(F.RequestedOn, new DateOnly(2026, 9, 10))
        .With(F.Request, "请求撤销原意见，重新核实补偿款发放情况。").With(F.RequestReason, "原意见认定的户数与事实不符。").With(F.Inquiry, "经复核发放台账，原意见认定的户数属实。")
        .With(F.Decision, "维持").With(F.DecisionText, "原意见认定事实清楚，依据充分，程序合法。").With(F.HearingOn, new DateOnly(2026, 9, 15)).With(F.HearingPublished, "听证结论已在申请人所在村公示5日");

    static LetterFacts Supervision(LetterFacts facts) => facts
        .With(F.Situation, "未按规定期限办结").With(F.History, "该事项于2026年8月3日受理，至今未作出处理意见。").With(F.Requirements, ["于反馈期限前作出处理意见并送达信访人", "书面说明未按期办结的原因"])
        .With(F.ReplyBy, new DateOnly(2026, 10, 15)).With(F.Consequence, "逾期未反馈的，将予以通报，并依规依纪提出追究责任的建议。").With(F.Background, "信访人反映补偿款发放不足额。")
        .With(F.Handling, "对合理诉求予以支持。").With(F.Performed, "补偿款已于2026年9月10日补发到位。").With(F.Attitude, "信访人表示认可。").With(F.Invited, "永昌县自然资源局局长赵志强")
        .With(F.Occasion, "对交办事项办理不力，两次督办后仍未反馈。").With(F.TalkOn, new DateOnly(2026, 9, 25)).With(F.TalkTime, "上午9时").With(F.TalkPlace, "金昌市信访局三楼会议室").With(F.Talk, "被约谈人对存在的问题作了说明，表示接受。")
        .With(F.Rectification, ["一周内办结超期事项", "建立办理台账"]).With(F.RectifyBy, new DateOnly(2026, 10, 20)).With(F.Problem, "同类补偿款发放问题一年内发生7件，发放程序不健全。").With(F.Proposals, ["完善补偿款发放复核程序", "公开发放结果"])
        .With(F.PeriodFrom, new DateOnly(2026, 7, 1)).With(F.PeriodTo, new DateOnly(2026, 9, 30)).With(F.CutOff, "2026年9月30日24时").With(F.Overall, "第三季度全市共登记信访事项412件，按期办结率96.1%。")
        .With(F.ReceptionTable, new LetterTable(["领导", "应接（天）", "实接（天）", "免考"], [["张敏", "1", "1", "—"], ["陈志远", "1", "2", "—"]]))
        .With(F.MatterTable, new LetterTable(["单位", "总数", "当场解决", "交办", "办结", "按期率", "化解率", "满意率", "超期"], [["金川区", "188", "21", "120", "180", "97.2%", "81.0%", "90.3%", "3"], ["永昌县", "224", "30", "151", "210", "95.1%", "79.4%", "88.7%", "8"]]))
        .With(F.BacklogTable, new LetterTable(["单位", "认定", "销号", "化解率"], [["金川区", "12", "9", "75.0%"], ["永昌县", "15", "10", "66.7%"]]))
        .With(F.Supervised, "共发出督办函18件，按期反馈17件。").With(F.Praised, ["金川区：按期率居首"]).With(F.Criticised, ["永昌县自然资源局：两件超期未结", "永昌县副县长：应接未接"]).With(F.Definitions, ["按期率：按期办结数除以办结数", "超期未结：至数据截止时间超过办理期限的事项数"]).With(F.NextSteps, ["对超期事项逐件销号", "落实领导包案责任"])
        .With(F.Receptions, new LetterTable(["姓名", "职务", "分管工作", "时间", "地点", "形式"], [["张敏", "副市长", "自然资源、城乡建设", "2026年9月25日上午", "市信访局一楼接访室", "定点接访"]]))
        .With(F.Appointment, "0935-8210000").With(F.Adoption, "部分采纳").With(F.Answer, "您提出的公开发放结果的建议已经采纳，自第四季度起在村务公开栏公示。");

    static LetterFacts Service(LetterFacts facts) => facts
        .With(F.ServedLetter, "信访处理意见书").With(F.ServedNumber, "金信处〔2026〕12号").With(F.ServedTo, Petitioner).With(F.ServicePlace, "永昌县朱王堡镇某村").With(F.Means, "当面").With(F.Servers, ["李晓梅", "周海"])
        .With(F.Recipient, Petitioner).With(F.ServedOn, new DateOnly(2026, 9, 22)).With(F.Receipt, "签收").With(F.PetitionerView, "无明确意见");
}

namespace Anjie.Seeds.Scenario;

/// <summary>3 and 4. One demand goes another lawful way, the others get a written opinion with proof of service.</summary>
internal static class Opinion
{
    const string Petitioner = "安守林";

    public static async Task PlayAsync(Play play, CaseDoc dispute, CaseDoc matter, CaseDoc visit)
    {
        await GuideAsync(play, matter, visit);
        await IssueAsync(play, matter, visit);
        await EvaluateAsync(play, matter, visit);

        var lapsed = Play.Day(matter.Clock("T7")!.Value, "legal").AddDays(1);
        await play.GoToAsync(lapsed);
        play.Step("复查期届满，事项自行办结 the window for review ends, the matter closes by itself");
        await play.ByItselfAsync("MatterClosed", _ => true);
        await play.RereadAsync("clerk", matter);
        Play.Expect("matter", "Closed", matter.State);
        await play.EventuallyAsync("the dispute ends with its matter", async () =>
        {
            await play.RereadAsync("town", dispute);
            return dispute.State == "Closed" ? "" : null;
        });
        Console.WriteLine($"            ✓ 事项 matter {matter.State}，纠纷 dispute {dispute.State}");
    }

    static async Task GuideAsync(Play play, CaseDoc matter, CaseDoc visit)
    {
        Play.Chapter("3 法定途径 One demand to arbitration");
        await play.GoToDayAsync(60);
        play.Step("单位签收交办 the unit signs for the leader's order");
        await play.DoAsync("unit", visit, "signature");
        await play.GoToDayAsync(64);
        play.Step("工资诉求引导仲裁，其余继续 the wage claim is guided, the others go on");
        await play.RereadAsync("unit", matter);
        await play.DoAsync("unit", matter, "legal-route", new
        {
            demandId = matter.DemandIds[2], route = "Arbitration", organ = "金川区劳动人事争议仲裁委员会", timeLimit = "一年", noticeNumber = $"引导〔{play.Today.Year}〕9号", proof = Signed(play),
        });
        Play.Expect("state with two demands left", "Handling", matter.State);
    }

    static async Task IssueAsync(Play play, CaseDoc matter, CaseDoc visit)
    {
        Play.Chapter("4 处理意见 Written opinion");
        await play.GoToDayAsync(66);
        play.Step("调查核实 investigation");
        await play.DoAsync("unit", matter, "investigation", new { entryId = Guid.CreateVersion7(), on = play.Today, text = "重新丈量，少算一亩二分。" });
        await play.GoToDayAsync(74);
        play.Step("出具处理意见：一项支持，一项不予支持 one demand supported, one refused");
        var findings = new[]
        {
            new { demandId = matter.DemandIds[0], finding = "Supported", opinion = "按实际面积补发补偿款。", basis = "《土地管理法》第四十八条" },
            new { demandId = matter.DemandIds[1], finding = "Refused", opinion = "不符合一户一宅规定。", basis = "《土地管理法》第六十二条" },
        };
        await play.DoAsync("unithead", matter, "opinion", new { findings, facts = "经重新丈量，少算一亩二分。", reviewOrgan = "金川区人民政府" });
        await play.DoAsync("unithead", visit, "report", new { result = "已出具处理意见，补偿款列入计划。", evidence = "丈量记录、处理意见书" });

        await play.GoToDayAsync(77);
        play.Step("接访领导审定 the same leader approves");
        await play.DoAsync("leader", visit, "approval", new { opinion = "同意，抓紧兑现。" });
        await play.GoToDayAsync(78);
        play.Step("送达，有送达回证；复查期三十日 served with proof; thirty days for review");
        await play.DoAsync("unit", matter, "service", new { proof = Signed(play) });
        play.ExpectClock(matter, "T7", play.Today, 30, new(2026, 4, 23));
        await play.DoAsync("unit", visit, "notification", new { proof = Signed(play) });
    }

    static async Task EvaluateAsync(Play play, CaseDoc matter, CaseDoc visit)
    {
        await play.GoToDayAsync(84);
        play.Step("满意度评价 evaluation");
        await play.DoAsync("clerk", matter, "evaluation", new { about = "PetitionOffice", value = "Satisfied" });
        await play.DoAsync("clerk", matter, "evaluation", new { about = "ResponsibleUnit", value = "Dissatisfied", reason = "补偿款还没有到账" });
        await play.DoAsync("clerk", visit, "evaluation", new { value = "Basically" });
        await play.GoToDayAsync(85);
        play.Step("联席办核销接访台账 struck off the reception ledger");
        await play.DoAsync("jointoffice", visit, "strike-off");
        Play.Expect("visit", "StruckOff", visit.State);
    }

    public static object Signed(Play play) => new { means = "Signed", servedOn = play.Today, recipient = Petitioner };
}

using System.Text.Json;

namespace Anjie.Seeds.Scenario;

/// <summary>6 and 7. He keeps coming: one case, one leader, one team, one plan, followed to the end.</summary>
internal static class Backlog
{
    public static async Task PlayAsync(Play play, CaseDoc matter)
    {
        var backlog = await NominateAsync(play, matter);
        var leader = await ClaimAsync(play, backlog);
        await PlanAsync(play, backlog, matter, leader);
        await WorkAsync(play, backlog, matter, leader);
        await EndAsync(play, backlog);
        await ConcludeAsync(play, backlog);
    }

    static async Task<CaseDoc> NominateAsync(Play play, CaseDoc matter)
    {
        Play.Chapter("6 信访积案 Backlog case");
        await play.GoToDayAsync(175);
        play.Step("反复来访，列为积案 nominated");
        await play.DoAsync("jointoffice", matter, "nomination", new { criterion = "K4" });
        var line = await play.EventuallyAsync("the backlog case", async () =>
            (await play.GetAsync("jointoffice", $"api/supervision/ledger?kind=Backlog&matterId={play.MatterId}")).GetProperty("items").EnumerateArray().Cast<object>().FirstOrDefault());
        var backlog = await play.ReadAsync("jointoffice", $"api/backlog/cases/{((JsonElement)line).GetProperty("caseId").GetGuid()}");
        await play.GoToDayAsync(177);
        play.Step("认定，列入本半年批次 confirmed for the batch");
        await play.DoAsync("jointoffice", backlog, "confirmation", new
        {
            batch = $"{play.Today.Year}H{(play.Today.Month <= 6 ? 1 : 2)}", level = "City", responsibleUnitId = play.Offices[Units.DistrictLand], name = "承包地征收补偿",
            demands = new[]
            {
                new { demandId = matter.DemandIds[0], text = "补发补偿款", reasonableness = "Reasonable" }, new { demandId = matter.DemandIds[1], text = "另行安排宅基地", reasonableness = "Excessive" },
            },
        });
        return backlog;
    }

    static async Task<string> ClaimAsync(Play play, CaseDoc backlog)
    {
        await play.GoToDayAsync(178);
        play.Step("两位领导同时认领，一人得 two leaders claim at once, one gets it");
        string[] leaders = ["leader", "leader-001"];
        foreach (var leader in leaders)
        {
            await play.PostOfAsync(leader); // signed in before the race
        }

        var answers = await Task.WhenAll(leaders.Select(leader => play.PostAsync(leader, backlog, "claim")));
        Play.Expect("claims that won", 1, answers.Count(answer => answer.IsSuccess));
        var won = Array.FindIndex(answers, answer => answer.IsSuccess);
        var lost = answers[1 - won];
        Play.Expect("the other", 409, lost.Status);
        Play.Expect("the other's code", "backlog.already_claimed", lost.Code);
        Play.Expect("the winner's post", await play.PostOfAsync(leaders[won]), lost.Body.GetProperty("winner").GetProperty("postId").GetGuid());
        backlog.Read(answers[won]);
        Console.WriteLine($"            ✓ {leaders[won]} 认领 claimed，{leaders[1 - won]} → 409 {lost.Code}");
        return leaders[won];
    }

    static async Task PlanAsync(Play play, CaseDoc backlog, CaseDoc matter, string leader)
    {
        await play.GoToDayAsync(182);
        play.Step("组建专班，见面 team and first meeting");
        var (head, member) = (await play.PostOfAsync("unithead"), await play.PostOfAsync("unit"));
        await play.DoAsync(leader, backlog, "team", new { headPostId = head, memberPostIds = new[] { member }, responsibleUnitId = play.Offices[Units.DistrictLand], responsiblePostId = head });
        await play.DoAsync(leader, backlog, "petitioner-meeting", new { on = play.Today, text = "上门见面，听取诉求。" });
        await play.GoToDayAsync(186);
        play.Step("一案一方案，每项诉求有措施、人、日期 the plan");
        var until = play.Today.AddDays(112);
        await play.DoAsync("unithead", backlog, "plan", new
        {
            crux = "面积少算", policyBasis = "《土地管理法》第四十八条", stability = "镇村两级包保", resolveBy = until, reasonBeyondBatch = "跨批次办理",
            measures = matter.DemandIds.Take(2).Select(demandId => new { demandId, text = "落实补偿款；讲清宅基地政策", postId = member, dueOn = until }),
        });
        await play.GoToDayAsync(189);
        play.Step("领导批准方案，开始攻坚 approved and begun");
        await play.DoAsync(leader, backlog, "plan-approval", new { opinion = "同意。" });
        await play.DoAsync("unithead", backlog, "start");
    }

    static async Task WorkAsync(Play play, CaseDoc backlog, CaseDoc matter, string leader)
    {
        string[] kinds = ["Work", "PetitionerTalk", "LeaderReview", "PetitionerTalk", "Work", "LeaderReview"];
        foreach (var (kind, at) in kinds.Select((kind, at) => (kind, at)))
        {
            await play.GoToDayAsync(204 + (14 * at));
            play.Step("半月记录 the log goes on");
            await play.DoAsync(kind == "LeaderReview" ? leader : "unit", backlog, "progress", new { entryId = Guid.CreateVersion7(), kind, on = play.Today, text = "按方案推进。" });
        }

        await play.GoToDayAsync(282);
        play.Step("结果：诉求一兑现(A)，诉求二疏导(B)，困难帮扶(C) the result, per demand");
        await play.DoAsync(leader, backlog, "result", new
        {
            primaryOutcome = "A",
            demands = new[]
            {
                new { demandId = matter.DemandIds[0], outcome = "A", text = "补偿款到账", evidence = "付款凭证" }, new { demandId = matter.DemandIds[1], outcome = "B", text = "已讲清政策", evidence = "谈话笔录两份" },
            },
            hardship = new { kind = "临时救助", amount = 3000, payer = "金川区民政部门", on = play.Today },
        });
    }

    static async Task EndAsync(Play play, CaseDoc backlog)
    {
        Play.Chapter("7 核查、告知、观察、销号 To the end");
        await play.GoToDayAsync(288);
        play.Step("两人核查 verified by two");
        await play.DoAsync("jointoffice", backlog, "verification", new { verifierPostIds = new[] { await play.PostOfAsync("jointoffice"), await play.PostOfAsync("jointoffice2") }, findings = "阅卷、回访，属实。" });
        await play.GoToDayAsync(290);
        play.Step("书面告知，有送达回证 told in writing, with proof");
        await play.DoAsync("unit", backlog, "notification", new { proof = new { means = "Signed", servedOn = play.Today, recipient = "安守林" }, letterText = "补偿款已补发到位，特此答复。" });
        await play.GoToDayAsync(294);
        play.Step("评价：基本满意 evaluated");
        await play.DoAsync("jointoffice", backlog, "evaluation", new { value = "Basically" });
        await play.RefusedAsync("jointoffice", backlog, "strike-off", new { });
        await play.GoToDayAsync(325);
        play.Step("回访 asked again");
        await play.DoAsync("jointoffice", backlog, "follow-up", new { on = play.Today, text = "生活安稳，没有新诉求。" });
        await play.GoToAsync(Play.DayOf(backlog.Field("observedUntil")).AddDays(1));
        play.Step("九十日平静，销号 ninety quiet days, struck off");
        await play.DoAsync("jointoffice", backlog, "strike-off", new { });
        Play.Expect("backlog case", "StruckOff", backlog.State);
    }

    static async Task ConcludeAsync(Play play, CaseDoc backlog)
    {
        await play.ByItselfAsync("BacklogClosed", _ => true);
        play.Step("督查办结督办 supervision is closed");
        foreach (var line in await play.OpenItemsAsync())
        {
            var item = await play.ReadAsync("supervisor", $"api/supervision/items/{line.GetProperty("id").GetGuid()}");
            // A drafted letter of level 3 waits for a signature; once issued it is closed by its answer, never by the end of the case alone.
            if (item.State == "Escalated" && !item.Actions.Contains("Close"))
                await play.DoAsync("supervisorhead", item, "issue", new
                {
                    requirements = new[] { new { text = "说明办结情况。" } }, replyBy = play.Today.AddDays(5), reason = "销号前核对。",
                });
            if (!item.Actions.Contains("Close"))
                await Doorstep.AnswerAsync(play, HeadOf(play, item), item, "事项已办结，群众无异议。");
            await play.DoAsync("supervisor", item, "closure");
        }

        Play.Expect("open supervision items", 0, (await play.OpenItemsAsync()).Count);
        // The timeline lives on events, its own service's too.
        await play.EventuallyAsync("timeline: every item closed", async () => Timeline.AllItemsClosed(await play.TimelineAsync()) ? "" : null);
        await Timeline.TellAsync(play, backlog);
    }

    static string HeadOf(Play play, CaseDoc item)
    {
        var unit = item.Field("unitId").GetGuid();
        return unit == play.Offices[Units.Town] ? "townhead" : unit == play.Offices[Units.District] ? "districthead" : "unithead";
    }
}

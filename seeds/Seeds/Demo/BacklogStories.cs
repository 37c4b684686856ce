namespace Anjie.Seeds.Demo;

internal enum BacklogEnd
{
    Nominated, LateNominated, Declined, Confirmed, LateConfirmed, Claimed, Appointed, TeamFormed, PlanSubmitted, PlanApproved, Working, LateWorking, ResultSubmitted, Resolved, Notified, Observing, StruckOff, Accepted, Rebounded,
}

/// <summary>Old, hard matters under the five ones.</summary>
internal static class BacklogStories
{
    static readonly string[] leaders = ["leader", "leader-001", "leader-002", "leader-003"];

    public static async Task PlayAsync(Story story, BacklogEnd end)
    {
        var (matter, unit, person, trouble) = await MatterStories.RegisteredAsync(story, MatterEnd.Closed, Handling.All[0]);
        await story.AfterAsync(10);
        var backlog = await story.CreateAsync("jointoffice", "api/backlog/cases", "backlog", new
        {
            matterId = matter.MatterId, criterion = story.Invented.OneOf("K2", "K3", "K4", "K6", "K8"), responsibleUnitId = story.Stage.Offices[unit.Path], title = trouble.Title,
        });
        if (end is BacklogEnd.Nominated or BacklogEnd.LateNominated)
        {
            return;
        }

        await story.AfterAsync(4);
        if (end == BacklogEnd.Declined)
        {
            await story.DoAsync("jointoffice", backlog, "declination", new { reason = "不符合积案认定标准，按一般事项跟踪。" });
            return;
        }

        await story.DoAsync("jointoffice", backlog, "confirmation", new
        {
            batch = $"{story.Today.Year}H{(story.Today.Month <= 6 ? 1 : 2)}", level = "City", responsibleUnitId = story.Stage.Offices[unit.Path], name = trouble.Title,
            demands = matter.DemandIds.Zip(trouble.Demands, (demandId, text) => new { demandId, text, reasonableness = story.Invented.OneOf("Reasonable", "PartlyReasonable") }),
        });
        if (end is not (BacklogEnd.Confirmed or BacklogEnd.LateConfirmed))
        {
            await CarriedAsync(story, backlog, matter, person, trouble, end);
        }
    }

    static async Task CarriedAsync(Story story, CaseDoc backlog, CaseDoc matter, PersonSketch person, Trouble trouble, BacklogEnd end)
    {
        var leader = story.Invented.OneOf(leaders);
        await story.AfterAsync(2);
        if (end == BacklogEnd.Appointed)
        {
            await story.DoAsync("jointoffice", backlog, "appointment", new { leaderPostId = await story.Stage.PostOfAsync(leader) });
            return;
        }

        await story.DoAsync(leader, backlog, "claim");
        if (end == BacklogEnd.Claimed)
        {
            return;
        }

        await story.AfterAsync(3);
        var (head, member) = (await story.Stage.PostOfAsync("unithead"), await story.Stage.PostOfAsync("unit"));
        await story.DoAsync(leader, backlog, "team", new
        {
            headPostId = head, memberPostIds = new[] { member, await story.Stage.PostOfAsync("town") }, responsibleUnitId = story.Stage.Offices[Units.DistrictLand], responsiblePostId = head,
        });
        await story.DoAsync(leader, backlog, "petitioner-meeting", new { on = story.Today, text = "上门见面，听取诉求，约定一个月内答复进展。" });
        if (end == BacklogEnd.TeamFormed)
        {
            return;
        }

        await story.AfterAsync(5);
        await PlanAsync(story, backlog, matter, trouble, member);
        if (end == BacklogEnd.PlanSubmitted)
        {
            return;
        }

        await story.AfterAsync(2);
        await story.DoAsync(leader, backlog, "plan-approval", new { opinion = "同意，抓紧落实。" });
        if (end != BacklogEnd.PlanApproved)
        {
            await WorkAsync(story, backlog, matter, person, trouble, leader, end);
        }
    }

    static Task PlanAsync(Story story, CaseDoc backlog, CaseDoc matter, Trouble trouble, Guid postId)
    {
        var until = story.Today.AddDays(45);
        return story.DoAsync("unithead", backlog, "plan", new
        {
            crux = trouble.Crux, policyBasis = "有关补偿安置政策和会议纪要", stability = "镇村两级包保，每周走访一次", resolveBy = until, reasonBeyondBatch = "情况复杂，需跨批次办理",
            measures = matter.DemandIds.Select(demandId => new { demandId, text = "重新核实后按政策兑现，不能兑现的讲清依据", postId, dueOn = until }),
        });
    }

    static async Task WorkAsync(Story story, CaseDoc backlog, CaseDoc matter, PersonSketch person, Trouble trouble, string leader, BacklogEnd end)
    {
        await story.DoAsync("unithead", backlog, "start");
        string[] kinds = ["Work", "PetitionerTalk", "PetitionerTalk"];
        foreach (var (kind, at) in kinds.Select((kind, at) => (kind, at)))
        {
            await story.AfterAsync(8);
            await story.DoAsync("unit", backlog, "progress", new { entryId = story.Id($"progress-{at}"), kind, on = story.Today, text = "按方案推进，与信访人沟通。" });
        }

        await story.DoAsync(leader, backlog, "progress", new { entryId = story.Id("review"), kind = "LeaderReview", on = story.Today, text = "听取汇报，督促兑现。" });
        if (end is BacklogEnd.Working or BacklogEnd.LateWorking)
        {
            return;
        }

        await story.AfterAsync(8);
        await story.DoAsync(leader, backlog, "result", new
        {
            primaryOutcome = "A",
            demands = matter.DemandIds.Select((demandId, at) => new { demandId, outcome = at == 0 ? "A" : "B", text = "已经办理到位", evidence = "付款凭证、谈话笔录" }),
            hardship = story.Invented.Between(0, 2) == 0 ? new { kind = "临时救助", amount = 3000, payer = "区民政部门", on = story.Today } : null,
        });
        if (end != BacklogEnd.ResultSubmitted)
        {
            await EndAsync(story, backlog, matter, person, trouble, end);
        }
    }

    static async Task EndAsync(Story story, CaseDoc backlog, CaseDoc matter, PersonSketch person, Trouble trouble, BacklogEnd end)
    {
        await story.AfterAsync(4);
        await story.DoAsync("jointoffice", backlog, "verification", new
        {
            verifierPostIds = new[] { await story.Stage.PostOfAsync("jointoffice"), await story.Stage.PostOfAsync("jointoffice2") }, findings = "阅卷、回访，化解属实。",
        });
        if (end == BacklogEnd.Resolved)
        {
            return;
        }

        await story.AfterAsync(2);
        await story.DoAsync("unit", backlog, "notification", new { proof = Pieces.Signed(story.Today, person.Name), letterText = "您反映的问题已经办理完毕，现将结果答复如下。" });
        if (end == BacklogEnd.Notified)
        {
            return;
        }

        await story.AfterAsync(3);
        await story.DoAsync("jointoffice", backlog, "evaluation", new { value = story.Invented.OneOf("Satisfied", "Basically") });
        switch (end)
        {
            case BacklogEnd.Rebounded:
                await story.AfterAsync(20);
                var by = Receiving.All[0];
                var session = await VisitStories.OpenSessionAsync(story, by, VisitEnd.Registered);
                await VisitStories.RegisterAsync(story, by, session!, trouble, person, matter.MatterId);
                await story.DoAsync(by.Desk, session!, "closure", new { heldOn = story.Today });
                break;
            case BacklogEnd.Accepted:
                await story.AfterAsync(6);
                await story.DoAsync("jointoffice", backlog, "strike-off", new { acceptance = Pieces.Signed(story.Today, person.Name) });
                break;
            default:
                await story.AfterAsync(30);
                await story.DoAsync("jointoffice", backlog, "follow-up", new { on = story.Today, text = "回访，生活安稳，没有新的诉求。" });
                if (end == BacklogEnd.StruckOff)
                {
                    await story.AfterAsync(61);
                    await story.DoAsync("jointoffice", backlog, "strike-off", new { });
                }

                break;
        }
    }
}

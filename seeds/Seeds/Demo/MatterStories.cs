namespace Anjie.Seeds.Demo;

internal enum MatterEnd { Registered, LateAtDesk, Dispatched, LateAtUnit, Handling, LateInHand, OpinionIssued, Served, Closed, Simple, Answered, Guided, PartlyGuided }

/// <summary>Petitions by letter, call and net, and the procedure of every other one.</summary>
internal static class MatterStories
{
    public static async Task PlayAsync(Story story, MatterEnd end) => await RegisteredAsync(story, end);

    public static async Task<(CaseDoc Matter, Handling Unit, PersonSketch Person, Trouble Trouble)> RegisteredAsync(Story story, MatterEnd end, Handling? unit = null)
    {
        await story.BeginAsync();
        var invented = story.Invented;
        var trouble = end is MatterEnd.PartlyGuided ? Troubles.All.First(known => known.Demands.Length > 1) : invented.OneOf(Troubles.All);
        var person = invented.Person(invented.OneOf(Neighbourhood.All).Place);
        var matter = await story.CreateAsync("clerk", "api/reception/matters", "matter", new
        {
            receivedOn = story.Today,
            form = invented.OneOf(1, 3, 4, 5, 7, 8),
            category = end == MatterEnd.Answered ? "Proposal" : "Appeal",
            contentCode = trouble.Content,
            summary = trouble.Facts,
            problemPlace = person.Address,
            demands = Pieces.Demands(trouble),
            petitioners = new[] { Pieces.Petitioner(person) },
            peopleConcerned = invented.OneOf(1, 1, 2, 4, 12, 40),
        });
        if (end == MatterEnd.Answered)
        {
            await story.AfterAsync(6);
            await story.DoAsync("clerk", matter, "reply", new { adoption = "Adopted", text = "您的建议已经采纳，列入明年计划。感谢您的关心。" });
            await story.AfterAsync(2);
            await ServeAsync(story, matter, "clerk", person);
        }
        else
        {
            unit = await FromTheDeskAsync(story, matter, "clerk", person, end, unit);
        }

        return (matter, unit ?? Handling.All[0], person, trouble);
    }

    /// <summary>From the registered matter on.</summary>
    public static async Task<Handling> FromTheDeskAsync(Story story, CaseDoc matter, string desk, PersonSketch person, MatterEnd end, Handling? unit = null)
    {
        unit ??= story.Invented.OneOf(Handling.All);
        if (end is MatterEnd.Registered or MatterEnd.LateAtDesk)
        {
            return unit;
        }

        await story.AfterAsync(story.Invented.Between(1, 5));
        var assigned = story.Invented.Between(0, 3) == 0;
        await story.DoAsync(desk, matter, "dispatch", new
        {
            kind = assigned ? "Assignment" : "Transfer", toUnitId = story.Stage.Offices[unit.Path], reportBy = assigned ? story.Today.AddDays(55) : (DateOnly?)null, note = "请依法处理并按期答复。",
        });
        await AtTheUnitAsync(story, matter, desk, unit, person, end);
        return unit;
    }

    /// <summary>From the dispatched matter on.</summary>
    public static async Task AtTheUnitAsync(Story story, CaseDoc matter, string desk, Handling unit, PersonSketch person, MatterEnd end)
    {
        if (end is MatterEnd.Dispatched or MatterEnd.LateAtUnit)
        {
            return;
        }

        await story.AfterAsync(story.Invented.Between(1, 6));
        if (end == MatterEnd.Guided)
        {
            foreach (var demand in matter.DemandIds)
            {
                await GuideAsync(story, matter, unit, demand, person);
            }

            return;
        }

        await story.DoAsync(unit.Handler, matter, "acceptance", new { acceptedOn = story.Today, simple = end == MatterEnd.Simple });
        if (end == MatterEnd.Simple)
        {
            await story.AfterAsync(3);
        }
        else
        {
            await story.AfterAsync(2);
            await ServeAsync(story, matter, unit.Handler, person);
            await story.AfterAsync(1);
        }

        await story.DoAsync(unit.Handler, matter, "investigation", new { entryId = story.Id("investigation"), on = story.Today, text = "到现场查看，调取底册，向经办人和邻居了解情况。" });
        if (end is MatterEnd.Handling or MatterEnd.LateInHand)
        {
            return;
        }

        var left = matter.DemandIds;
        if (end == MatterEnd.PartlyGuided)
        {
            await GuideAsync(story, matter, unit, left[^1], person);
            left = [.. left.SkipLast(1)];
        }

        await AnswerAsync(story, matter, desk, unit, person, end, left);
    }

    public static Task ServeAsync(Story story, CaseDoc matter, string user, PersonSketch person) =>
        story.DoAsync(user, matter, "service", new
        {
            proof = story.Invented.Between(0, 3) == 0
                ? new { means = "Posted", servedOn = story.Today, postNumber = "XA10000000062" }
                : Pieces.Signed(story.Today, person.Name),
        });

    /// <summary>The unit's opinion and its service, on the day on which the leader's item is answered too.</summary>
    public static Task OpinionOfVisitAsync(Story story, CaseDoc matter, PersonSketch person) =>
        OpineAndServeAsync(story, matter, Handling.All[0], person, matter.DemandIds);

    static async Task OpineAndServeAsync(Story story, CaseDoc matter, Handling unit, PersonSketch person, IReadOnlyList<Guid> demands)
    {
        await OpineAsync(story, matter, unit, demands);
        await ServeAsync(story, matter, unit.Handler, person);
        await ReportAsync(story, matter, unit);
    }

    /// <summary>An assigned matter is reported on to its sender (办结报告).</summary>
    static async Task ReportAsync(Story story, CaseDoc matter, Handling unit)
    {
        if (matter.Clock("T11") is not { } term || term.GetProperty("state").GetString() == "Stopped")
        {
            return;
        }

        await story.DoAsync(unit.Head, matter, "completion-report", new
        {
            background = "来件反映的问题已按交办要求办理。", inquiry = "经现场核查并查阅档案，反映的情况部分属实。", handling = "已作出处理意见并送达信访人。",
            performed = "由责任单位在一个月内办理到位，已明确专人跟踪。", attitude = "信访人已签收意见书，没有提出异议。",
        });
    }

    static async Task OpineAsync(Story story, CaseDoc matter, Handling unit, IReadOnlyList<Guid> demands)
    {
        var findings = demands.Select((demandId, at) => new
        {
            demandId,
            finding = at == 0 ? story.Invented.OneOf("Supported", "PartlySupported", "Refused") : "Explained",
            opinion = "经核实，反映的情况部分属实，由责任单位在一个月内办理到位。",
            basis = "《信访工作条例》第三十二条及有关政策规定",
        }).ToList();
        await story.DoAsync(unit.Head, matter, "opinion", new { findings, facts = "经现场核查并查阅档案，情况如下。", reviewOrgan = "上一级主管部门" });
    }

    static async Task AnswerAsync(Story story, CaseDoc matter, string desk, Handling unit, PersonSketch person, MatterEnd end, IReadOnlyList<Guid> demands)
    {
        await story.AfterAsync(end == MatterEnd.Simple ? 3 : story.Invented.Between(10, 30));
        await OpineAsync(story, matter, unit, demands);
        if (end == MatterEnd.OpinionIssued)
        {
            return;
        }

        await story.AfterAsync(2);
        await ServeAsync(story, matter, unit.Handler, person);
        await ReportAsync(story, matter, unit);
        if (end == MatterEnd.Served)
        {
            return;
        }

        await story.AfterAsync(5);
        await story.DoAsync(desk, matter, "evaluation", new { about = "PetitionOffice", value = story.Invented.OneOf("Satisfied", "Satisfied", "Basically") });
        await story.DoAsync(desk, matter, "evaluation", new { about = "ResponsibleUnit", value = story.Invented.OneOf("Satisfied", "Basically", "Dissatisfied"), reason = "办理用的时间长。" });
    }

    static Task GuideAsync(Story story, CaseDoc matter, Handling unit, Guid demandId, PersonSketch person) =>
        story.DoAsync(unit.Handler, matter, "legal-route", new
        {
            demandId,
            route = "Arbitration",
            organ = "金川区劳动人事争议仲裁委员会",
            timeLimit = "一年",
            noticeNumber = $"引导〔{story.Today.Year}〕{story.Invented.Between(1, 400)}号",
            proof = Pieces.Signed(story.Today, person.Name),
        });
}

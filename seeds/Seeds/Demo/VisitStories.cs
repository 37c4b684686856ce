namespace Anjie.Seeds.Demo;

internal enum VisitEnd
{
    SessionPlanned, SessionPublished, SessionCancelled, SessionOpen, Registered, Received, ResolvedOnSpot, StruckOffOnSpot, Explained, Guided, Assigned, Handling, LateInHand,
    Reported, Returned, Approved, Notified, Evaluated, StruckOff, Nominated,
}

/// <summary>People who come to a leader's reception day.</summary>
internal static class VisitStories
{
    const int DaysOfLeader = 20;
    const int DaysToSession = 5;

    public static async Task PlayAsync(Story story, VisitEnd end)
    {
        await story.BeginAsync();
        var by = story.Invented.OneOf(Receiving.All);
        if (await OpenSessionAsync(story, by, end) is not { } session || end == VisitEnd.SessionOpen)
        {
            return;
        }

        var trouble = story.Invented.OneOf(Troubles.All);
        var person = story.Invented.Person(story.Invented.OneOf(Neighbourhood.All).Place);
        var visit = await RegisterAsync(story, by, session, trouble, person, null);
        if (end == VisitEnd.Registered)
        {
            return;
        }

        await story.DoAsync(by.Leader, visit, "talk", new { opinion = "听清楚了，按政策该办的马上办，不能办的当面讲清楚。" });
        var matter = await AnswerAsync(story, by, visit, person, end);
        await story.DoAsync(by.Desk, session, "closure", new { heldOn = story.Today });
        if (matter is not null)
        {
            await AtTheUnitAsync(story, by, visit, matter, person, end);
        }
        else if (end == VisitEnd.StruckOffOnSpot)
        {
            await EndAsync(story, by, visit, VisitEnd.StruckOff);
        }
    }

    /// <summary>A reception day, from the plan to the open door; null when it does not come to that.</summary>
    public static async Task<CaseDoc?> OpenSessionAsync(Story story, Receiving by, VisitEnd end)
    {
        var session = await story.CreateAsync(by.Desk, "api/reception/sessions", "session", new
        {
            leaderPostId = await story.Stage.PostOfAsync(by.Leader), on = story.DayAfter(DaysToSession), from = "09:00", to = "11:30", place = by.Place,
            kind = story.Invented.OneOf("Fixed", "Fixed", "ByAppointment", "CarryingCase", "Video"),
        });
        if (end == VisitEnd.SessionPlanned)
        {
            return null;
        }

        await story.AfterAsync(1);
        await story.DoAsync(by.Desk, session, "publication");
        if (end == VisitEnd.SessionPublished)
        {
            return null;
        }

        await story.AfterAsync(end == VisitEnd.SessionCancelled ? 2 : DaysToSession - 1);
        await story.DoAsync(by.Desk, session, end == VisitEnd.SessionCancelled ? "cancellation" : "opening");
        return end == VisitEnd.SessionCancelled ? null : session;
    }

    public static Task<CaseDoc> RegisterAsync(Story story, Receiving by, CaseDoc session, Trouble trouble, PersonSketch person, Guid? matterId) =>
        story.CreateAsync(by.Desk, "api/reception/visits", "visit", new
        {
            sessionId = session.Id, visitedOn = story.Today, visitors = 1, representatives = 1, peopleConcerned = story.Invented.OneOf(1, 2, 8), category = "Appeal",
            contentCode = trouble.Content, summary = trouble.Facts, demands = Pieces.Demands(trouble), petitioners = new[] { Pieces.Petitioner(person) }, form = 21, matterId,
        });

    /// <summary>What the leader does with it; the matter when a unit has to go on.</summary>
    static async Task<CaseDoc?> AnswerAsync(Story story, Receiving by, CaseDoc visit, PersonSketch person, VisitEnd end)
    {
        var proof = Pieces.Signed(story.Today, person.Name);
        switch (end)
        {
            case VisitEnd.Received:
                return null;
            case VisitEnd.ResolvedOnSpot or VisitEnd.StruckOffOnSpot:
                await story.DoAsync(by.Leader, visit, "on-spot-resolution", new { measure = "责任单位当场开具证明，问题已经解决。", doneOn = story.Today, proof });
                return null;
            case VisitEnd.Explained:
                await story.DoAsync(by.Leader, visit, "explanation", new { basis = "《信访工作条例》第三十一条", text = "诉求缺乏政策依据，已经当面解释清楚。", reviewOrgan = "甘肃省信访局" });
                return null;
            case VisitEnd.Guided:
                await story.DoAsync(by.Leader, visit, "legal-route", new { route = "Litigation", organ = "金川区人民法院", timeLimit = "三年", noticeNumber = $"引导〔{story.Today.Year}〕3号", proof });
                return null;
        }

        await story.DoAsync(by.Leader, visit, "assignment", new
        {
            responsibleUnitId = story.Stage.Offices[Units.DistrictLand], responsiblePostId = await story.Stage.PostOfAsync("unithead"),
            dueOn = story.Today.AddDays(DaysOfLeader), requirements = "二十日内拿出处理结果，向来访人当面答复。",
        });
        return await story.ReadAsync("unithead", $"api/reception/matters/{visit.MatterId}");
    }

    static async Task AtTheUnitAsync(Story story, Receiving by, CaseDoc visit, CaseDoc matter, PersonSketch person, VisitEnd end)
    {
        if (end == VisitEnd.Assigned)
        {
            return;
        }

        await story.AfterAsync(1);
        await story.DoAsync("unit", visit, "signature");
        if (end is VisitEnd.Handling or VisitEnd.LateInHand)
        {
            return;
        }

        await story.DoAsync("unit", matter, "acceptance", new { acceptedOn = story.Today });
        await story.AfterAsync(2);
        await MatterStories.ServeAsync(story, matter, "unit", person);
        await story.AfterAsync(2);
        await story.DoAsync("unit", matter, "investigation", new { entryId = story.Id("investigation"), on = story.Today, text = "会同镇村入户核实。" });
        if (end == VisitEnd.Nominated)
        {
            await story.AfterAsync(DaysOfLeader);
            await story.DoAsync(by.Leader, visit, "nomination", new { criterion = "K3" });
            return;
        }

        await story.AfterAsync(6);
        await ReportAsync(story, visit, "诉求已按政策落实，款项在途。");
        if (end == VisitEnd.Reported)
        {
            return;
        }

        await story.AfterAsync(1);
        if (end == VisitEnd.Returned)
        {
            await story.DoAsync(by.Leader, visit, "return", new { reason = "款项没有到账，不算办结。" });
            return;
        }

        await story.DoAsync(by.Leader, visit, "approval", new { opinion = "同意。" });
        if (end != VisitEnd.Approved)
        {
            await story.AfterAsync(1);
            await MatterStories.OpinionOfVisitAsync(story, matter, person);
            await story.DoAsync("unit", visit, "notification", new { proof = Pieces.Signed(story.Today, person.Name) });
            await EndAsync(story, by, visit, end);
        }
    }

    static Task ReportAsync(Story story, CaseDoc visit, string result) =>
        story.DoAsync("unithead", visit, "report", new { result, evidence = "付款凭证、谈话笔录在卷。" });

    static async Task EndAsync(Story story, Receiving by, CaseDoc visit, VisitEnd end)
    {
        if (end == VisitEnd.Notified)
        {
            return;
        }

        await story.AfterAsync(4);
        await story.DoAsync(by.Desk, visit, "evaluation", new { value = story.Invented.OneOf("Satisfied", "Satisfied", "Basically", "Dissatisfied"), reason = "回访时本人所说。" });
        if (end != VisitEnd.Evaluated)
        {
            await story.AfterAsync(2);
            await story.DoAsync("jointoffice", visit, "strike-off");
        }
    }
}

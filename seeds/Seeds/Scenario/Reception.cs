namespace Anjie.Seeds.Scenario;

/// <summary>1, end, and 2. The petition is dispatched and accepted; next month he comes to a leader's reception day.</summary>
internal static class Reception
{
    public static async Task<CaseDoc> RegisterAsync(Play play, CaseDoc dispute)
    {
        Play.Chapter("1 转信访 Petition");
        var path = $"api/reception/matters/{dispute.MatterId}";
        var statedOn = play.Today;
        var matter = await play.EventuallyAsync("the matter of the dispute", async () =>
        {
            try { return await play.ReadAsync("clerk", path); }
            catch (RefusedException refusal) when (refusal.Status == 404) { return null; }
        });
        play.Step("信访事项自动生成 the matter exists by itself");
        Play.Expect("matterId", play.MatterId, matter.MatterId);
        play.ExpectClock(matter, "T1", statedOn, 15, new(2026, 2, 24));
        await play.RefusedAsync("clerk", matter, "dispatch", new { kind = "Transfer", toUnitId = play.Offices[Units.DistrictLand] });

        await play.GoToDayAsync(30);
        play.Step("补全登记：三项诉求 the clerk completes it: three demands");
        await play.DoAsync("clerk", matter, "completion", new
        {
            category = "Appeal", contentCode = "02.01", summary = "征地补偿面积少算，临时用工工资没有付清。",
            demands = new[] { new { text = "按实际面积补发补偿款" }, new { text = "另行安排宅基地" }, new { text = "付清临时用工工资" } },
            petitioners = new[] { new { name = "安守林", identityNumber = "620302196503021017", phone = "19900001234", address = "宁远堡镇西坡村三社", noticeVersion = Demo.Pieces.NoticeVersion } }, peopleConcerned = 3,
        });
        await play.GoToDayAsync(31);
        play.Step("转送区自然资源局 dispatched to the unit with power");
        await play.DoAsync("clerk", matter, "dispatch", new { kind = "Transfer", toUnitId = play.Offices[Units.DistrictLand] });
        await play.GoToDayAsync(37);
        play.Step("受理，六十日起算 accepted, sixty days run");
        await play.DoAsync("unit", matter, "acceptance", new { acceptedOn = play.Today });
        play.ExpectClock(matter, "T5", play.Today, 60, new(2026, 4, 13));
        play.ExpectClock(matter, "T3", play.Today.AddDays(-6), 15, new(2026, 2, 24));
        await play.GoToDayAsync(39);
        play.Step("受理告知书送达，告知期限停 the notice is served, which ends the term for telling");
        await play.DoAsync("unit", matter, "service", new { proof = Opinion.Signed(play) });
        Play.Expect("T3 stoppedOn", play.Today, Play.Day(matter.Clock("T3")!.Value, "stoppedOn"));
        return matter;
    }

    public static async Task<CaseDoc> VisitAsync(Play play, CaseDoc matter)
    {
        Play.Chapter("2 领导接访 Reception day");
        var session = await OpenAsync(play);
        play.Step("登记前查重：本人已有此事项 the window finds his matter before the talk");
        await FoundAsync(play);
        var visit = await play.PutAsync("clerk", $"api/reception/visits/{Guid.CreateVersion7()}", new
        {
            sessionId = session.Id, visitedOn = play.Today, visitors = 1, representatives = 1, peopleConcerned = 3, category = "Appeal", contentCode = "02.01",
            summary = "补偿款仍未发放。", demands = new[] { new { text = "按实际面积补发补偿款" } }, petitioners = new[] { new { name = "安守林", identityNumber = "620302196503021017", noticeVersion = Demo.Pieces.NoticeVersion } }, form = 21, matterId = matter.MatterId,
        });
        await play.ByItselfAsync("RepeatPetitionDetected", _ => true);
        await play.RereadAsync("unit", matter);
        play.ExpectClock(matter, "T5", play.Today.AddDays(-22), 60, new(2026, 4, 13));

        play.Step("领导接谈，当场解决不了，交办：单位、人、二十日 unit, person, twenty days");
        await play.DoAsync("leader", visit, "talk", new { opinion = "责成区自然资源局重新丈量，二十日内答复。" });
        await play.DoAsync("leader", visit, "assignment", new
        {
            responsibleUnitId = play.Offices[Units.DistrictLand], responsiblePostId = await play.PostOfAsync("unithead"), dueOn = play.Today.AddDays(20), requirements = "重新丈量，二十日内报结果",
        });
        await play.DoAsync("clerk", session, "closure", new { heldOn = play.Today });
        await play.EventuallyAsync("a supervision item for the unit", async () => (await play.OpenItemsAsync())
            .Any(item => item.GetProperty("unitId").GetGuid() == play.Offices[Units.DistrictLand]) ? "" : null);
        Console.WriteLine("            ✓ 督办立项跟踪 followed by supervision");
        return visit;
    }

    static async Task<CaseDoc> OpenAsync(Play play)
    {
        await play.GoToDayAsync(52);
        play.Step("排定并公示接访日 the day is planned and published");
        var session = await play.PutAsync("clerk", $"api/reception/sessions/{Guid.CreateVersion7()}", new
        {
            leaderPostId = await play.PostOfAsync("leader"), on = play.Today.AddDays(7), from = "09:00", to = "11:30", place = "市群众来访接待中心一号接访室", kind = "Fixed",
        });
        await play.DoAsync("clerk", session, "publication");
        await play.GoToDayAsync(59);
        await play.DoAsync("clerk", session, "opening");
        return session;
    }

    static async Task FoundAsync(Play play)
    {
        var found = await play.SearchAsync("clerk", "api/reception/person-search", new { name = "安守林", identityNumber = "620302196503021017" });
        Play.Expect("person search finds the matter", true, found.GetProperty("items").EnumerateArray().Any(item => item.GetProperty("matterId").GetGuid() == play.MatterId));
    }
}

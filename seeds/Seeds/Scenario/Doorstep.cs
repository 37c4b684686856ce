namespace Anjie.Seeds.Scenario;

/// <summary>1. A dispute found at the doorstep is not settled in time and becomes a petition.</summary>
internal static class Doorstep
{
    static readonly string[] guarantees = ["Situation", "Difficulty", "Education", "Stability", "Law"];

    public static async Task<CaseDoc> PlayAsync(Play play)
    {
        Play.Chapter("1 排查 Doorstep");
        play.Step("网格员上报土地补偿纠纷 the grid worker reports a dispute");
        var dispute = await play.PutAsync("grid", $"api/screening/disputes/{Guid.CreateVersion7()}", new
        {
            title = "承包地征收补偿争议", foundOn = play.Today, method = 1, typeCode = "09.06", place = "宁远堡镇西坡村三社", facts = "征收后补偿面积少算，补偿款没有发放。",
            demands = "按实际面积补偿", peopleConcerned = 3,
            parties = new[] { new { side = "First", name = "安守林", identityNumber = "620302196503021017", phone = "19900001234", address = "宁远堡镇西坡村三社" } },
        });
        play.MatterId = dispute.MatterId;

        await play.GoToDayAsync(1);
        play.Step("研判定级：橙色 assessed orange");
        await play.DoAsync("town", dispute, "assessment", new
        {
            typeCode = "09.06", risk = "Orange", crux = "补偿面积按旧册认定", rootCause = "权属调查不细", responsibleUnitId = play.Offices[Units.Town],
        });
        await AssignGuaranteesAsync(play, dispute);
        await OverdueAsync(play, dispute);

        await play.GoToDayAsync(28);
        play.Step("村民要求作为信访事项处理 the villager asks for a petition");
        await play.DoAsync("town", dispute, "petition", new { statedOn = play.Today, receivingUnitId = play.Offices[Units.CityPetitions], statement = "本人要求按信访事项处理。" });
        return dispute;
    }

    static async Task AssignGuaranteesAsync(Play play, CaseDoc dispute)
    {
        play.Step("落实五包，二十日化解 the five guarantees, twenty days");
        var until = play.Today.AddDays(20);
        var (unitId, postId) = (play.Offices[Units.Town], await play.PostOfAsync("town"));
        await play.DoAsync("townhead", dispute, "guarantees", new
        {
            resolveBy = until, guarantees = guarantees.Select(item => new { item, unitId, postId, measure = "专人负责，每周上门", dueOn = until }),
        });
        await play.DoAsync("town", dispute, "handling");
        await play.GoToDayAsync(8);
        play.Step("调解一次，未成 mediation fails");
        await play.DoAsync("grid", dispute, "progress", new { entryId = Guid.CreateVersion7(), means = "04", text = "调解，双方分歧大。" });
    }

    static async Task OverdueAsync(Play play, CaseDoc dispute)
    {
        // Twenty days are over on the twenty-first; a holiday there moves the end.
        var end = Play.Day(dispute.Clock("SD-RESOLVE")!.Value, "legal");
        await play.GoToAsync(end.AddDays(1));
        play.Step("期限已过：提醒和催办自行发出 the term is over: reminder and pressing letter come by themselves");
        await play.ByItselfAsync("ReminderIssued", _ => true);
        await play.ByItselfAsync("SupervisionIssued", data => data.GetProperty("level").GetInt32() == 2);
        await play.RereadAsync("town", dispute);
        await play.RefusedAsync("town", dispute, "progress", new { entryId = Guid.CreateVersion7(), means = "04", text = "再调解一次。" });
        Play.Expect("offered to the town: LogProgress", false, dispute.Actions.Contains("LogProgress"));

        await play.GoToAsync(play.Today.AddDays(1));
        play.Step("镇上签收、反馈，督查审核 the town answers, the supervisor reviews");
        await AnswerLetterAsync(play, "townhead");
        play.Step("被迫选择：上报区上 forced choice: escalation");
        await play.DoAsync("townhead", dispute, "escalation", new { toUnitId = play.Offices[Units.District], reason = "超出镇级职权" });
    }

    static async Task AnswerLetterAsync(Play play, string head)
    {
        var line = await play.EventuallyAsync("a letter for the town", async () =>
            (await play.GetAsync(head, $"api/supervision/items?mine=true&open=true&matterId={play.MatterId}")).GetProperty("items").EnumerateArray().Cast<object>().FirstOrDefault());
        await AnswerAsync(play, head, await play.ReadAsync(head, $"api/supervision/items/{((System.Text.Json.JsonElement)line).GetProperty("id").GetGuid()}"), "已上报区上牵头办理。");
    }

    /// <summary>The unit signs for a letter and answers each requirement; the supervisor finds the answer true.</summary>
    public static async Task AnswerAsync(Play play, string head, CaseDoc item, string text)
    {
        if (item.State == "Issued")
        {
            await play.DoAsync(head, item, "signature");
        }

        await play.DoAsync(head, item, "reply", new
        {
            answers = item.Field("requirements").EnumerateArray().Where(requirement => requirement.GetProperty("current").GetBoolean())
                .Select(requirement => new { requirementId = requirement.GetProperty("id").GetGuid(), text }),
        });
        await play.DoAsync("supervisor", item, "review", new { verdict = "Pass", method = "Papers", text = "反馈属实。" });
    }
}

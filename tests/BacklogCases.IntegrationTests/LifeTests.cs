using System.Net;
using Anjie.Contracts.Reception;
using Anjie.Contracts.Screening;

namespace Anjie.BacklogCases.IntegrationTests;

/// <summary>The way of a case through HTTP, its events, and the facts of other services it follows.</summary>
public sealed class LifeTests(Office office)
{
    [Fact]
    public async Task A_case_goes_its_whole_way_and_every_step_is_one_event()
    {
        var backlog = await new Steps(office).ObservedAsync();
        await backlog.DoAsync(office.UnitHead, "follow-up", new { on = office.Today, text = "情况稳定" }, "Observing");
        var (day, id) = (office.Today, backlog.Id);
        (await office.PostAsync(office.JointOffice, $"{backlog.Path}/strike-off", null, backlog.Version)).Code.ShouldBe("backlog.still_observed");
        await office.MoveToAsync(day.AddDays(91));
        var closed = await backlog.DoAsync(office.JointOffice, "strike-off", null, "StruckOff");
        await office.MoveToAsync(day);

        closed.Body.GetProperty("fiveOnes").EnumerateArray().ShouldAllBe(one => one.GetProperty("done").GetBoolean());
        closed.Body.GetProperty("actions").GetArrayLength().ShouldBe(0);
        closed.Body.GetProperty("hardship").GetProperty("amount").GetDecimal().ShouldBe(3000m);
        (await office.CountAsync($"select count(*) from outbox where body->>'caseId' = '{id}'")).ShouldBe(closed.Version);
        (await office.CountAsync($"select count(distinct body->>'version') from outbox where body->>'caseId' = '{id}'")).ShouldBe(closed.Version);
        (await office.CountAsync($"select count(*) from backlog_plan where case_id = '{id}' and state = 'Approved'")).ShouldBe(1);
        // One row of evidence a command, whatever facts it recorded.
        (await office.CountAsync($"select count(*) from audit_row where subject = '{id}' and result = 'done'"))
            .ShouldBe(await office.CountAsync($"select count(distinct (actor_id, occurred_at)) from case_history where case_id = '{id}' and actor_id <> '{Guid.Empty}'"));
        await office.HoldsAsync($"select count(*) from outbox where body->>'caseId' = '{id}' and published_at is null", 0);
        var history = await office.GetAsync(office.JointOffice, $"{backlog.Path}/history");
        history.Body.GetArrayLength().ShouldBe(closed.Version);
        history.Body[0].GetProperty("fact").GetString().ShouldBe("BacklogNominated");
    }

    [Fact]
    public async Task What_stands_in_the_tables_and_events_is_sealed()
    {
        var backlog = await new Steps(office).ObservedAsync();
        foreach (var table in (string[])["outbox", "backlog_case", "backlog_demand", "backlog_plan", "backlog_measure", "backlog_progress", "backlog_delivery", "case_history"])
            foreach (var text in (string[])["王某", "补偿差额", "面积认定不一", "上门释法", "张三", "现答复如下"])
                (await office.CountAsync(
                    $"select count(*) from {table} t where t::text like '%{text}%' or t::text like '%' || encode(convert_to('{text}', 'UTF8'), 'hex') || '%'")).ShouldBe(0, $"{text} in {table}");
        var seen = await office.GetAsync(office.Leader, backlog.Path);
        seen.Body.GetProperty("name").GetString().ShouldBe("王某补偿积案");
        seen.Body.GetProperty("plans")[1].GetProperty("measures").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_signed_acceptance_strikes_off_at_once_and_the_matter_can_be_nominated_again()
    {
        var backlog = await new Steps(office).ObservedAsync();
        await backlog.DoAsync(office.JointOffice, "strike-off", new { acceptance = backlog.Proof }, "StruckOff");

        (await office.PutAsync(office.JointOffice, $"/cases/{Guid.CreateVersion7()}", backlog.Nomination)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Letters_are_numbered_without_gaps_even_after_refusals()
    {
        List<int> numbers = [];
        for (var i = 0; i < 2; i++)
        {
            var backlog = await new Steps(office).ResolvedAsync();
            var noProof = new { proof = new { means = "Posted", servedOn = office.Today }, letterText = "答复" };
            (await office.PostAsync(office.UnitHead, $"{backlog.Path}/notification", noProof, backlog.Version)).Code.ShouldBe("backlog.proof_incomplete");
            var told = await backlog.DoAsync(office.UnitHead, "notification", backlog.Notification, "Notified");
            (await office.PostAsync(office.UnitHead, $"{backlog.Path}/notification", backlog.Notification, null)).Version.ShouldBe(told.Version);
            var number = told.Body.GetProperty("letterNumber").GetString()!;
            number.ShouldStartWith("金川区自然资源局积答〔2026〕");
            numbers.Add(int.Parse(number[(number.IndexOf('〕', StringComparison.Ordinal) + 1)..^1], System.Globalization.CultureInfo.InvariantCulture));
        }
        numbers[1].ShouldBe(numbers[0] + 1);
    }

    [Fact]
    public async Task The_joint_office_may_decline_or_appoint()
    {
        var declined = await new Steps(office).NominatedAsync();
        await declined.DoAsync(office.JointOffice, "declination", new { reason = "已依法终结" }, "Declined");

        var appointed = await new Steps(office).ConfirmedAsync();
        (await office.PostAsync(office.JointOffice, $"{appointed.Path}/appointment", new { leaderPostId = office.Head.PostId }, appointed.Version)).Code.ShouldBe("backlog.leader_level_too_low");
        var answer = await appointed.DoAsync(office.JointOffice, "appointment", new { leaderPostId = office.Leader.PostId }, "Claimed");
        answer.Body.GetProperty("appointed").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_nomination_of_another_service_opens_one_case_however_often_it_comes()
    {
        var (matter, message) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var fact = new VisitNominatedForBacklog("K7", Office.BureauId) { MatterId = matter, CaseId = Guid.CreateVersion7(), Version = 4, OccurredAt = office.Now, ActorRole = "leader" };
        for (var i = 0; i < 5; i++)
            await office.PublishAsync(fact, message);
        await office.PublishAsync(new DisputeNominatedForBacklog("K1", Office.BureauId) { MatterId = matter, CaseId = Guid.CreateVersion7(), Version = 9, OccurredAt = office.Now, ActorRole = "townhead" });
        await office.PublishAsync(new MatterNominatedForBacklog("K3", Office.BureauId) { MatterId = matter, CaseId = matter, Version = 7, OccurredAt = office.Now, ActorRole = "unithead" });

        await office.HoldsAsync($"select count(*) from backlog_case where matter_id = '{matter}'", 1);
        await office.HoldsAsync("select count(*) from parked_message", 0);
        (await office.CountAsync($"select count(*) from outbox where contract = 'Backlog.BacklogNominated' and body->>'matterId' = '{matter}'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_repeat_in_the_observation_brings_the_case_back_once()
    {
        var backlog = await new Steps(office).ObservedAsync();
        var message = Guid.CreateVersion7();
        await office.PublishAsync(Repeat(backlog, office.Now.AddDays(-10)));
        for (var i = 0; i < 3; i++)
            await office.PublishAsync(Repeat(backlog, office.Now.AddDays(1)), message);

        await office.HoldsAsync($"select count(*) from backlog_case where id = '{backlog.Id}' and state = 'Rebounded'", 1);
        (await office.CountAsync($"select count(*) from outbox where contract = 'Backlog.BacklogRebounded' and body->>'caseId' = '{backlog.Id}'")).ShouldBe(1);
        var again = await office.GetAsync(office.Leader, backlog.Path);
        again.Body.GetProperty("leaderId").GetGuid().ShouldBe(office.Leader.PersonId);
        again.Body.GetProperty("fiveOnes")[3].GetProperty("done").GetBoolean().ShouldBeFalse();
        var plan = await office.PostAsync(office.Head, $"{backlog.Path}/plan", backlog.Plan(40), again.Version);
        plan.State.ShouldBe("PlanSubmitted");
        plan.Body.GetProperty("plans").EnumerateArray().Select(p => p.GetProperty("planVersion").GetInt32()).ShouldBe([1, 2, 3]);
        var approved = await office.PostAsync(office.Leader, $"{backlog.Path}/plan-approval", new { }, plan.Version);
        approved.State.ShouldBe("PlanApproved", approved.Body.ToString());
    }

    static RepeatPetitionDetected Repeat(Steps backlog, DateTimeOffset at) =>
        new((Guid?)null) { MatterId = backlog.MatterId, CaseId = backlog.MatterId, Version = 12, OccurredAt = at, ActorRole = "registrar" };
}

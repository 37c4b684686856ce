using System.Net;
using Anjie.Contracts.Directory;
using Anjie.Support;

namespace Anjie.BacklogCases.IntegrationTests;

/// <summary>A leader leaves the post, another takes the case over; and who keeps out.</summary>
public sealed class HandoverTests(Office office)
{
    [Fact]
    public async Task A_leader_who_leaves_the_post_is_one_task_until_the_successor_has_accepted()
    {
        var (leader, successor) = (await LeaderAsync("前任"), await LeaderAsync("后任"));
        var backlog = await ClaimedByAsync(leader);
        var other = await ClaimedByAsync(successor);

        // Out of order and more than once: the post is vacant, which is its third state.
        foreach (var version in (int[])[3, 2, 3, 2])
            await office.PublishAsync(Change(leader, version, version == 3 ? null : Guid.CreateVersion7()));
        await office.HoldsAsync($"select count(*) from case_clock where case_id = '{backlog.Id}' and rule = 'B-HANDOVER' and state = 'Running'", 1);
        await office.HoldsAsync($"select count(*) from post_copy where id = '{leader.PostId}' and version = 3", 1);

        var left = await office.GetAsync(office.JointOffice, backlog.Path);
        left.Body.GetProperty("leaderLeft").GetBoolean().ShouldBeTrue();
        left.Body.GetProperty("leaderId").GetGuid().ShouldBe(leader.PersonId, "nobody follows silently");
        (await office.CountAsync($"select count(*) from outbox where contract = 'Backlog.ClockChanged' and body->>'caseId' = '{backlog.Id}' and body->>'rule' = 'B-HANDOVER'")).ShouldBe(1);
        (await office.CountAsync($"select count(*) from case_clock where case_id = '{other.Id}' and rule = 'B-HANDOVER'")).ShouldBe(0);

        var proposed = await office.PostAsync(office.JointOffice, $"{backlog.Path}/handover", Sheet(successor), left.Version);
        proposed.Status.ShouldBe(HttpStatusCode.OK, proposed.Body.ToString());
        (await office.GetAsync(successor, "/cases?mine=true")).Body.ToString().ShouldContain(backlog.Id.ToString());
        (await office.PostAsync(office.JointOffice, $"{backlog.Path}/handover-acceptance", null, proposed.Version)).Code.ShouldBe("case.role_forbidden");
        var accepted = await office.PostAsync(successor, $"{backlog.Path}/handover-acceptance", null, proposed.Version);

        accepted.Status.ShouldBe(HttpStatusCode.OK, accepted.Body.ToString());
        accepted.Body.GetProperty("leaderId").GetGuid().ShouldBe(successor.PersonId);
        accepted.Body.GetProperty("leaderLeft").GetBoolean().ShouldBeFalse();
        (await office.CountAsync($"select count(*) from case_clock where case_id = '{backlog.Id}' and rule = 'B-HANDOVER' and state = 'Stopped'")).ShouldBe(1);
        (await office.CountAsync($"select count(*) from case_clock where case_id = '{backlog.Id}' and rule = 'B-TEAM' and responsible_post_id = '{successor.PostId}'")).ShouldBe(1);
        (await office.CountAsync($"select count(*) from outbox where contract = 'Backlog.BacklogLeaderHandedOver' and body->>'caseId' = '{backlog.Id}'")).ShouldBe(1);
        (await office.CountAsync($"select count(*) from backlog_case where id = '{backlog.Id}' and encode(handover_sheet, 'hex') like '%' || encode(convert_to('卷宗', 'UTF8'), 'hex') || '%'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_successor_who_accepts_many_times_at_once_takes_the_case_over_once()
    {
        var (leader, successor) = (await LeaderAsync("前任"), await LeaderAsync("后任"));
        var backlog = await ClaimedByAsync(leader);
        var proposed = await office.PostAsync(office.JointOffice, $"{backlog.Path}/handover", Sheet(successor), backlog.Version);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => office.PostAsync(successor, $"{backlog.Path}/handover-acceptance", null, proposed.Version)));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBeGreaterThan(0);
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK || answer.Status == HttpStatusCode.PreconditionFailed);
        (await office.CountAsync($"select count(*) from outbox where contract = 'Backlog.BacklogLeaderHandedOver' and body->>'caseId' = '{backlog.Id}'")).ShouldBe(1);
    }

    [Fact]
    public async Task Of_an_acceptance_and_another_proposal_at_once_exactly_one_counts()
    {
        var (leader, successor, third) = (await LeaderAsync("前任"), await LeaderAsync("后任"), await LeaderAsync("另一人"));
        var backlog = await ClaimedByAsync(leader);
        var proposed = await office.PostAsync(office.JointOffice, $"{backlog.Path}/handover", Sheet(successor), backlog.Version);

        var answers = await Task.WhenAll(
            office.PostAsync(successor, $"{backlog.Path}/handover-acceptance", null, proposed.Version), office.PostAsync(office.JointOffice, $"{backlog.Path}/handover", Sheet(third), proposed.Version));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1, string.Join('\n', answers.Select(answer => answer.Body)));
        var seen = (await office.GetAsync(office.JointOffice, backlog.Path)).Body;
        (seen.GetProperty("leaderId").GetGuid() == successor.PersonId).ShouldBe(answers[0].Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task S_41_a_recused_leader_reads_the_case_is_refused_every_act_and_is_followed_by_another()
    {
        var (leader, successor) = (await LeaderAsync("当事人亲属"), await LeaderAsync("接任"));
        var backlog = await ClaimedByAsync(leader);

        var declared = await office.PostAsync(leader, $"{backlog.Path}/recusal", new { reason = "Relative", note = "信访人系表弟" }, backlog.Version);
        declared.Status.ShouldBe(HttpStatusCode.OK, declared.Body.ToString());
        declared.Body.GetProperty("actions").GetArrayLength().ShouldBe(0);
        declared.Body.GetProperty("recusals")[0].GetProperty("note").GetString().ShouldBe("信访人系表弟");
        (await office.GetAsync(office.Leader, backlog.Path)).Body.GetProperty("recusals")[0].GetProperty("note").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);

        foreach (var (act, body) in ((string, object?)[])[("team", backlog.Team), ("petitioner-meeting", new { on = office.Today, text = "已接谈" }), ("recusal-lifting", new { personId = leader.PersonId, reason = "自行解除" })])
        {
            var refused = await office.PostAsync(leader, $"{backlog.Path}/{act}", body, declared.Version);
            (refused.Status, refused.Code).ShouldBe((HttpStatusCode.Forbidden, "case.recused"), act);
        }
        (await office.GetAsync(leader, backlog.Path)).Status.ShouldBe(HttpStatusCode.OK);
        (await office.GetAsync(leader, $"{backlog.Path}/history")).Body.ToString().ShouldContain("OfficialRecused");
        (await office.CountAsync($"select count(*) from case_clock where case_id = '{backlog.Id}' and rule = 'B-HANDOVER' and state = 'Running'")).ShouldBe(1);
        (await office.CountAsync($"select count(*) from outbox where body->>'caseId' = '{backlog.Id}' and body::text like '%表弟%'")).ShouldBe(0);
        (await office.CountAsync($"select count(*) from backlog_case where id = '{backlog.Id}' and encode(sealed_recusals, 'hex') like '%' || encode(convert_to('表弟', 'UTF8'), 'hex') || '%'")).ShouldBe(0);

        var proposed = await office.PostAsync(office.JointOffice, $"{backlog.Path}/handover", Sheet(successor, "Recusal"), declared.Version);
        (await office.PostAsync(successor, $"{backlog.Path}/handover-acceptance", null, proposed.Version)).Body.GetProperty("leaderId").GetGuid().ShouldBe(successor.PersonId);
        (await office.CountAsync($"select count(*) from case_clock where case_id = '{backlog.Id}' and rule = 'B-HANDOVER' and state = 'Running'")).ShouldBe(0);
    }

    [Fact]
    public async Task S_41_before_the_claim_a_recusal_that_was_ordered_refuses_claim_and_appointment()
    {
        var leader = await LeaderAsync("同村");
        var backlog = await new Steps(office).ConfirmedAsync();
        var ordered = await office.PostAsync(office.JointOffice, $"{backlog.Path}/recusal", new { reason = "FormerHandler", postId = leader.PostId }, backlog.Version);
        ordered.Status.ShouldBe(HttpStatusCode.OK, ordered.Body.ToString());

        var claim = await office.PostAsync(leader, $"{backlog.Path}/claim", null, null);
        (claim.Status, claim.Code).ShouldBe((HttpStatusCode.Forbidden, "case.recused"));
        (await office.PostAsync(office.JointOffice, $"{backlog.Path}/appointment", new { leaderPostId = leader.PostId }, ordered.Version)).Code.ShouldBe("case.person_recused");
        var lifted = await office.PostAsync(office.JointOffice, $"{backlog.Path}/recusal-lifting", new { personId = leader.PersonId, reason = "查无此关系" }, ordered.Version);
        lifted.Status.ShouldBe(HttpStatusCode.OK, lifted.Body.ToString());
        (await office.PostAsync(leader, $"{backlog.Path}/claim", null, null)).Status.ShouldBe(HttpStatusCode.OK);
    }

    static object Sheet(Official successor, string reason = "Transfer") => new { leaderPostId = successor.PostId, reason, sheet = "卷宗三册,下月回访" };

    static PostChanged Change(Official leader, int version, Guid? holder) =>
        new(leader.PostId, holder, leader.UnitId, "副市长", leader.Roles, leader.Level, true) { Version = version };

    async Task<Official> LeaderAsync(string name)
    {
        var leader = Office.LeaderOf(name);
        await office.PublishAsync(Change(leader, 1, leader.PersonId));
        await office.HoldsAsync($"select count(*) from post_copy where id = '{leader.PostId}'", 1);
        return leader;
    }

    async Task<Steps> ClaimedByAsync(Official leader)
    {
        var backlog = await new Steps(office).ConfirmedAsync();
        await backlog.DoAsync(leader, "claim", null, "Claimed");
        return backlog;
    }
}

using System.Net;
using Anjie.Contracts.Directory;
using Anjie.Support;
using static Anjie.VisitReception.IntegrationTests.Scene;

namespace Anjie.VisitReception.IntegrationTests;

public sealed class RecusalTests(City city)
{
    [Fact]
    public async Task S_41_an_interest_declared_at_the_visit_counts_in_its_matter_and_is_sealed()
    {
        var (visit, matter) = await city.AssignedVisitAsync();
        var seen = await city.DoAsync(city.Handler, visit, "recusal", new { reason = "Relative", note = "信访人系表弟" });
        seen.Actions().ShouldBeEmpty();

        (await city.PostAsync(city.Handler, visit, "signature")).ShouldBe(HttpStatusCode.Forbidden, "case.recused");
        (await city.PostAsync(city.Handler, matter, "acceptance", new { acceptedOn = city.Day(0), simple = false })).ShouldBe(HttpStatusCode.Forbidden, "case.recused");
        (await city.SeeAsync(city.Handler, matter)).GetProperty("recusals").GetArrayLength().ShouldBe(1);
        foreach (var table in (string[])["visit", "matter", "outbox", "case_history"])
            (await city.CountAsync($"select count(*) from {table} t where t::text like '%表弟%' or t::text like '%' || encode(convert_to('表弟', 'UTF8'), 'hex') || '%'")).ShouldBe(0, table);
        (await city.FactsAsync(IdOf(visit))).ShouldEndWith("OfficialRecused");
        (await city.FactsAsync(IdOf(matter))).ShouldEndWith("OfficialRecused");

        (await city.PostAsync(city.Handler, visit, "recusal-lifting", new { personId = city.Handler.PersonId, reason = "自行解除" })).ShouldBe(HttpStatusCode.Forbidden, "case.recused");
        await city.DoAsync(city.Head, matter, "recusal-lifting", new { personId = city.Handler.PersonId, reason = "查无此关系" });
        (await city.SeeAsync(city.Handler, visit)).Actions().ShouldContain("SignAssignment");
    }

    [Fact]
    public async Task S_41_the_head_orders_it_for_a_post_of_the_unit_and_for_no_other()
    {
        var matter = await city.HandledMatterAsync();
        (await city.PostAsync(city.Head, matter, "recusal", new { reason = "Party", postId = city.Leader.PostId })).ShouldBe(HttpStatusCode.Forbidden, "case.not_open_to_you");
        (await city.PostAsync(city.Head, matter, "recusal", new { reason = "Party", postId = Guid.CreateVersion7() })).ShouldBe(HttpStatusCode.Conflict, "case.unknown_post");
        (await city.PostAsync(city.Stranger, matter, "recusal", new { reason = "Party" })).ShouldBe(HttpStatusCode.NotFound);
        await city.DoAsync(city.Head, matter, "recusal", new { reason = "Party", postId = city.Handler.PostId });

        (await city.PostAsync(city.Handler, matter, "investigation", new { entryId = Guid.CreateVersion7(), on = city.Day(0), text = "走访" })).ShouldBe(HttpStatusCode.Forbidden, "case.recused");
    }

    [Fact]
    public async Task S_41_who_keeps_out_is_shown_no_petitioner_in_full()
    {
        var (visit, matter) = await city.AssignedVisitAsync();
        await city.DoAsync(city.Handler, visit, "recusal", new { reason = "Relative" });
        foreach (var path in (string[])[visit, matter])
        {
            var seen = (await city.SeeAsync(city.Handler, path)).GetProperty("petitioners")[0];
            (seen.Text("name"), seen.GetProperty("mayDisclose").GetBoolean()).ShouldBe(("张三丰", false), path);
        }

        var person = (await city.SeeAsync(city.Head, visit)).GetProperty("petitioners")[0];
        person.GetProperty("mayDisclose").GetBoolean().ShouldBeTrue();
        var id = person.Text("id");
        (await city.SendAsync(HttpMethod.Post, city.Handler, $"/petitioners/{id}/disclosure", new { purpose = "Handling" })).ShouldBe(HttpStatusCode.Forbidden, "case.recused");
        (await city.CountAsync($"select count(*) from disclosure where person_id = '{id}'")).ShouldBe(0);
        (await city.CountAsync($"select count(*) from audit_row where subject = '{id}' and result = 'case.recused' and actor_id = '{city.Handler.PersonId}'")).ShouldBe(1);
        (await city.SendAsync(HttpMethod.Post, city.Head, $"/petitioners/{id}/disclosure", new { purpose = "Handling" })).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_leader_who_leaves_is_one_task_for_the_petition_office_until_the_visit_is_handed_over()
    {
        var leader = new Official(city.Leader.UnitId, city.Leader.UnitPath, "leader") { Level = "City" };
        await city.PublishAsync(Change(leader, 1, leader.PersonId));
        await Eventually.HoldsAsync(async () => await city.CountAsync($"select count(*) from post_copy where id = '{leader.PostId}'") == 1, City.Patience, "the post");
        var (visit, _) = await city.RegisterVisitAsync();
        (await city.PostAsync(city.Handler, visit, "handover", new { leaderPostId = leader.PostId, reason = "Transfer" })).ShouldBe(HttpStatusCode.NotFound);
        (await city.PostAsync(city.Leader, visit, "handover", new { leaderPostId = leader.PostId, reason = "Transfer" })).ShouldBe(HttpStatusCode.Forbidden, "case.role_forbidden");
        await city.DoAsync(city.Clerk, visit, "handover", new { leaderPostId = leader.PostId, reason = "Transfer" });
        await city.DoAsync(leader, visit, "talk", new { opinion = "请自然资源局核实" });
        await city.DoAsync(leader, visit, "assignment", city.AssignmentBody());

        var follower = leader with { PersonId = Guid.CreateVersion7() };
        foreach (var version in (int[])[3, 2, 3, 2])
            await city.PublishAsync(Change(leader, version, version == 3 ? follower.PersonId : null));
        await Eventually.HoldsAsync(async () => await city.CountAsync($"select count(*) from case_clock where case_id = '{IdOf(visit)}' and rule = 'V-HANDOVER'") > 0, City.Patience, "the task");
        await city.IdleAsync();

        var left = await city.SeeAsync(city.Clerk, visit);
        left.RunningClocks().Count(rule => rule == "V-HANDOVER").ShouldBe(1);
        left.GetProperty("leaderLeft").GetBoolean().ShouldBeTrue();
        await city.DoAsync(city.Head, visit, "signature");
        await city.DoAsync(city.Head, visit, "report", new { result = "已支付", evidence = "银行回单" });
        (await city.PostAsync(follower, visit, "approval", new { opinion = "同意" })).ShouldBe(HttpStatusCode.Forbidden, "case.not_open_to_you");
        var handed = await city.DoAsync(city.Clerk, visit, "handover", new { leaderPostId = follower.PostId, reason = "Transfer", sheet = "卷宗一册" });
        handed.RunningClocks().ShouldNotContain("V-HANDOVER");
        (await city.DoAsync(follower, visit, "approval", new { opinion = "同意" })).Text("state").ShouldBe("Approved");
        (await city.CountAsync($"select count(*) from outbox where contract = 'Reception.ClockChanged' and body->>'caseId' = '{IdOf(visit)}' and body->>'rule' = 'V-HANDOVER'")).ShouldBe(2);
    }

    static PostChanged Change(Official leader, int version, Guid? holder) =>
        new(leader.PostId, holder, leader.UnitId, "副市长", leader.Roles, leader.Level, true) { Version = version };
}

using System.Net;
using static Anjie.VisitReception.IntegrationTests.Scene;

namespace Anjie.VisitReception.IntegrationTests;

public sealed class VisitApiTests(City city)
{
    [Fact]
    public async Task Assigned_reported_approved_notified_evaluated_struck_off()
    {
        var (visit, matter) = await city.AssignedVisitAsync();
        (await city.SeeAsync(city.Clerk, matter)).Text("state").ShouldBe("Dispatched");
        (await city.SeeAsync(city.Handler, visit)).Actions().ShouldBe(["SignAssignment", "DeclareRecusal"]);
        await city.DoAsync(city.Handler, visit, "signature");
        await city.DoAsync(city.Head, visit, "report", new { result = "已支付", evidence = "银行回单" });
        await city.DoAsync(city.Leader, visit, "return", new { reason = "未见回单" });
        await city.DoAsync(city.Head, visit, "report", new { result = "已支付并附回单", evidence = "银行回单" });
        await city.DoAsync(city.Leader, visit, "approval", new { opinion = "同意" });
        await city.DoAsync(city.Handler, visit, "notification", new { proof = city.Signed() });
        await city.DoAsync(city.Clerk, visit, "evaluation", new { value = "Satisfied" });

        (await city.DoAsync(city.JointOffice, visit, "strike-off")).Text("state").ShouldBe("StruckOff");
        (await city.FactsAsync(IdOf(visit))).ShouldBe(
            "VisitRegistered VisitReceived VisitAssigned VisitAssignmentSigned VisitResultReported VisitResultReturned VisitResultReported VisitResultApproved VisitNotified VisitEvaluated VisitClosed");
        (await city.SeeAsync(city.Clerk, visit + "/history")).EnumerateArray().Last().Text("fact").ShouldBe("VisitClosed");
    }

    [Fact]
    public async Task Solved_on_the_spot_visit_and_matter_move_in_one_save()
    {
        var (visit, matter) = await city.ReceivedVisitAsync();
        var solved = await city.DoAsync(city.Leader, visit, "on-spot-resolution", new { measure = "当场发放补偿款", doneOn = city.Day(0), proof = city.Signed() });

        solved.Text("state").ShouldBe("ResolvedOnSpot");
        solved.GetProperty("matter").Text("state").ShouldBe("Answered");
        var letters = await city.SeeAsync(city.Clerk, matter + "/letters");
        letters.GetProperty("items")[0].Text("kind").ShouldBe("reply");
        letters.GetProperty("items")[0].GetProperty("served").GetBoolean().ShouldBeTrue();
        (await city.FactsAsync(IdOf(matter))).ShouldBe("MatterRegistered ReplySent ReplyServed");
    }

    [Fact]
    public async Task An_explained_appeal_needs_its_written_opinion_served()
    {
        var (visit, matter) = await city.ReceivedVisitAsync();
        await city.DoAsync(city.Leader, visit, "explanation", new { basis = "《条例》第三十二条", text = "现行政策无此补助", reviewOrgan = "甘肃省信访局" });

        (await city.SeeAsync(city.Clerk, matter)).RunningClocks().ShouldBe(["T12"]);
        (await city.DoAsync(city.Clerk, matter, "service", new { proof = city.Signed() })).RunningClocks().ShouldBe(["T7", "M-EVALUATE"], ignoreOrder: true);
    }

    [Fact]
    public async Task Guided_demand_by_demand()
    {
        var (visit, matter) = await city.ReceivedVisitAsync();
        var demands = Demands(await city.SeeAsync(city.Clerk, matter));
        (await city.DoAsync(city.Leader, visit, "legal-route", city.GuidanceBody(demands[0]))).Text("state").ShouldBe("Received");
        var guided = await city.DoAsync(city.Leader, visit, "legal-route", city.GuidanceBody(demands[1]));

        guided.Text("state").ShouldBe("Guided");
        guided.GetProperty("matter").Text("state").ShouldBe("Guided");
    }

    [Fact]
    public async Task The_aide_types_and_the_leader_confirms()
    {
        var (visit, _) = await city.RegisterVisitAsync();
        (await city.SendAsync(HttpMethod.Post, city.Aide, visit + "/talk-draft", new { opinion = "草稿" })).ShouldBe(HttpStatusCode.OK);
        (await city.SeeAsync(city.Leader, visit)).Text("talkDraft").ShouldBe("草稿");
        (await city.PostAsync(city.Aide, visit, "talk", new { opinion = "意见" })).ShouldBe(HttpStatusCode.Forbidden, "case.role_forbidden");
        (await city.PostAsync(city.OtherLeader, visit, "talk", new { opinion = "意见" })).ShouldBe(HttpStatusCode.Forbidden, "case.not_open_to_you");
        await city.DoAsync(city.Leader, visit, "talk", new { opinion = "意见" });
        (await city.SeeAsync(city.JointOffice, visit)).GetProperty("talkDraft").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task A_hard_case_goes_to_the_backlog_and_ends_with_it()
    {
        var (visit, matter) = await city.ReceivedVisitAsync();
        (await city.PostAsync(city.Leader, visit, "nomination", new { criterion = "K1" })).ShouldBe(HttpStatusCode.Conflict, "visit.not_yet_due");
        await city.DoAsync(city.Leader, visit, "nomination", new { criterion = "K7" });
        var matterId = Guid.Parse((await city.SeeAsync(city.Clerk, matter)).Text("matterId"));

        var fact = City.Numbered(new Contracts.Backlog.BacklogClosed("A"), matterId);
        await city.PublishAsync(fact, fact);

        await Support.Eventually.HoldsAsync(async () => (await city.SeeAsync(city.Clerk, visit)).Text("state") == "StruckOff", City.Patience, "still nominated");
        await city.IdleAsync();
        (await city.FactsAsync(IdOf(visit))).ShouldEndWith("VisitNominatedForBacklog VisitClosed");
        (await city.SeeAsync(city.Clerk, matter)).Text("state").ShouldBe("Registered", "the matter keeps its own procedure");
    }

    [Fact]
    public async Task The_system_signs_what_a_unit_left_unsigned()
    {
        var (visit, _) = await city.AssignedVisitAsync();
        await city.MoveToAsync(city.Today.AddDays(6));
        (await city.SeeAsync(city.Handler, visit)).Text("state").ShouldBe("Handling");
        (await city.ScalarAsync($"select body->>'automatically' from outbox where contract = 'Reception.VisitAssignmentSigned' and body->>'caseId' = '{IdOf(visit)}'")).ShouldBe("true");
    }

    [Fact]
    public async Task A_visit_in_a_known_matter_is_linked_and_told()
    {
        var matter = await city.HandledMatterAsync();
        var view = await city.SeeAsync(city.Clerk, matter);
        var (session, id) = (await city.OpenSessionAsync(), NewId());
        var linked = await city.PutAsync(city.Clerk, $"/visits/{id}", city.VisitBody(session, view.Text("matterId")));

        linked.ShouldBe(HttpStatusCode.Created);
        linked.Body.GetProperty("onKnownMatter").GetBoolean().ShouldBeTrue();
        linked.Body.GetProperty("demands").GetArrayLength().ShouldBe(2);
        (await city.FactsAsync(IdOf(matter))).ShouldEndWith("RepeatPetitionDetected");
        (await city.SeeAsync(city.Leader, matter)).Text("state").ShouldBe("Handling");
        (await city.PutAsync(city.Clerk, $"/visits/{NewId()}", city.VisitBody(session, NewId()))).ShouldBe(HttpStatusCode.Conflict, "visit.unknown_matter");
    }

    [Fact]
    public async Task Registering_again_answers_the_same_and_another_body_is_refused()
    {
        var (session, id) = (await city.OpenSessionAsync(), NewId());
        var first = await city.PutAsync(city.Clerk, $"/visits/{id}", city.VisitBody(session));
        var again = await city.PutAsync(city.Clerk, $"/visits/{id}", city.VisitBody(session));

        again.ShouldBe(HttpStatusCode.OK);
        again.Body.Text("number").ShouldBe(first.Body.Text("number"));
        (await city.FactsAsync(id)).ShouldBe("VisitRegistered");
        (await city.PutAsync(city.Clerk, $"/visits/{id}", city.VisitBody(session, summary: "另一件事"))).ShouldBe(HttpStatusCode.Conflict, "id.reused");
        (await city.PutAsync(city.Stranger, $"/visits/{id}", city.VisitBody(session))).ShouldBe(HttpStatusCode.Conflict, "id.reused");
    }

    [Fact]
    public async Task Ten_clerks_registering_one_visit_register_it_once()
    {
        var (session, id) = (await city.OpenSessionAsync(), NewId());
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => city.PutAsync(city.Clerk, $"/visits/{id}", city.VisitBody(session))));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created || answer.Status == HttpStatusCode.OK || answer.Status == HttpStatusCode.PreconditionFailed);
        (await city.FactsAsync(id)).ShouldBe("VisitRegistered");
    }

    [Fact]
    public async Task What_a_registration_must_hold()
    {
        var session = await city.OpenSessionAsync();
        (await city.PutAsync(city.Clerk, $"/visits/{NewId()}", city.VisitBody(NewId()))).ShouldBe(HttpStatusCode.NotFound);
        (await city.PutAsync(city.Stranger, $"/visits/{NewId()}", city.VisitBody(session))).ShouldBe(HttpStatusCode.NotFound);
        (await city.PutAsync(city.Handler, $"/visits/{NewId()}", city.VisitBody(session))).ShouldBe(HttpStatusCode.Forbidden, "case.role_forbidden");
        (await city.PutAsync(city.Handler with { Roles = ["registrar"] }, $"/visits/{NewId()}", city.VisitBody(session))).ShouldBe(HttpStatusCode.Forbidden, "case.not_open_to_you");
        (await city.PutAsync(city.Clerk, $"/visits/{NewId()}", city.VisitBody(session, category: "Accusation"))).ShouldBe(HttpStatusCode.Conflict, "matter.accusation_not_here");
        var nameless = await city.PutAsync(city.Clerk, $"/visits/{NewId()}", city.VisitBody(session, name: "  "));
        nameless.ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        nameless.Body.GetProperty("errors").EnumerateObject().Select(error => error.Name.ToLowerInvariant()).ShouldContain("petitioners[0].name");
        (await city.PutAsync(city.Clerk, $"/visits/{NewId()}", new { sessionId = session, unknown = 1 })).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_order_of_answers_to_a_write()
    {
        var (visit, _) = await city.ReceivedVisitAsync();
        var body = city.AssignmentBody();
        (await city.SendAsync(HttpMethod.Post, city.Leader, visit + "/assignment", body)).ShouldBe(HttpStatusCode.PreconditionRequired);
        (await city.SendAsync(HttpMethod.Post, city.Leader, visit + "/assignment", body, "1")).ShouldBe(HttpStatusCode.PreconditionFailed);
        (await city.SendAsync(HttpMethod.Post, city.Leader, visit + "/approval", new { }, "1")).ShouldBe(HttpStatusCode.Conflict, "case.transition_forbidden");
        await city.DoAsync(city.Leader, visit, "assignment", body);
        (await city.SendAsync(HttpMethod.Post, city.Leader, visit + "/assignment", body)).ShouldBe(HttpStatusCode.OK);
        (await city.SendAsync(HttpMethod.Post, city.Leader, $"/visits/{NewId()}/assignment", body, "1")).ShouldBe(HttpStatusCode.NotFound);
        (await city.SendAsync(HttpMethod.Post, city.Stranger, visit + "/assignment", body, "1")).ShouldBe(HttpStatusCode.NotFound);
        (await city.GetAsync(city.Administrator, visit)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_proof_shows_its_own_evidence()
    {
        var (visit, _) = await city.ReceivedVisitAsync();
        foreach (var (proof, field) in new (object, string)[]
        {
            (new { means = "Signed", servedOn = city.Day(0) }, "recipient"),
            (new { means = "RefusedWithWitness", servedOn = city.Day(0), witness = "王五" }, "reason"),
            (new { means = "Posted", servedOn = city.Day(0) }, "postNumber"),
        })
        {
            var answer = await city.PostAsync(city.Leader, visit, "on-spot-resolution", new { measure = "发放", doneOn = city.Day(0), proof });
            answer.ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
            answer.Body.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldContain($"proof.{field}", StringComparer.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Lists_page_by_key_and_hide_what_is_not_the_callers()
    {
        var (visit, _) = await city.AssignedVisitAsync();
        var page = await city.SeeAsync(city.Clerk, "/visits?limit=1");
        page.GetProperty("items")[0].Text("id").ShouldBe(IdOf(visit));
        if (page.GetProperty("next").GetString() is { } next)
            (await city.SeeAsync(city.Clerk, $"/visits?limit=1&after={next}")).GetProperty("items")[0].Text("id").ShouldNotBe(IdOf(visit));
        (await city.SeeAsync(city.Head, "/visits?state=Assigned")).GetProperty("items").EnumerateArray().ShouldContain(line => line.Text("id") == IdOf(visit));
        (await city.SeeAsync(city.Stranger, "/visits")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }
}

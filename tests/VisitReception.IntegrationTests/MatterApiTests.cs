using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Anjie.Contracts.Screening;
using static Anjie.VisitReception.IntegrationTests.Scene;

namespace Anjie.VisitReception.IntegrationTests;

public sealed class MatterApiTests(City city)
{
    [Fact]
    public async Task From_the_letter_to_the_served_opinion_and_the_end()
    {
        var matter = await city.RegisterLetterAsync();
        (await city.SeeAsync(city.Clerk, matter)).RunningClocks().ShouldBe(["T1"]);
        var dispatched = await city.DoAsync(city.Clerk, matter, "dispatch", new { kind = "Assignment", toUnitId = city.Head.UnitId, reportBy = city.Day(30), note = "请依法办理" });
        dispatched.RunningClocks().ShouldBe(["T3", "T4", "T11"], ignoreOrder: true);
        (await city.DoAsync(city.Handler, matter, "acceptance", new { acceptedOn = city.Day(0), simple = false })).RunningClocks().ShouldBe(["T5", "T11"], ignoreOrder: true);
        await city.DoAsync(city.Handler, matter, "investigation", new { entryId = NewId(), on = city.Day(0), text = "实地丈量" });
        var opinion = await city.OpinionBodyAsync(matter);
        (await city.SendAsync(HttpMethod.Post, city.Handler, matter + "/opinion-draft", opinion)).ShouldBe(HttpStatusCode.OK);
        (await city.SeeAsync(city.Head, matter)).GetProperty("opinionDraft").Text("facts").ShouldBe("经查属实");
        var issued = await city.DoAsync(city.Head, matter, "opinion", opinion);
        issued.RunningClocks().ShouldBe(["T5", "T11"], ignoreOrder: true);
        (await city.PostAsync(city.Handler, matter, "service", new { letterId = NewId(), proof = city.Signed() })).ShouldBe(HttpStatusCode.Conflict, "matter.not_this_letter");
        (await city.DoAsync(city.Handler, matter, "service", new { letterId = issued.Text("answerLetterId"), proof = city.Signed() })).RunningClocks().ShouldBe(["T7", "T11", "M-EVALUATE"], ignoreOrder: true);
        (await city.DoAsync(city.Head, matter, "completion-report", CompletionReportTests.Body)).RunningClocks().ShouldBe(["T7", "M-EVALUATE"], ignoreOrder: true);
        await city.DoAsync(city.Clerk, matter, "evaluation", new { about = "PetitionOffice", value = "Satisfied" });
        await city.DoAsync(city.Clerk, matter, "evaluation", new { about = "ResponsibleUnit", value = "Dissatisfied", reason = "太慢" });
        (await city.PostAsync(city.Clerk, matter, "closure")).ShouldBe(HttpStatusCode.Conflict, "matter.review_window_open");
        (await city.PostAsync(city.Clerk, matter, "closure", new { acceptance = true })).ShouldBe(HttpStatusCode.Conflict, "matter.proof_missing");

        (await city.DoAsync(city.Clerk, matter, "closure", new { acceptance = true, proof = city.Signed() })).Text("state").ShouldBe("Closed");
        (await city.FactsAsync(IdOf(matter))).ShouldBe(
            "MatterRegistered MatterDispatched MatterAccepted MatterInvestigated OpinionIssued OpinionServed CompletionReported MatterEvaluated MatterEvaluated MatterClosed");
        (await city.DoAsync(city.JointOffice, matter, "nomination", new { criterion = "K1" })).GetProperty("nominatedForBacklog").GetBoolean().ShouldBeTrue();
        (await city.CountAsync($"select count(*) from audit_row where subject = '{IdOf(matter)}' and result = 'done'")).ShouldBe(12, "twelve commands took effect, a row each");
        (await city.CountAsync($"select count(*) from audit_row where subject = '{IdOf(matter)}'")).ShouldBe(12);
    }

    [Fact]
    public async Task What_nothing_waits_for_any_more_is_closed_by_the_system()
    {
        var matter = await city.ServedMatterAsync();
        var end = DateOnly.Parse((await city.SeeAsync(city.Clerk, matter)).Text("closesOn"), System.Globalization.CultureInfo.InvariantCulture);
        await city.MoveToAsync(end.AddDays(-1));
        (await city.SeeAsync(city.Clerk, matter)).Text("state").ShouldBe("Served");
        await city.MoveToAsync(end);
        (await city.SeeAsync(city.Clerk, matter)).Text("state").ShouldBe("Closed");
        (await city.ScalarAsync($"select body->>'actorRole' from outbox where contract = 'Reception.MatterClosed' and body->>'caseId' = '{IdOf(matter)}'")).ShouldBe("system");
    }

    [Fact]
    public async Task A_proposal_is_replied_to_and_the_reply_is_served()
    {
        var matter = await city.RegisterLetterAsync("Proposal");
        (await city.PostAsync(city.Clerk, matter, "reply", new { text = "感谢来信" })).ShouldBe(HttpStatusCode.Conflict, "matter.adoption_missing");
        var replied = await city.DoAsync(city.Clerk, matter, "reply", new { adoption = "Adopted", text = "列入明年计划" });
        replied.Text("state").ShouldBe("Answered");
        replied.GetProperty("letters")[0].Text("number").ShouldStartWith("金昌市信访局复〔2026〕");
        replied.GetProperty("letters")[0].Text("body").ShouldContain("采纳情况：采纳");
        (await city.DoAsync(city.Clerk, matter, "service", new { proof = new { means = "Posted", servedOn = city.Day(0), postNumber = "EMS1" } })).RunningClocks().ShouldBe(["M-EVALUATE"]);
    }

    [Fact]
    public async Task The_letter_that_sends_a_matter_lists_the_files_that_go_with_it()
    {
        var matter = await city.RegisterLetterAsync();
        foreach (var name in (string[])["来信.txt", "<清单> & {附}.txt"])
            (await city.AttachAsync(city.Clerk, matter, Support.SampleFiles.Text(), name)).ShouldBe(HttpStatusCode.Created);
        await city.DoAsync(city.Clerk, matter, "dispatch", new { kind = "Transfer", toUnitId = city.Head.UnitId });
        var letter = (await city.SeeAsync(city.Clerk, matter + "/letters")).GetProperty("items")[0];
        var words = LetterTests.Words((await city.FileAsync(HttpMethod.Get, city.Clerk, $"{matter}/letters/{letter.Text("id")}/docx")).Bytes);
        words.ShouldContain("来信.txt");
        words.ShouldContain("_清单_");
    }

    [Fact]
    public async Task One_guided_demand_leaves_the_other_to_the_opinion()
    {
        var matter = await city.HandledMatterAsync(simple: true);
        var demands = Demands(await city.SeeAsync(city.Clerk, matter));
        await city.DoAsync(city.Handler, matter, "legal-route", city.GuidanceBody(demands[0]));
        var issued = await city.DoAsync(city.Head, matter, "opinion", await city.OpinionBodyAsync(matter));
        issued.GetProperty("demands").EnumerateArray().Select(demand => demand.Text("state")).ShouldBe(["Guided", "Found"], ignoreOrder: true);
    }

    [Fact]
    public async Task Opinions_signed_at_once_have_numbers_without_gaps()
    {
        List<(string Path, object Body)> matters = [];
        for (var i = 0; i < 8; i++)
        {
            var matter = await city.HandledMatterAsync(simple: true);
            matters.Add((matter, await city.OpinionBodyAsync(matter)));
        }
        // A refused one takes no number with it.
        (await city.PostAsync(city.Head, matters[0].Path, "opinion", new { findings = new[] { new { demandId = NewId(), finding = "Refused", opinion = "不予支持", basis = "无" } }, facts = "无", reviewOrgan = "无" }))
            .ShouldBe(HttpStatusCode.Conflict, "matter.unknown_demand");

        await Task.WhenAll(matters.Select(matter => city.DoAsync(city.Head, matter.Path, "opinion", matter.Body)));
        var again = await city.SendAsync(HttpMethod.Post, city.Head, matters[0].Path + "/opinion", matters[0].Body);

        again.ShouldBe(HttpStatusCode.OK);
        (await city.CountAsync("select max(serial) - count(*) from letter where kind = 'simple-opinion' and series = '金川区自然资源局简'")).ShouldBe(0);
        (await city.CountAsync("select max(last_serial) - (select count(*) from letter where series = '金川区自然资源局简') from letter_series where series = '金川区自然资源局简'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_converted_dispute_becomes_one_matter_that_a_clerk_completes()
    {
        var matterId = Guid.CreateVersion7();
        var fact = City.Numbered(new DisputeConvertedToPetition(city.Today, city.Clerk.UnitId, "06.01", 3), matterId);
        await city.PublishAsync(fact, fact, fact with { CaseId = Guid.CreateVersion7() });
        await Support.Eventually.HoldsAsync(async () => (await city.GetAsync(city.Clerk, $"/matters/by-matter/{matterId}")).Status == HttpStatusCode.OK, City.Patience, "no matter");
        await city.IdleAsync();

        var matter = $"/matters/{matterId}";
        var stub = await city.SeeAsync(city.Clerk, matter);
        (stub.GetProperty("petitionerPending").GetBoolean(), stub.Text("matterId")).ShouldBe((true, matterId.ToString()));
        stub.RunningClocks().ShouldBe(["T1"]);
        stub.Actions().ShouldBe(["Complete", "MarkUrgent", "DeclareRecusal"]);
        (await city.FactsAsync(matterId.ToString())).ShouldBe("MatterRegistered");
        (await city.PostAsync(city.Clerk, matter, "dispatch", new { kind = "Transfer", toUnitId = city.Head.UnitId })).ShouldBe(HttpStatusCode.Conflict, "matter.petitioner_pending");
        await city.DoAsync(city.Clerk, matter, "completion", new
        {
            category = "Appeal", contentCode = "02.01", summary = "补录", peopleConcerned = 3, demands = new[] { new { text = "补偿" } }, petitioners = new[] { new { name = "赵六" } },
        });
        (await city.DoAsync(city.Clerk, matter, "dispatch", new { kind = "Transfer", toUnitId = city.Head.UnitId })).Text("state").ShouldBe("Dispatched");
    }

    [Fact]
    public async Task A_conversion_that_comes_before_its_unit_waits_for_replay()
    {
        var matterId = Guid.CreateVersion7();
        await city.PublishAsync(City.Numbered(new DisputeConvertedToPetition(city.Today, Guid.CreateVersion7(), "06.01", 3), matterId));
        await Support.Eventually.HoldsAsync(async () => await city.CountAsync($"select count(*) from parked_message where contract = 'Screening.DisputeConvertedToPetition' and convert_from(body, 'UTF8') like '%{matterId}%'") == 1, City.Patience, "nothing parked");
    }

    [Fact]
    public async Task S_42_who_asked_not_to_be_named_is_named_nowhere()
    {
        const string Name = "匿名者甲某";
        var body = JsonNode.Parse(JsonSerializer.Serialize(city.LetterBody(anonymous: true)))!;
        body["petitioners"] = new JsonArray(new JsonObject { ["name"] = Name, ["phone"] = "13912345679" });
        var people = await city.CountAsync("select count(*) from petitioner");

        var refused = await city.PutAsync(city.Clerk, $"/matters/{NewId()}", body);

        refused.ShouldBe(HttpStatusCode.Conflict, "matter.petitioner_unexpected");
        refused.Text.ShouldNotContain(Name);
        (await city.CountAsync("select count(*) from petitioner")).ShouldBe(people);

        body["petitioners"] = new JsonArray();
        var registered = await city.PutAsync(city.Clerk, $"/matters/{NewId()}", body);
        registered.ShouldBe(HttpStatusCode.Created);
        registered.Body.GetProperty("petitioners").GetArrayLength().ShouldBe(0);
        (await city.CountAsync($"select count(*) from outbox where body::text like '%{Name}%'")).ShouldBe(0);
    }

    [Fact]
    public async Task What_a_registration_must_hold()
    {
        (await city.PutAsync(city.Clerk, $"/matters/{NewId()}", city.LetterBody("Accusation"))).ShouldBe(HttpStatusCode.Conflict, "matter.accused_missing");
        (await city.PutAsync(city.Leader, $"/matters/{NewId()}", city.LetterBody())).ShouldBe(HttpStatusCode.Forbidden, "case.role_forbidden");
        (await city.PutAsync(city.Clerk, $"/matters/{NewId()}", city.LetterBody(anonymous: true))).ShouldBe(HttpStatusCode.Created);
        var (id, body) = (NewId(), city.LetterBody());
        await city.PutAsync(city.Clerk, $"/matters/{id}", body);
        (await city.PutAsync(city.Clerk, $"/matters/{id}", body)).ShouldBe(HttpStatusCode.OK);
        (await city.PutAsync(city.Clerk, $"/matters/{id}", city.LetterBody("Other"))).ShouldBe(HttpStatusCode.Conflict, "id.reused");
        (await city.PutAsync(city.Clerk, $"/matters/{NewId()}", city.LetterBody(matterId: id))).ShouldBe(HttpStatusCode.Conflict, "matter.already_exists");
        (await city.GetAsync(city.Handler, $"/matters/{id}")).ShouldBe(HttpStatusCode.NotFound);
        (await city.PostAsync(city.Clerk, $"/matters/{id}", "dispatch", new { kind = "Assignment", toUnitId = city.Head.UnitId })).ShouldBe(HttpStatusCode.Conflict, "matter.report_date_missing");
        (await city.PostAsync(city.Clerk, $"/matters/{id}", "dispatch", new { kind = "Transfer", toUnitId = NewId() })).ShouldBe(HttpStatusCode.Conflict, "case.unknown_unit");
        (await city.PostAsync(city.Clerk, $"/matters/{id}", "acceptance", new { simple = true })).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
    }
}

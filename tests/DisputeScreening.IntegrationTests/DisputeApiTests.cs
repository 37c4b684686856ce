using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Anjie.Contracts.Reception;
using Anjie.Support;

namespace Anjie.DisputeScreening.IntegrationTests;

public sealed class DisputeApiTests(Town town)
{
    [Fact]
    public async Task A_dispute_is_reported_assessed_guaranteed_resolved_and_struck_off()
    {
        var dispute = await town.InHandlingAsync();
        dispute = await town.DoAsync(town.Officer, dispute, "progress", new { entryId = Guid.CreateVersion7(), means = "Talk", text = "双方到场" });
        dispute = await town.DoAsync(town.Officer, dispute, "resolution", Town.Resolution);
        dispute = await town.DoAsync(town.JointOffice, dispute, "verification", new { findings = "双方认可" });

        dispute.GetProperty("state").GetString().ShouldBe("Closed");
        dispute.GetProperty("clocks").EnumerateArray().ShouldAllBe(clock => clock.GetProperty("state").GetString() == "Stopped");
        (await town.FactsOfAsync(dispute.GetProperty("id").GetGuid())).Where(fact => fact != "Screening.ClockChanged").ShouldBe(
        [
            "Screening.DisputeReported", "Screening.DisputeAssessed", "Screening.FiveGuaranteesAssigned", "Screening.DisputeHandlingStarted",
            "Screening.DisputeProgressed", "Screening.DisputeResolutionSubmitted", "Screening.DisputeClosed",
        ]);
    }

    [Fact]
    public async Task A_returned_resolution_goes_back_to_handling()
    {
        var dispute = await town.DoAsync(town.Officer, await town.InHandlingAsync(), "resolution", Town.Resolution);

        dispute = await town.DoAsync(town.JointOffice, dispute, "return", new { reason = "一方否认" });

        dispute.GetProperty("state").GetString().ShouldBe("Handling");
    }

    [Fact]
    public async Task An_escalated_dispute_is_taken_up_by_the_county()
    {
        var dispute = await town.DoAsync(town.Head, await town.InHandlingAsync(), "escalation", new { toUnitId = Town.CountyId, reason = "超出职权" });

        dispute = await town.DoAsync(town.CountyHead, dispute, "guarantees", Town.Guarantees());

        dispute.GetProperty("holderUnitId").GetGuid().ShouldBe(Town.CountyId);
        dispute.GetProperty("guarantees").GetArrayLength().ShouldBe(5);
    }

    [Fact]
    public async Task A_legal_route_ends_with_its_result_and_a_groundless_report_is_dismissed()
    {
        var guided = await town.DoAsync(town.Head, await town.InHandlingAsync(), "legal-route", new { route = "Arbitration", organ = "仲裁委", noticeNumber = "1号" });
        (await town.DoAsync(town.Head, guided, "legal-route-result", new { result = "裁决已履行" })).GetProperty("state").GetString().ShouldBe("Closed");

        var dismissed = await town.DoAsync(town.Officer, await town.ReportAsync(), "dismissal", new { reason = "Groundless", explanation = "查无此事" });
        dismissed.GetProperty("state").GetString().ShouldBe("Dismissed");
    }

    [Fact]
    public async Task A_petition_keeps_the_matter_becomes_visible_to_the_clerk_and_ends_with_the_matter()
    {
        var dispute = await town.InHandlingAsync();
        var (id, matter) = (dispute.GetProperty("id").GetGuid(), dispute.GetProperty("matterId").GetGuid());
        using var clerk = town.As(town.Clerk);
        (await clerk.GetAsync($"/api/screening/disputes/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        dispute = await town.DoAsync(town.Officer, dispute, "petition", new { statedOn = Town.Today, receivingUnitId = Town.PetitionOfficeId, statement = "要求按信访办理" });
        (await clerk.GetFromJsonAsync<JsonElement>($"/api/screening/disputes?matterId={matter}")).GetProperty("items").GetArrayLength().ShouldBe(1);
        dispute = await town.DoAsync(town.Head, dispute, "nomination", new { criterion = "K3" });

        var closed = new MatterClosed { MatterId = matter, CaseId = Guid.CreateVersion7(), Version = 9, ActorRole = "system" };
        var message = Guid.CreateVersion7();
        for (var delivery = 0; delivery < 10; delivery++)
            await town.PublishAsync(closed, message);
        await Eventually.HoldsAsync(
            async () => (await clerk.GetFromJsonAsync<JsonElement>($"/api/screening/disputes/{id}")).GetProperty("state").GetString() == "Closed",
            TimeSpan.FromSeconds(30), () => Task.FromResult("the dispute stays Converted"));
        (await town.FactsOfAsync(id)).Count(fact => fact == "Screening.DisputeClosed").ShouldBe(1);
    }

    [Fact]
    public async Task S_41_who_declares_an_interest_is_refused_every_act_until_the_head_lifts_it()
    {
        var dispute = await town.InHandlingAsync();
        var id = dispute.GetProperty("id").GetGuid();
        dispute = await town.DoAsync(town.Officer, dispute, "recusal", new { reason = "Relative", note = "当事人系表弟" });
        dispute.GetProperty("actions").GetArrayLength().ShouldBe(0);

        await ShouldRefuseAsync(await town.SendAsync(town.Officer, id, "resolution", Town.Resolution, dispute.GetProperty("version").GetInt32()), HttpStatusCode.Forbidden, "case.recused");
        (await town.CountAsync("select count(*) from dispute d where d.id = @id and (d::text like '%表弟%' or d::text like '%' || encode(convert_to('表弟', 'UTF8'), 'hex') || '%')", id)).ShouldBe(0);
        (await town.FactsOfAsync(id)).ShouldContain("Screening.OfficialRecused");
        dispute = await town.DoAsync(town.Head, dispute, "recusal-lifting", new { personId = town.Officer.PersonId, reason = "查无此关系" });
        (await town.DoAsync(town.Officer, dispute, "resolution", Town.Resolution)).GetProperty("state").GetString().ShouldBe("ResolutionSubmitted");
    }

    [Fact]
    public async Task S_41_nobody_checks_a_resolution_they_submitted()
    {
        var dispute = await town.DoAsync(town.Officer, await town.ReportAsync(), "assessment", Town.AssessmentOf("Yellow"));
        dispute = await town.DoAsync(town.Head, dispute, "guarantees", Town.Guarantees());
        dispute = await town.DoAsync(town.Officer, dispute, "handling");
        dispute = await town.DoAsync(town.Head, dispute, "resolution", Town.Resolution);
        var (id, version) = (dispute.GetProperty("id").GetGuid(), dispute.GetProperty("version").GetInt32());

        await ShouldRefuseAsync(await town.SendAsync(town.Head, id, "verification", new { findings = "双方认可" }, version), HttpStatusCode.Forbidden, "case.own_result");
        (await town.CountAsync("select count(*) from audit_row where subject = @id::text and result = 'case.own_result'", id)).ShouldBe(1);
        (await town.DoAsync(town.CountyHead, dispute, "verification", new { findings = "双方认可" })).GetProperty("state").GetString().ShouldBe("Closed");
    }

    [Fact]
    public async Task The_same_report_twice_is_one_dispute_and_another_text_under_its_id_is_refused()
    {
        var id = Guid.CreateVersion7();
        await town.ReportAsync(id);
        using var grid = town.As(town.GridWorker);

        (await grid.PutAsJsonAsync($"/api/screening/disputes/{id}", Town.Report)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await town.FactsOfAsync(id)).Count(fact => fact == "Screening.DisputeReported").ShouldBe(1);
        var other = JsonSerializer.SerializeToNode(Town.Report)!;
        other["facts"] = "另一件事。";
        await ShouldRefuseAsync(await grid.PutAsJsonAsync($"/api/screening/disputes/{id}", other), HttpStatusCode.Conflict, "id.reused");
    }

    [Fact]
    public async Task A_step_done_again_answers_as_before_and_records_nothing()
    {
        var dispute = await town.InHandlingAsync();

        using var repeat = await town.SendAsync(town.Officer, dispute.GetProperty("id").GetGuid(), "handling", null, null);

        repeat.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await repeat.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("version").GetInt32().ShouldBe(dispute.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Refusals_come_in_their_order_each_with_its_code()
    {
        var dispute = await town.ReportAsync();
        var id = dispute.GetProperty("id").GetGuid();
        var version = dispute.GetProperty("version").GetInt32();

        await ShouldRefuseAsync(await town.SendAsync(town.Officer, id, "assessment", Town.Assessment, null), (HttpStatusCode)428, "precondition.required");
        await ShouldRefuseAsync(await town.SendAsync(town.Officer, id, "handling", null, version), HttpStatusCode.Conflict, "case.transition_forbidden");
        await ShouldRefuseAsync(await town.SendAsync(town.GridWorker, id, "assessment", Town.Assessment, version), HttpStatusCode.Forbidden, "case.role_forbidden");
        await ShouldRefuseAsync(await town.SendAsync(town.Officer, id, "assessment", Town.Assessment, version - 1), HttpStatusCode.PreconditionFailed, "precondition.failed");
        await ShouldRefuseAsync(await town.SendAsync(town.OtherHead, id, "assessment", Town.Assessment, version), HttpStatusCode.NotFound, "http.404");
        await ShouldRefuseAsync(await town.SendAsync(town.Administrator, id, "assessment", Town.Assessment, version), HttpStatusCode.NotFound, "http.404");
        await ShouldRefuseAsync(await town.SendAsync(town.Officer, Guid.CreateVersion7(), "assessment", Town.Assessment, 1), HttpStatusCode.NotFound, "http.404");
        using var anonymous = town.Anonymous();
        (await anonymous.GetAsync($"/api/screening/disputes/{id}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Shape_errors_land_on_their_field()
    {
        var dispute = await town.ReportAsync();
        var id = dispute.GetProperty("id").GetGuid();

        using var empty = await town.SendAsync(town.Officer, id, "assessment", new { typeCode = "06.01", risk = "Orange", crux = "", rootCause = "有", responsibleUnitId = Town.TownId }, 2);
        empty.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await empty.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(field => field.Name.ToLowerInvariant()).ShouldContain("crux");

        await ShouldRefuseAsync(await town.SendAsync(town.Officer, id, "assessment", new { risk = "Purple" }, 2), HttpStatusCode.BadRequest, "request.malformed");
        await ShouldRefuseAsync(await town.SendAsync(town.Officer, id, "handling", null, 2), HttpStatusCode.Conflict, "case.transition_forbidden");
        await ShouldRefuseAsync(await town.SendAsync(town.Officer, id, "dismissal", new { reason = "Groundless", explanation = "无", state = "Closed" }, 2), HttpStatusCode.BadRequest, "request.malformed");
    }

    [Fact]
    public async Task Names_and_texts_are_nowhere_readable_in_the_database()
    {
        await town.ReportAsync();

        (await town.CountAsync("select count(*) from dispute_party where position(convert_to('赵一', 'UTF8') in name) > 0")).ShouldBe(0);
        (await town.CountAsync("select count(*) from outbox where body::text like '%赵一%' or body::text like '%土地补偿%'")).ShouldBe(0);
    }

    [Fact]
    public async Task S_88_parties_are_masked_and_shown_in_full_for_a_purpose_with_one_row_of_evidence()
    {
        var dispute = await town.ReportAsync();
        dispute.GetProperty("parties")[0].GetProperty("phone").GetString().ShouldBe("138****8000", "even to whoever has just typed it");
        foreach (var (reader, name) in new[] { (town.GridWorker, "赵一·测"), (town.Officer, "赵一·测"), (town.Head, "赵一·测"), (town.JointOffice, "赵***") })
        {
            using var client = town.As(reader);
            var text = await client.GetStringAsync($"/api/screening/disputes/{dispute.GetProperty("id").GetGuid()}");
            text.ShouldNotContain("13800138000");
            var party = JsonDocument.Parse(text).RootElement.GetProperty("parties")[0];
            (party.GetProperty("name").GetString(), party.GetProperty("mayDisclose").GetBoolean()).ShouldBe((name, reader != town.JointOffice));
        }

        var id = dispute.GetProperty("parties")[0].GetProperty("id").GetGuid();
        using var shown = await AskAsync(town.Officer);
        shown.StatusCode.ShouldBe(HttpStatusCode.OK);
        shown.Headers.CacheControl!.ToString().ShouldBe("no-store");
        (await shown.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("phone").GetString().ShouldBe("13800138000");
        await ShouldRefuseAsync(await AskAsync(town.JointOffice), HttpStatusCode.Forbidden, "case.role_forbidden");
        await ShouldRefuseAsync(await AskAsync(town.OtherHead), HttpStatusCode.NotFound, "http.404");
        (await town.CountAsync("select count(*) from audit_row where subject = @id::text and result = 'done' and purpose = 'Verification'", id)).ShouldBe(1);
        (await town.CountAsync("select count(*) from audit_row where subject = @id::text", id)).ShouldBe(3);
        (await town.CountAsync("select count(*) from disclosure where person_id = @id", id)).ShouldBe(1);

        async Task<HttpResponseMessage> AskAsync(Official reader)
        {
            using var client = town.As(reader);
            return await client.PostAsJsonAsync($"/api/screening/parties/{id}/disclosure", new { purpose = "Verification" });
        }
    }

    [Fact]
    public async Task S_41_who_keeps_out_is_shown_no_party_in_full()
    {
        var dispute = await town.DoAsync(town.Officer, await town.ReportAsync(), "recusal", new { reason = "Relative" });
        var party = dispute.GetProperty("parties")[0];
        (party.GetProperty("name").GetString(), party.GetProperty("mayDisclose").GetBoolean()).ShouldBe(("赵一·测", false));
        var id = party.GetProperty("id").GetGuid();
        using var client = town.As(town.Officer);
        await ShouldRefuseAsync(await client.PostAsJsonAsync($"/api/screening/parties/{id}/disclosure", new { purpose = "Verification" }), HttpStatusCode.Forbidden, "case.recused");
        (await town.CountAsync("select count(*) from disclosure where person_id = @id", id)).ShouldBe(0);
        using var head = town.As(town.Head);
        (await head.PostAsJsonAsync($"/api/screening/parties/{id}/disclosure", new { purpose = "Verification" })).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Every_command_leaves_exactly_one_audit_row_and_every_version_one_history_line()
    {
        var dispute = await town.InHandlingAsync();
        var id = dispute.GetProperty("id").GetGuid();

        (await town.CountAsync("select count(*) from audit_row where subject = @id::text", id)).ShouldBe(4);
        (await town.CountAsync("select count(*) from case_history where case_id = @id", id)).ShouldBe(dispute.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task The_ledger_pages_without_gap_or_repetition_and_shows_nothing_foreign()
    {
        for (var i = 0; i < 5; i++)
            await town.ReportAsync();
        using var head = town.As(town.Head);
        var seen = new List<Guid>();
        string? after = null;
        do
        {
            var page = await head.GetFromJsonAsync<JsonElement>($"/api/screening/disputes?limit=2&after={after}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
            after = page.GetProperty("next").GetString();
        }
        while (after is not null);

        seen.Count.ShouldBeGreaterThanOrEqualTo(5);
        seen.ShouldBeUnique();
        using var other = town.As(town.OtherHead);
        (await other.GetFromJsonAsync<JsonElement>("/api/screening/disputes")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    static async Task ShouldRefuseAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        using (response)
        {
            var body = await response.Content.ReadAsStringAsync();
            response.StatusCode.ShouldBe(status, body);
            JsonDocument.Parse(body).RootElement.GetProperty("code").GetString().ShouldBe(code);
        }
    }
}

using System.Net;
using System.Text.Json;
using static Anjie.VisitReception.IntegrationTests.Scene;

namespace Anjie.VisitReception.IntegrationTests;

/// <summary>The ways off the straight road: objection, refusal, longer terms, reviews, merging.</summary>
public sealed class MatterProcedureTests(City city)
{
    [Fact]
    public async Task An_objection_goes_back_and_the_matter_out_again()
    {
        var matter = await city.RegisterLetterAsync();
        await city.DoAsync(city.Clerk, matter, "dispatch", new { kind = "Transfer", toUnitId = city.Head.UnitId });
        (await city.PostAsync(city.Handler, matter, "objection", new { reason = "不属职权", basis = "三定方案", proposedUnitId = city.Head.UnitId })).ShouldBe(HttpStatusCode.Conflict, "matter.proposed_itself");
        var objected = await city.DoAsync(city.Handler, matter, "objection", new { reason = "不属本单位职权", basis = "三定方案第二条", proposedUnitId = city.Town.UnitId });
        (objected.Text("state"), objected.GetProperty("procedure").GetProperty("objection").Text("reason")).ShouldBe(("Objected", "不属本单位职权"));
        objected.RunningClocks().ShouldBe(["T3"]);
        (await city.DoAsync(city.Clerk, matter, "objection-upholding", new { answer = "同意退回" })).RunningClocks().ShouldBe(["T1"]);
        await city.DoAsync(city.Clerk, matter, "dispatch", new { kind = "Transfer", toUnitId = city.Town.UnitId });
        (await city.DoAsync(city.Town, matter, "objection", new { reason = "也不属", basis = "三定方案" })).Text("state").ShouldBe("Objected");
        (await city.DoAsync(city.Clerk, matter, "objection-rejection", new { answer = "应由你镇办理" })).Text("state").ShouldBe("Dispatched");
        (await city.PostAsync(city.Town, matter, "objection", new { reason = "还是不属", basis = "三定方案" })).ShouldBe(HttpStatusCode.Conflict, "matter.objected_before");
        (await city.FactsAsync(IdOf(matter))).ShouldBe("MatterRegistered MatterDispatched DispatchObjected ObjectionUpheld MatterDispatched DispatchObjected ObjectionRejected");
    }

    [Fact]
    public async Task A_longer_term_is_asked_for_granted_served_and_counted()
    {
        var matter = await city.HandledMatterAsync();
        await city.DoAsync(city.Handler, matter, "extension-request", new { days = 20, reason = "案情复杂" });
        var before = Legal(await city.SeeAsync(city.Head, matter), "T5");
        (await city.PostAsync(city.Head, matter, "extension", new { days = 31, reason = "案情复杂" })).ShouldBe(HttpStatusCode.Conflict, "matter.extension_length");
        var granted = await city.DoAsync(city.Head, matter, "extension", new { days = 20, reason = "案情复杂" });
        Legal(granted, "T5").ShouldBe(before, "the petitioner has not been told");
        Legal(await city.DoAsync(city.Handler, matter, "service", new { proof = city.Signed() }), "T5").ShouldBeGreaterThan(before);
        (await city.PostAsync(city.Head, matter, "extension", new { days = 5, reason = "再延" })).ShouldBe(HttpStatusCode.Conflict, "matter.extended_before");
    }

    [Fact]
    public async Task Review_re_review_with_a_hearing_and_the_end_in_law()
    {
        var matter = await city.ServedMatterAsync();
        (await city.GetAsync(city.Reviewer, matter)).Status.ShouldBe(HttpStatusCode.NotFound, "nobody asked for review yet");
        (await city.PostAsync(city.Clerk, matter, "review-request", new { filedOn = city.Day(0), demand = "撤销", grounds = "有误" })).ShouldBe(HttpStatusCode.Conflict, "matter.review_organ_missing");
        (await city.PostAsync(city.Clerk, matter, "review-request", new { filedOn = city.Day(0), demand = "撤销", grounds = "有误", organUnitId = city.Head.UnitId })).ShouldBe(HttpStatusCode.Conflict, "matter.review_organ_wrong");
        var filed = await city.DoAsync(city.Clerk, matter, "review-request", new { filedOn = city.Day(0), demand = "撤销原意见", grounds = "丈量有误", organUnitId = city.Reviewer.UnitId });
        (filed.Text("state"), filed.GetProperty("procedure").GetProperty("provinceStatus").GetInt32()).ShouldBe(("InReview", 8));
        filed.RunningClocks().ShouldBe(["M-EVALUATE", "T8"], ignoreOrder: true);
        var decision = new { decision = "Upheld", inquiry = "经查属实", decisionText = "维持", basis = "《信访工作条例》第三十五条", reviewers = new[] { new { name = "王一" }, new { name = "王二" } }, nextOrgan = "甘肃省人民政府" };
        (await city.PostAsync(city.Clerk, matter, "review-decision", decision)).ShouldBe(HttpStatusCode.Forbidden, "case.not_open_to_you");
        var decided = await city.DoAsync(city.Reviewer, matter, "review-decision", decision);
        decided.GetProperty("letters").EnumerateArray().Select(letter => letter.Text("number")).ShouldContain(number => number.Contains("复查〔2026〕", StringComparison.Ordinal));
        (await city.DoAsync(city.Reviewer, matter, "service", new { proof = city.Signed() })).Text("state").ShouldBe("ReviewServed");

        var again = await city.DoAsync(city.Clerk, matter, "review-request", new { filedOn = city.Day(0), demand = "撤销复查意见", grounds = "仍有误", organName = "甘肃省信访局" });
        again.Text("state").ShouldBe("InReReview");
        await city.DoAsync(city.Clerk, matter, "hearing-start", new { on = city.Day(0) });
        (await city.PostAsync(city.Clerk, matter, "review-decision", decision)).ShouldBe(HttpStatusCode.Conflict, "matter.outside_number_missing");
        await city.DoAsync(city.Clerk, matter, "hearing-end", new { on = city.Day(0) });
        await city.DoAsync(city.Clerk, matter, "review-decision", new { decision = "Changed", inquiry = "经听证查明", decisionText = "变更", basis = "《信访工作条例》第三十六条", outsideNumber = "甘府复核〔2026〕9号" });
        (await city.DoAsync(city.Clerk, matter, "service", new { proof = city.Signed() })).Text("state").ShouldBe("Terminated");
        (await city.FactsAsync(IdOf(matter))).ShouldEndWith(
            "ReviewRequested ReviewOpinionIssued ReviewDecided ReReviewRequested HearingStarted HearingEnded ReviewOpinionIssued MatterTerminated");
    }

    [Fact]
    public async Task A_remand_brings_the_unit_its_work_back()
    {
        var matter = await city.ServedMatterAsync();
        await city.DoAsync(city.Clerk, matter, "review-request", new { filedOn = city.Day(0), demand = "撤销", grounds = "有误", organUnitId = city.Reviewer.UnitId });
        await city.DoAsync(city.Reviewer, matter, "review-decision", new { decision = "Remanded", inquiry = "事实不清", decisionText = "重新办理", basis = "《信访工作条例》第三十五条", reviewers = new[] { new { name = "王一" }, new { name = "王二" } }, nextOrgan = "甘肃省人民政府" });
        var back = await city.DoAsync(city.Reviewer, matter, "service", new { proof = city.Signed() });
        (back.Text("state"), back.GetProperty("demands")[0].Text("state")).ShouldBe(("Handling", "Open"));
        back.RunningClocks().ShouldBe(["T5"]);
        await city.DoAsync(city.Handler, matter, "investigation", new { entryId = NewId(), on = city.Day(0), text = "重新丈量" });
        (await city.PostAsync(city.Head, matter, "opinion", await city.OpinionBodyAsync(matter))).ShouldBe(HttpStatusCode.Conflict, "matter.same_opinion");
    }

    [Fact]
    public async Task A_refusal_is_served_and_ends_by_itself()
    {
        var matter = await city.RegisterLetterAsync(address: "宁远堡镇西坡村三社");
        (await city.PostAsync(city.ClerkHead, matter, "refusal", new { ground = "N2", reason = "越级", basis = "第二十条" })).ShouldBe(HttpStatusCode.Conflict, "matter.ground_not_fitting");
        (await city.PostAsync(city.ClerkHead, matter, "refusal", new { ground = "R1", reason = "已复核", basis = "第三十六条" })).ShouldBe(HttpStatusCode.Conflict, "matter.final_number_missing");
        var refused = await city.DoAsync(city.ClerkHead, matter, "refusal", new { ground = "N1", reason = "应通过诉讼处理", basis = "《行政诉讼法》第十二条", competentOrgan = "金川区人民法院" });
        (refused.Text("state"), refused.GetProperty("procedure").GetProperty("provinceStatus").GetInt32()).ShouldBe(("Refused", 2));
        refused.RunningClocks().ShouldBe(["T1"]);
        (await city.DoAsync(city.Clerk, matter, "service", new { proof = city.Signed() })).RunningClocks().ShouldBeEmpty();
        await city.MoveToAsync(city.Today.AddDays(1));
        (await city.SeeAsync(city.Clerk, matter)).Text("state").ShouldBe("Closed");
    }

    [Fact]
    public async Task A_grave_matter_is_marked_by_who_has_it_and_its_report_names_the_government()
    {
        var matter = await city.RegisterLetterAsync();
        (await city.PostAsync(city.Handler, matter, "urgency", new { reason = "可能引发聚集" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await city.PostAsync(city.Clerk, matter, "urgency", new { reason = "" })).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await city.PostAsync(city.Clerk, matter, "urgency-report", new { reportedTo = new[] { "Government" }, report = "电话报告" })).ShouldBe(HttpStatusCode.Forbidden, "case.not_open_to_you");
        var urgency = (await city.DoAsync(city.Clerk, matter, "urgency", new { reason = "可能引发聚集" })).GetProperty("procedure").GetProperty("urgency");
        (urgency.GetProperty("reportBy").GetDateTimeOffset() - urgency.GetProperty("knownAt").GetDateTimeOffset()).ShouldBe(TimeSpan.FromHours(4));
        (await city.PostAsync(city.Clerk, matter, "urgency-report", new { reportedTo = new[] { "JointOffice" }, report = "电话报告" })).ShouldBe(HttpStatusCode.Conflict, "matter.government_not_told");
        (await city.PostAsync(city.Clerk, matter, "urgency-report", new { reportedTo = Array.Empty<string>(), report = "电话报告" })).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        var reported = await city.DoAsync(city.Clerk, matter, "urgency-report", new { reportedTo = new[] { "JointOffice", "Government" }, report = "电话报告" });
        reported.GetProperty("procedure").GetProperty("urgency").GetProperty("reportedTo").EnumerateArray().Select(one => one.GetString()).ShouldBe(["Government", "JointOffice"]);
        reported.Actions().ShouldNotContain("ReportUrgent");
        (await city.FactsAsync(IdOf(matter))).ShouldBe("MatterRegistered UrgentMatterMarked UrgentMatterReported");
    }

    [Fact]
    public async Task The_same_people_are_found_merged_and_parted_again()
    {
        var (parent, child) = (await city.RegisterLetterAsync(), await city.RegisterLetterAsync());
        var repeats = (await city.SeeAsync(city.Clerk, child + "/repeats")).EnumerateArray().ToList();
        repeats.Select(line => line.Text("id")).ShouldContain(IdOf(parent));
        (await city.GetAsync(city.Stranger, child + "/repeats")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await city.PostAsync(city.Clerk, child, "merger", new { parentId = NewId(), toldOn = city.Day(0) })).ShouldBe(HttpStatusCode.Conflict, "matter.parent_unknown");
        (await city.PostAsync(city.Clerk, child, "repeat", new { parentId = IdOf(parent) })).ShouldBe(HttpStatusCode.Conflict, "matter.parent_open");
        var merged = await city.DoAsync(city.Clerk, child, "merger", new { parentId = IdOf(parent), toldOn = city.Day(0) });
        (merged.Text("state"), merged.GetProperty("procedure").Text("parentId")).ShouldBe(("Merged", IdOf(parent)));
        (await city.FactsAsync(IdOf(parent))).ShouldBe("MatterRegistered RepeatPetitionDetected");
        (await city.DoAsync(city.ClerkHead, child, "merger-reversal", new { reason = "不是同一事项" })).RunningClocks().ShouldBe(["T1"]);

        await city.DoAsync(city.Clerk, parent, "withdrawal", new { signedOn = city.Day(0) });
        (await city.PostAsync(city.Clerk, child, "merger", new { parentId = IdOf(parent), toldOn = city.Day(0) })).ShouldBe(HttpStatusCode.Conflict, "matter.parent_closed");
        (await city.DoAsync(city.Clerk, child, "repeat", new { parentId = IdOf(parent) })).GetProperty("procedure").Text("parentId").ShouldBe(IdOf(parent));
    }

    [Fact]
    public async Task Solved_and_certified_are_said_apart_from_ended()
    {
        var matter = await city.ServedMatterAsync();
        (await city.PostAsync(city.Head, matter, "outcome", new { outcome = new[] { "C" }, text = "已救助" })).ShouldBe(HttpStatusCode.Conflict, "matter.outcome_missing");
        var solved = await city.DoAsync(city.Head, matter, "outcome", new { outcome = new[] { "A" }, text = "已支付" });
        (solved.Text("state"), solved.GetProperty("procedure").Text("substance")).ShouldBe(("Served", "Resolved"));
        foreach (var about in (string[])["PetitionOffice", "ResponsibleUnit"])
            await city.DoAsync(city.Clerk, matter, "evaluation", new { about, value = "Satisfied" });
        await city.DoAsync(city.Clerk, matter, "closure", new { acceptance = true, proof = city.Signed() });
        (await city.DoAsync(city.ClerkHead, matter, "certification")).GetProperty("procedure").GetProperty("provinceStatus").GetInt32().ShouldBe(15);
    }

    [Fact]
    public async Task What_refuses_an_act_changes_nothing()
    {
        var matter = await city.HandledMatterAsync();
        var before = (await city.SeeAsync(city.Head, matter)).GetRawText();
        (await city.PostAsync(city.Head, matter, "extension", new { days = 0, reason = "无" })).ShouldBe(HttpStatusCode.Conflict, "matter.extension_length");
        (await city.PostAsync(city.Handler, matter, "hearing", new { entryId = NewId(), on = city.Day(1), text = "听证" })).ShouldBe(HttpStatusCode.Conflict, "case.date_in_future");
        (await city.PostAsync(city.Handler, matter, "mediation", new { entryId = NewId(), on = city.Day(-400), text = "调解" })).ShouldBe(HttpStatusCode.Conflict, "case.date_too_early");
        (await city.PostAsync(city.Clerk, matter, "withdrawal", new { signedOn = city.Day(1) })).ShouldBe(HttpStatusCode.Conflict, "case.date_in_future");
        (await city.PostAsync(city.Clerk, matter, "review-request", new { filedOn = city.Day(0), demand = "撤销", grounds = "有误", organName = "省" })).ShouldBe(HttpStatusCode.Conflict, "case.transition_forbidden");
        (await city.PostAsync(city.Head, matter, "refusal", new { ground = "N9", reason = "无", basis = "无" })).ShouldBe(HttpStatusCode.Conflict, "matter.unknown_ground");
        (await city.SeeAsync(city.Head, matter)).GetRawText().ShouldBe(before);
    }

    static DateOnly Legal(JsonElement view, string rule) => DateOnly.Parse(
        view.GetProperty("clocks").EnumerateArray().Single(clock => clock.Text("rule") == rule && clock.Text("state") != "Stopped").Text("legal"), System.Globalization.CultureInfo.InvariantCulture);
}

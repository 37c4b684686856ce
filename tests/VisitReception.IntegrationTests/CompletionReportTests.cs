using System.Net;

namespace Anjie.VisitReception.IntegrationTests;

/// <summary>The unit reports to the office that assigned the matter, with the answer and its proof of service enclosed.</summary>
public sealed class CompletionReportTests(City city)
{
    public static object Body => new { background = "反映补偿面积少算", inquiry = "经丈量少算零点八亩", handling = "补发差额", performed = "差额款已付清", attitude = "表示满意" };

    [Fact]
    public async Task The_report_is_seen_before_it_is_signed_and_kept_with_its_number()
    {
        var matter = await AssignedAsync();
        (await city.PostAsync(city.Head, matter, "completion-report", Body)).ShouldBe(HttpStatusCode.Conflict, "case.transition_forbidden");
        await city.DoAsync(city.Handler, matter, "service", new { proof = city.Signed() });
        (await city.PostAsync(city.Handler, matter, "completion-report", Body)).ShouldBe(HttpStatusCode.Forbidden, "case.role_forbidden");
        var lacking = await city.SendAsync(HttpMethod.Post, city.Head, matter + "/letters/preview", new { kind = "completion-report", background = "反映补偿面积少算" });
        lacking.Body.GetProperty("faults").EnumerateArray().Select(fault => fault.Text("field")).ShouldBe(["inquiry", "handling", "performed", "attitude"], ignoreOrder: true);
        WebUtility.HtmlDecode(lacking.Body.Text("html")).ShouldContain("简易办理意见书（");

        var view = await city.DoAsync(city.Head, matter, "completion-report", Body);

        var letter = view.GetProperty("letters").EnumerateArray().Single(one => one.Text("kind") == "completion-report");
        letter.Text("number").ShouldStartWith("金川区自然资源局报〔2026〕");
        letter.GetProperty("needsProof").GetBoolean().ShouldBeFalse();
        var file = (await city.FileAsync(HttpMethod.Get, city.Clerk, $"{matter}/letters/{letter.Text("id")}/docx")).Bytes;
        foreach (var part in (string[])["金昌市信访局", "差额款已付清", "送达回证（", "单位负责人签审"])
            LetterTests.Words(file).ShouldContain(part);
        (await city.DoAsync(city.Head, matter, "completion-report", Body)).GetProperty("version").GetInt32().ShouldBe(view.GetProperty("version").GetInt32(), "a repeat");
    }

    [Fact]
    public async Task A_matter_that_was_not_reported_on_stays_open_until_it_is()
    {
        var matter = await AssignedAsync();
        await city.DoAsync(city.Handler, matter, "service", new { proof = city.Signed() });
        foreach (var about in (string[])["PetitionOffice", "ResponsibleUnit"])
            await city.DoAsync(city.Clerk, matter, "evaluation", new { about, value = "Satisfied" });
        (await city.PostAsync(city.Clerk, matter, "closure", new { acceptance = true, proof = city.Signed() })).ShouldBe(HttpStatusCode.Forbidden, "case.not_open_to_you");

        await city.DoAsync(city.Head, matter, "completion-report", Body);

        (await city.DoAsync(city.Clerk, matter, "closure", new { acceptance = true, proof = city.Signed() })).Text("state").ShouldBe("Closed");
    }

    async Task<string> AssignedAsync()
    {
        var matter = await city.RegisterLetterAsync();
        await city.DoAsync(city.Clerk, matter, "dispatch", new { kind = "Assignment", toUnitId = city.Head.UnitId, reportBy = city.Day(30) });
        await city.DoAsync(city.Handler, matter, "acceptance", new { acceptedOn = city.Day(0), simple = true });
        await city.DoAsync(city.Head, matter, "opinion", await city.OpinionBodyAsync(matter));
        return matter;
    }
}

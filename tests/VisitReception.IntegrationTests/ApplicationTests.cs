using System.Net;
using System.Text;
using Anjie.Support;
using static Anjie.VisitReception.IntegrationTests.Scene;

namespace Anjie.VisitReception.IntegrationTests;

/// <summary>The application for review is handed to the petitioner filled in, and shown as it was registered afterwards.</summary>
public sealed class ApplicationTests(City city)
{
    [Fact]
    public async Task The_desk_prints_it_and_saves_it_and_each_look_leaves_evidence()
    {
        var matter = await city.ServedMatterAsync();
        var before = await EvidenceAsync(matter);

        var (_, file, response) = await city.FileAsync(HttpMethod.Get, city.Clerk, matter + "/review-application/docx");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentDisposition!.FileNameStar!.ShouldStartWith("复查申请书 XF");
        var words = LetterTests.Words(file);
        foreach (var part in (string[])["金川区人民政府", "李四", "金川区自然资源局简〔2026〕", "＿＿＿＿年＿＿月＿＿日"])
            words.ShouldContain(part);
        words.ShouldNotContain("草稿");
        (await PrintAsync(city.Clerk, matter)).ShouldContain("信访事项复查申请书");
        (await EvidenceAsync(matter)).ShouldBe(before + 2);

        await city.DoAsync(city.Clerk, matter, "review-request", new { filedOn = city.Day(0), demand = "撤销原意见", grounds = "丈量有误", organUnitId = city.Reviewer.UnitId });
        (await PrintAsync(city.Clerk, matter)).ShouldContain("丈量有误");
        (await PrintAsync(city.Reviewer, matter)).ShouldNotContain("李四");
    }

    [Fact]
    public async Task Where_no_review_is_to_be_asked_for_there_is_none()
    {
        var matter = await city.HandledMatterAsync();
        (await city.GetAsync(city.Clerk, matter + "/review-application/docx")).ShouldBe(HttpStatusCode.Conflict, "matter.no_review_to_ask");
        (await city.GetAsync(city.Stranger, matter + "/review-application/print")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    async Task<string> PrintAsync(Official caller, string matter) =>
        WebUtility.HtmlDecode(Encoding.UTF8.GetString((await city.FileAsync(HttpMethod.Get, caller, matter + "/review-application/print")).Bytes));

    Task<long> EvidenceAsync(string matter) => city.CountAsync($"select count(*) from audit_row where subject = '{IdOf(matter)}' and action like '%review-application%' and result = 'done'");
}

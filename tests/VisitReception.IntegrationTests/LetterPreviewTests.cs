using System.Net;
using System.Text.Json;
using Anjie.Support;

namespace Anjie.VisitReception.IntegrationTests;

/// <summary>What each act would put on paper is seen before it is signed, and that it would put nothing there, too.</summary>
public sealed class LetterPreviewTests(City city)
{
    [Fact]
    public async Task An_objection_and_a_refusal_are_seen_beforehand_with_what_is_still_wrong()
    {
        var matter = await city.RegisterLetterAsync();
        var refusal = await PreviewAsync(city.ClerkHead, matter, new { kind = "non-acceptance", ground = "N1", reason = "应通过诉讼处理", basis = "《行政诉讼法》第十二条", competentOrgan = "金川区人民法院" });
        (refusal.Text("kind"), FieldsOf(refusal)).ShouldBe(("non-acceptance", ""));
        WordsOf(refusal).ShouldContain("应通过诉讼处理");
        var final = await PreviewAsync(city.ClerkHead, matter, new { kind = "no-further-acceptance", ground = "R1", reason = "已复核" });
        final.Text("kind").ShouldBe("no-further-acceptance");
        FieldsOf(final).ShouldContain("basis");

        await city.DoAsync(city.Clerk, matter, "dispatch", new { kind = "Transfer", toUnitId = city.Head.UnitId });
        var objection = await PreviewAsync(city.Handler, matter, new { kind = "objection", reason = "不属本单位职权", basis = "三定方案第二条", proposedUnitId = city.Town.UnitId });
        (objection.Text("kind"), FieldsOf(objection)).ShouldBe(("objection", ""));
        WordsOf(objection).ShouldContain("不属本单位职权");
        FieldsOf(await PreviewAsync(city.Handler, matter, new { kind = "objection" })).ShouldBe("basis reason");
    }

    [Fact]
    public async Task A_longer_term_is_seen_beforehand_with_both_ends()
    {
        var matter = await city.HandledMatterAsync();
        FieldsOf(await PreviewAsync(city.Head, matter, new { kind = "extension", reason = "案情复杂" })).ShouldContain("extensionDays");
        var whole = await PreviewAsync(city.Head, matter, new { kind = "extension", days = 20, reason = "案情复杂" });
        FieldsOf(whole).ShouldBe("");
        WordsOf(whole).ShouldContain("案情复杂");
        (await city.SendAsync(HttpMethod.Post, city.Head, matter + "/letters/preview", new { kind = "extension", days = 31 })).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await city.SeeAsync(city.Head, matter)).GetProperty("procedure").GetProperty("extension").ValueKind.ShouldBe(JsonValueKind.Null, "nothing is kept of a look");
    }

    [Fact]
    public async Task A_review_and_that_it_is_not_taken_up_are_seen_beforehand()
    {
        var matter = await city.ServedMatterAsync();
        await city.DoAsync(city.Clerk, matter, "review-request", new { filedOn = city.Day(0), demand = "撤销原意见", grounds = "丈量有误", organUnitId = city.Reviewer.UnitId });
        FieldsOf(await PreviewAsync(city.Reviewer, matter, new { kind = "review-opinion" })).Split(' ').ShouldBe(["basis", "decision", "decisionText", "inquiry", "reReviewOrgan"], ignoreOrder: true);
        var whole = await PreviewAsync(city.Reviewer, matter, new { kind = "review-opinion", decision = "Changed", inquiry = "经查属实", decisionText = "变更原意见", basis = "《信访工作条例》第三十五条", nextOrgan = "甘肃省人民政府" });
        (whole.Text("kind"), FieldsOf(whole)).ShouldBe(("review-opinion", ""));
        WordsOf(whole).ShouldContain("变更原意见");
        WordsOf(whole).ShouldNotContain("李四", Case.Sensitive, "the reviewer sees names masked everywhere");
        WordsOf(whole).ShouldContain("李*");
        var declined = await PreviewAsync(city.Reviewer, matter, new { kind = "reply", reason = "不属复查范围", basis = "《信访工作条例》第三十五条" });
        (declined.Text("kind"), FieldsOf(declined)).ShouldBe(("reply", ""));
        WordsOf(declined).ShouldContain("不属复查范围");
    }

    [Fact]
    public async Task Where_an_act_issues_no_letter_the_preview_says_so()
    {
        var matter = await city.RegisterLetterAsync();
        await NoneAsync(city.Clerk, new { kind = "transfer", toUnitId = city.Clerk.UnitId });
        (await PreviewAsync(city.Clerk, matter, new { kind = "transfer", toUnitId = city.Head.UnitId })).Text("kind").ShouldBe("transfer");
        await NoneAsync(city.Clerk, new { kind = "guidance", noticeNumber = "金信引〔2026〕1号" });
        await city.DoAsync(city.Clerk, matter, "dispatch", new { kind = "Transfer", toUnitId = city.Head.UnitId });
        await NoneAsync(city.Handler, new { kind = "acceptance", simple = true });
        await NoneAsync(city.Handler, new { kind = "extension" });
        await NoneAsync(city.Handler, new { kind = "review-opinion" });

        async Task NoneAsync(Official caller, object body)
        {
            var none = await PreviewAsync(caller, matter, body);
            (none.GetProperty("kind").ValueKind, none.GetProperty("html").ValueKind, none.GetProperty("faults").GetArrayLength()).ShouldBe((JsonValueKind.Null, JsonValueKind.Null, 0));
        }
    }

    async Task<JsonElement> PreviewAsync(Official caller, string matter, object body)
    {
        var answer = await city.SendAsync(HttpMethod.Post, caller, matter + "/letters/preview", body);
        answer.ShouldBe(HttpStatusCode.OK);
        return answer.Body;
    }

    static string WordsOf(JsonElement draft) => WebUtility.HtmlDecode(draft.Text("html"));

    static string FieldsOf(JsonElement draft) => string.Join(' ', draft.GetProperty("faults").EnumerateArray().Select(fault => fault.GetProperty("field").GetString()).Distinct().Order(StringComparer.Ordinal));
}

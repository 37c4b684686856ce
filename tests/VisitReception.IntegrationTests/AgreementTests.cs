using System.Net;
using System.Text;
using System.Text.Json;
using static Anjie.VisitReception.IntegrationTests.Scene;

namespace Anjie.VisitReception.IntegrationTests;

/// <summary>An agreement is seen before it is issued, issued with the mediation, and names those who signed it to those only whose work needs it.</summary>
public sealed class AgreementTests(City city)
{
    const string Opponent = "欧阳建国";

    [Fact]
    public async Task A_mediation_that_succeeds_issues_the_agreement_that_was_seen_before()
    {
        var matter = await city.HandledMatterAsync();
        var paper = new { agreed = true, agreementForm = "Mediation", parties = new[] { "李四", Opponent }, facts = "面积少算", agreement = "补发差额", performance = "三十日内付清" };
        FieldsOf(await PreviewAsync(matter, new { kind = "mediation", agreed = true, agreementForm = "Mediation" })).ShouldBe("agreement facts parties performance");
        var draft = await PreviewAsync(matter, new { kind = "mediation", paper.agreed, agreementForm = "Settlement", paper.parties, paper.facts, paper.agreement, paper.performance });
        (draft.Text("kind"), FieldsOf(draft)).ShouldBe(("settlement", ""));
        (await PreviewAsync(matter, new { kind = "mediation", paper.agreed, agreementForm = "Elsewhere" })).GetProperty("kind").ValueKind.ShouldBe(JsonValueKind.Null);
        (await PreviewAsync(matter, new { kind = "mediation", paper.agreementForm })).GetProperty("kind").ValueKind.ShouldBe(JsonValueKind.Null, "nobody agreed yet");

        var view = await city.DoAsync(city.Handler, matter, "mediation", new
        {
            entryId = NewId(), on = city.Day(0), text = "双方同意", paper.agreed, paper.agreementForm, paper.parties, paper.facts, paper.agreement, paper.performance,
        });

        var letter = LetterOf(view, "mediation");
        (letter.Text("number").Contains("调〔", StringComparison.Ordinal), letter.GetProperty("needsProof").GetBoolean(), letter.GetProperty("kept").GetBoolean()).ShouldBe((true, false, true));
        foreach (var part in (string[])["当事人：李四、" + Opponent, "补发差额", "三十日内付清"])
            letter.Text("body").ShouldContain(part);
        var print = Encoding.UTF8.GetString((await city.FileAsync(HttpMethod.Get, city.Handler, $"{matter}/letters/{letter.Text("id")}/print")).Bytes);
        WebUtility.HtmlDecode(print).ShouldContain(Opponent);
        (await city.CountAsync($"select count(*) from letter t where t::text like '%{Opponent}%'")).ShouldBe(0, "nobody's name stands readable in the database");
    }

    [Fact]
    public async Task Whose_work_needs_no_names_sees_none_of_those_who_signed()
    {
        var matter = await city.HandledMatterAsync(simple: true);
        await city.DoAsync(city.Handler, matter, "mediation", new
        {
            entryId = NewId(), on = city.Day(0), text = "双方同意", agreed = true, agreementForm = "Mediation", parties = new[] { "李四", Opponent }, facts = $"{Opponent}占用了通道", agreement = "让出通道", performance = "当日",
        });
        await city.DoAsync(city.Head, matter, "opinion", await city.OpinionBodyAsync(matter));
        await city.DoAsync(city.Clerk, matter, "service", new { proof = city.Signed() });
        await city.DoAsync(city.Clerk, matter, "review-request", new { filedOn = city.Day(0), demand = "撤销原意见", grounds = "有误", organUnitId = city.Reviewer.UnitId });

        var body = LetterOf(await city.SeeAsync(city.Reviewer, matter), "mediation").Text("body");

        body.ShouldContain("让出通道");
        body.ShouldNotContain(Opponent);
        body.ShouldNotContain("李四");
    }

    [Fact]
    public async Task An_agreement_says_whose_paper_it_is()
    {
        var matter = await city.HandledMatterAsync();
        (await MediateAsync(new { entryId = NewId(), on = city.Day(0), text = "双方同意", agreed = true })).ShouldBe(HttpStatusCode.Conflict, "matter.agreement_missing");
        (await MediateAsync(new { entryId = NewId(), on = city.Day(0), text = "双方同意", agreed = true, agreementForm = "Elsewhere" })).ShouldBe(HttpStatusCode.Conflict, "matter.agreement_source_missing");
        var lacking = await MediateAsync(new { entryId = NewId(), on = city.Day(0), text = "双方同意", agreed = true, agreementForm = "Mediation", parties = new[] { "李四" }, facts = "面积少算", agreement = "补发差额", performance = "三十日内" });
        lacking.ShouldBe(HttpStatusCode.Conflict, "letter.too_few");
        lacking.Body.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe(["parties"]);

        var view = await city.DoAsync(city.Handler, matter, "mediation", new { entryId = NewId(), on = city.Day(0), text = "双方同意", agreed = true, agreementForm = "Elsewhere", writtenBy = "金川区人民调解委员会", outsideNumber = "（2026）金川调字第8号" });
        var letter = LetterOf(view, "mediation");
        (letter.Text("number"), letter.Text("body"), letter.GetProperty("kept").GetBoolean()).ShouldBe(("（2026）金川调字第8号", "金川区人民调解委员会", false));

        Task<Answer> MediateAsync(object body) => city.PostAsync(city.Handler, matter, "mediation", body);
    }

    async Task<JsonElement> PreviewAsync(string matter, object body)
    {
        var answer = await city.SendAsync(HttpMethod.Post, city.Handler, matter + "/letters/preview", body);
        answer.ShouldBe(HttpStatusCode.OK);
        return answer.Body;
    }

    static JsonElement LetterOf(JsonElement view, string kind) => view.GetProperty("letters").EnumerateArray().Single(letter => letter.Text("kind") == kind);

    static string FieldsOf(JsonElement draft) => string.Join(' ', draft.GetProperty("faults").EnumerateArray().Select(fault => fault.GetProperty("field").GetString()).Distinct().Order(StringComparer.Ordinal));
}

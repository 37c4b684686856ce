using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Anjie.Support;
using static Anjie.VisitReception.IntegrationTests.Scene;

namespace Anjie.VisitReception.IntegrationTests;

/// <summary>The office prints the days on which leaders receive; names come with the question, everything else is known.</summary>
public sealed class AnnouncementTests(City city)
{
    // Days on which no other test plans anything, however far the others move the clock meanwhile.
    readonly DateOnly _from = city.Today.AddYears(2);

    [Fact]
    public async Task The_office_announces_its_days_and_no_surprise()
    {
        var (place, secret) = ("一号接访室" + NewId(), "二号接访室" + NewId());
        await PlanAsync("Fixed", 1, place);
        await PlanAsync("Unannounced", 2, secret);
        var question = new { from = Day(0), to = Day(10), leaders = new[] { new { postId = city.Leader.PostId, name = "安若兰", duties = "主持全面工作" }, new { postId = Guid.CreateVersion7(), name = "无关", duties = "" } } };

        var before = await EvidenceAsync();

        var (_, bytes) = await AskAsync(city.Clerk, "print", question);

        var page = WebUtility.HtmlDecode(Encoding.UTF8.GetString(bytes));
        foreach (var part in (string[])["领导干部接访安排公示", place, "安若兰", "主持全面工作", "定点接访", "金昌市信访局"])
            page.ShouldContain(part);
        page.ShouldNotContain(secret);
        page.ShouldNotContain("草稿");
        page.ShouldNotContain("无关");
        var (name, file) = await AskAsync(city.JointOffice, "docx", question);
        name.ShouldBe($"领导接访安排公示 {Day(0)} {Day(10)}.docx");
        LetterTests.Words(file).ShouldContain(place);
        (await EvidenceAsync()).ShouldBe(before + 2, "one row each");
    }

    [Fact]
    public async Task A_wrong_period_no_days_and_a_leader_without_a_name_are_told()
    {
        const int Held = 1000;
        await PlanAsync("Fixed", Held, NewId());
        (await RefusedAsync(Day(5), Day(4))).ShouldBe(HttpStatusCode.Conflict, "session.period_wrong");
        (await RefusedAsync(Day(0), Day(366))).ShouldBe(HttpStatusCode.Conflict, "session.period_wrong");
        (await RefusedAsync(Day(Held + 1), Day(Held + 2))).ShouldBe(HttpStatusCode.Conflict, "session.nothing_to_announce");
        (await RefusedAsync(Day(Held), Day(Held))).ShouldBe(HttpStatusCode.Conflict, "session.leader_unnamed");
        (await city.SendAsync(HttpMethod.Post, city.Clerk, "/sessions/announcement/print", new { from = Day(Held), to = Day(Held), leaders = new[] { new { postId = city.Leader.PostId, name = "" } } })).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await city.SendAsync(HttpMethod.Post, city.Handler, "/sessions/announcement/print", new { from = Day(Held), to = Day(Held), leaders = Array.Empty<object>() })).Status.ShouldBe(HttpStatusCode.Forbidden);

        Task<Answer> RefusedAsync(string from, string to) => city.SendAsync(HttpMethod.Post, city.Clerk, "/sessions/announcement/docx", new { from, to, leaders = Array.Empty<object>() });
    }

    async Task<(string? Name, byte[] Bytes)> AskAsync(Official caller, string form, object question)
    {
        var (answer, bytes, response) = await city.FileAsync(HttpMethod.Post, caller, "/sessions/announcement/" + form, JsonSerializer.SerializeToUtf8Bytes(question), type: "application/json");
        response.StatusCode.ShouldBe(HttpStatusCode.OK, answer.Text);
        return (response.Content.Headers.ContentDisposition?.FileNameStar, bytes);
    }

    Task<long> EvidenceAsync() => city.CountAsync("select count(*) from audit_row where action like 'POST %/announcement/%' and result = 'done'");

    async Task PlanAsync(string kind, int on, string place) =>
        (await city.PutAsync(city.Clerk, $"/sessions/{NewId()}", new { leaderPostId = city.Leader.PostId, on = Day(on), from = "09:00", to = "11:30", place, kind })).ShouldBe(HttpStatusCode.Created);

    string Day(int after) => _from.AddDays(after).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

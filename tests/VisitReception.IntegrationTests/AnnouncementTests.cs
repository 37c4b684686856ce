using System.Globalization;
using System.Net;
using System.Text;
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
        var asked = $"/sessions/announcement/print?from={Day(0)}&to={Day(10)}&leaders={Named("安若兰", "主持全面工作")}{Named("another", null, Guid.CreateVersion7())}";

        var (_, bytes, response) = await city.FileAsync(HttpMethod.Get, city.Clerk, asked);

        var page = WebUtility.HtmlDecode(Encoding.UTF8.GetString(bytes));
        response.StatusCode.ShouldBe(HttpStatusCode.OK, page);
        foreach (var part in (string[])["领导干部接访安排公示", place, "安若兰", "主持全面工作", "定点接访", "金昌市信访局"])
            page.ShouldContain(part);
        page.ShouldNotContain(secret);
        page.ShouldNotContain("草稿");
        var (_, file, docx) = await city.FileAsync(HttpMethod.Get, city.JointOffice, asked.Replace("/print", "/docx", StringComparison.Ordinal));
        docx.Content.Headers.ContentDisposition!.FileNameStar!.ShouldBe($"领导接访安排公示 {Day(0)} {Day(10)}.docx");
        LetterTests.Words(file).ShouldContain(place);
    }

    [Fact]
    public async Task A_wrong_period_no_days_and_a_leader_without_a_name_are_told()
    {
        const int Held = 1000;
        await PlanAsync("Fixed", Held, NewId());
        (await AskAsync(Day(5), Day(4))).ShouldBe(HttpStatusCode.Conflict, "session.period_wrong");
        (await AskAsync(Day(0), Day(366))).ShouldBe(HttpStatusCode.Conflict, "session.period_wrong");
        (await AskAsync(Day(Held + 1), Day(Held + 2))).ShouldBe(HttpStatusCode.Conflict, "session.nothing_to_announce");
        (await AskAsync(Day(Held), Day(Held))).ShouldBe(HttpStatusCode.Conflict, "session.leader_unnamed");
        (await city.GetAsync(city.Clerk, $"/sessions/announcement/docx?from={Day(Held)}&to={Day(Held)}&leaders=nobody")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await city.GetAsync(city.Handler, $"/sessions/announcement/docx?from={Day(Held)}&to={Day(Held)}")).Status.ShouldBe(HttpStatusCode.Forbidden);

        Task<Answer> AskAsync(string from, string to) => city.GetAsync(city.Clerk, $"/sessions/announcement/docx?from={from}&to={to}");
    }

    async Task PlanAsync(string kind, int on, string place) =>
        (await city.PutAsync(city.Clerk, $"/sessions/{NewId()}", new { leaderPostId = city.Leader.PostId, on = Day(on), from = "09:00", to = "11:30", place, kind })).ShouldBe(HttpStatusCode.Created);

    string Named(string name, string? duties, Guid? post = null) => Uri.EscapeDataString($"{post ?? city.Leader.PostId}~{name}~{duties};");

    string Day(int after) => _from.AddDays(after).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

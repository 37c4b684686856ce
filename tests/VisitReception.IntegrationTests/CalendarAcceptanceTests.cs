using System.Net;
using Anjie.Contracts.Directory;
using Anjie.Support;

namespace Anjie.VisitReception.IntegrationTests;

/// <summary>A new calendar proposes; the administrator who saw it accepts, and then the dates move once.</summary>
public sealed class CalendarAcceptanceTests(City city)
{
    static readonly Guid CalendarId = Guid.CreateVersion7();

    [Fact]
    public async Task A_published_calendar_moves_nothing_until_an_administrator_accepts_what_was_seen()
    {
        var (_, matter) = await city.RegisterVisitAsync();
        var before = await ClockAsync(matter);
        var closed = DateOnly.ParseExact(before.Legal, "yyyy-MM-dd");
        CalendarException[] days = [new(closed, false, "选举")];
        var question = new { year = closed.Year, days = days.Select(day => new { date = before.Legal, isWorking = day.IsWorking, reason = day.Reason }) };

        // Before it is published: what would change, for administrators only, and nothing is kept of it.
        (await city.SendAsync(HttpMethod.Post, city.Clerk, "/calendar/changes", question)).ShouldBe(HttpStatusCode.Forbidden, "case.role_forbidden");
        foreach (var wrong in (object[])[new { year = 1, days = Array.Empty<object>() }, new { year = closed.Year, days = new[] { new { date = (string?)null, isWorking = true, reason = "选举" } } }, new { year = closed.Year, days = new[] { new { date = before.Legal, isWorking = false, reason = new string('选', 61) } } }])
            (await city.SendAsync(HttpMethod.Post, city.Administrator, "/calendar/changes", wrong)).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await city.SendAsync(HttpMethod.Post, city.Administrator, "/calendar/acceptance", new { })).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        var preview = await AskAsync(question);
        preview.GetProperty("cases").GetInt32().ShouldBeGreaterThan(0);
        var move = preview.GetProperty("moves").EnumerateArray().First(one => one.Text("number") == before.Number && one.Text("rule") == "T1");
        (move.Text("legalBefore"), string.CompareOrdinal(move.Text("legalAfter"), before.Legal) > 0).ShouldBe((before.Legal, true));
        (await ClockAsync(matter)).ShouldBe(before);

        // Published: still nothing moves, and the sentence tells both dates.
        await city.PublishAsync(new CalendarPublished(CalendarId, closed.Year, $"{closed.Year}.1", days) { Version = 1 });
        System.Text.Json.JsonElement pending = default;
        await Eventually.HoldsAsync(async () => (pending = await AskAsync(new { })).Text("calendarVersion").Contains($"{closed.Year}.1", StringComparison.Ordinal), City.Patience, "the calendar in force");
        var kept = await ClockAsync(matter);
        (kept.Legal, kept.Version).ShouldBe((before.Legal, before.Version));
        kept.Explanation.ShouldContain("确认调整之前不变");

        // Another calendar than the one that was seen is not accepted.
        (await AcceptAsync("2001.1")).ShouldBe(HttpStatusCode.Conflict, "calendar.changed");
        var evidence = await EvidenceAsync();
        var accepted = await AcceptAllAsync(pending.Text("calendarVersion"));
        accepted.ShouldBeGreaterThanOrEqualTo(preview.GetProperty("cases").GetInt32());
        var after = await ClockAsync(matter);
        after.Legal.ShouldBe(move.Text("legalAfter"));
        after.Version.ShouldBeGreaterThan(before.Version);
        (await city.CountAsync($"select count(*) from case_history where case_id = '{Scene.IdOf(matter)}' and actor_role = 'sysadmin' and actor_id = '{city.Administrator.PersonId}' and fact = 'ClockChanged'")).ShouldBe(after.Version - before.Version);
        (await city.CountAsync($"select count(*) from case_clock where case_id = '{Scene.IdOf(matter)}' and facts::text like '%\"k\": \"moved\"%'")).ShouldBeGreaterThan(0);
        (await EvidenceAsync()).ShouldBeGreaterThan(evidence);
        await city.IdleAsync();

        // Again: nothing is left to move.
        (await AcceptAllAsync(pending.Text("calendarVersion"))).ShouldBe(0);
        (await ClockAsync(matter)).ShouldBe(after);
        (await AskAsync(new { })).GetProperty("cases").GetInt32().ShouldBe(0);

        // The other tests count plain weekends.
        await city.PublishAsync(new CalendarPublished(CalendarId, closed.Year, $"{closed.Year}.2", []) { Version = 2 });
        await Eventually.HoldsAsync(async () => (await AskAsync(new { })).Text("calendarVersion").Contains($"{closed.Year}.2", StringComparison.Ordinal), City.Patience, "the calendar restored");
    }

    Task<Answer> AcceptAsync(string version) => city.SendAsync(HttpMethod.Post, city.Administrator, "/calendar/acceptance", new { calendarVersion = version });

    async Task<int> AcceptAllAsync(string version)
    {
        var (cases, more) = (0, true);
        while (more)
        {
            var answer = await AcceptAsync(version);
            answer.ShouldBe(HttpStatusCode.OK);
            (cases, more) = (cases + answer.Body.GetProperty("cases").GetInt32(), answer.Body.GetProperty("more").GetBoolean());
        }

        return cases;
    }

    async Task<System.Text.Json.JsonElement> AskAsync(object question)
    {
        var answer = await city.SendAsync(HttpMethod.Post, city.Administrator, "/calendar/changes", question);
        answer.ShouldBe(HttpStatusCode.OK);
        return answer.Body;
    }

    Task<long> EvidenceAsync() => city.CountAsync("select count(*) from audit_row where action like '%/calendar/acceptance' and result = 'done'");

    async Task<(string Number, int Version, string Legal, string Explanation)> ClockAsync(string matter)
    {
        var view = await city.SeeAsync(city.Clerk, matter);
        var clock = view.GetProperty("clocks").EnumerateArray().First(one => one.Text("rule") == "T1");
        return (view.Text("number"), view.GetProperty("version").GetInt32(), clock.Text("legal"), clock.Text("explanation"));
    }
}

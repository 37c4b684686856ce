using System.Globalization;
using System.Net;
using System.Text.Json;
using Anjie.Support;
using static Anjie.VisitReception.IntegrationTests.Scene;

namespace Anjie.VisitReception.IntegrationTests;

/// <summary>Each test on days of its own: what was shown on earlier ones no longer counts.</summary>
public sealed class HarvestTests(City city)
{
    const string ForWork = "Handling";

    [Fact]
    public async Task S_97_of_fifty_asked_for_at_once_as_many_people_are_shown_as_an_hour_has_room_for()
    {
        await city.MoveToAsync(city.Today.AddDays(2));
        var (people, clerk) = (await PeopleAsync(50), Clerk(city.Clerk.UnitId));

        var answers = await Task.WhenAll(people.Select(async person => (Person: person, Answer: await DiscloseAsync(clerk, person))));

        var refused = answers.Where(one => one.Answer.Status != HttpStatusCode.OK).ToList();
        refused.Count.ShouldBe(50 - City.PeoplePerHour);
        foreach (var (_, answer) in refused)
        {
            answer.ShouldBe(HttpStatusCode.TooManyRequests, "disclosure.too_many");
            answer.RetryAfter.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(60));
            answer.Body.Text("title").ShouldStartWith($"近 1 小时内查看完整信息的人数已达上限（{City.PeoplePerHour} 人）");
            answer.Text.ShouldNotContain("13912345678");
        }
        (await city.CountAsync($"select count(*) from disclosure where actor_id = '{clerk.PersonId}'")).ShouldBe(City.PeoplePerHour);
        (await RowsAsync(clerk, "done")).ShouldBe(City.PeoplePerHour);
        (await RowsAsync(clerk, "disclosure.too_many")).ShouldBe(refused.Count);
        (await AlarmsAsync(clerk.PersonId)).ShouldBe([$"Person 1 {City.PeoplePerHour}"]);

        // The same people again are nobody new, and nobody else has to wait.
        foreach (var (person, _) in answers.Where(one => one.Answer.Status == HttpStatusCode.OK).Take(2))
            (await DiscloseAsync(clerk, person)).ShouldBe(HttpStatusCode.OK);
        (await DiscloseAsync(Clerk(city.Clerk.UnitId), refused[0].Person)).ShouldBe(HttpStatusCode.OK);
        (await DiscloseAsync(clerk, refused[0].Person)).ShouldBe(HttpStatusCode.TooManyRequests, "disclosure.too_many");
        (await AlarmsAsync(clerk.PersonId)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task S_97_who_stays_below_the_hours_limit_comes_to_that_of_the_day()
    {
        await city.MoveToAsync(city.Today.AddDays(2));
        var (people, clerk) = (await PeopleAsync(3), Clerk(city.Clerk.UnitId));
        await ShownAsync(City.PeoplePerDay - 1, () => clerk, hoursAgo: 3);

        (await DiscloseAsync(clerk, people[0])).ShouldBe(HttpStatusCode.OK);
        (await AlarmsAsync(clerk.PersonId)).ShouldBe([$"Person 24 {City.PeoplePerDay}"]);
        var refused = await DiscloseAsync(clerk, people[1]);
        refused.ShouldBe(HttpStatusCode.TooManyRequests, "disclosure.too_many");
        refused.RetryAfter.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromHours(20), TimeSpan.FromHours(21));
        refused.Body.Text("title").ShouldStartWith($"近 24 小时内查看完整信息的人数已达上限（{City.PeoplePerDay} 人）");
        (await DiscloseAsync(clerk, people[0])).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task S_97_ten_accounts_that_each_stay_below_their_limits_are_noticed_by_unit_and_together_once_a_day()
    {
        await city.MoveToAsync(city.Today.AddDays(2));
        var (people, unit) = (await PeopleAsync(4), Guid.CreateVersion7());
        List<Official> ten = [.. Enumerable.Range(0, 10).Select(_ => Clerk(unit))];
        var next = 0;
        await ShownAsync(City.PeopleOfUnit - 2, () => ten[next++ % ten.Count], hoursAgo: 5);

        (await DiscloseAsync(ten[0], people[0])).ShouldBe(HttpStatusCode.OK);
        (await AlarmsAsync(unit)).ShouldBeEmpty();
        (await DiscloseAsync(ten[1], people[0])).ShouldBe(HttpStatusCode.OK); // nobody new to the unit
        (await AlarmsAsync(unit)).ShouldBeEmpty();
        (await DiscloseAsync(ten[2], people[1])).ShouldBe(HttpStatusCode.OK);
        (await DiscloseAsync(ten[3], people[2])).ShouldBe(HttpStatusCode.OK);
        (await AlarmsAsync(unit)).ShouldBe([$"Unit 24 {City.PeopleOfUnit}"]);

        await ShownAsync(City.PeopleOfAll - City.PeopleOfUnit - 2, () => Clerk(Guid.CreateVersion7()), hoursAgo: 4);
        (await DiscloseAsync(ten[4], people[3])).ShouldBe(HttpStatusCode.OK);
        (await AlarmsAsync(Guid.Empty, $"since > '{city.Today.AddDays(-1):yyyy-MM-dd}T12:00Z'")).ShouldBe([$"Everybody 24 {City.PeopleOfAll}"]);

        // What is told names units and numbers, and whoever looked last; never whose details they were.
        var told = (string)(await city.ScalarAsync($"select body::text from outbox where contract = 'Reception.ManyDisclosed' and body->>'scope' = 'Unit' and body->>'actorUnitId' = '{unit}'"))!;
        JsonDocument.Parse(told).RootElement.EnumerateObject().Select(member => member.Name)
            .ShouldBe(["alarmId", "scope", "people", "hours", "version", "occurredAt", "actorId", "actorUnitId", "actorRole"], ignoreOrder: true);
        people.ShouldAllBe(person => !told.Contains(person));
    }

    [Fact]
    public async Task S_97_nobody_takes_back_what_was_told()
    {
        await Should.ThrowAsync<Npgsql.PostgresException>(() => city.AsServiceAsync("delete from disclosure_alarm"));
        await Should.ThrowAsync<Npgsql.PostgresException>(() => city.AsServiceAsync("update disclosure set unit_id = gen_random_uuid()"));
    }

    static Official Clerk(Guid unit) => new(unit, "6203.xfj.", "registrar");

    // All of one letter: what counts are the people, not the cases.
    async Task<List<string>> PeopleAsync(int count)
    {
        var (id, body) = (NewId(), JsonSerializer.SerializeToNode(city.LetterBody())!);
        body["peopleConcerned"] = count;
        body["petitioners"] = JsonSerializer.SerializeToNode(Enumerable.Range(0, count).Select(number => new { name = $"李四{(char)('一' + number)}", phone = "13912345678" }));
        (await city.PutAsync(city.Clerk, $"/matters/{id}", body)).ShouldBe(HttpStatusCode.Created);
        return [.. (await city.SeeAsync(city.Clerk, $"/matters/{id}")).GetProperty("petitioners").EnumerateArray().Select(person => person.Text("id"))];
    }

    /// <summary>Looks of the same day that are over.</summary>
    async Task ShownAsync(int people, Func<Official> to, int hoursAgo)
    {
        var at = city.Today.ToDateTime(new TimeOnly(4, 0), DateTimeKind.Utc).AddHours(-hoursAgo).ToString("O", CultureInfo.InvariantCulture);
        for (var person = 0; person < people; person++)
        {
            var official = to();
            await city.AsServiceAsync($"insert into disclosure (id, person_id, case_id, actor_id, post_id, unit_id, at, purpose) values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), '{official.PersonId}', '{official.PostId}', '{official.UnitId}', '{at}', '{ForWork}')");
        }
    }

    Task<long> RowsAsync(Official official, string result) => city.CountAsync($"select count(*) from audit_row where actor_id = '{official.PersonId}' and result = '{result}'");

    /// <summary>As they were told; an alarm without its event, or an event without an alarm, would show.</summary>
    async Task<List<string>> AlarmsAsync(Guid subject, string of = "true")
    {
        var alarms = (string)(await city.ScalarAsync($"select coalesce(string_agg(concat_ws(' ', scope, hours, people), ',' order by at), '') from disclosure_alarm where subject_id = '{subject}' and {of}"))!;
        var events = (string)(await city.ScalarAsync($"""
            select coalesce(string_agg(concat_ws(' ', body->>'scope', body->>'hours', body->>'people'), ',' order by position), '') from outbox
            where contract = 'Reception.ManyDisclosed' and body->>'alarmId' in (select id::text from disclosure_alarm where subject_id = '{subject}' and {of})
            """))!;
        events.ShouldBe(alarms);
        return [.. alarms.Split(',', StringSplitOptions.RemoveEmptyEntries)];
    }

    Task<Answer> DiscloseAsync(Official reader, string person) => city.SendAsync(HttpMethod.Post, reader, $"/petitioners/{person}/disclosure", new { purpose = ForWork });
}

using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Anjie.Contracts.Directory;
using Anjie.Contracts.Reception;
using Anjie.Support;

namespace Anjie.Supervision.IntegrationTests;

/// <summary>The bulletin through the whole service: drafted from the ledger, approved, read by the city.</summary>
public sealed class BulletinTests(Office office)
{
    static readonly Official Convener = new(Office.CityId, "6203.", "convener");

    [Fact]
    public async Task Drafted_from_the_ledger_approved_by_the_convener_and_read_by_the_city()
    {
        var (unit, period) = await TownAsync();
        var (id, view) = await DraftAsync(period);
        var row = RowOf(view, unit);
        (row.GetProperty("kind").GetString(), row.GetProperty("opened").GetInt32(), row.GetProperty("closed").GetInt32(), row.GetProperty("closedInTime").GetInt32(), row.GetProperty("inTimeRate").GetDecimal(), row.GetProperty("overdue").GetInt32())
            .ShouldBe(("Matter", 3, 1, 1, 100m, 1));
        var leader = view.GetProperty("receptions").EnumerateArray().Single(one => one.GetProperty("unitId").GetGuid() == unit);
        (leader.GetProperty("title").GetString(), leader.GetProperty("held").GetInt32()).ShouldBe(("镇长", 1));
        view.GetProperty("definitions").EnumerateArray().Single(one => one.GetProperty("code").GetString() == "overdue").GetProperty("name").GetString().ShouldBe("超期未结");

        (await ReadAsync(office.Head, $"/bulletins/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "a draft is for those who write and approve it");
        (await ListedAsync(office.Head)).ShouldNotContain(id);
        (await ListedAsync(Convener)).ShouldContain(id);

        view = await DoAsync(office.JointOffice, id, "words", Words(unit, leader.GetProperty("leaderPostId").GetGuid()), 1);
        var draft = await TextAsync(Convener, id);
        (draft.Contains("letter-is-draft", StringComparison.Ordinal), draft.Contains("【未填", StringComparison.Ordinal)).ShouldBe((true, false));
        view = await DoAsync(office.JointOffice, id, "submission", null, 2);
        view = await DoAsync(Convener, id, "approval", null, 3);

        var number = view.GetProperty("number").GetString()!;
        (view.GetProperty("state").GetString(), view.GetProperty("publishedOn").GetString(), view.GetProperty("actions").GetArrayLength()).ShouldBe(("Published", $"{office.Today:yyyy-MM-dd}", 0));
        number.ShouldBe($"xfj通〔{office.Today.Year}〕{await office.CountAsync($"select serial from bulletin where id = '{id}'")}号");
        foreach (var reader in (Official[])[office.Head, office.Supervisor, office.Administrator, new(Office.CityId, "6203.", "auditor")])
            (await ListedAsync(reader)).ShouldContain(id, string.Join(' ', reader.Roles));
        (await ReadAsync(new(Office.CityId, "6204.", "jointoffice"), $"/bulletins/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "of another city");

        var html = await TextAsync(office.Head, id);
        foreach (var said in (string[])[number, "按期率居首", "应接未接", "1.逐件销号", "超期未结：", Office.Telephone, "镇长"])
            html.ShouldContain(said);
        foreach (var gap in (string[])["【未填", "letter-is-draft", "<script"])
            html.ShouldNotContain(gap);
        using var file = await ReadAsync(office.Head, $"/bulletins/{id}/docx");
        file.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe($"通报 {number}.docx");
        (await office.CountAsync($"select count(*) from audit_row where subject = '{id}' and action like '%/bulletins/%'")).ShouldBeGreaterThan(6, "each act and each look leaves a row");
        await office.IdleAsync();
        (await office.CountAsync($"select count(*) from outbox where body::text like '%{id}%'")).ShouldBe(1);
    }

    [Fact]
    public async Task Frozen_figures_do_not_move_when_the_ledger_does_and_a_new_draft_has_new_ones()
    {
        var (unit, period) = await TownAsync();
        var (id, view) = await DraftAsync(period);
        var before = RowOf(view, unit).ToString();
        var inPeriod = office.Today.AddDays(-1);
        await office.MoveToAsync(office.Today.AddDays(1));
        await RegisterAsync(unit, inPeriod);
        await office.MoveToAsync(office.Today.AddDays(1));

        RowOf(await office.GetAsync(Convener, $"/bulletins/{id}"), unit).ToString().ShouldBe(before);
        var (again, answer) = await SendAsync(office.JointOffice, HttpMethod.Put, $"/bulletins/{id}", new { period });
        (again, RowOf(answer, unit).ToString()).ShouldBe((HttpStatusCode.OK, before), "a repeat counts nothing anew");
        (await SendAsync(office.JointOffice, HttpMethod.Put, $"/bulletins/{id}", new { period = "2026Q1" })).Body.GetProperty("code").GetString().ShouldBe("id.reused");

        var cutOff = view.GetProperty("cutOff").GetDateTimeOffset();
        RowOf((await DraftAsync(period)).View, unit).GetProperty("opened").GetInt32().ShouldBe(4);
        RowOf((await DraftAsync(period, cutOff)).View, unit).ToString().ShouldBe(before, "the log tells what was known at any moment");
    }

    [Fact]
    public async Task Only_those_whose_turn_it_is_act_each_upon_the_version_they_saw()
    {
        var (unit, period) = await TownAsync();
        foreach (var official in (Official[])[office.Head, office.Supervisor, Convener, office.Administrator])
            (await SendAsync(official, HttpMethod.Put, $"/bulletins/{Guid.CreateVersion7()}", new { period })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(office.JointOffice, HttpMethod.Put, $"/bulletins/{Guid.CreateVersion7()}", new { period = "2026-13" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        Code(await SendAsync(office.JointOffice, HttpMethod.Put, $"/bulletins/{Guid.CreateVersion7()}", new { period, cutOff = office.Now.AddDays(3) })).ShouldBe("bulletin.cut_off_in_future");
        var (id, _) = await DraftAsync(period);

        (await office.PostAsync(office.JointOffice, $"/bulletins/{id}/words", Words(unit))).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await office.PostAsync(office.JointOffice, $"/bulletins/{id}/words", Words(unit), 9)).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        Code(await office.PostAsync(office.JointOffice, $"/bulletins/{id}/words", Words(Office.CityId), 1)).ShouldBe("bulletin.not_in_figures");
        foreach (var gap in (object[])[new { praised = new object?[] { null } }, new { nextSteps = new object?[] { new { text = "逐件销号" }, null } }])
            (await office.PostAsync(office.JointOffice, $"/bulletins/{id}/words", gap, 1)).Status.ShouldBe(HttpStatusCode.BadRequest, "a list has no gaps");
        Code(await SendAsync(office.JointOffice, HttpMethod.Post, $"/bulletins/{id}/submission", null, 1)).ShouldBe("letter.empty_field");
        await DoAsync(office.JointOffice, id, "words", Words(unit), 1);
        Code(await SendAsync(Convener, HttpMethod.Post, $"/bulletins/{id}/approval", null, 2)).ShouldBe("case.transition_forbidden");
        await DoAsync(office.JointOffice, id, "submission", null, 2);
        await DoAsync(Convener, id, "return", new { reason = "核实第三行" }, 3);
        (await office.GetAsync(office.JointOffice, $"/bulletins/{id}")).GetProperty("returnReason").GetString().ShouldBe("核实第三行");
        await DoAsync(office.JointOffice, id, "submission", null, 4);
        (await office.PostAsync(office.JointOffice, $"/bulletins/{id}/approval", new { }, 5)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(Convener, HttpMethod.Post, $"/bulletins/{id}/approval", null, 4)).Status.ShouldBe(HttpStatusCode.PreconditionFailed);

        var published = await DoAsync(Convener, id, "approval", null, 5);
        (await DoAsync(Convener, id, "approval", null, 5)).GetProperty("number").GetString().ShouldBe(published.GetProperty("number").GetString(), "a repeat");
        Code(await office.PostAsync(office.JointOffice, $"/bulletins/{id}/words", Words(unit), 6)).ShouldBe("case.transition_forbidden");
        Code(await office.PostAsync(Convener, $"/bulletins/{id}/return", new { reason = "再核" }, 6)).ShouldBe("case.transition_forbidden");
    }

    [Fact]
    public async Task Approved_at_once_they_leave_no_number_out_and_one_is_approved_once()
    {
        var (unit, period) = await TownAsync();
        List<Guid> ids = [];
        for (var at = 0; at < 4; at++)
        {
            var (id, _) = await DraftAsync(period);
            await DoAsync(office.JointOffice, id, "words", Words(unit), 1);
            await DoAsync(office.JointOffice, id, "submission", null, 2);
            ids.Add(id);
        }

        var answers = await Task.WhenAll(ids.Concat(ids).Select(id => SendAsync(Convener, HttpMethod.Post, $"/bulletins/{id}/approval", null, 3)));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBeGreaterThanOrEqualTo(4);
        answers.Where(answer => answer.Status != HttpStatusCode.OK).ShouldAllBe(answer => answer.Status == HttpStatusCode.PreconditionFailed);
        var series = "from bulletin where series = 'xfj通'";
        var last = await office.CountAsync($"select max(serial) {series}");
        (await office.CountAsync($"select count(*) {series}")).ShouldBe(last);
        (await office.CountAsync("select last_serial from letter_series where series = 'xfj通'")).ShouldBe(last);
    }

    [Fact]
    public async Task Words_and_letters_stand_unreadable_in_the_database()
    {
        var (unit, period) = await TownAsync();
        var (id, _) = await DraftAsync(period);
        await DoAsync(office.JointOffice, id, "words", new { overall = "总体情况甲乙丙", nextSteps = new[] { new { text = "要求丁戊己" } } }, 1);
        await DoAsync(office.JointOffice, id, "submission", null, 2);
        await DoAsync(Convener, id, "approval", null, 3);

        (await office.CountAsync($"select count(*) from bulletin where id = '{id}' and words is not null and body is not null")).ShouldBe(1);
        foreach (var text in (string[])["总体情况甲乙丙", "要求丁戊己"])
            foreach (var form in (string[])[Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)), text])
                foreach (var table in (string[])["bulletin", "outbox", "audit_row"])
                    (await office.CountAsync($"select count(*) from \"{table}\" t where t::text like '%{form}%'")).ShouldBe(0, $"{text} in {table}");
        RowOf(await office.GetAsync(office.Head, $"/bulletins/{id}"), unit).GetProperty("unit").GetString().ShouldNotBeNullOrEmpty();
    }

    static object Words(Guid praised, Guid? criticised = null) => new
    {
        overall = "总体平稳。", praised = new[] { new { subjectId = praised, words = "按期率居首。" } },
        criticised = criticised is { } post ? [new { subjectId = post, words = "应接未接。" }] : Array.Empty<object>(), nextSteps = new[] { new { text = "逐件销号" }, new { text = "举一反三" } },
    };

    /// <summary>A new town with three matters of today, one closed in time and one overdue, and a leader who received; the day after it.</summary>
    async Task<(Guid Unit, string Period)> TownAsync()
    {
        var (unit, leader, day) = (Guid.CreateVersion7(), Guid.CreateVersion7(), office.Today);
        var path = $"6203.t{unit.ToString("N")[20..]}.";
        await office.PublishAsync(Office.UnitOf(unit, Office.CityId, path), new PostChanged(leader, Guid.CreateVersion7(), unit, "镇长", ["leader"], "Department", true) { Version = 1 });
        await Eventually.HoldsAsync(async () => await office.CountAsync($"select (select count(*) from unit_copy where id = '{unit}') + (select count(*) from post_copy where id = '{leader}')") == 2, Office.Patience, "unit and post");
        await RegisterAsync(unit, day);
        await RegisterAsync(unit, day, Clock(unit, day, day.AddDays(5), day), new MatterClosed());
        await RegisterAsync(unit, day, Clock(unit, day, day.AddDays(-1), null));
        await office.TellAsync(Guid.CreateVersion7(), Guid.CreateVersion7(), 1, new SessionClosed(Guid.CreateVersion7(), leader, day, 0));
        await office.MoveToAsync(new DateOnly(day.Year, day.Month, 1).AddMonths(1));
        return (unit, $"{day:yyyy-MM}");
    }

    Task RegisterAsync(Guid unit, DateOnly on, params Contracts.CaseEvent[] later) => office.TellAsync(Guid.CreateVersion7(), Guid.CreateVersion7(), 1,
        [new MatterRegistered($"XF{Guid.CreateVersion7().ToString("N")[18..]}", on, 1, "Appeal", "06.01", unit, false), .. later]);

    static ClockChanged Clock(Guid unit, DateOnly from, DateOnly legal, DateOnly? stopped) => new()
    {
        ClockId = Guid.CreateVersion7(), Rule = "T5", State = stopped is null ? "Running" : "Stopped", StartedOn = from, StoppedOn = stopped, Nominal = legal, Legal = legal, Target = legal,
        NearOn = legal.AddDays(-7), PressingOn = legal.AddDays(-3), ResponsibleUnitId = unit, Article = "A", CalendarVersion = "1", Silent = true,
    };

    static JsonElement RowOf(JsonElement view, Guid unit) => view.GetProperty("handling").EnumerateArray().Single(row => row.GetProperty("unitId").GetGuid() == unit);

    async Task<(Guid Id, JsonElement View)> DraftAsync(string period, DateTimeOffset? cutOff = null)
    {
        var id = Guid.CreateVersion7();
        var (status, view) = await SendAsync(office.JointOffice, HttpMethod.Put, $"/bulletins/{id}", new { period, cutOff });
        status.ShouldBe(HttpStatusCode.Created, $"{view}");
        return (id, view);
    }

    async Task<JsonElement> DoAsync(Official caller, Guid id, string noun, object? body, int version)
    {
        var (status, view) = await SendAsync(caller, HttpMethod.Post, $"/bulletins/{id}/{noun}", body, version);
        status.ShouldBe(HttpStatusCode.OK, $"{noun}: {view}");
        return view;
    }

    async Task<IReadOnlyList<Guid>> ListedAsync(Official caller) =>
        [.. (await office.GetAsync(caller, "/bulletins?limit=200")).GetProperty("items").EnumerateArray().Select(one => one.GetProperty("id").GetGuid())];

    async Task<string> TextAsync(Official caller, Guid id)
    {
        using var answer = await ReadAsync(caller, $"/bulletins/{id}/print");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    async Task<HttpResponseMessage> ReadAsync(Official caller, string path)
    {
        using var client = office.As(caller);
        return await client.GetAsync(new Uri("/api/supervision" + path, UriKind.Relative));
    }

    async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(Official caller, HttpMethod method, string path, object? body, int? version = null)
    {
        using var client = office.As(caller);
        using var request = new HttpRequestMessage(method, "/api/supervision" + path) { Content = body is null ? null : JsonContent.Create(body) };
        if (version is not null)
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
    }

    static string? Code((HttpStatusCode Status, JsonElement Body) answer) => answer.Body.GetProperty("code").GetString();
}

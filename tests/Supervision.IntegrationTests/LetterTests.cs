using System.Net;
using System.Text;
using System.Text.Json;
using Anjie.Contracts.Screening;
using Anjie.Support;

namespace Anjie.Supervision.IntegrationTests;

/// <summary>Letters of supervision as the service issues, keeps and shows them.</summary>
public sealed class LetterTests(Office office)
{
    const string MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    static object Body(DateOnly replyBy, string reason = "群众来电反映", string? situation = "06", string? handled = "两次电话催办未果") =>
        new { requirements = new[] { new { text = "专题研究" }, new { text = "明确办结日期" } }, replyBy, reason, situation, handled };

    [Fact]
    public async Task What_a_person_signs_goes_out_as_a_letter_with_the_item_and_can_be_read_by_who_sees_it()
    {
        var (item, version) = await ItemAsync();
        var view = await DoAsync(office.Supervisor, item, "issue", Body(office.Today.AddDays(7)), version);

        var letter = view.GetProperty("letters").EnumerateArray().ShouldHaveSingleItem();
        (letter.GetProperty("kind").GetString(), letter.GetProperty("kindName").GetString(), letter.GetProperty("unitId").GetGuid(), letter.GetProperty("issuedOn").GetString())
            .ShouldBe(("supervision-notice", "督办通知单", Office.PetitionOfficeId, $"{office.Today:yyyy-MM-dd}"));
        var (number, path) = (letter.GetProperty("number").GetString()!, $"/items/{item}/letters/{letter.GetProperty("id").GetGuid()}");
        number.ShouldStartWith($"xfj督通〔{office.Today.Year}〕");

        var html = WebUtility.HtmlDecode(Encoding.UTF8.GetString((await FileAsync(office.Head, path + "/print")).Bytes));
        html.ShouldStartWith("<article class=\"letter\"");
        foreach (var said in (string[])[number, "办理中推诿、敷衍、拖延", "督办原因：群众来电反映", "1.专题研究", "2.明确办结日期", "两次电话催办未果", "登记", Office.Telephone, "逾期未反馈的"])
            html.ShouldContain(said);
        foreach (var gap in (string[])["【未填", "letter-is-draft", "<script", "style="])
            html.ShouldNotContain(gap);
        var (file, response) = await FileAsync(office.Supervisor, path + "/docx");
        response.Content.Headers.ContentType!.MediaType.ShouldBe(MediaType);
        response.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe($"督办通知单 {number}.docx");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await FileAsync(office.Supervisor, path + "/docx")).Bytes.ShouldBe(file, "the same letter is the same file");
        (await office.CountAsync($"select count(*) from audit_row where subject like '{item}/%' and result = 'done' and action like 'GET %'")).ShouldBe(3, "each look leaves a row");

        var another = (await ItemAsync()).Id;
        foreach (var end in (string[])["/docx", "/print"])
        {
            (await FileAsync(office.OtherHead, path + end)).Answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await FileAsync(office.Supervisor, path.Replace($"{item}", $"{another}", StringComparison.Ordinal) + end)).Answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, "of another item");
            (await FileAsync(office.Administrator, path + end)).Answer.StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.Forbidden);
        }
        (await office.GetAsync(office.Head, $"/items/{item}")).GetProperty("letters").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Higher_levels_go_out_as_letters_that_tell_what_went_before()
    {
        var (item, version) = await ItemAsync();
        var first = await DoAsync(office.Supervisor, item, "issue", Body(office.Today.AddDays(7)), version);
        version = (await DoAsync(office.Supervisor, item, "escalation", new { toLevel = 3, reason = "逾期未反馈" }, first.GetProperty("version").GetInt32())).GetProperty("version").GetInt32();
        version = (await DoAsync(office.SupervisorHead, item, "issue", Body(office.Today.AddDays(7)), version)).GetProperty("version").GetInt32();
        version = (await DoAsync(office.SupervisorHead, item, "escalation", new { toLevel = 4, reason = "重点督办" }, version)).GetProperty("version").GetInt32();
        var view = await DoAsync(office.JointOffice, item, "issue", Body(office.Today.AddDays(15)), version);

        var letters = view.GetProperty("letters").EnumerateArray().ToList();
        letters.Select(letter => letter.GetProperty("kind").GetString()).ShouldBe(["supervision-notice", "supervision-letter", "supervision-letter"]);
        var last = WebUtility.HtmlDecode(Encoding.UTF8.GetString((await FileAsync(office.Head, $"/items/{item}/letters/{letters[2].GetProperty("id").GetGuid()}/print")).Bytes));
        foreach (var earlier in letters.Take(2))
            last.ShouldContain($"已印发{earlier.GetProperty("kindName").GetString()}（{earlier.GetProperty("number").GetString()}）");
        last.ShouldContain("第三十九条");
    }

    [Fact]
    public async Task Issued_at_once_refused_and_repeated_leave_no_number_out()
    {
        var items = new List<(Guid Id, int Version)>();
        for (var at = 0; at < 8; at++)
            items.Add(await ItemAsync());
        var before = await LastAsync();

        var answers = await Task.WhenAll(items.Select((item, at) => office.PostAsync(at % 4 == 3 ? office.JointOffice : office.Supervisor, $"/items/{item.Id}/issue", Body(office.Today.AddDays(7)), item.Version)));
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(6);
        answers.Count(answer => answer.Status == HttpStatusCode.Conflict || answer.Status == HttpStatusCode.Forbidden).ShouldBe(2, "level 2 is not the joint office's");
        (await office.PostAsync(office.Supervisor, $"/items/{items[0].Id}/issue", Body(office.Today.AddDays(7)), items[0].Version)).Status.ShouldBe(HttpStatusCode.OK, "a repeat");
        (await office.PostAsync(office.Supervisor, $"/items/{items[3].Id}/issue", Body(office.Today.AddDays(16)), items[3].Version)).Body.GetProperty("code").GetString().ShouldBe("supervision.reply_date_too_late");

        (await LastAsync()).ShouldBe(before + 6);

        // The last serial of the year, how many there are, and the last one given: the same.
        async Task<long> LastAsync()
        {
            var ofYear = $"series = 'xfj督通' and year = {office.Today.Year}";
            var used = await office.CountAsync($"select coalesce(max(serial), 0) from supervision_letter where {ofYear}");
            (await office.CountAsync($"select count(*) from supervision_letter where {ofYear}")).ShouldBe(used);
            (await office.CountAsync($"select coalesce(max(last_serial), 0) from letter_series where {ofYear}")).ShouldBe(used);
            return used;
        }
    }

    [Fact]
    public async Task Requirements_stay_in_the_order_in_which_they_were_written()
    {
        var (item, version) = await ItemAsync();
        string[] asked = [.. Enumerable.Range(1, 12).Select(number => $"要求{number}")];
        var body = new { requirements = asked.Select(text => new { text }), replyBy = office.Today.AddDays(7), reason = "逐条落实" };
        await DoAsync(office.Supervisor, item, "issue", body, version);

        Texts(await office.GetAsync(office.Head, $"/items/{item}")).ShouldBe(asked);
        Texts(await DoAsync(office.Supervisor, item, "issue", body, version)).ShouldBe(asked, "a repeat is known as one");

        static IEnumerable<string?> Texts(JsonElement view) => view.GetProperty("requirements").EnumerateArray().Select(requirement => requirement.GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_letter_that_is_not_ready_refuses_the_act_with_its_field_and_costs_no_number()
    {
        var (item, version) = await ItemAsync();
        var before = await KeptAsync();

        var (status, problem) = await office.PostAsync(office.Supervisor, $"/items/{item}/issue", Body(office.Today.AddDays(7), new string('长', 300), "99"), version);

        (status, problem.GetProperty("code").GetString(), problem.GetProperty("field").GetString()).ShouldBe((HttpStatusCode.Conflict, "letter.too_long", "situation"));
        problem.GetProperty("errors").GetProperty("reason")[0].GetString().ShouldBe(problem.GetProperty("title").GetString());
        (await KeptAsync()).ShouldBe(before);
        var view = await office.GetAsync(office.Supervisor, $"/items/{item}");
        (view.GetProperty("version").GetInt32(), view.GetProperty("state").GetString(), view.GetProperty("letters").GetArrayLength()).ShouldBe((version, "Opened", 0));
    }

    [Fact]
    public async Task A_letter_is_seen_before_it_is_signed_with_what_is_still_wrong()
    {
        var (item, _) = await ItemAsync();
        var before = await KeptAsync();

        var empty = await PreviewAsync(office.Supervisor, item, new { requirements = new[] { new { text = "" } } });
        empty.GetProperty("kind").GetString().ShouldBe("supervision-notice");
        FieldsOf(empty).ShouldBe("replyBy requirements situation");
        empty.GetProperty("html").GetString()!.ShouldContain("letter-is-draft");
        var whole = await PreviewAsync(office.Supervisor, item, Body(office.Today.AddDays(7)));
        FieldsOf(whole).ShouldBe("");
        WebUtility.HtmlDecode(whole.GetProperty("html").GetString()!).ShouldContain("专题研究");
        FieldsOf(await PreviewAsync(office.Supervisor, item, Body(office.Today.AddDays(-1)))).ShouldBe("replyBy");
        (await office.PostAsync(office.Supervisor, $"/items/{item}/letters/preview", new { situation = "17" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await office.PostAsync(office.Head, $"/items/{item}/letters/preview", Body(office.Today))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await office.PostAsync(office.OtherSupervisor, $"/items/{item}/letters/preview", Body(office.Today))).Status.ShouldBe(HttpStatusCode.NotFound);
        var own = await PreviewAsync(office.Supervisor, (await ItemAsync(Office.PetitionOfficeId)).Id, Body(office.Today.AddDays(7)));
        (own.GetProperty("kind").ValueKind, own.GetProperty("html").ValueKind).ShouldBe((JsonValueKind.Null, JsonValueKind.Null));

        (await KeptAsync()).ShouldBe(before, "nothing is kept of a look");
    }

    [Fact]
    public async Task No_letter_goes_from_a_unit_to_itself_nor_where_the_system_presses()
    {
        var before = await KeptAsync();
        var (own, version) = await ItemAsync(Office.PetitionOfficeId);
        (await DoAsync(office.Supervisor, own, "issue", Body(office.Today.AddDays(7)), version)).GetProperty("letters").GetArrayLength().ShouldBe(0);

        var (pressed, _) = await ItemAsync(Office.BureauId, WatchTests.Clock(office.Today, 20));
        await office.MoveToAsync(office.Today.AddDays(21));
        var view = await office.GetAsync(office.Head, $"/items/{pressed}");
        (view.GetProperty("state").GetString(), view.GetProperty("letters").GetArrayLength()).ShouldBe(("Issued", 0));
        (await KeptAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Letters_stand_unreadable_in_the_database()
    {
        var (item, version) = await ItemAsync();
        await DoAsync(office.Supervisor, item, "issue", Body(office.Today.AddDays(7), "原因甲乙丙", handled: "情况丁戊己"), version);

        foreach (var text in (string[])["原因甲乙丙", "情况丁戊己", "专题研究", "明确办结日期"])
            foreach (var form in (string[])[Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)), Convert.ToHexStringLower(Encoding.ASCII.GetBytes(JsonSerializer.Serialize(text)[1..^1]))])
                foreach (var table in (string[])["supervision_letter", "supervision_requirement", "supervision_item", "letter_series", "outbox", "case_history", "audit_row"])
                    (await office.CountAsync($"select count(*) from \"{table}\" t where t::text like '%{text}%' or t::text like '%{form}%'")).ShouldBe(0, $"{text} in {table}");
    }

    [Fact]
    public async Task A_proposal_and_a_talk_are_sent_once_and_move_no_state()
    {
        var (item, version) = await ItemAsync();
        var proposal = Proposal(Guid.CreateVersion7());
        (await office.PostAsync(office.Supervisor, $"/items/{item}/letters", proposal, version)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await office.PostAsync(office.SupervisorHead, $"/items/{item}/letters", proposal)).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await office.PostAsync(office.SupervisorHead, $"/items/{item}/letters", proposal, version - 1)).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        var (lacking, problem) = await office.PostAsync(office.SupervisorHead, $"/items/{item}/letters", new { entryId = Guid.CreateVersion7(), kind = "improvement-proposal", occasion = "多次督办" }, version);
        (lacking, problem.GetProperty("code").GetString()).ShouldBe((HttpStatusCode.Conflict, "letter.empty_field"));
        problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe(["problem", "proposals"], ignoreOrder: true);
        (await office.PostAsync(office.SupervisorHead, $"/items/{item}/letters", new { entryId = Guid.CreateVersion7(), kind = "bulletin" }, version)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await office.PostAsync(office.SupervisorHead, $"/items/{item}/letters", new { entryId = Guid.CreateVersion7(), kind = "policy-proposal", occasion = new string('长', 2001) }, version)).Status.ShouldBe(HttpStatusCode.BadRequest);

        var sent = await DoAsync(office.SupervisorHead, item, "letters", proposal, version);
        (await DoAsync(office.SupervisorHead, item, "letters", proposal, version)).GetProperty("letters").GetArrayLength().ShouldBe(1, "a repeat");
        (await office.PostAsync(office.SupervisorHead, $"/items/{item}/letters", proposal with { Problem = "另一问题" }, version)).Body.GetProperty("code").GetString().ShouldBe("id.reused");
        (sent.GetProperty("state").GetString(), sent.GetProperty("level").GetInt32()).ShouldBe(("Opened", 0));
        version = sent.GetProperty("version").GetInt32();

        var talk = new { entryId = Guid.CreateVersion7(), kind = "talk-record", occasion = "多次督办未落实", invited = "局长张某", talkOn = office.Today, talkPlace = "三楼会议室", talk = "说明了原因。", rectification = new[] { new { text = "一月内办结" } }, rectifyBy = office.Today.AddDays(30) };
        FieldsOf(await PreviewAsync(office.JointOffice, item, new { kind = "talk-notice", talk.occasion, talk.invited })).ShouldBe("talkOn talkPlace talkTime");
        (await office.PostAsync(office.JointOffice, $"/items/{item}/letters", new { entryId = Guid.CreateVersion7(), kind = "talk-notice", talk.occasion, talk.invited, talk.talkOn, talkTime = "9时", talk.talkPlace }, version)).Body.GetProperty("code").GetString().ShouldBe("supervision.decision_missing");
        var record = (await DoAsync(office.JointOffice, item, "letters", talk, version)).GetProperty("letters")[1];
        (record.GetProperty("kind").GetString(), record.GetProperty("number").GetString()).ShouldBe(("talk-record", ""));
        var (_, file) = await FileAsync(office.Head, $"/items/{item}/letters/{record.GetProperty("id").GetGuid()}/docx");
        file.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe("约谈记录.docx");
        await office.IdleAsync();
        (await office.CountAsync($"select count(*) from event_log where case_id = '{item}' and contract = 'Supervision.SupervisionLetterIssued'")).ShouldBe(2);
    }

    sealed record ProposalBody(Guid EntryId, string Kind, string Occasion, string Problem, object[] Proposals, Guid? ToUnitId);

    static ProposalBody Proposal(Guid id) => new(id, "improvement-proposal", "多次督办未落实", "反馈不实", [new { text = "健全台账" }], Office.OtherBureauId);

    /// <summary>An item that is followed and nothing more.</summary>
    async Task<(Guid Id, int Version)> ItemAsync(Guid? unitId = null, params ClockChanged[] clocks)
    {
        var (matter, dispute, unit) = (Guid.CreateVersion7(), Guid.CreateVersion7(), unitId ?? Office.BureauId);
        await office.TellAsync(matter, dispute, 1, [new DisputeReported($"PC{matter.ToString("N")[18..]}", office.Today, 1, "06.01", unit, 3), new FiveGuaranteesAssigned(office.Today.AddDays(20), unit), .. clocks]);
        var item = (await office.GetAsync(office.Supervisor, $"/items?matterId={matter}")).GetProperty("items")[0].GetProperty("id").GetGuid();
        return (item, (await office.GetAsync(office.Supervisor, $"/items/{item}")).GetProperty("version").GetInt32());
    }

    async Task<JsonElement> DoAsync(Official caller, Guid item, string noun, object body, int version)
    {
        var (status, view) = await office.PostAsync(caller, $"/items/{item}/{noun}", body, version);
        status.ShouldBe(HttpStatusCode.OK, $"{noun}: {view}");
        return view;
    }

    async Task<JsonElement> PreviewAsync(Official caller, Guid item, object body)
    {
        var (status, draft) = await office.PostAsync(caller, $"/items/{item}/letters/preview", body);
        status.ShouldBe(HttpStatusCode.OK, $"{draft}");
        return draft;
    }

    async Task<(byte[] Bytes, HttpResponseMessage Answer)> FileAsync(Official caller, string path)
    {
        using var client = office.As(caller);
        var answer = await client.GetAsync(new Uri("/api/supervision" + path, UriKind.Relative));
        return (await answer.Content.ReadAsByteArrayAsync(), answer);
    }

    Task<long> KeptAsync() => office.CountAsync("select (select count(*) from supervision_letter) + (select coalesce(sum(last_serial), 0) from letter_series)");

    static string FieldsOf(JsonElement draft) => string.Join(' ', draft.GetProperty("faults").EnumerateArray().Select(fault => fault.GetProperty("field").GetString()).Distinct().Order(StringComparer.Ordinal));
}

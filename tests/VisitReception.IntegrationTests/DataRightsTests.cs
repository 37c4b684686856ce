using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Anjie.Support;
using static Anjie.VisitReception.IntegrationTests.Scene;

namespace Anjie.VisitReception.IntegrationTests;

/// <summary>What people are told of the use of their data, and what they may ask about them (个人信息保护法 17, 30, 31, 45 – 48).</summary>
public sealed class DataRightsTests(City city)
{
    const string OwnDigits = "002X", Phone = "5678", Child = "110105201703030024";

    [Fact]
    public async Task S_96_the_notice_that_was_shown_is_kept_and_another_one_or_none_is_refused_with_nothing_kept()
    {
        var notice = await city.SeeAsync(city.Clerk, "/privacy-notice");
        notice.Text("version").ShouldBe(NoticeVersion);
        notice.GetProperty("paragraphs")[0].GetString()!.ShouldStartWith("金昌市信访局（联系电话：0935-8212345）");
        (await city.PublicAsync(HttpMethod.Get, "privacy-notice", null)).Body.Text("version").ShouldBe(NoticeVersion);

        foreach (var (shown, code) in ((string?, string)[])[(null, "person.notice_missing"), ("2020-1", "person.notice_not_in_force")])
        {
            var (id, body) = (NewId(), Letter());
            body["petitioners"]![0]!["noticeVersion"] = shown;
            var refused = await city.PutAsync(city.Clerk, $"/matters/{id}", body);
            refused.ShouldBe(HttpStatusCode.BadRequest, code);
            refused.Body.GetProperty("errors").EnumerateObject().Single().Name.ShouldBe("petitioners[0].noticeVersion");
            refused.Text.ShouldNotContain("赵六");
            (await city.GetAsync(city.Clerk, $"/matters/{id}")).ShouldBe(HttpStatusCode.NotFound);
            (await city.CountAsync($"select count(*) from petitioner where matter_id = '{id}'")).ShouldBe(0);
        }

        var matter = await RegisterAsync(Letter());
        (await city.ScalarAsync($"select max(notice_version) from petitioner where matter_id = '{IdOf(matter)}'")).ShouldBe(NoticeVersion);
        (await PersonAsync(matter)).Text("noticeVersion").ShouldBe(NoticeVersion);

        // Who tells no number needs none: what is not sensitive may be taken as before.
        (await city.ScalarAsync($"select notice_version from petitioner where matter_id = '{IdOf(await city.RegisterLetterAsync())}'")).ShouldBe(DBNull.Value);
    }

    [Fact]
    public async Task S_96_a_petitioner_under_fourteen_needs_a_guardian_who_is_sealed_masked_and_told_with_the_rest()
    {
        foreach (var child in (Action<JsonNode>[])[person => person["identityNumber"] = Child, person => { person["identityNumber"] = null; person["underFourteen"] = true; }])
        {
            var body = Letter();
            child(body["petitioners"]![0]!);
            var id = NewId();
            foreach (var field in (string[])["guardianName", "guardianPhone"])
            {
                var refused = await city.PutAsync(city.Clerk, $"/matters/{id}", body);
                refused.ShouldBe(HttpStatusCode.BadRequest, "person.guardian_missing");
                refused.Body.GetProperty("errors").EnumerateObject().Single().Name.ShouldBe($"petitioners[0].{field}");
                body["petitioners"]![0]![field] = field == "guardianName" ? "赵守护" : "139 8765 4321";
            }
            (await city.CountAsync($"select count(*) from petitioner where matter_id = '{id}'")).ShouldBe(0);

            (await city.PutAsync(city.Clerk, $"/matters/{id}", body)).ShouldBe(HttpStatusCode.Created);
            var (masked, clear) = (await PersonAsync($"/matters/{id}", city.JointOffice), await PersonAsync($"/matters/{id}"));
            (masked.Text("guardianName"), clear.Text("guardianName"), clear.Text("guardianPhone")).ShouldBe(("赵**", "赵守护", "139****4321"));
            (await city.SendAsync(HttpMethod.Post, city.Clerk, $"/petitioners/{clear.Text("id")}/disclosure", new { purpose = "Contact" })).Body.Text("guardianPhone").ShouldBe("13987654321");
            await NowhereAsync("petitioner", "赵守护", "13987654321");
        }

        // Of a grown person none is asked, and none is kept.
        var grown = Letter();
        grown["petitioners"]![0]!["guardianName"] = "赵守护";
        (await PersonAsync(await RegisterAsync(grown))).GetProperty("guardianName").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task S_96_a_request_for_review_tells_which_notice_stood_above_it()
    {
        var matter = await city.ServedMatterAsync();
        var session = (await city.QueryAsync((await city.SlipAsync(matter)).Text("code"), Phone)).Session();
        (await city.PublicAsync(HttpMethod.Get, "privacy-notice", session)).Body.GetProperty("paragraphs")[0].GetString()!.ShouldStartWith("金昌市信访局");
        (await city.PublicAsync(HttpMethod.Post, "review-request", session, new { text = "撤销", grounds = "有误" })).ShouldBe(HttpStatusCode.BadRequest, "person.notice_missing");
        (await city.PublicAsync(HttpMethod.Post, "review-request", session, new { text = "撤销", grounds = "有误", noticeVersion = "2020-1" })).ShouldBe(HttpStatusCode.BadRequest, "person.notice_not_in_force");
        (await city.CountAsync($"select count(*) from review_request where matter_id = '{IdOf(matter)}'")).ShouldBe(0);
        (await city.PublicAsync(HttpMethod.Post, "review-request", session, new { text = "撤销", grounds = "有误", noticeVersion = NoticeVersion })).ShouldBe(HttpStatusCode.OK);
        (await city.ScalarAsync($"select notice_version from review_request where matter_id = '{IdOf(matter)}'")).ShouldBe(NoticeVersion);
    }

    [Fact]
    public async Task S_94_the_desk_hands_over_a_copy_of_everything_in_one_request_that_counts_as_a_look()
    {
        var (_, matter) = await city.RegisterVisitAsync();
        var person = (await PersonAsync(matter)).Text("id");

        var answer = await city.SendAsync(HttpMethod.Post, city.Clerk, $"/petitioners/{person}/copy", new { });

        answer.ShouldBe(HttpStatusCode.OK);
        answer.Cache.ShouldBe("no-store");
        foreach (var kept in (string[])["张三丰", "11010519491231002X", "13812345678", "甘肃省金昌市金川区桂林路1号", "征地补偿未到位", "支付补偿款", "金昌市信访局", NoticeVersion])
            answer.Text.ShouldContain(kept);
        Section(answer.Body, "系统自动处理的说明").ShouldContain(line => line.Contains("重复") && line.Contains("系统不自行合并"));
        var article = Clock(await city.SeeAsync(city.Clerk, matter));
        Section(answer.Body, "系统自动处理的说明").ShouldContain(line => line.Contains(article));
        (await city.CountAsync($"select count(*) from audit_row where subject = '{person}' and result = 'done' and purpose = 'OwnCopy'")).ShouldBe(1);
        (await city.CountAsync($"select count(*) from audit_row where subject = '{person}'")).ShouldBe(1);
        (await city.CountAsync($"select count(*) from disclosure where person_id = '{person}' and purpose = 'OwnCopy'")).ShouldBe(1);

        // The next one tells who has seen the person meanwhile.
        var again = await city.SendAsync(HttpMethod.Post, city.Clerk, $"/petitioners/{person}/copy", new { });
        Section(again.Body, "向谁提供、谁查看过").ShouldContain(line => line.StartsWith("金昌市信访局") && line.Contains("应本人请求复制"));

        (await city.SendAsync(HttpMethod.Post, city.Stranger, $"/petitioners/{person}/copy", new { })).ShouldBe(HttpStatusCode.NotFound);
        (await city.SendAsync(HttpMethod.Post, city.Leader, $"/petitioners/{person}/copy", new { })).ShouldBe(HttpStatusCode.Forbidden, "case.role_forbidden");
        var above = new Official(Guid.CreateVersion7(), "6203.", "registrar");
        (await city.SendAsync(HttpMethod.Post, above, $"/petitioners/{person}/copy", new { })).ShouldBe(HttpStatusCode.Forbidden, "case.not_open_to_you");
    }

    [Fact]
    public async Task S_94_the_petitioner_has_a_copy_for_one_sign_more_and_nobody_elses()
    {
        var (matter, session) = await OpenAsync();
        var wrong = await city.PublicAsync(HttpMethod.Post, "copy", session, new { lastFour = Phone });
        wrong.ShouldBe(HttpStatusCode.NotFound, "person.no_match");
        wrong.Text.ShouldNotContain("赵六");

        var answer = await city.PublicAsync(HttpMethod.Post, "copy", session, new { lastFour = OwnDigits });

        answer.ShouldBe(HttpStatusCode.OK);
        answer.Cache.ShouldBe("no-store");
        foreach (var kept in (string[])["赵六", "11010519491231002X", "13812345678"])
            answer.Text.ShouldContain(kept);
        foreach (var other in (string[])["钱七", "13911112222"])
            answer.Text.ShouldNotContain(other);
        (await city.CountAsync($"select count(*) from audit_row where subject = '{IdOf(matter)}' and action like 'POST %/public/copy' and roles = 'petitioner'")).ShouldBe(1);
        (await city.PublicAsync(HttpMethod.Post, "copy", null, new { lastFour = OwnDigits })).ShouldBe(HttpStatusCode.Unauthorized, "query.session_over");

        // Guesses are counted, and one's own signs in between give none of those about others back.
        for (var guess = 0; guess < 2; guess++)
            (await city.PublicAsync(HttpMethod.Post, "copy", session, new { lastFour = "0000" })).ShouldBe(HttpStatusCode.NotFound, "person.no_match");
        (await city.PublicAsync(HttpMethod.Post, "copy", session, new { lastFour = OwnDigits })).ShouldBe(HttpStatusCode.OK);
        for (var guess = 0; guess < 2; guess++)
            (await city.PublicAsync(HttpMethod.Post, "copy", session, new { lastFour = "0000" })).ShouldBe(HttpStatusCode.NotFound, "person.no_match");
        (await city.CountAsync($"select count(*) from audit_row where subject = '{IdOf(matter)}' and result = 'query.locked'")).ShouldBe(1);
        (await city.PublicAsync(HttpMethod.Post, "copy", session, new { lastFour = OwnDigits })).ShouldBe(HttpStatusCode.TooManyRequests, "query.locked");
    }

    [Fact]
    public async Task S_94_two_of_a_group_with_the_same_signs_come_to_the_desk()
    {
        var body = Letter();
        body["petitioners"]![1]!["identityNumber"] = "11010519491231002X";
        body["petitioners"]![1]!["noticeVersion"] = NoticeVersion;
        var session = (await city.QueryAsync((await city.SlipAsync(await RegisterAsync(body))).Text("code"), Phone)).Session();
        (await city.PublicAsync(HttpMethod.Post, "copy", session, new { lastFour = OwnDigits })).ShouldBe(HttpStatusCode.Conflict, "person.ask_at_desk");
    }

    [Fact]
    public async Task S_94_a_correction_asked_for_online_is_made_by_the_desk_in_any_state_and_moves_nothing_else()
    {
        var (matter, session) = await OpenAsync();
        var asked = await city.PublicAsync(HttpMethod.Post, "data-request", session, new { kind = "Correction", lastFour = OwnDigits, text = "名字错了，应为赵陆" });
        asked.ShouldBe(HttpStatusCode.OK);
        asked.Body.GetProperty("answer").ValueKind.ShouldBe(JsonValueKind.Null);
        (await city.PublicAsync(HttpMethod.Post, "data-request", session, new { kind = "Correction", lastFour = OwnDigits, text = "名字错了，应为赵陆" })).Body.Text("id").ShouldBe(asked.Body.Text("id"));
        (await city.CountAsync($"select count(*) from audit_row where subject = '{IdOf(matter)}' and action like 'POST %/public/data-request'")).ShouldBe(1);
        await city.DoAsync(city.Clerk, matter, "withdrawal", new { signedOn = city.Day(0) });
        var (before, person) = (await city.SeeAsync(city.Clerk, matter), (await PersonAsync(matter)).Text("id"));

        (await CorrectAsync(person, new { reason = "无内容" })).ShouldBe(HttpStatusCode.Conflict, "person.nothing_to_correct");
        (await CorrectAsync(person, new { identityNumber = Child, reason = "误录" })).ShouldBe(HttpStatusCode.BadRequest, "person.guardian_missing");
        (await CorrectAsync(person, new { address = "甘肃省金昌市金川区北京路2号", reason = "迁居" })).ShouldBe(HttpStatusCode.OK);
        (await RequestsAsync(matter)).Single(one => one.Text("id") == asked.Body.Text("id")).GetProperty("answer").ValueKind.ShouldBe(JsonValueKind.Null, "another correction does not answer it");
        var corrected = await CorrectAsync(person, new { name = "赵陆", phone = "13900001111", reason = "核对身份证", requestId = asked.Body.Text("id") });

        corrected.ShouldBe(HttpStatusCode.OK);
        (corrected.Body.Text("name"), corrected.Body.Text("phone")).ShouldBe(("赵陆", "139****1111"));
        (await CorrectAsync(person, new { name = "赵陆", phone = "13900001111", reason = "核对身份证" })).ShouldBe(HttpStatusCode.OK);
        (await city.CountAsync($"select count(*) from audit_row where subject = '{person}' and result = 'done'")).ShouldBe(2);
        var after = await city.SeeAsync(city.Clerk, matter);
        (after.GetProperty("version").GetInt32(), after.Text("state")).ShouldBe((before.GetProperty("version").GetInt32(), "Withdrawn"));
        var found = await city.SendAsync(HttpMethod.Post, city.Clerk, "/person-search", new { name = "赵陆", phone = "13900001111" });
        found.Body.GetProperty("items").EnumerateArray().ShouldContain(match => match.Text("id") == IdOf(matter));
        (await city.SendAsync(HttpMethod.Post, city.Clerk, "/person-search", new { name = "赵六", phone = "13812345678" })).Body.GetProperty("items").EnumerateArray().ShouldNotContain(match => match.Text("id") == IdOf(matter) && match.Text("matchedBy") == "NameAndPhone");

        var requests = await RequestsAsync(matter);
        requests.Select(one => (one.Text("kind"), one.Text("answer"), one.Text("sentence"))).ShouldBe(
            [("Correction", "Corrected", "已更正：姓名、联系电话"), ("Correction", "Corrected", "已更正：住址"), ("Correction", "Corrected", "已更正：姓名、联系电话")]);
        // In words they are for those only who answer.
        var above = (await city.SeeAsync(city.JointOffice, matter + "/data-requests"));
        above.GetProperty("mayServe").GetBoolean().ShouldBeFalse();
        above.GetProperty("items").EnumerateArray().ShouldAllBe(one => one.GetProperty("text").ValueKind == JsonValueKind.Null);
        foreach (var table in (string[])["data_request", "audit_row", "outbox", "case_history", "petitioner"])
            await NowhereAsync(table, "赵六", "赵陆", "13812345678", "13900001111");
    }

    [Fact]
    public async Task S_94_an_unfounded_correction_is_refused_once_with_the_reason()
    {
        var (matter, session) = await OpenAsync();
        var asked = (await city.PublicAsync(HttpMethod.Post, "data-request", session, new { kind = "Correction", lastFour = OwnDigits, text = "住址有误" })).Body.Text("id");
        var person = (await PersonAsync(matter)).Text("id");

        var refused = await city.SendAsync(HttpMethod.Post, city.Clerk, $"/petitioners/{person}/correction-refusal", new { requestId = asked, reason = "与身份证一致" });

        refused.ShouldBe(HttpStatusCode.OK);
        (refused.Body.Text("answer"), refused.Body.Text("sentence")).ShouldBe(("Refused", "未更正：与身份证一致"));
        (await city.CountAsync($"select count(*) from audit_row where subject = '{person}' and result = 'done'")).ShouldBe(1);
        (await city.SendAsync(HttpMethod.Post, city.Clerk, $"/petitioners/{person}/correction-refusal", new { requestId = asked, reason = "另一理由" })).ShouldBe(HttpStatusCode.Conflict, "person.request_answered");
        (await city.SendAsync(HttpMethod.Post, city.Clerk, $"/petitioners/{person}/correction-refusal", new { requestId = NewId(), reason = "无此请求" })).ShouldBe(HttpStatusCode.NotFound);
        Section((await city.PublicAsync(HttpMethod.Post, "copy", session, new { lastFour = OwnDigits })).Body, "您关于个人信息的请求").ShouldContain(line => line.Contains("与身份证一致"));
    }

    [Fact]
    public async Task S_94_a_wish_to_be_deleted_is_refused_with_the_law_online_and_at_the_desk_and_the_desk_sees_it()
    {
        var (matter, session) = await OpenAsync();

        var online = await city.PublicAsync(HttpMethod.Post, "data-request", session, new { kind = "Erasure", lastFour = OwnDigits, text = "请删除" });

        online.ShouldBe(HttpStatusCode.OK);
        (online.Body.Text("answer"), online.Body.Text("ground")).ShouldBe(("Refused", "MustBeKept"));
        online.Body.Text("sentence").ShouldContain("第四十七条");
        (await city.CountAsync($"select count(*) from audit_row where subject = '{IdOf(matter)}' and action like 'POST %/public/data-request' and result = 'done'")).ShouldBe(1);
        (await city.PublicAsync(HttpMethod.Post, "data-request", session, new { kind = "Copy", lastFour = OwnDigits, text = "x" })).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");

        var person = (await PersonAsync(matter)).Text("id");
        (await city.SendAsync(HttpMethod.Post, city.Clerk, $"/petitioners/{person}/erasure-request", new { text = "本人到场" })).Body.Text("ground").ShouldBe("MustBeKept");
        (await city.CountAsync($"select count(*) from audit_row where subject = '{person}' and result = 'done'")).ShouldBe(1);
        (await RequestsAsync(matter)).Select(one => (one.Text("kind"), one.GetProperty("atDesk").GetBoolean(), one.Text("text"))).ShouldBe([("Erasure", false, "请删除"), ("Erasure", true, "本人到场")]);
        (await PersonAsync(matter)).Text("name").ShouldBe("赵六");
        (await city.GetAsync(city.Stranger, matter + "/data-requests")).ShouldBe(HttpStatusCode.NotFound);
    }

    // Of two people, both with a number of their own.
    JsonNode Letter()
    {
        var body = JsonSerializer.SerializeToNode(city.LetterBody())!;
        body["petitioners"] = JsonSerializer.SerializeToNode(new object[]
        {
            new { name = "赵六", identityNumber = "11010519491231002X", phone = "13812345678", noticeVersion = NoticeVersion }, new { name = "钱七", phone = "13911112222" },
        });
        return body;
    }

    async Task<string> RegisterAsync(JsonNode body)
    {
        var id = NewId();
        (await city.PutAsync(city.Clerk, $"/matters/{id}", body)).ShouldBe(HttpStatusCode.Created);
        return $"/matters/{id}";
    }

    async Task<(string Matter, string Session)> OpenAsync()
    {
        var matter = await RegisterAsync(Letter());
        return (matter, (await city.QueryAsync((await city.SlipAsync(matter)).Text("code"), Phone)).Session());
    }

    // The first of the two.
    async Task<JsonElement> PersonAsync(string matter, Official? reader = null) => (await city.SeeAsync(reader ?? city.Clerk, matter)).GetProperty("petitioners").EnumerateArray().First(one => one.Text("phone") != "139****2222");

    Task<Answer> CorrectAsync(string person, object body) => city.SendAsync(HttpMethod.Post, city.Clerk, $"/petitioners/{person}/correction", body);

    async Task<List<JsonElement>> RequestsAsync(string matter) => [.. (await city.SeeAsync(city.Clerk, matter + "/data-requests")).GetProperty("items").EnumerateArray()];

    async Task NowhereAsync(string table, params string[] texts)
    {
        foreach (var text in texts)
            (await city.CountAsync($"select count(*) from {table} t where t::text like '%{text}%' or t::text like '%{Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(text))}%'")).ShouldBe(0, $"{text} in {table}");
    }

    static string Clock(JsonElement view) => view.GetProperty("clocks").EnumerateArray().First(clock => clock.Text("rule") == "T1").Text("article");

    static List<string> Section(JsonElement copy, string title) =>
        [.. copy.GetProperty("sections").EnumerateArray().Single(section => section.Text("title") == title).GetProperty("lines").EnumerateArray().Select(line => $"{line.Text("name")} {line.Text("text")}")];
}

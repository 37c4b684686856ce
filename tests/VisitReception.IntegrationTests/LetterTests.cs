using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using static Anjie.VisitReception.IntegrationTests.Scene;

namespace Anjie.VisitReception.IntegrationTests;

/// <summary>Letters as the service issues, keeps and shows them.</summary>
public sealed class LetterTests(City city)
{
    const string MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    [Fact]
    public async Task Twenty_issued_at_once_and_some_refused_leave_no_number_out()
    {
        List<string> proposals = [], appeals = [];
        for (var i = 0; i < 20; i++)
            proposals.Add(await city.RegisterLetterAsync("Proposal"));
        for (var i = 0; i < 5; i++)
            appeals.Add(await city.RegisterLetterAsync());
        var before = await LastAsync();

        var answers = await Task.WhenAll(proposals.Select(matter => city.PostAsync(city.Clerk, matter, "reply", new { adoption = "Adopted", text = "建议已采纳" }))
            .Concat(appeals.Select(matter => city.PostAsync(city.Clerk, matter, "reply", new { text = "感谢来信" }))));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(20);
        answers.Count(answer => answer.Status == HttpStatusCode.Forbidden).ShouldBe(5);
        (await LastAsync()).ShouldBe(before + 20);
        (await city.CountAsync($"select count(distinct serial) from letter where series = '金昌市信访局复' and serial > {before}")).ShouldBe(20);

        // The last serial used, and the last one given: the same.
        async Task<long> LastAsync()
        {
            var used = await city.CountAsync("select coalesce(max(serial), 0) from letter where series = '金昌市信访局复'");
            (await city.CountAsync("select coalesce(max(last_serial), 0) from letter_series where series = '金昌市信访局复'")).ShouldBe(used);
            (await city.CountAsync("select count(*) from letter where series = '金昌市信访局复'")).ShouldBe(used);
            return used;
        }
    }

    [Fact]
    public async Task Every_letter_is_a_valid_file_without_gaps_and_the_same_file_each_time()
    {
        List<string> matters = [await OpinedAsync(), await city.ServedMatterAsync(), await GuidedAsync(), await RepliedAsync()];
        HashSet<string> kinds = [];
        foreach (var matter in matters)
            foreach (var letter in await LettersAsync(matter))
            {
                kinds.Add(letter.Text("kind"));
                var path = $"{matter}/letters/{letter.Text("id")}";
                var (_, file, response) = await city.FileAsync(HttpMethod.Get, city.Clerk, path + "/docx");
                response.StatusCode.ShouldBe(HttpStatusCode.OK);
                response.Content.Headers.ContentType!.MediaType.ShouldBe(MediaType);
                response.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe($"{letter.Text("kindName")} {letter.Text("number")}.docx");
                response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
                response.Headers.CacheControl!.NoStore.ShouldBeTrue();
                IsWhole(file, letter.Text("number"));
                (await city.FileAsync(HttpMethod.Get, city.Clerk, path + "/docx")).Bytes.ShouldBe(file);
                IsWhole((await city.FileAsync(HttpMethod.Get, city.Clerk, path + "/stub/docx")).Bytes, letter.Text("number"));
                WebUtility.HtmlDecode(Encoding.UTF8.GetString((await city.FileAsync(HttpMethod.Get, city.Clerk, path + "/stub/print")).Bytes)).ShouldContain("文书存根");

                var html = Encoding.UTF8.GetString((await city.FileAsync(HttpMethod.Get, city.Clerk, path + "/print")).Bytes);
                html.ShouldStartWith("<article class=\"letter\"");
                WebUtility.HtmlDecode(html).ShouldContain(letter.Text("number"));
                foreach (var loud in (string[])["<script", "style=", "{", "【未填"])
                    html.ShouldNotContain(loud);
            }

        kinds.ShouldBe(["transfer", "assignment", "acceptance", "opinion", "simple-opinion", "guidance", "reply"], ignoreOrder: true);
    }

    [Fact]
    public async Task Letters_stand_unreadable_in_the_database()
    {
        await city.ServedMatterAsync();
        (await city.CountAsync("select count(*) from letter where text_version = 1")).ShouldBeGreaterThan(0);
        foreach (var text in (string[])["李四", "支付补偿款", "应予支付", "金川区人民政府"])
            foreach (var form in (string[])[Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)), Convert.ToHexStringLower(Encoding.Unicode.GetBytes(text)), Convert.ToHexStringLower(Encoding.ASCII.GetBytes(JsonSerializer.Serialize(text)[1..^1]))])
                foreach (var table in (string[])["letter", "matter_delivery", "letter_series", "outbox", "case_history", "audit_row"])
                    (await city.CountAsync($"select count(*) from \"{table}\" t where t::text like '%{text}%' or t::text like '%{form}%'")).ShouldBe(0, $"{text} in {table}");
    }

    [Fact]
    public async Task A_letter_that_is_not_ready_refuses_the_act_with_its_field_and_costs_no_number()
    {
        var matter = await city.HandledMatterAsync(simple: true);
        var (version, series) = ((await city.SeeAsync(city.Clerk, matter)).GetProperty("version").GetInt32(), await SeriesAsync());
        var body = JsonSerializer.SerializeToNode(await city.OpinionBodyAsync(matter))!;
        body["reviewOrgan"] = "金川区自然资源局";

        var refused = await city.PostAsync(city.Head, matter, "opinion", body);

        refused.ShouldBe(HttpStatusCode.Conflict, "letter.reviewed_by_itself");
        refused.Body.Text("field").ShouldBe("reviewOrgan");
        refused.Body.Text("title").ShouldContain("上一级机关");
        refused.Body.GetProperty("errors").GetProperty("reviewOrgan")[0].GetString().ShouldBe(refused.Body.Text("title"));
        refused.Body.GetProperty("faults")[0].Text("code").ShouldBe("letter.reviewed_by_itself");
        var after = await city.SeeAsync(city.Clerk, matter);
        (after.Text("state"), after.GetProperty("version").GetInt32(), await SeriesAsync()).ShouldBe(("Handling", version, series));
        (await city.SendAsync(HttpMethod.Post, city.Head, matter + "/opinion", body)).ShouldBe((HttpStatusCode)428);

        var (visit, _) = await city.ReceivedVisitAsync();
        (await city.PostAsync(city.Leader, visit, "explanation", new { basis = "《条例》第三十二条", text = "现行政策无此补助" })).ShouldBe(HttpStatusCode.Conflict, "letter.no_remedies");
        var demand = Demands(await city.SeeAsync(city.Clerk, matter))[0];
        var guidance = await city.PostAsync(city.Handler, matter, "legal-route", new { demandId = demand, route = "Arbitration", organ = "仲裁委", timeLimit = "1年", proof = city.Signed() });
        guidance.ShouldBe(HttpStatusCode.Conflict, "letter.empty_field");
        guidance.Body.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe(["address", "materials"], ignoreOrder: true);
        (await SeriesAsync()).ShouldBe(series);

        Task<long> SeriesAsync() => city.CountAsync("select coalesce(sum(last_serial), 0) from letter_series where unit_id = '" + city.Head.UnitId + "'");
    }

    [Fact]
    public async Task Who_does_not_see_the_matter_finds_none_of_its_letters()
    {
        var matter = await city.ServedMatterAsync();
        var letter = $"{matter}/letters/{(await LettersAsync(matter))[^1].Text("id")}";
        foreach (var end in (string[])["/docx", "/print", "/proof-of-service/docx", "/proof-of-service/print", "/stub/docx", "/stub/print"])
        {
            foreach (var other in new[] { city.Stranger, city.Town, city.Administrator })
                (await city.FileAsync(HttpMethod.Get, other, letter + end)).Answer.Status.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.Forbidden);
            (await city.GetAsync(city.Town, letter + end)).ShouldBe(HttpStatusCode.NotFound, "http.404");
            (await city.GetAsync(city.Clerk, $"{matter}/letters/{NewId()}{end}")).ShouldBe(HttpStatusCode.NotFound, "http.404");
        }

        (await city.SendAsync(HttpMethod.Post, city.Town, matter + "/letters/preview", new { kind = "opinion" })).ShouldBe(HttpStatusCode.NotFound, "http.404");
        (await city.SendAsync(HttpMethod.Post, city.JointOffice, matter + "/letters/preview", new { kind = "opinion" })).ShouldBe(HttpStatusCode.Forbidden, "case.role_forbidden");
    }

    [Fact]
    public async Task S_25_the_query_code_is_read_on_paper_by_those_who_may_take_it_out_and_on_no_screen()
    {
        var matter = await city.HandledMatterAsync();
        var id = (await LettersAsync(matter)).Single(letter => letter.Text("kind") == "acceptance").Text("id");
        var code = (await city.SlipAsync(matter)).Text("code");
        foreach (var (reader, may) in new[] { (city.Clerk, true), (city.Handler, true), (city.JointOffice, false) })
        {
            (await city.GetAsync(reader, matter)).Text.ShouldNotContain(code);
            (await city.GetAsync(reader, matter + "/letters")).Text.ShouldNotContain(code);
            Words((await city.FileAsync(HttpMethod.Get, reader, $"{matter}/letters/{id}/docx")).Bytes).Contains(code, StringComparison.Ordinal).ShouldBe(may);
            var html = Encoding.UTF8.GetString((await city.FileAsync(HttpMethod.Get, reader, $"{matter}/letters/{id}/print")).Bytes);
            (html.Contains(code, StringComparison.Ordinal), html.Contains("<svg", StringComparison.Ordinal)).ShouldBe((may, may), "the picture is the code");
        }
        (await city.SendAsync(HttpMethod.Post, city.Handler, matter + "/letters/preview", new { kind = "acceptance" })).Text.ShouldNotContain(code);
    }

    [Fact]
    public async Task Each_look_leaves_one_row_of_evidence_and_a_name_is_masked_for_those_whose_work_does_not_need_it()
    {
        var matter = await city.ServedMatterAsync();
        var id = (await LettersAsync(matter))[^1].Text("id");
        foreach (var (reader, shown, hidden) in new[] { (city.Clerk, "李四", "李*"), (city.JointOffice, "李*", "李四") })
        {
            foreach (var end in (string[])["/print", "/proof-of-service/print"])
            {
                var html = WebUtility.HtmlDecode(Encoding.UTF8.GetString((await city.FileAsync(HttpMethod.Get, reader, $"{matter}/letters/{id}{end}")).Bytes));
                html.ShouldContain(shown, Case.Sensitive, end);
                html.ShouldNotContain(hidden, Case.Sensitive, end);
            }

            Words((await city.FileAsync(HttpMethod.Get, reader, $"{matter}/letters/{id}/docx")).Bytes).ShouldNotContain(hidden);
            (await city.CountAsync($"select count(*) from audit_row where subject = '{IdOf(matter)}/{id}' and result = 'done' and actor_id = '{reader.PersonId}'")).ShouldBe(3);
        }

        (await city.GetAsync(city.JointOffice, matter)).Text.ShouldNotContain("李四");
        (await city.GetAsync(city.JointOffice, matter + "/letters")).Text.ShouldNotContain("李四");
    }

    [Fact]
    public async Task A_preview_shows_the_draft_and_its_faults_and_keeps_nothing()
    {
        var matter = await city.HandledMatterAsync(simple: false);
        var before = await CountsAsync();

        var empty = await PreviewAsync(new { kind = "opinion" });
        var findings = Demands(await city.SeeAsync(city.Clerk, matter)).Select(id => new { demandId = id, finding = "Supported", opinion = "应予支付", basis = "《土地管理法》第四十八条" }).ToArray();
        var whole = await PreviewAsync(new { kind = "opinion", findings, facts = "经查属实", reviewOrgan = "金川区人民政府" });

        empty.Text("kind").ShouldBe("opinion");
        var faults = empty.GetProperty("faults").EnumerateArray().ToList();
        faults.ShouldContain(fault => fault.Text("code") == "letter.no_remedies" && fault.Text("field") == "reviewOrgan" && fault.Text("sentence").StartsWith("未写救济途径"));
        faults.ShouldContain(fault => fault.Text("code") == "letter.no_opinion" && fault.GetProperty("position").GetInt32() == 2);
        faults.ShouldNotContain(fault => fault.Text("code") == "letter.number_missing");
        empty.Text("html").ShouldContain("letter-is-draft");
        whole.GetProperty("faults").GetArrayLength().ShouldBe(0, whole.GetRawText());
        WebUtility.HtmlDecode(whole.Text("html")).ShouldContain("向金川区人民政府书面申请复查");
        (await PreviewAsync(new { kind = "reply", text = "已采纳" })).GetProperty("faults").GetArrayLength().ShouldBe(0);
        (await PreviewAsync(new { kind = "acceptance" })).GetProperty("faults").GetArrayLength().ShouldBe(0);
        (await PreviewAsync(new { kind = "guidance", organ = "仲裁委" })).GetProperty("faults").EnumerateArray().Select(fault => fault.Text("field")).ShouldBe(["route", "routeAddress", "routeLimit", "materials"], ignoreOrder: true);
        (await city.SendAsync(HttpMethod.Post, city.Handler, matter + "/letters/preview", new { kind = "bulletin" })).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await CountsAsync()).ShouldBe(before);

        async Task<JsonElement> PreviewAsync(object body)
        {
            var answer = await city.SendAsync(HttpMethod.Post, city.Handler, matter + "/letters/preview", body);
            answer.ShouldBe(HttpStatusCode.OK);
            return answer.Body;
        }

        Task<long> CountsAsync() => city.CountAsync("select (select count(*) from letter) + (select coalesce(sum(last_serial), 0) from letter_series) + (select count(*) from outbox)");
    }

    [Fact]
    public async Task Each_means_of_delivery_shows_on_the_proof_of_service_and_asks_for_its_evidence()
    {
        foreach (var (proof, lacking) in new (object, string)[]
        {
            (new { means = "Signed", servedOn = city.Day(0) }, "recipient"), (new { means = "Other", servedOn = city.Day(0) }, "recipient"),
            (new { means = "RefusedWithWitness", servedOn = city.Day(0), reason = "不认可" }, "witness"), (new { means = "Posted", servedOn = city.Day(0) }, "postNumber"),
            (new { means = "Signed", servedOn = city.Day(0), recipient = "李四", servers = new[] { "甲某" } }, "servers"),
        })
        {
            var answer = await city.PostAsync(city.Handler, await OpinedAsync(), "service", new { proof });
            answer.ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
            answer.Body.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldContain($"proof.{lacking}", StringComparer.OrdinalIgnoreCase);
        }

        string[] servers = ["甲某", "乙某"];
        foreach (var (proof, parts) in new (object, string[])[]
        {
            (new { means = "Signed", servedOn = city.Day(0), recipient = "李小四", relation = "儿子", place = "宁远堡镇一村", servers, view = "Agrees" }, ["■当面", "■签收", "李小四", "儿子", "宁远堡镇一村", "甲某、乙某", "■同意"]),
            (new { means = "RefusedWithWitness", servedOn = city.Day(0), witness = "王五", reason = "不认可结论", place = "宁远堡镇一村", servers, view = "Disagrees" }, ["■当面", "■拒收", "王五", "不认可结论", "■不同意"]),
            (new { means = "Posted", servedOn = city.Day(0), postNumber = "EMS10001", place = "宁远堡镇一村", view = "NoneGiven" }, ["■邮寄", "EMS10001", "■签收", "■无明确意见"]),
            (new { means = "Other", servedOn = city.Day(0), recipient = "李四", place = "看守所", servers }, ["■其他", "看守所"]),
        })
        {
            var matter = await OpinedAsync();
            var served = await city.DoAsync(city.Handler, matter, "service", new { proof });
            served.Text("state").ShouldBe("Served");
            served.RunningClocks().ShouldContain("T7");
            var path = $"{matter}/letters/{served.Text("answerLetterId")}/proof-of-service";
            var html = WebUtility.HtmlDecode(Encoding.UTF8.GetString((await city.FileAsync(HttpMethod.Get, city.Clerk, path + "/print")).Bytes));
            foreach (var part in parts)
                html.ShouldContain(part, Case.Sensitive, JsonSerializer.Serialize(proof));
            IsWhole((await city.FileAsync(HttpMethod.Get, city.Clerk, path + "/docx")).Bytes, "送达回证");
        }

        var early = await OpinedAsync();
        (await city.PostAsync(city.Handler, early, "service", new { })).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await city.PostAsync(city.Handler, early, "service", new { proof = new { means = "Signed", servedOn = city.Day(1), recipient = "李四" } })).ShouldBe(HttpStatusCode.Conflict, "case.date_in_future");
        (await city.PostAsync(city.Handler, early, "service", new { proof = new { means = "Signed", servedOn = city.Day(-1), recipient = "李四" } })).ShouldBe(HttpStatusCode.Conflict, "case.date_too_early");
        (await city.SeeAsync(city.Clerk, early)).RunningClocks().ShouldNotContain("T7");
    }

    [Fact]
    public async Task A_notice_that_was_written_by_hand_is_listed_but_not_kept()
    {
        var matter = await city.HandledMatterAsync();
        await city.DoAsync(city.Handler, matter, "legal-route", city.GuidanceBody(Demands(await city.SeeAsync(city.Clerk, matter))[0]));
        var notice = (await LettersAsync(matter))[^1];
        (notice.Text("kind"), notice.Text("number"), notice.GetProperty("kept").GetBoolean(), notice.GetProperty("served").GetBoolean()).ShouldBe(("guidance", "金信引〔2026〕1号", false, true));
        (await city.GetAsync(city.Clerk, $"{matter}/letters/{notice.Text("id")}/docx")).ShouldBe(HttpStatusCode.Conflict, "letter.not_kept");
    }

    async Task<string> OpinedAsync()
    {
        var matter = await city.RegisterLetterAsync();
        await city.DoAsync(city.Clerk, matter, "dispatch", new { kind = "Assignment", toUnitId = city.Head.UnitId, reportBy = city.Day(30) });
        await city.DoAsync(city.Handler, matter, "acceptance", new { acceptedOn = city.Day(0) });
        await city.DoAsync(city.Handler, matter, "investigation", new { entryId = NewId(), on = city.Day(0), text = "实地丈量" });
        await city.DoAsync(city.Head, matter, "opinion", await city.OpinionBodyAsync(matter));
        return matter;
    }

    async Task<string> GuidedAsync()
    {
        var matter = await city.HandledMatterAsync();
        await city.DoAsync(city.Handler, matter, "legal-route", new
        {
            demandId = Demands(await city.SeeAsync(city.Clerk, matter))[0], route = "Arbitration", organ = "金川区劳动人事争议仲裁委员会", timeLimit = "自知道权利被侵害之日起1年内", address = "金川区新华路1号", materials = new[] { "仲裁申请书", "身份证明" },
            proof = city.Signed(),
        });
        return matter;
    }

    async Task<string> RepliedAsync()
    {
        var matter = await city.RegisterLetterAsync("Proposal");
        await city.DoAsync(city.Clerk, matter, "reply", new { adoption = "PartlyAdopted", text = "建议已采纳。\n感谢您的关心。" });
        return matter;
    }

    async Task<List<JsonElement>> LettersAsync(string matter) => [.. (await city.SeeAsync(city.Clerk, matter + "/letters")).GetProperty("items").EnumerateArray()];

    static void IsWhole(byte[] file, string says)
    {
        using (var document = WordprocessingDocument.Open(new MemoryStream(file), isEditable: false))
            new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(fault => fault.Description).ShouldBeEmpty();
        var words = Words(file);
        words.ShouldContain(says);
        foreach (var gap in (string[])["{", "}", "【未填", "草稿"])
            words.ShouldNotContain(gap);
    }

    // Everything that any part of the unpacked file says.
    internal static string Words(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        var words = new StringBuilder();
        foreach (var entry in zip.Entries.Where(entry => entry.FullName.StartsWith("word/", StringComparison.Ordinal) && entry.FullName.EndsWith(".xml", StringComparison.Ordinal)))
        {
            using var part = entry.Open();
            words.AppendLine(System.Xml.Linq.XDocument.Load(part).Root!.Value);
        }

        return words.ToString();
    }
}

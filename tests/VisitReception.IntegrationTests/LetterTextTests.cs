using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Anjie.VisitReception.IntegrationTests;

/// <summary>Texts of letters as an administrator publishes them, and the letters that come of it.</summary>
public sealed class LetterTextTests(City city)
{
    const string Told = "将听取您陈述事实和理由", Added = "（本单位窗口每周五接待）";

    [Fact]
    public async Task A_text_is_used_from_its_day_and_letters_that_went_out_stay_as_they_were()
    {
        var (version, source) = await LatestAsync("acceptance");
        var before = await AcceptedAsync();
        var old = await FilesAsync(before);

        var published = await PublishAsync("acceptance", version + 1, Reworded(source), 1, "窗口时间");
        published.ShouldBe(HttpStatusCode.Created);
        (StateOf(published.Body, version), StateOf(published.Body, version + 1)).ShouldBe(("InForce", "Coming"));
        Text(await FilesAsync(await AcceptedAsync())).ShouldNotContain(Added, Case.Sensitive, "today the old one holds");

        await city.MoveToAsync(city.Today.AddDays(1));
        var after = await AcceptedAsync();
        Text(await FilesAsync(after)).ShouldContain(Added);
        (await VersionOfAsync(after), await VersionOfAsync(before)).ShouldBe((version + 1, version));
        var kept = await FilesAsync(before);
        (kept.Docx.AsSpan().SequenceEqual(old.Docx), kept.Html).ShouldBe((true, old.Html));
        (await city.SendAsync(HttpMethod.Post, city.Handler, await DispatchedAsync() + "/letters/preview", new { kind = "acceptance" })).Body.Text("html").ShouldContain(Added);

        // The others of this collection read the delivered words.
        (await PublishAsync("acceptance", version + 2, source, 0, "恢复原文")).ShouldBe(HttpStatusCode.Created);
        Text(await FilesAsync(await AcceptedAsync())).ShouldNotContain(Added);
        Text(await FilesAsync(after)).ShouldContain(Added);
    }

    [Fact]
    public async Task The_proof_of_service_goes_by_its_own_text()
    {
        var (version, source) = await LatestAsync("proof-of-service");
        var matter = await city.HandledMatterAsync();
        var letter = $"{matter}/letters/{await LetterOfAsync(matter)}/proof-of-service/print";
        (await PublishAsync("proof-of-service", version + 1, source.Replace("| 备注 | |", "| 备注 | 请核对身份 |", StringComparison.Ordinal), 0, "提示核对")).ShouldBe(HttpStatusCode.Created);
        (await PrintedAsync(letter)).ShouldContain("请核对身份");
        var served = await city.ServedMatterAsync();
        var signed = $"{served}/letters/{(await city.SeeAsync(city.Clerk, served)).Text("answerLetterId")}/proof-of-service/print";
        var asSigned = await PrintedAsync(signed);
        asSigned.ShouldContain("请核对身份");

        (await PublishAsync("proof-of-service", version + 2, source, 0, "恢复原文")).ShouldBe(HttpStatusCode.Created);
        (await PrintedAsync(letter)).ShouldNotContain("请核对身份");
        (await PrintedAsync(signed)).ShouldBe(asSigned, "it was signed before");
        await city.MoveToAsync(city.Today.AddDays(1));
        (await PrintedAsync(signed)).ShouldBe(asSigned);

        async Task<string> PrintedAsync(string path) => WebUtility.HtmlDecode(Encoding.UTF8.GetString((await city.FileAsync(HttpMethod.Get, city.Handler, path)).Bytes));
    }

    [Fact]
    public async Task A_stub_goes_by_the_text_of_the_day_of_its_letter()
    {
        const string Kept = "存档三十年";
        var (version, source) = await LatestAsync("stub");
        var before = await AcceptedAsync();
        (await PublishAsync("stub", version + 1, source.Replace("| 备注 | |", $"| 备注 | {Kept} |", StringComparison.Ordinal), 1, "写明期限")).ShouldBe(HttpStatusCode.Created);
        await city.MoveToAsync(city.Today.AddDays(1));
        var after = await AcceptedAsync();

        (await StubAsync(after, "print")).ShouldContain(Kept);
        (await StubAsync(before, "print")).ShouldNotContain(Kept);
        (await city.FileAsync(HttpMethod.Get, city.Clerk, await StubOfAsync(after, "docx"))).Bytes.Length.ShouldBePositive();

        (await PublishAsync("stub", version + 2, source, 1, "恢复原文")).ShouldBe(HttpStatusCode.Created);
        await city.MoveToAsync(city.Today.AddDays(1));
        (await StubAsync(await AcceptedAsync(), "print")).ShouldNotContain(Kept);
        (await StubAsync(after, "print")).ShouldContain(Kept);

        async Task<string> StubOfAsync(string matter, string form) => $"{matter}/letters/{await LetterOfAsync(matter)}/stub/{form}";

        async Task<string> StubAsync(string matter, string form) => WebUtility.HtmlDecode(Encoding.UTF8.GetString((await city.FileAsync(HttpMethod.Get, city.Clerk, await StubOfAsync(matter, form))).Bytes));
    }

    [Fact]
    public async Task A_kept_text_with_the_number_of_a_delivered_one_can_be_withdrawn()
    {
        const string Kind = "no-further-acceptance";
        var (version, source) = await LatestAsync(Kind);
        (await PublishAsync(Kind, version + 1, source, 3, "三天后")).ShouldBe(HttpStatusCode.Created);
        // As if a release had taken the number of one that was published here.
        await city.AsServiceAsync($"""
            insert into letter_text (id, kind, version, effective_from, source, reason, published_by_id, published_by, published_at)
            select gen_random_uuid(), kind, 1, effective_from, source, reason, published_by_id, published_by, published_at from letter_text where kind = '{Kind}' and version = {version + 1}
            """);

        var withdrawn = await WithdrawAsync(Kind, 1);

        withdrawn.ShouldBe(HttpStatusCode.OK);
        withdrawn.Body.GetProperty("versions").EnumerateArray().Where(one => one.GetProperty("version").GetInt32() == 1).Select(one => one.Text("state")).ShouldBe(["Withdrawn", "InForce"]);
        (await WithdrawAsync(Kind, version + 1)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_wrong_is_told_by_its_place_and_nothing_changes()
    {
        var (version, source) = await LatestAsync("opinion");
        var (texts, evidence) = (await CountAsync(), await EvidenceAsync());
        foreach (var (old, with, code) in new[]
        {
            ("30日内，", "", "letter.no_remedies"), ("{复查机关}", "{复查机关", "letter.unbalanced_brace"), ("{承办人}", "{承办者}", "letter.unknown_field"), ("{转送交办机关?}", "{转送交办机关}", "letter.field_may_be_empty"),
            ("{转送交办机关?}", "{约谈地点?}", "letter.field_not_filled"), ("{承办人}", "\u0000{承办人}", "letter.text_unprintable"), ("{承办人}", "\u202E{承办人}", "letter.text_unprintable"), ("【附注】", "【附记】", "letter.unknown_part"),
            // Within itself it has no end, and a sample of it would be the end of the service.
            ("法律法规依据：{法律依据}。", "法律法规依据：{法律依据}。\n{各项诉求}", "letter.field_not_here"),
            ("书面申请复查。", "书面申请复查。（{转送交办机关?}）", "letter.no_remedies"),
        })
        {
            var faulty = source.Replace(old, with, StringComparison.Ordinal);
            var refused = await PublishAsync("opinion", version + 1, faulty, 0, "改错");
            refused.Status.ShouldBe(HttpStatusCode.Conflict, refused.Text);
            var faults = refused.Body.GetProperty("faults").EnumerateArray().ToList();
            faults.Select(fault => fault.Text("code")).ShouldContain(code);
            refused.Code.ShouldBe(faults[0].Text("code"));

            var preview = await PreviewAsync("opinion", faulty);
            preview.ShouldBe(HttpStatusCode.OK);
            preview.Body.GetProperty("html").ValueKind.ShouldBe(JsonValueKind.Null);
            preview.Body.GetProperty("faults").GetRawText().ShouldBe(refused.Body.GetProperty("faults").GetRawText());
        }

        var unbalanced = (await PreviewAsync("opinion", source.Replace("{复查机关}", "{复查机关", StringComparison.Ordinal))).Body.GetProperty("faults").EnumerateArray().Single(fault => fault.Text("code") == "letter.unbalanced_brace");
        unbalanced.GetProperty("line").GetInt32().ShouldBe(Array.FindIndex(source.Split('\n'), line => line.Contains("{复查机关}", StringComparison.Ordinal)) + 1);
        (await city.SendAsync(HttpMethod.Post, city.Administrator, "/letter-texts/opinion/preview", new { source = "【标题】\n{" }, language: "en")).Text.ShouldContain("A brace has no partner");
        (await PublishAsync("opinion", version + 1, source, -1, "过去")).ShouldBe(HttpStatusCode.Conflict, "case.date_in_past");
        (await CountAsync(), await EvidenceAsync()).ShouldBe((texts, evidence));
        (await LatestAsync("opinion")).ShouldBe((version, source));
    }

    [Fact]
    public async Task A_preview_is_a_draft_of_invented_people_and_keeps_nothing()
    {
        var (texts, letters, evidence) = (await CountAsync(), await city.CountAsync("select count(*) from letter"), await EvidenceAsync());
        foreach (var kind in (await city.SeeAsync(city.Administrator, "/letter-texts")).GetProperty("items").EnumerateArray().Select(line => line.Text("kind")))
        {
            var preview = await PreviewAsync(kind, (await LatestAsync(kind)).Source + "\n<script>alert(1)</script>");
            preview.ShouldBe(HttpStatusCode.OK);
            preview.Body.GetProperty("faults").GetArrayLength().ShouldBe(0, preview.Text);
            var html = preview.Body.Text("html");
            html.ShouldContain("letter-is-draft");
            html.ShouldContain("样例");
            foreach (var loud in (string[])["<script", "【未填"])
                html.ShouldNotContain(loud, Case.Sensitive, kind);
        }

        (await CountAsync(), await city.CountAsync("select count(*) from letter"), await EvidenceAsync()).ShouldBe((texts, letters, evidence));
    }

    [Fact]
    public async Task Of_two_who_publish_at_once_one_is_told_to_look_again_and_a_repeat_answers_as_before()
    {
        var (version, source) = await LatestAsync("transfer");
        var evidence = await EvidenceAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(one => PublishAsync("transfer", version + 1, source, 0, $"第{one}人")));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Status == HttpStatusCode.Conflict && answer.Code == "text.version_taken");
        var kept = (await city.SeeAsync(city.Administrator, "/letter-texts/transfer")).GetProperty("versions")[0];
        (kept.GetProperty("version").GetInt32(), kept.Text("state")).ShouldBe((version + 1, "InForce"));
        (await PublishAsync("transfer", version + 1, source, 0, kept.Text("reason"))).ShouldBe(HttpStatusCode.OK);
        (await PublishAsync("transfer", version + 1, source, 0, "落后的人")).ShouldBe(HttpStatusCode.Conflict, "text.version_taken");
        (await PublishAsync("transfer", version + 3, source, 0, "跳过一版")).ShouldBe(HttpStatusCode.Conflict, "text.version_skipped");
        (await EvidenceAsync()).ShouldBe(evidence + 1, "one row for what took effect");
        (await city.CountAsync($"select count(*) from audit_row where subject = 'transfer/{version + 1}' and actor_id = '{city.Administrator.PersonId}' and result = 'done'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_version_may_be_withdrawn_before_its_day_and_its_number_is_not_given_again()
    {
        var (version, source) = await LatestAsync("reply");
        (await PublishAsync("reply", version + 1, source, 3, "三天后")).ShouldBe(HttpStatusCode.Created);
        var evidence = await EvidenceAsync();

        var withdrawn = await WithdrawAsync("reply", version + 1);
        withdrawn.ShouldBe(HttpStatusCode.OK);
        (StateOf(withdrawn.Body, version + 1), withdrawn.Body.GetProperty("next").GetInt32()).ShouldBe(("Withdrawn", version + 2));
        (await WithdrawAsync("reply", version + 1)).ShouldBe(HttpStatusCode.OK);
        (await EvidenceAsync()).ShouldBe(evidence + 1);
        (await WithdrawAsync("reply", version)).ShouldBe(HttpStatusCode.Conflict, "text.in_force");
        (await WithdrawAsync("reply", 1)).ShouldBe(HttpStatusCode.Conflict, "text.in_force");
        (await WithdrawAsync("reply", version + 9)).ShouldBe(HttpStatusCode.NotFound, "http.404");
        (await PublishAsync("reply", version + 1, source, 3, "再用此号")).ShouldBe(HttpStatusCode.Conflict, "text.version_taken");
    }

    [Fact]
    public async Task Words_that_were_published_cannot_be_changed_by_the_service_itself()
    {
        var (version, source) = await LatestAsync("objection");
        (await PublishAsync("objection", version + 1, source, 0, "留底")).ShouldBe(HttpStatusCode.Created);
        foreach (var statement in (string[])["update letter_text set source = ''", "update letter_text set effective_from = '2000-01-01'", "delete from letter_text", "truncate letter_text"])
            (await Should.ThrowAsync<Npgsql.PostgresException>(() => city.AsServiceAsync(statement))).SqlState.ShouldBe("42501", statement);
    }

    [Fact]
    public async Task Only_a_system_administrator_reads_and_publishes_and_only_what_is_issued_here()
    {
        var (_, source) = await LatestAsync("extension");
        var body = new { source, effectiveFrom = city.Day(0), reason = "试" };
        foreach (var other in new[] { city.Clerk, city.ClerkHead, city.Leader, city.Handler, city.JointOffice })
            foreach (var (method, path) in new[] { (HttpMethod.Get, ""), (HttpMethod.Get, "/extension"), (HttpMethod.Post, "/extension/preview"), (HttpMethod.Put, "/extension/versions/2"), (HttpMethod.Delete, "/extension/versions/2") })
                (await city.SendAsync(method, other, "/letter-texts" + path, method == HttpMethod.Get || method == HttpMethod.Delete ? null : body)).ShouldBe(HttpStatusCode.Forbidden, "case.role_forbidden");

        foreach (var kind in (string[])["bulletin", "talk-notice", "情书", "Acceptance"])
        {
            (await city.GetAsync(city.Administrator, $"/letter-texts/{kind}")).Status.ShouldBe(HttpStatusCode.NotFound, kind);
            (await PreviewAsync(kind, source)).Status.ShouldBe(HttpStatusCode.NotFound, kind);
            (await PublishAsync(kind, 2, source, 0, "试")).Status.ShouldBe(HttpStatusCode.NotFound, kind);
            (await WithdrawAsync(kind, 2)).Status.ShouldBe(HttpStatusCode.NotFound, kind);
        }
    }

    [Fact]
    public async Task A_request_of_the_wrong_shape_is_refused_by_its_fields()
    {
        var (version, source) = await LatestAsync("extension");
        (await PreviewAsync("extension", new string('字', 8001))).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await PreviewAsync("extension", "")).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await PreviewAsync("extension", "【正文】\n" + new string('{', 7900))).ShouldBe(HttpStatusCode.OK);
        var many = await PreviewAsync("extension", string.Concat(Enumerable.Repeat("【x】\n", 1600)));
        many.Body.GetProperty("faults").GetArrayLength().ShouldBe(100);
        (await PublishAsync("extension", version + 1, new string('字', 8001), 0, "长")).Body.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe(["source"], Case.Insensitive);
        (await PublishAsync("extension", version + 1, source, 0, "")).Body.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe(["reason"], Case.Insensitive);
        (await PublishAsync("extension", version + 1, source, 0, "看\u202E不见")).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        foreach (var number in (string[])["0", "-1", "x", "99999999999"])
            (await city.SendAsync(HttpMethod.Put, city.Administrator, $"/letter-texts/extension/versions/{number}", new { source, effectiveFrom = city.Day(0), reason = "试" })).Status.ShouldBe(HttpStatusCode.NotFound, number);
    }

    static string Reworded(string source) => source.Replace(Told, Told + Added, StringComparison.Ordinal);

    async Task<(int Version, string Source)> LatestAsync(string kind)
    {
        var text = await city.SeeAsync(city.Administrator, $"/letter-texts/{kind}");
        var inForce = text.GetProperty("versions").EnumerateArray().Single(version => version.Text("state") == "InForce").Text("source");
        return (text.GetProperty("next").GetInt32() - 1, inForce);
    }

    static string StateOf(JsonElement text, int version) => text.GetProperty("versions").EnumerateArray().Single(one => one.GetProperty("version").GetInt32() == version).Text("state");

    Task<Answer> PublishAsync(string kind, int version, string source, int day, string reason) => city.PutAsync(
        city.Administrator, string.Create(CultureInfo.InvariantCulture, $"/letter-texts/{kind}/versions/{version}"), new { source, effectiveFrom = city.Day(day), reason });

    Task<Answer> PreviewAsync(string kind, string source) => city.SendAsync(HttpMethod.Post, city.Administrator, $"/letter-texts/{kind}/preview", new { source });

    Task<Answer> WithdrawAsync(string kind, int version) => city.SendAsync(HttpMethod.Delete, city.Administrator, string.Create(CultureInfo.InvariantCulture, $"/letter-texts/{kind}/versions/{version}"));

    Task<long> CountAsync() => city.CountAsync("select count(*) from letter_text");

    Task<long> EvidenceAsync() => city.CountAsync("select count(*) from audit_row where action like '%/letter-texts/%' and result = 'done'");

    async Task<string> DispatchedAsync()
    {
        var matter = await city.RegisterLetterAsync();
        await city.DoAsync(city.Clerk, matter, "dispatch", new { kind = "Transfer", toUnitId = city.Head.UnitId });
        return matter;
    }

    Task<string> AcceptedAsync() => city.HandledMatterAsync();

    async Task<string> LetterOfAsync(string matter) =>
        (await city.SeeAsync(city.Clerk, matter + "/letters")).GetProperty("items").EnumerateArray().Single(letter => letter.Text("kind") == "acceptance").Text("id");

    async Task<long> VersionOfAsync(string matter) => await city.CountAsync($"select text_version from letter where id = '{await LetterOfAsync(matter)}'");

    async Task<(byte[] Docx, string Html)> FilesAsync(string matter)
    {
        var letter = $"{matter}/letters/{await LetterOfAsync(matter)}";
        return ((await city.FileAsync(HttpMethod.Get, city.Clerk, letter + "/docx")).Bytes, Encoding.UTF8.GetString((await city.FileAsync(HttpMethod.Get, city.Clerk, letter + "/print")).Bytes));
    }

    static string Text((byte[] Docx, string Html) files) => WebUtility.HtmlDecode(files.Html);
}

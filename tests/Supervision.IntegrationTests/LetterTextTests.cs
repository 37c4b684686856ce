using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Anjie.Contracts.Screening;
using Anjie.Support;
using Npgsql;

namespace Anjie.Supervision.IntegrationTests;

/// <summary>Texts of supervision's letters as an administrator publishes them, and the letters that come of it.</summary>
public sealed class LetterTextTests(Office office)
{
    const string Told = "前将办理结果书面报送我单位", Added = "（一式两份）";

    [Fact]
    public async Task A_text_is_used_from_its_day_and_letters_that_went_out_stay_as_they_were()
    {
        var (version, source) = await LatestAsync("supervision-notice");
        var before = await IssuedAsync();
        var old = await PrintedAsync(before);

        var published = await PublishAsync("supervision-notice", version + 1, source.Replace(Told, Told + Added, StringComparison.Ordinal), 1, "要求一式两份");
        published.Status.ShouldBe(HttpStatusCode.Created, published.Text);
        published.Location.ShouldBe("/api/supervision/letter-texts/supervision-notice");
        (StateOf(published.Body, version), StateOf(published.Body, version + 1)).ShouldBe(("InForce", "Coming"));
        (await PrintedAsync(await IssuedAsync())).ShouldNotContain(Added, Case.Sensitive, "today the old one holds");

        await office.MoveToAsync(office.Today.AddDays(1));
        var after = await IssuedAsync();
        (await PrintedAsync(after)).ShouldContain(Added);
        (await VersionOfAsync(after), await VersionOfAsync(before)).ShouldBe((version + 1, version));
        (await PrintedAsync(before)).ShouldBe(old);
        (await office.PostAsync(office.Supervisor, $"/items/{(await ItemAsync()).Id}/letters/preview", Body())).Body.GetProperty("html").GetString()!.ShouldContain(Added);

        // The others of this collection read the delivered words.
        (await PublishAsync("supervision-notice", version + 2, source, 0, "恢复原文")).Status.ShouldBe(HttpStatusCode.Created);
        (await PrintedAsync(await IssuedAsync())).ShouldNotContain(Added);
        (await PrintedAsync(after)).ShouldContain(Added);
    }

    [Fact]
    public async Task What_is_wrong_is_told_by_its_place_and_nothing_changes()
    {
        var (version, source) = await LatestAsync("improvement-proposal");
        var before = await KeptAsync();
        foreach (var (old, with, code) in new[]
        {
            ("{存在问题}", "{存在问提}", "letter.unknown_field"), ("{存在问题}", "{存在问题", "letter.unbalanced_brace"), ("{存在问题}", "属实", "letter.field_missing"), ("{存在问题}", "{存在问题}\n{信访人}", "letter.field_not_filled"),
            ("{反馈期限?}", "{反馈期限}", "letter.field_may_be_empty"), ("{承办人}", "{承办人?}", "letter.field_optional"), ("【附注】", "【附记】", "letter.unknown_part"), ("{存在问题}", "\u202E{存在问题}", "letter.text_unprintable"),
        })
        {
            source.ShouldContain(old);
            var faulty = source.Replace(old, with, StringComparison.Ordinal);
            var refused = await PublishAsync("improvement-proposal", version + 1, faulty, 0, "改错");
            refused.Status.ShouldBe(HttpStatusCode.Conflict, refused.Text);
            var faults = refused.Body.GetProperty("faults").EnumerateArray().ToList();
            faults.Select(fault => fault.GetProperty("code").GetString()).ShouldContain(code);
            refused.Code.ShouldBe(faults[0].GetProperty("code").GetString());

            var preview = await PreviewAsync("improvement-proposal", faulty);
            preview.Status.ShouldBe(HttpStatusCode.OK);
            preview.Body.GetProperty("html").ValueKind.ShouldBe(JsonValueKind.Null);
            preview.Body.GetProperty("faults").GetRawText().ShouldBe(refused.Body.GetProperty("faults").GetRawText());
        }

        (await PublishAsync("improvement-proposal", version + 1, source, -1, "过去")).Code.ShouldBe("case.date_in_past");
        (await PublishAsync("improvement-proposal", version + 2, source, 0, "跳过一版")).Code.ShouldBe("text.version_skipped");
        (await PublishAsync("improvement-proposal", version, source, 0, "已有此号")).Code.ShouldBe("text.version_taken");
        (await PreviewAsync("improvement-proposal", "")).Code.ShouldBe("request.invalid");
        var shapeless = await PublishAsync("improvement-proposal", version + 1, new string('字', 8001), 0, "");
        (shapeless.Status, shapeless.Code).ShouldBe((HttpStatusCode.BadRequest, "request.invalid"));
        shapeless.Body.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe(["source", "reason"], Case.Insensitive);
        (await KeptAsync()).ShouldBe(before);
        (await LatestAsync("improvement-proposal")).ShouldBe((version, source));
    }

    [Fact]
    public async Task Every_kind_is_tried_out_with_invented_people_and_nothing_is_kept()
    {
        var before = (await KeptAsync(), await office.CountAsync("select count(*) from supervision_letter"));
        var kinds = (await office.GetAsync(office.Administrator, "/letter-texts")).GetProperty("items").EnumerateArray().Select(line => line.GetProperty("kind").GetString()!).ToList();
        kinds.ShouldBe(["supervision-notice", "supervision-letter", "talk-notice", "talk-record", "improvement-proposal", "policy-proposal", "accountability-proposal", "bulletin"]);
        foreach (var kind in kinds)
        {
            var preview = await PreviewAsync(kind, (await LatestAsync(kind)).Source.Replace("【正文】\n", "【正文】\n<script>alert(1)</script>\n", StringComparison.Ordinal));
            preview.Body.GetProperty("faults").GetArrayLength().ShouldBe(0, preview.Text);
            var html = preview.Body.GetProperty("html").GetString()!;
            html.ShouldContain("letter-is-draft");
            html.ShouldContain("样例");
            foreach (var loud in (string[])["<script", "【未填"])
                html.ShouldNotContain(loud, Case.Sensitive, kind);
        }

        (await KeptAsync(), await office.CountAsync("select count(*) from supervision_letter")).ShouldBe(before);
    }

    [Fact]
    public async Task A_version_may_be_withdrawn_before_its_day_and_never_fills_a_letter()
    {
        var (version, source) = await LatestAsync("talk-notice");
        var evidence = await EvidenceAsync();
        (await PublishAsync("talk-notice", version + 1, source.Replace("按时参加", "按时参加" + Added, StringComparison.Ordinal), 3, "三天后")).Status.ShouldBe(HttpStatusCode.Created);

        var withdrawn = await WithdrawAsync("talk-notice", version + 1);
        withdrawn.Status.ShouldBe(HttpStatusCode.OK, withdrawn.Text);
        (StateOf(withdrawn.Body, version + 1), withdrawn.Body.GetProperty("next").GetInt32()).ShouldBe(("Withdrawn", version + 2));
        (await WithdrawAsync("talk-notice", version + 1)).Status.ShouldBe(HttpStatusCode.OK, "a repeat");
        (await EvidenceAsync()).ShouldBe(evidence + 2, "one row for each of what took effect");
        (await office.CountAsync($"select count(*) from audit_row where subject = 'talk-notice/{version + 1}' and actor_id = '{office.Administrator.PersonId}' and result = 'done'")).ShouldBe(2);
        (await WithdrawAsync("talk-notice", version)).Code.ShouldBe("text.in_force");
        (await WithdrawAsync("talk-notice", version + 9)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await PublishAsync("talk-notice", version + 1, source, 3, "再用此号")).Code.ShouldBe("text.version_taken");

        await office.MoveToAsync(office.Today.AddDays(3));
        var (item, itemVersion) = await ItemAsync();
        var (status, view) = await office.PostAsync(office.JointOffice, $"/items/{item}/letters", new
        {
            entryId = Guid.CreateVersion7(), kind = "talk-notice", occasion = "多次督办未落实", decision = "联席会议第3次会议纪要", invited = "局长张某", talkOn = office.Today.AddDays(2), talkTime = "上午9时", talkPlace = "三楼会议室",
        }, itemVersion);
        status.ShouldBe(HttpStatusCode.OK, $"{view}");
        var letter = (item, view.GetProperty("letters")[0].GetProperty("id").GetGuid());
        (await PrintedAsync(letter)).ShouldNotContain(Added);
        (await VersionOfAsync(letter)).ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_who_publish_at_once_one_is_told_to_look_again_and_a_repeat_answers_as_before()
    {
        var (version, source) = await LatestAsync("policy-proposal");
        var evidence = await EvidenceAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(one => PublishAsync("policy-proposal", version + 1, source, 0, $"第{one}人")));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Status == HttpStatusCode.Conflict && answer.Code == "text.version_taken");
        var kept = (await office.GetAsync(office.Administrator, "/letter-texts/policy-proposal")).GetProperty("versions")[0];
        (kept.GetProperty("version").GetInt32(), kept.GetProperty("state").GetString()).ShouldBe((version + 1, "InForce"));
        (await PublishAsync("policy-proposal", version + 1, source, 0, kept.GetProperty("reason").GetString()!)).Status.ShouldBe(HttpStatusCode.OK);
        (await EvidenceAsync()).ShouldBe(evidence + 1);
    }

    [Fact]
    public async Task Words_that_were_published_cannot_be_changed_by_the_service_itself()
    {
        var (version, source) = await LatestAsync("accountability-proposal");
        (await PublishAsync("accountability-proposal", version + 1, source, 0, "留底")).Status.ShouldBe(HttpStatusCode.Created);
        foreach (var statement in (string[])["update letter_text set source = ''", "update letter_text set effective_from = '2000-01-01'", "delete from letter_text", "truncate letter_text"])
            (await Should.ThrowAsync<PostgresException>(() => office.AsServiceAsync(statement))).SqlState.ShouldBe("42501", statement);
    }

    [Fact]
    public async Task Only_a_system_administrator_reads_and_publishes_and_only_what_is_issued_here()
    {
        var (_, source) = await LatestAsync("supervision-letter");
        var body = new { source, effectiveFrom = office.Today, reason = "试" };
        foreach (var other in new[] { office.Supervisor, office.SupervisorHead, office.JointOffice, office.Head })
            foreach (var (method, path) in new[] { (HttpMethod.Get, ""), (HttpMethod.Get, "/supervision-letter"), (HttpMethod.Post, "/supervision-letter/preview"), (HttpMethod.Put, "/supervision-letter/versions/2"), (HttpMethod.Delete, "/supervision-letter/versions/2") })
            {
                var refused = await SendAsync(method, other, path, method == HttpMethod.Get || method == HttpMethod.Delete ? null : body);
                (refused.Status, refused.Code).ShouldBe((HttpStatusCode.Forbidden, "case.role_forbidden"));
            }

        foreach (var kind in (string[])["acceptance", "stub", "情书", "Talk-notice"])
        {
            (await SendAsync(HttpMethod.Get, office.Administrator, $"/{kind}")).Status.ShouldBe(HttpStatusCode.NotFound, kind);
            (await PreviewAsync(kind, source)).Status.ShouldBe(HttpStatusCode.NotFound, kind);
            (await PublishAsync(kind, 2, source, 0, "试")).Status.ShouldBe(HttpStatusCode.NotFound, kind);
            (await WithdrawAsync(kind, 2)).Status.ShouldBe(HttpStatusCode.NotFound, kind);
        }
    }

    object Body() => new { requirements = new[] { new { text = "专题研究" } }, replyBy = office.Today.AddDays(7), reason = "群众来电反映", situation = "06" };

    /// <summary>An item that is followed and nothing more.</summary>
    async Task<(Guid Id, int Version)> ItemAsync()
    {
        var (matter, dispute) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await office.TellAsync(matter, dispute, 1, [new DisputeReported($"PC{matter.ToString("N")[18..]}", office.Today, 1, "06.01", Office.BureauId, 3), new FiveGuaranteesAssigned(office.Today.AddDays(20), Office.BureauId)]);
        var item = (await office.GetAsync(office.Supervisor, $"/items?matterId={matter}")).GetProperty("items")[0].GetProperty("id").GetGuid();
        return (item, (await office.GetAsync(office.Supervisor, $"/items/{item}")).GetProperty("version").GetInt32());
    }

    async Task<(Guid Item, Guid Letter)> IssuedAsync()
    {
        var (item, version) = await ItemAsync();
        var (status, view) = await office.PostAsync(office.Supervisor, $"/items/{item}/issue", Body(), version);
        status.ShouldBe(HttpStatusCode.OK, $"{view}");
        return (item, view.GetProperty("letters")[0].GetProperty("id").GetGuid());
    }

    async Task<string> PrintedAsync((Guid Item, Guid Letter) of)
    {
        using var client = office.As(office.Supervisor);
        return WebUtility.HtmlDecode(Encoding.UTF8.GetString(await client.GetByteArrayAsync(new Uri($"/api/supervision/items/{of.Item}/letters/{of.Letter}/print", UriKind.Relative))));
    }

    Task<long> VersionOfAsync((Guid Item, Guid Letter) of) => office.CountAsync($"select text_version from supervision_letter where id = '{of.Letter}'");

    async Task<(int Version, string Source)> LatestAsync(string kind)
    {
        var text = await office.GetAsync(office.Administrator, $"/letter-texts/{kind}");
        var inForce = text.GetProperty("versions").EnumerateArray().Single(version => version.GetProperty("state").GetString() == "InForce").GetProperty("source").GetString()!;
        return (text.GetProperty("next").GetInt32() - 1, inForce);
    }

    static string? StateOf(JsonElement text, int version) => text.GetProperty("versions").EnumerateArray().Single(one => one.GetProperty("version").GetInt32() == version).GetProperty("state").GetString();

    sealed record Answer(HttpStatusCode Status, string Text, string? Location)
    {
        public JsonElement Body => JsonSerializer.Deserialize<JsonElement>(Text);

        public string? Code => Body.GetProperty("code").GetString();
    }

    Task<Answer> PublishAsync(string kind, int version, string source, int day, string reason) =>
        SendAsync(HttpMethod.Put, office.Administrator, string.Create(CultureInfo.InvariantCulture, $"/{kind}/versions/{version}"), new { source, effectiveFrom = office.Today.AddDays(day), reason });

    Task<Answer> PreviewAsync(string kind, string source) => SendAsync(HttpMethod.Post, office.Administrator, $"/{kind}/preview", new { source });

    Task<Answer> WithdrawAsync(string kind, int version) => SendAsync(HttpMethod.Delete, office.Administrator, string.Create(CultureInfo.InvariantCulture, $"/{kind}/versions/{version}"));

    async Task<Answer> SendAsync(HttpMethod method, Official caller, string path, object? body = null)
    {
        using var client = office.As(caller);
        using var request = new HttpRequestMessage(method, "/api/supervision/letter-texts" + path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await client.SendAsync(request);
        return new(answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.Location?.OriginalString);
    }

    Task<long> KeptAsync() => office.CountAsync("select (select count(*) from letter_text) + (select count(*) from audit_row where action like '%/letter-texts/%' and result = 'done')");

    Task<long> EvidenceAsync() => office.CountAsync("select count(*) from audit_row where action like '%/letter-texts/%' and result = 'done'");
}

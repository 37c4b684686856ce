using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Anjie.Support;
using static Anjie.VisitReception.IntegrationTests.Scene;

namespace Anjie.VisitReception.IntegrationTests;

/// <summary>The petitioner's way, at the service's own doors.</summary>
public sealed class PublicQueryTests(City city)
{
    const string LastFour = "5678", Other = "0000";

    [Fact]
    public async Task Code_and_digits_open_what_the_petitioner_may_know_and_nothing_else()
    {
        var matter = await city.ServedMatterAsync();
        var slip = await city.SlipAsync(matter);
        slip.Text("opens").ShouldBe($"{slip.Text("address")}#c={slip.Text("code").Replace("-", "", StringComparison.Ordinal)}");
        slip.GetProperty("pictureSize").GetInt32().ShouldBeGreaterThan(20);

        var answer = await city.QueryAsync(slip.Text("code").ToLowerInvariant().Replace('-', ' '), LastFour);

        answer.ShouldBe(HttpStatusCode.OK);
        answer.Cache.ShouldBe("no-store");
        var shown = answer.Body.GetProperty("matter");
        var view = await city.SeeAsync(city.Clerk, matter);
        (shown.Text("number"), shown.Text("state"), shown.Text("words")).ShouldBe((view.Text("number"), "Served", "处理意见已送达。如不服，可在规定期限内申请复查。"));
        (shown.Text("registeredBy"), shown.Text("responsibleUnit")).ShouldBe(("金昌市信访局", "金川区自然资源局"));
        shown.GetProperty("steps").EnumerateArray().Select(step => step.Text("name")).ShouldBe(["登记", "转送、交办责任单位", "受理", "作出处理意见", "处理意见送达"]);
        shown.GetProperty("steps").EnumerateArray().ShouldAllBe(step => step.Text("on") == city.Day(0));
        shown.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null, "it is the petitioner's turn");
        var letter = shown.GetProperty("letters").EnumerateArray().Single();
        (letter.Text("number"), letter.Text("servedOn")).ShouldBe((view.GetProperty("letters").EnumerateArray().Single(one => one.Text("id") == letter.Text("id")).Text("number"), city.Day(0)));
        shown.GetProperty("evaluation").GetProperty("subjects").EnumerateArray().Select(subject => (subject.Text("about"), subject.Text("name"), subject.GetProperty("mayEvaluate").GetBoolean()))
            .ShouldBe([("PetitionOffice", "金昌市信访局", true), ("ResponsibleUnit", "金川区自然资源局", true)]);
        var review = shown.GetProperty("review");
        (review.GetProperty("mayRequest").GetBoolean(), review.Text("organ"), review.Text("nominal")).ShouldBe((true, "金川区人民政府", city.Day(30)));
        foreach (var secret in (string[])["张三丰", "13812345678", "110105", "桂林路", "李四", "13912345678", "官员", "征地补偿"])
            answer.Text.ShouldNotContain(secret);

        var english = await city.PublicAsync(HttpMethod.Get, "matter", answer.Session(), language: "en");
        english.Body.Text("words").ShouldStartWith("The written opinion was delivered.");
        var (bytes, response) = await city.LetterAsync(letter.Text("id"), answer.Session());
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        LetterTests.Words(bytes).ShouldContain("金川区人民政府");
    }

    [Fact]
    public async Task While_a_unit_works_its_next_term_is_shown_with_both_ends()
    {
        var matter = await city.HandledMatterAsync();
        var shown = (await city.QueryAsync((await city.SlipAsync(matter)).Text("code"), LastFour)).Body.GetProperty("matter");
        var clock = (await city.SeeAsync(city.Clerk, matter)).GetProperty("clocks").EnumerateArray().Single(one => one.Text("rule") == "T5");
        var next = shown.GetProperty("next");
        (next.Text("rule"), next.Text("nominal"), next.Text("legal"), next.Text("light")).ShouldBe(("T5", clock.Text("nominal"), clock.Text("legal"), clock.Text("light")));
        (shown.GetProperty("review").GetProperty("mayRequest").GetBoolean(), shown.GetProperty("evaluation").GetProperty("until").ValueKind).ShouldBe((false, JsonValueKind.Null));
    }

    [Fact]
    public async Task S_25_a_wrong_code_wrong_digits_and_what_is_not_shown_get_one_answer_in_one_time()
    {
        var code = (await city.SlipAsync(await city.ServedMatterAsync())).Text("code");
        var accusation = $"/matters/{NewId()}";
        (await city.PutAsync(city.Clerk, accusation, city.AccusationBody())).ShouldBe(HttpStatusCode.Created);
        (await city.SendAsync(HttpMethod.Post, city.Clerk, accusation + "/query-slip", new { })).ShouldBe(HttpStatusCode.Conflict, "matter.no_public_query");
        var anonymous = $"/matters/{NewId()}";
        (await city.PutAsync(city.Clerk, anonymous, city.LetterBody(anonymous: true))).ShouldBe(HttpStatusCode.Created);
        (await city.SendAsync(HttpMethod.Post, city.Clerk, anonymous + "/query-slip", new { })).ShouldBe(HttpStatusCode.Conflict, "matter.no_public_query");
        (await city.CountAsync($"select count(*) from query_code where case_id in ('{IdOf(accusation)}', '{IdOf(anonymous)}')")).ShouldBe(0);

        var (known, unknown) = (new List<double>(), new List<double>());
        string? told = null;
        for (var pair = 0; pair < 100; pair++)
        {
            await city.AsServiceAsync("delete from query_guess");
            foreach (var (typed, times) in ((string, List<double>)[])[(code, known), (NewCode(), unknown)])
            {
                var started = Stopwatch.GetTimestamp();
                var answer = await city.QueryAsync(typed, Other);
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                answer.ShouldBe(HttpStatusCode.NotFound, "query.no_match");
                var text = Without(answer.Body);
                (told ??= text).ShouldBe(text);
            }
        }

        Math.Abs(Median(known) - Median(unknown)).ShouldBeLessThan(1, "milliseconds between the medians of a hundred interleaved pairs");
        (await city.QueryAsync(code, LastFour)).ShouldBe(HttpStatusCode.OK);

        static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
        static string Without(JsonElement problem) => string.Join(' ', problem.EnumerateObject().Where(part => part.Name != "traceId").Select(part => part.ToString()));
    }

    [Fact]
    public async Task A_slip_of_the_pen_is_told_apart_before_anything_is_looked_up()
    {
        var code = (await city.SlipAsync(await city.ServedMatterAsync())).Text("code");
        var guesses = await city.CountAsync("select count(*) from query_guess");
        var answer = await city.QueryAsync((code[0] == 'A' ? "B" : "A") + code[1..], LastFour);
        answer.ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        answer.Body.GetProperty("errors").EnumerateObject().Single().Value[0].GetString().ShouldBe("查询码有误，请对照查询单逐字核对。");
        (await city.CountAsync("select count(*) from query_guess")).ShouldBe(guesses);
        (await city.QueryAsync(code, "12a4")).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task S_25_five_wrong_guesses_lock_the_code_for_a_while_whoever_guesses_and_at_most_for_an_hour()
    {
        var code = (await city.SlipAsync(await city.ServedMatterAsync())).Text("code");
        // At once, as somebody would who wants to be quicker than the count.
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(guess => city.QueryAsync(code, guess.ToString("0000", CultureInfo.InvariantCulture))));
        answers.Count(answer => answer.Status == HttpStatusCode.NotFound).ShouldBe(5);
        var locked = answers.Where(answer => answer.Status == HttpStatusCode.TooManyRequests).ToList();
        locked.Count.ShouldBe(15);
        locked.ShouldAllBe(answer => answer.Code == "query.locked" && answer.RetryAfter!.Value <= TimeSpan.FromSeconds(63));
        var right = await city.QueryAsync(code, LastFour);
        right.ShouldBe(HttpStatusCode.TooManyRequests, "query.locked");
        (await city.CountAsync("select count(*) from audit_row where result = 'query.locked' and roles = 'petitioner'")).ShouldBeGreaterThanOrEqualTo(1);

        // A minute doubles with each further guess and never exceeds an hour.
        List<int> waits = [];
        for (var guess = 0; guess < 9; guess++)
        {
            await city.AsServiceAsync("update query_guess set open_at = now() - interval '1 second'");
            (await city.QueryAsync(code, Other)).ShouldBe(HttpStatusCode.NotFound, "query.no_match");
            waits.Add((int)Math.Round((await city.QueryAsync(code, Other)).RetryAfter!.Value.TotalMinutes));
        }
        waits.ShouldBe([2, 4, 8, 16, 32, 60, 60, 60, 60]);

        // Whoever waits gets in, and all is forgotten; a day without a guess forgets it too.
        await city.AsServiceAsync("update query_guess set open_at = now() - interval '1 second'");
        (await city.QueryAsync(code, LastFour)).ShouldBe(HttpStatusCode.OK);
        for (var guess = 0; guess < 4; guess++)
            (await city.QueryAsync(code, Other)).ShouldBe(HttpStatusCode.NotFound);
        await city.AsServiceAsync("update query_guess set last_at = now() - interval '25 hours'");
        for (var guess = 0; guess < 4; guess++)
            (await city.QueryAsync(code, Other)).ShouldBe(HttpStatusCode.NotFound);
        (await city.QueryAsync(code, LastFour)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task S_25_ten_thousand_guesses_find_nothing()
    {
        await city.SlipAsync(await city.ServedMatterAsync());
        var found = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 10_000), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) =>
        {
            var answer = await city.QueryAsync(NewCode(), LastFour);
            if (answer.Status != HttpStatusCode.NotFound)
                Interlocked.Increment(ref found);
        });
        found.ShouldBe(0);
    }

    [Fact]
    public async Task S_25_a_session_opens_its_own_matter_alone_and_no_other_door()
    {
        var (first, second) = (await city.ServedMatterAsync(), await city.ServedMatterAsync());
        var session = (await city.QueryAsync((await city.SlipAsync(first)).Text("code"), LastFour)).Session();
        var foreign = (await city.SeeAsync(city.Clerk, second)).GetProperty("letters").EnumerateArray().First(one => !one.Text("kind").StartsWith("transfer", StringComparison.Ordinal)).Text("id");
        (await city.LetterAsync(foreign, session)).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await city.PublicAsync(HttpMethod.Get, "matter", session)).Body.Text("number").ShouldBe((await city.SeeAsync(city.Clerk, first)).Text("number"));

        foreach (var none in (string?[])[null, "", "x", session[..^1] + (session[^1] == 'A' ? 'B' : 'A'), new('A', session.Length)])
        {
            (await city.PublicAsync(HttpMethod.Get, "matter", none)).ShouldBe(HttpStatusCode.Unauthorized, "query.session_over");
            (await city.PublicAsync(HttpMethod.Post, "evaluation", none, Evaluation("PetitionOffice"))).ShouldBe(HttpStatusCode.Unauthorized, "query.session_over");
            (await city.PublicAsync(HttpMethod.Post, "review-request", none, Review())).ShouldBe(HttpStatusCode.Unauthorized, "query.session_over");
            (await city.LetterAsync(foreign, none)).Response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        // A session is no access token, and with an access token nobody speaks as the petitioner.
        using (var client = city.Anonymous())
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", session);
            (await client.GetAsync("/api/reception/matters")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
        (await city.GetAsync(city.Clerk, "/public/matter")).ShouldBe(HttpStatusCode.Forbidden, "case.role_forbidden");
        (await city.SendAsync(HttpMethod.Post, city.Clerk, "/public/evaluation", Evaluation("PetitionOffice"))).ShouldBe(HttpStatusCode.Forbidden, "case.role_forbidden");
    }

    [Fact]
    public async Task A_lost_code_is_replaced_at_the_desk_and_what_it_opened_is_closed()
    {
        var matter = await city.ServedMatterAsync();
        var old = (await city.SlipAsync(matter)).Text("code");
        var session = (await city.QueryAsync(old, LastFour)).Session();

        (await city.SendAsync(HttpMethod.Post, city.Handler, matter + "/query-code", new { })).ShouldBe(HttpStatusCode.Forbidden, "case.not_open_to_you");
        (await city.SendAsync(HttpMethod.Post, city.JointOffice, matter + "/query-slip", new { })).ShouldBe(HttpStatusCode.Forbidden, "case.role_forbidden");
        (await city.SendAsync(HttpMethod.Post, city.Stranger, matter + "/query-slip", new { })).ShouldBe(HttpStatusCode.NotFound);
        (await city.SendAsync(HttpMethod.Post, city.Handler, matter + "/query-slip", new { })).Body.Text("code").ShouldBe(old);
        var renewed = await city.SendAsync(HttpMethod.Post, city.Clerk, matter + "/query-code", new { });

        renewed.ShouldBe(HttpStatusCode.OK);
        (await city.QueryAsync(old, LastFour)).ShouldBe(HttpStatusCode.NotFound, "query.no_match");
        (await city.PublicAsync(HttpMethod.Get, "matter", session)).ShouldBe(HttpStatusCode.Unauthorized, "query.session_over");
        (await city.QueryAsync(renewed.Body.Text("code"), LastFour)).ShouldBe(HttpStatusCode.OK);
        (await city.CountAsync($"select count(*) from audit_row where subject = '{IdOf(matter)}' and result = 'done' and action like '%/query-slip'")).ShouldBe(2);
        (await city.CountAsync($"select count(*) from audit_row where subject = '{IdOf(matter)}' and result = 'done' and action like '%/query-code' and actor_id = '{city.Clerk.PersonId}'")).ShouldBe(1);
        (await city.CountAsync($"select count(*) from audit_row where subject = '{IdOf(matter)}' and result = 'done' and action like '%/public/query' and roles = 'petitioner'")).ShouldBe(2);
        var side = await city.SeeAsync(city.JointOffice, matter + "/petitioner-side");
        (side.GetProperty("code").GetProperty("issue").GetInt32(), side.GetProperty("code").GetProperty("slips").GetInt32()).ShouldBe((2, 1));
    }

    [Fact]
    public async Task S_89_the_tables_alone_give_no_code_away()
    {
        var matter = await city.ServedMatterAsync();
        var code = (await city.SlipAsync(matter)).Text("code").Replace("-", "", StringComparison.Ordinal);
        await city.QueryAsync(code, Other);
        var hex = Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(code));
        foreach (var table in (string[])["query_code", "query_guess", "audit_row", "outbox", "case_history"])
            (await city.CountAsync($"select count(*) from {table} t where t::text like '%{code}%' or t::text like '%{hex}%'")).ShouldBe(0, table);
    }

    [Fact]
    public async Task Each_of_the_two_is_evaluated_once_by_the_petitioner_and_evidence_names_nobody()
    {
        var matter = await city.ServedMatterAsync();
        var session = (await city.QueryAsync((await city.SlipAsync(matter)).Text("code"), LastFour)).Session();
        (await city.PublicAsync(HttpMethod.Post, "evaluation", session, Evaluation("PetitionOffice", "NotGiven"))).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await city.PublicAsync(HttpMethod.Post, "evaluation", session, Evaluation("PetitionOffice", "Dissatisfied"))).ShouldBe(HttpStatusCode.Conflict, "matter.evaluation_reason_missing");
        var once = await city.PublicAsync(HttpMethod.Post, "evaluation", session, Evaluation("PetitionOffice"));
        once.ShouldBe(HttpStatusCode.OK);
        once.Body.GetProperty("evaluation").GetProperty("subjects").EnumerateArray().Select(subject => subject.GetProperty("mayEvaluate").GetBoolean()).ShouldBe([false, true]);
        (await city.PublicAsync(HttpMethod.Post, "evaluation", session, Evaluation("PetitionOffice"))).ShouldBe(HttpStatusCode.OK);
        (await city.PublicAsync(HttpMethod.Post, "evaluation", session, Evaluation("PetitionOffice", "Basically"))).ShouldBe(HttpStatusCode.Conflict, "matter.already_evaluated");
        (await city.PublicAsync(HttpMethod.Post, "evaluation", session, Evaluation("ResponsibleUnit", "Dissatisfied", "太慢"))).ShouldBe(HttpStatusCode.OK);

        var view = await city.SeeAsync(city.Clerk, matter);
        view.GetProperty("evaluations").EnumerateArray().Select(one => (one.Text("about"), one.Text("value"))).ShouldBe([("PetitionOffice", "Satisfied"), ("ResponsibleUnit", "Dissatisfied")], ignoreOrder: true);
        (await city.SeeAsync(city.Clerk, matter + "/petitioner-side")).GetProperty("evaluations").EnumerateArray().Select(one => one.GetProperty("code").GetInt32()).ShouldBe([2, 2]);
        (await city.FactsAsync(IdOf(matter))).ShouldEndWith("MatterEvaluated MatterEvaluated");
        (await city.CountAsync($"select count(*) from audit_row where subject = '{IdOf(matter)}' and action like 'POST api/reception/public/evaluation' or subject = '{IdOf(matter)}' and action like 'POST /api/reception/public/evaluation'")).ShouldBe(2);
        (await city.CountAsync($"select count(*) from audit_row where subject = '{IdOf(matter)}' and roles = 'petitioner' and actor_id <> '{Guid.Empty}'")).ShouldBe(0);
    }

    [Fact]
    public async Task The_windows_of_evaluation_and_review_lapse_by_themselves()
    {
        var matter = await city.ServedMatterAsync();
        var code = (await city.SlipAsync(matter)).Text("code");
        var end = DateOnly.Parse((await city.SeeAsync(city.Clerk, matter)).Text("closesOn"), CultureInfo.InvariantCulture);
        await city.MoveToAsync(end);
        var answer = await city.QueryAsync(code, LastFour);
        var shown = answer.Body.GetProperty("matter");
        (shown.Text("state"), shown.GetProperty("review").GetProperty("mayRequest").GetBoolean()).ShouldBe(("Closed", false));
        shown.GetProperty("evaluation").GetProperty("subjects").EnumerateArray().ShouldAllBe(subject => !subject.GetProperty("mayEvaluate").GetBoolean());
        (await city.PublicAsync(HttpMethod.Post, "evaluation", answer.Session(), Evaluation("PetitionOffice"))).ShouldBe(HttpStatusCode.Conflict, "case.transition_forbidden");
        (await city.PublicAsync(HttpMethod.Post, "review-request", answer.Session(), Review())).ShouldBe(HttpStatusCode.Conflict, "case.transition_forbidden");
        (await city.SeeAsync(city.Clerk, matter + "/petitioner-side")).GetProperty("evaluations").EnumerateArray().Select(one => one.Text("status")).ShouldBe(["Lapsed", "Lapsed"]);
    }

    [Fact]
    public async Task A_request_for_review_waits_for_the_desk_and_the_matter_waits_for_it()
    {
        var matter = await city.ServedMatterAsync();
        var session = (await city.QueryAsync((await city.SlipAsync(matter)).Text("code"), LastFour)).Session();
        var filed = await city.PublicAsync(HttpMethod.Post, "review-request", session, Review());
        filed.ShouldBe(HttpStatusCode.OK);
        (filed.Body.GetProperty("review").GetProperty("mayRequest").GetBoolean(), filed.Body.GetProperty("review").Text("filedOn")).ShouldBe((false, city.Day(0)));
        (await city.PublicAsync(HttpMethod.Post, "review-request", session, Review())).ShouldBe(HttpStatusCode.OK);

        var request = (await city.SeeAsync(city.Clerk, matter + "/petitioner-side")).GetProperty("reviewRequests").EnumerateArray().Single();
        (request.Text("request"), request.Text("rule"), request.Text("filedOn"), request.GetProperty("pending").GetBoolean()).ShouldBe(("请求撤销处理意见", "T7", city.Day(0), true));
        (await city.GetAsync(city.Clerk, "/matters?reviewRequested=true&limit=200")).Text.ShouldContain(IdOf(matter));
        (await city.SeeAsync(city.Clerk, matter)).GetProperty("closesOn").ValueKind.ShouldBe(JsonValueKind.Null);
        await city.MoveToAsync(city.Today.AddDays(60));
        (await city.SeeAsync(city.Clerk, matter)).Text("state").ShouldBe("Served");
        (await city.PostAsync(city.Clerk, matter, "closure")).ShouldBe(HttpStatusCode.Conflict, "matter.review_request_pending");
        (await city.CountAsync($"select count(*) from review_request r where r::text like '%撤销%'")).ShouldBe(0);
    }

    [Fact]
    public async Task Visits_and_completed_conversions_get_their_codes_and_a_visitors_group_is_known_by_any_of_it()
    {
        var (_, matter) = await city.RegisterVisitAsync();
        (await city.CountAsync($"select count(*) from query_code where case_id = '{IdOf(matter)}'")).ShouldBe(1);
        (await city.QueryAsync((await city.SlipAsync(matter)).Text("code"), LastFour)).ShouldBe(HttpStatusCode.OK);

        var id = Guid.CreateVersion7();
        await city.PublishAsync(City.Numbered(new Contracts.Screening.DisputeConvertedToPetition(city.Today, city.Clerk.UnitId, "06.01", 3), id));
        await Eventually.HoldsAsync(async () => (await city.GetAsync(city.Clerk, $"/matters/by-matter/{id}")).Status == HttpStatusCode.OK, City.Patience, "no matter");
        (await city.SendAsync(HttpMethod.Post, city.Clerk, $"/matters/{id}/query-slip", new { })).ShouldBe(HttpStatusCode.Conflict, "matter.no_public_query");
        await city.DoAsync(city.Clerk, $"/matters/{id}", "completion", new
        {
            category = "Appeal", contentCode = "02.01", summary = "补录", peopleConcerned = 3, demands = new[] { new { text = "补偿" } },
            petitioners = new[] { new { name = "赵六", phone = (string?)null, identityNumber = (string?)"11010519491231002X", noticeVersion = (string?)NoticeVersion }, new { name = "钱七", phone = (string?)"0935-8212345", identityNumber = (string?)null, noticeVersion = (string?)null } },
        });
        (await city.CountAsync($"select count(*) from query_code where case_id = '{id}'")).ShouldBe(1);
        var code = (await city.SlipAsync($"/matters/{id}")).Text("code");
        foreach (var digits in (string[])["002x", "2345"])
            (await city.QueryAsync(code, digits)).ShouldBe(HttpStatusCode.OK);

        // Those from before there were codes get theirs when one is asked for.
        await city.AsServiceAsync($"delete from query_code where case_id = '{id}'");
        (await city.QueryAsync((await city.SlipAsync($"/matters/{id}")).Text("code"), "2345")).ShouldBe(HttpStatusCode.OK);
    }

    static string NewCode() => Domain.QueryCodeText.New();

    static object Evaluation(string about, string value = "Satisfied", string? reason = null) => new { about, value, reason };

    static object Review() => new { text = "请求撤销处理意见", grounds = "补偿标准适用有误", noticeVersion = NoticeVersion };
}

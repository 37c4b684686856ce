using System.Globalization;
using System.Net;
using System.Text.Json;
using Anjie.Contracts.Directory;
using Anjie.Contracts.Screening;
using Anjie.Support;
using static Anjie.VisitReception.IntegrationTests.Scene;

namespace Anjie.VisitReception.IntegrationTests;

/// <summary>检举控告: neither the accused nor those around them learn of it, wherever they are (Art 30).</summary>
public sealed class AccusationTests(City city)
{
    readonly Official _discipline = new(city.JointOffice.UnitId, "6203.lxb.", "discipline");

    [Fact]
    public async Task S_39_an_official_with_two_posts_is_kept_out_with_both_units()
    {
        var accused = await InPostAsync(new(city.Town.UnitId, city.Town.UnitPath, "town"));
        await InPostAsync(Bureau() with { PersonId = accused.PersonId });
        var accusation = await AccuseAsync(accused);

        foreach (var around in (Official[])[Bureau(), Bureau() with { UnitPath = city.Head.UnitPath + "zz." }, new(city.Town.UnitId, city.Town.UnitPath, "discipline"), _discipline with { PersonId = accused.PersonId }])
            (await city.GetAsync(around, accusation)).ShouldBe(HttpStatusCode.NotFound);
        (await city.GetAsync(_discipline, accusation)).ShouldBe(HttpStatusCode.OK);
        (await SendAsync(accusation, "dispatch", new { kind = "Transfer", toUnitId = city.Head.UnitId })).ShouldBe(HttpStatusCode.Conflict, "matter.accused_in_target");
    }

    [Fact]
    public async Task S_39_an_official_who_gets_another_post_is_followed_there_and_nothing_is_shown_again_where_they_were()
    {
        var accused = await InPostAsync(new(city.Town.UnitId, city.Town.UnitPath, "town"));
        var accusation = await AccuseAsync(accused);
        var before = await city.SeeAsync(city.Clerk, accusation);
        (await city.GetAsync(Bureau(), accusation)).ShouldBe(HttpStatusCode.OK);

        // The town's post is somebody else's, and the official has one in the bureau.
        await city.PublishAsync(new PostChanged(accused.PostId, null, accused.UnitId, "岗位", accused.Roles, null, true) { Version = 2 });
        await InPostAsync(Bureau() with { PersonId = accused.PersonId });
        await city.IdleAsync();

        (await city.GetAsync(Bureau(), accusation)).ShouldBe(HttpStatusCode.NotFound);
        (await city.GetAsync(new(city.Town.UnitId, city.Town.UnitPath, "discipline"), accusation)).ShouldBe(HttpStatusCode.NotFound);
        (await city.GetAsync(_discipline, accusation)).ShouldBe(HttpStatusCode.OK);
        (await city.SeeAsync(city.Clerk, accusation)).GetProperty("version").GetInt32().ShouldBe(before.GetProperty("version").GetInt32());
        (await SendAsync(accusation, "dispatch", new { kind = "Transfer", toUnitId = city.Head.UnitId })).ShouldBe(HttpStatusCode.Conflict, "matter.accused_in_target");
    }

    [Theory, InlineData("dispatch"), InlineData("forwarding")]
    public async Task S_40_an_attempt_to_send_it_to_the_accused_is_refused_and_leaves_a_row(string act)
    {
        var accusation = await AccuseAsync(await InPostAsync(new(city.Town.UnitId, city.Town.UnitPath, "town")));
        var county = (Guid)(await city.ScalarAsync("select id from unit_copy where path = '6203.620302.'"))!;

        // To the unit itself, and to the one above, which sees what it has.
        foreach (var unit in (Guid[])[city.Town.UnitId, county])
            (await SendAsync(accusation, act, act == "dispatch" ? new { kind = "Transfer", toUnitId = unit } : new { toUnitId = unit })).ShouldBe(HttpStatusCode.Conflict, "matter.accused_in_target");

        (await city.CountAsync($"select count(*) from audit_row where subject = '{IdOf(accusation)}' and action like '%/{act}' and result = 'matter.accused_in_target' and actor_id = '{city.Clerk.PersonId}'")).ShouldBe(2);
        (await city.SeeAsync(city.Clerk, accusation)).Text("state").ShouldBe("Registered");
    }

    [Fact]
    public async Task An_accusation_is_part_of_no_other_matter_and_swallows_no_petition()
    {
        var dispute = Guid.CreateVersion7();
        var body = JsonSerializer.SerializeToNode(Accusation(city.Town))!;
        body["matterId"] = dispute;
        (await city.PutAsync(city.Clerk, $"/matters/{NewId()}", body)).ShouldBe(HttpStatusCode.Conflict, "matter.accusation_apart");
        (await city.CountAsync($"select count(*) from matter where matter_id = '{dispute}'")).ShouldBe(0);

        // Whoever takes the dispute's id for the accusation's own stands in its way, and that is seen.
        (await city.PutAsync(city.Clerk, $"/matters/{dispute}", Accusation(city.Town))).ShouldBe(HttpStatusCode.Created);
        await city.PublishAsync(City.Numbered(new DisputeConvertedToPetition(city.Today, city.Clerk.UnitId, "06.01", 3), dispute));
        await Eventually.HoldsAsync(async () => await city.CountAsync($"select count(*) from parked_message where convert_from(body, 'UTF8') like '%{dispute}%'") == 1, City.Patience, "the petition to be set aside");
    }

    [Fact]
    public async Task What_a_calendar_would_move_tells_an_administrator_of_no_accusation()
    {
        var legal = (await city.SeeAsync(city.Clerk, await city.RegisterLetterAsync())).GetProperty("clocks").EnumerateArray().First(clock => clock.Text("rule") == "T1").Text("legal");
        var question = new { year = DateOnly.ParseExact(legal, "yyyy-MM-dd").Year, days = new[] { new { date = legal, isWorking = false, reason = "选举" } } };
        var before = await ProposalAsync();
        before.GetProperty("cases").GetInt32().ShouldBeGreaterThan(0);

        await AccuseAsync(city.Town, post: false);
        (await ProposalAsync()).GetRawText().ShouldBe(before.GetRawText());
        await city.RegisterLetterAsync();
        (await ProposalAsync()).GetProperty("cases").GetInt32().ShouldBe(before.GetProperty("cases").GetInt32() + 1);

        async Task<JsonElement> ProposalAsync()
        {
            var answer = await city.SendAsync(HttpMethod.Post, city.Administrator, "/calendar/changes", question);
            answer.ShouldBe(HttpStatusCode.OK);
            return answer.Body;
        }
    }

    [Fact]
    public async Task An_accusation_is_proposed_as_no_repeat_of_an_ordinary_matter_of_the_same_person()
    {
        var (first, second) = (await city.RegisterLetterAsync(), await city.RegisterLetterAsync());
        var accusation = await AccuseAsync(city.Town, post: false);

        List<string> repeats = [.. (await city.SeeAsync(city.Clerk, first + "/repeats")).EnumerateArray().Select(line => line.Text("id"))];

        repeats.ShouldContain(IdOf(second));
        repeats.ShouldNotContain(IdOf(accusation));
    }

    [Fact]
    public async Task The_copy_for_the_person_names_who_handles_a_matter_and_not_who_handles_an_accusation()
    {
        foreach (var (matter, isTold) in new[] { (await city.RegisterLetterAsync(), true), (await AccuseAsync(city.Town, post: false), false) })
        {
            (await SendAsync(matter, "dispatch", new { kind = "Transfer", toUnitId = city.Head.UnitId })).ShouldBe(HttpStatusCode.OK);
            var person = (await city.SeeAsync(city.Clerk, matter)).GetProperty("petitioners")[0].Text("id");
            var copy = await city.SendAsync(HttpMethod.Post, city.Clerk, $"/petitioners/{person}/copy", new { });
            copy.ShouldBe(HttpStatusCode.OK);
            copy.Text.ShouldContain("金昌市信访局");
            copy.Text.Contains("金川区自然资源局", StringComparison.Ordinal).ShouldBe(isTold);
        }
    }

    [Fact]
    public async Task An_auditor_who_is_accused_reads_no_row_of_it_and_sees_no_gap()
    {
        var accused = await InPostAsync(new(city.Town.UnitId, city.Town.UnitPath, "auditor"));
        var accusation = await AccuseAsync(accused);
        var person = (await city.SeeAsync(city.Clerk, accusation)).GetProperty("petitioners")[0].Text("id");
        (await city.SendAsync(HttpMethod.Post, city.Clerk, $"/petitioners/{person}/disclosure", new { purpose = "Handling" })).ShouldBe(HttpStatusCode.OK);
        (await city.GetAsync(city.JointOffice, accusation.ToUpperInvariant().Replace("/MATTERS/", "/matters/", StringComparison.Ordinal))).ShouldBe(HttpStatusCode.NotFound);
        var ordinary = await city.RegisterLetterAsync();
        string[] own = [IdOf(accusation), person];

        // Somebody in the accused unit, and the official where nobody else is accused.
        foreach (var auditor in (Official[])[accused, new(city.Town.UnitId, city.Town.UnitPath, "auditor"), new(city.JointOffice.UnitId, "6203.lxb.", "auditor") { PersonId = accused.PersonId }])
        {
            (await SubjectsAsync(auditor)).Intersect(own).ShouldBeEmpty();
            foreach (var subject in own)
                (await SubjectsAsync(auditor, $"&subject={subject}")).ShouldBeEmpty();
            (await SubjectsAsync(auditor)).ShouldContain(IdOf(ordinary));
            (await city.GetAsync(auditor, "/audit/export")).ShouldBe(HttpStatusCode.Forbidden, "case.role_forbidden");
        }

        var elsewhere = new Official(city.JointOffice.UnitId, "6203.lxb.", "auditor");
        own.Except(await SubjectsAsync(elsewhere)).ShouldBeEmpty();
        (await SubjectsAsync(elsewhere, $"&refused=true&subject={IdOf(accusation)}")).Count.ShouldBe(1);
        (await city.SeeAsync(elsewhere, "/audit?limit=1")).GetProperty("items")[0].GetProperty("linked").ValueKind.ShouldBeOneOf(JsonValueKind.True, JsonValueKind.False);
    }

    Official Bureau() => new(city.Head.UnitId, city.Head.UnitPath, "discipline");

    async Task<List<string>> SubjectsAsync(Official auditor, string query = "") =>
        [.. (await city.SeeAsync(auditor, $"/audit?limit=200{query}")).GetProperty("items").EnumerateArray().Select(row => row.Text("subject"))];

    async Task<Official> InPostAsync(Official official)
    {
        await city.PublishAsync(new PostChanged(official.PostId, official.PersonId, official.UnitId, "岗位", official.Roles, official.Level, true) { Version = 1 });
        await Eventually.HoldsAsync(async () => await city.CountAsync($"select count(*) from post_copy where id = '{official.PostId}'") == 1, City.Patience, "the copy of the post");
        return official;
    }

    object Accusation(Official accused, bool post = false) => new
    {
        receivedOn = city.Day(0), form = 1, category = "Accusation", contentCode = "02.01", summary = "反映截留补偿款", demands = new[] { new { text = "查处" } },
        petitioners = new[] { new { name = "李四", phone = "13912345678" } }, peopleConcerned = 1, accusedUnitId = accused.UnitId, accusedPostId = post ? accused.PostId : (Guid?)null,
    };

    async Task<string> AccuseAsync(Official accused, bool post = true)
    {
        var path = $"/matters/{NewId()}";
        (await city.PutAsync(city.Clerk, path, Accusation(accused, post))).ShouldBe(HttpStatusCode.Created);
        return path;
    }

    // The version is the clerk's: who is asked for it elsewhere sees no accusation.
    async Task<Answer> SendAsync(string matter, string act, object body) => await city.SendAsync(
        HttpMethod.Post, city.Clerk, $"{matter}/{act}", body, (await city.SeeAsync(city.Clerk, matter)).GetProperty("version").GetInt32().ToString(CultureInfo.InvariantCulture));
}

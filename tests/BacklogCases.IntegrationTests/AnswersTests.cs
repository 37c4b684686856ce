using System.Net;

namespace Anjie.BacklogCases.IntegrationTests;

/// <summary>The order of answers: repeat, 428, 409, 412; shapes, rights, and what may not be seen.</summary>
public sealed class AnswersTests(Office office)
{
    [Fact]
    public async Task The_same_nomination_again_is_the_same_answer_and_another_body_is_refused()
    {
        var backlog = await new Steps(office).NominatedAsync();

        var again = await office.PutAsync(office.JointOffice, backlog.Path, backlog.Nomination);
        (again.Status, again.Version).ShouldBe((HttpStatusCode.OK, backlog.Version));
        var other = await office.PutAsync(office.JointOffice, backlog.Path, new { matterId = backlog.MatterId, criterion = "K2", responsibleUnitId = Office.BureauId });
        (other.Status, other.Code).ShouldBe((HttpStatusCode.Conflict, "id.reused"));
    }

    [Fact]
    public async Task A_matter_has_one_open_case()
    {
        var backlog = await new Steps(office).NominatedAsync();
        var second = await office.PutAsync(office.JointOffice, $"/cases/{Guid.CreateVersion7()}", backlog.Nomination);

        (second.Status, second.Code).ShouldBe((HttpStatusCode.Conflict, "backlog.matter_has_open_case"));
        second.Body.GetProperty("open").GetProperty("id").GetGuid().ShouldBe(backlog.Id);
        var atOnce = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => office.PutAsync(
            office.JointOffice, $"/cases/{Guid.CreateVersion7()}", new { matterId = backlog.Paid, criterion = "K1", responsibleUnitId = Office.BureauId })));
        atOnce.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        atOnce.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created || answer.Status == HttpStatusCode.Conflict || answer.Status == HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task A_write_says_which_version_it_changes()
    {
        var backlog = await new Steps(office).NominatedAsync();

        (await office.PostAsync(office.JointOffice, $"{backlog.Path}/confirmation", backlog.Confirmation, null)).Status.ShouldBe((HttpStatusCode)428);
        (await office.PostAsync(office.JointOffice, $"{backlog.Path}/confirmation", backlog.Confirmation, backlog.Version + 1)).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        var early = await office.PostAsync(office.JointOffice, $"{backlog.Path}/evaluation", new { value = "Satisfied" }, backlog.Version + 1);
        (early.Status, early.Code).ShouldBe((HttpStatusCode.Conflict, "case.transition_forbidden"));
        var done = await backlog.DoAsync(office.JointOffice, "confirmation", backlog.Confirmation, "Confirmed");
        var repeat = await office.PostAsync(office.JointOffice, $"{backlog.Path}/confirmation", backlog.Confirmation, null);
        (repeat.Status, repeat.Version).ShouldBe((HttpStatusCode.OK, done.Version));
    }

    [Fact]
    public async Task Who_may_not_see_a_case_is_told_that_it_does_not_exist()
    {
        var backlog = await new Steps(office).NominatedAsync();

        foreach (var stranger in (Support.Official[])[office.OtherUnitHead, office.Leader, office.Administrator])
        {
            (await office.GetAsync(stranger, backlog.Path)).Status.ShouldBe(HttpStatusCode.NotFound);
            (await office.GetAsync(stranger, $"{backlog.Path}/history")).Status.ShouldBe(HttpStatusCode.NotFound);
            (await office.PostAsync(stranger, $"{backlog.Path}/claim", null, null)).Status.ShouldBe(HttpStatusCode.NotFound);
            (await office.GetAsync(stranger, "/cases?limit=200")).Body.GetProperty("items").EnumerateArray().ShouldNotContain(line => line.GetProperty("id").GetGuid() == backlog.Id);
        }
        (await office.GetAsync(office.JointOffice, $"/cases/{Guid.CreateVersion7()}")).Status.ShouldBe(HttpStatusCode.NotFound);
        await backlog.DoAsync(office.JointOffice, "confirmation", backlog.Confirmation, "Confirmed");
        (await office.GetAsync(office.Leader, backlog.Path)).Body.GetProperty("actions")[0].GetProperty("action").GetString().ShouldBe("Claim");
    }

    [Fact]
    public async Task A_role_that_may_not_act_gets_403()
    {
        var backlog = await new Steps(office).ConfirmedAsync();

        var unit = await office.PostAsync(office.UnitHead, $"{backlog.Path}/claim", null, null);
        (unit.Status, unit.Code).ShouldBe((HttpStatusCode.Forbidden, "case.role_forbidden"));
        (await office.PutAsync(office.UnitHead, $"/cases/{Guid.CreateVersion7()}", new Steps(office).Nomination)).Status.ShouldBe(HttpStatusCode.Forbidden);
        var low = Office.LeaderOf("低一级") with { Level = "Town" };
        (await office.PostAsync(low, $"{backlog.Path}/claim", null, null)).Code.ShouldBe("case.not_open_to_you");
        using var nobody = office.Anonymous();
        (await nobody.GetAsync(new Uri($"/api/backlog{backlog.Path}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_wrong_shape_is_400_on_its_field()
    {
        var backlog = await new Steps(office).NominatedAsync();

        var batch = await office.PostAsync(office.JointOffice, $"{backlog.Path}/confirmation", new { batch = "2026", level = "City", responsibleUnitId = Office.BureauId, name = "案", demands = new[] { new { demandId = backlog.Paid, text = "诉求", reasonableness = "Reasonable" } } }, backlog.Version);
        batch.Status.ShouldBe(HttpStatusCode.BadRequest);
        batch.Body.GetProperty("errors").EnumerateObject().Single().Name.ShouldBe("batch", StringCompareShould.IgnoreCase);
        var demand = await office.PostAsync(office.JointOffice, $"{backlog.Path}/confirmation", new { batch = "2026H1", level = "City", responsibleUnitId = Office.BureauId, name = "案", demands = new[] { new { demandId = backlog.Paid, text = "看\u202E不见", reasonableness = "Reasonable" } } }, backlog.Version);
        demand.Body.GetProperty("errors").EnumerateObject().Single().Name.ShouldContain("demands[0]", Case.Insensitive);
        (await office.PostAsync(office.JointOffice, $"{backlog.Path}/declination", new { reason = "无", more = 1 }, backlog.Version)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await office.PostAsync(office.JointOffice, $"{backlog.Path}/declination", new { }, backlog.Version)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Lists_page_and_filter()
    {
        List<Guid> mine = [];
        for (var i = 0; i < 3; i++)
            mine.Add((await new Steps(office).ClaimedAsync()).Id);
        var open = await new Steps(office).ConfirmedAsync();

        var unclaimed = (await office.GetAsync(office.Leader, "/cases?unclaimed=true&limit=200")).Body.GetProperty("items").EnumerateArray().ToList();
        unclaimed.ShouldContain(line => line.GetProperty("id").GetGuid() == open.Id);
        unclaimed.ShouldAllBe(line => line.GetProperty("state").GetString() == "Confirmed");
        List<Guid> seen = [];
        for (string? next = ""; next is not null;)
        {
            var page = (await office.GetAsync(office.Leader, $"/cases?mine=true&limit=2&after={next}")).Body;
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(line => line.GetProperty("id").GetGuid()));
            next = page.GetProperty("next").GetString();
        }
        seen.ShouldBeUnique();
        mine.ShouldBeSubsetOf(seen);
    }
}

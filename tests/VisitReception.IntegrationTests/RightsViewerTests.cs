using System.Net;
using System.Text.Json;
using Anjie.Contracts.Directory;
using Anjie.Support;
using static Anjie.VisitReception.IntegrationTests.Scene;

namespace Anjie.VisitReception.IntegrationTests;

/// <summary>Why somebody sees a matter: the answer, its reason and the row that decided, which must be what the person then really gets.</summary>
public sealed class RightsViewerTests(City city)
{
    static readonly Guid Bureau = Guid.CreateVersion7();
    const string BureauPath = "6203.620302.gaj.";

    readonly Official _security = new(Guid.CreateVersion7(), "6203.xtgl.", "secadmin");
    readonly Official _auditor = new(Guid.CreateVersion7(), "6203.xtgl.", "auditor");

    [Fact]
    public async Task Each_row_that_decides_is_named()
    {
        var county = await InPostAsync(new(city.Handler.UnitId, "6203.620302.zrzy.", "reviewer"));
        var clerk = await InPostAsync(city.Clerk);
        var joint = await InPostAsync(city.JointOffice);
        var grid = await InPostAsync(new(city.Town.UnitId, "6203.620302.nyp.", "grid"));
        var id = NewId();
        (await city.PutAsync(city.Clerk, $"/matters/{id}", city.LetterBody())).ShouldBe(HttpStatusCode.Created);

        await ExplainedAsync(id, clerk, "Granted", row: "registrar", through: "Unit");
        await ExplainedAsync(id, joint, "Granted", row: "jointoffice", through: "City");
        await ExplainedAsync(id, grid, "NoGrant");
        await ExplainedAsync(id, city.Handler, "OutOfReach", row: "unithandler");
        await city.DoAsync(city.Clerk, $"/matters/{id}", "dispatch", new { kind = "Transfer", toUnitId = city.Head.UnitId });
        await ExplainedAsync(id, city.Handler, "Granted", row: "unithandler", through: "Unit");
        await ExplainedAsync(id, county, "Granted", row: "reviewer", through: "Unit");

        // A number leads to the same; the matter met at another window is a kind of its own.
        var number = (await city.SeeAsync(city.Clerk, $"/matters/{id}")).Text("number");
        var cases = (await AskAsync(_auditor, number, clerk)).Body.GetProperty("cases").EnumerateArray().ToList();
        cases.Select(one => (one.Text("kind"), one.Text("reason"))).ShouldBe([("Matter", "Granted"), ("Encounter", "Granted")]);
    }

    [Fact]
    public async Task A_town_above_reaches_below_and_a_vacant_post_nothing()
    {
        var (_, matter) = await city.AssignedVisitAsync();
        var above = await InPostAsync(new(await CountyAsync(), "6203.620302.", "unithead"));
        await ExplainedAsync(IdOf(matter), above, "Granted", row: "unithead", through: "Subtree");

        var vacant = new Official(city.Clerk.UnitId, city.Clerk.UnitPath, "registrar");
        await city.PublishAsync(new PostChanged(vacant.PostId, null, vacant.UnitId, "空缺", vacant.Roles, null, true) { Version = 1 });
        await city.IdleAsync();
        var answer = await AskAsync(_security, IdOf(matter), vacant);
        answer.Body.GetProperty("post").GetProperty("acts").GetBoolean().ShouldBeFalse();
        answer.Body.GetProperty("cases")[0].Text("reason").ShouldBe("NobodyActs");
    }

    [Fact]
    public async Task Of_an_accusation_only_the_deciding_row_is_told_and_nothing_to_those_it_names()
    {
        var (accused, discipline, joint) = (await InPostAsync(new(Bureau, BureauPath, "unithead"), BureauPath), await InPostAsync(new(city.JointOffice.UnitId, "6203.lxb.", "discipline")), await InPostAsync(city.JointOffice));
        var id = NewId();
        (await city.PutAsync(city.Clerk, $"/matters/{id}", new
        {
            receivedOn = city.Day(0), form = 1, category = "Accusation", contentCode = "02.01", summary = "某局长索要好处", demands = new[] { new { text = "查处" } },
            petitioners = new[] { new { name = "李四", phone = "13912345678" } }, peopleConcerned = 1, accusedUnitId = Bureau, accusedPostId = accused.PostId,
        })).ShouldBe(HttpStatusCode.Created);

        await ExplainedAsync(id, await InPostAsync(city.Clerk), "Granted", row: "registrar", through: "Unit");
        await ExplainedAsync(id, discipline, "Granted", row: "discipline", through: "City");
        await ExplainedAsync(id, joint, "OtherClass");
        // The accused person moves on, to a post that would see every accusation; the unit there is kept out too.
        var second = await InPostAsync(new(city.JointOffice.UnitId, "6203.lxb.", "discipline") { PersonId = accused.PersonId });
        (await ExplainedAsync(id, second, "Hidden")).GetProperty("exclusions").EnumerateArray()
            .Where(step => step.GetProperty("names").GetBoolean()).Select(step => step.GetProperty("row").Text("from")).ShouldBe(["AccusedPerson", "AccusedUnit"]);

        var told = (await AskAsync(_security, id, second)).Text;
        foreach (var secret in (string[])[BureauPath, Bureau.ToString(), accused.PersonId.ToString(), accused.PostId.ToString(), "索要", "李四", "139", "number", "summary"])
            told.ShouldNotContain(secret, Case.Insensitive);
        (await AskAsync(new(Bureau, BureauPath, "secadmin"), id, discipline)).ShouldBe(HttpStatusCode.NotFound);
        (await AskAsync(_auditor with { PersonId = accused.PersonId }, id, discipline)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_route_that_the_policy_closes_shows_as_the_reason()
    {
        var clerk = await InPostAsync(city.Clerk);
        var id = NewId();
        await city.PutAsync(city.Clerk, $"/matters/{id}", city.LetterBody());
        var shipped = await File.ReadAllTextAsync(city.PolicyFile);
        try
        {
            await File.WriteAllTextAsync(city.PolicyFile, shipped.Replace("\"GET /matters/{id}\": \"seen Matter\"", "\"GET /matters/{id}\": [\"leader\"]", StringComparison.Ordinal));
            await Task.Delay(50, TestContext.Current.CancellationToken); // a service looks for another policy fifty times a second
            var verdict = (await AskAsync(_security, id, clerk)).Body.GetProperty("cases")[0];
            (verdict.Text("reason"), verdict.GetProperty("sees").GetBoolean()).ShouldBe(("RouteClosed", false));
            (await city.GetAsync(city.Clerk, $"/matters/{id}")).ShouldBe(HttpStatusCode.Forbidden);
        }
        finally
        {
            await File.WriteAllTextAsync(city.PolicyFile, shipped);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Asking_is_for_two_roles_leaves_one_row_and_knows_nothing_unknown()
    {
        var clerk = await InPostAsync(city.Clerk);
        var id = NewId();
        await city.PutAsync(city.Clerk, $"/matters/{id}", city.LetterBody());

        (await AskAsync(_security, id, clerk)).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(_auditor, id, clerk)).ShouldBe(HttpStatusCode.OK);
        (await city.CountAsync($"select count(*) from audit_row where subject = '{id}/{clerk.PostId}' and action like 'GET /api/reception/rights/%' and result = 'done'")).ShouldBe(2);
        foreach (var other in (Official[])[city.Clerk, city.Administrator, _auditor with { Roles = ["auditadmin"] }])
            (await AskAsync(other, id, clerk)).ShouldBe(HttpStatusCode.Forbidden, "case.role_forbidden");

        var unknown = NewId();
        (await AskAsync(_auditor, unknown, clerk)).ShouldBe(HttpStatusCode.NotFound);
        (await AskAsync(_auditor, "XF2026999999", clerk)).ShouldBe(HttpStatusCode.NotFound);
        (await AskAsync(_auditor, id, clerk with { PostId = Guid.CreateVersion7() })).ShouldBe(HttpStatusCode.NotFound);
        (await AskAsync(_auditor, "李四", clerk)).ShouldBe(HttpStatusCode.NotFound);
        (await city.GetAsync(_auditor, $"/rights/{id}")).ShouldBe(HttpStatusCode.BadRequest, "request.malformed");
        (await city.CountAsync($"select count(*) from audit_row where subject = '{unknown}'")).ShouldBe(1);
        (await city.CountAsync("select count(*) from audit_row where subject like '%李四%'")).ShouldBe(0);
    }

    Task<Answer> AskAsync(Official asker, string id, Official about) => city.GetAsync(asker, $"/rights/{id}?post={about.PostId}");

    /// <summary>The verdict on the matter: the reason, the deciding row, and that it is the truth.</summary>
    async Task<JsonElement> ExplainedAsync(string id, Official about, string reason, string? row = null, string? through = null)
    {
        var verdict = (await AskAsync(_security, id, about)).Body.GetProperty("cases").EnumerateArray().First(one => one.Text("kind") == "Matter");
        verdict.Text("reason").ShouldBe(reason);
        var real = (await city.GetAsync(about, $"/matters/{id}")).Status;
        verdict.GetProperty("sees").GetBoolean().ShouldBe(real == HttpStatusCode.OK);
        if (row is not null)
            verdict.GetProperty("grants").EnumerateArray().Where(step => step.GetProperty("isOfClass").GetBoolean())
                .ShouldHaveSingleItem().ShouldSatisfyAllConditions(
                    step => step.GetProperty("row").Text("role").ShouldBe(row), step => step.GetProperty("through").GetString().ShouldBe(through));
        return verdict;
    }

    /// <summary>Lets the service know of the post, as the directory's fact does.</summary>
    async Task<Official> InPostAsync(Official official, string? newUnit = null)
    {
        if (newUnit is not null)
            await city.PublishAsync(new UnitChanged(official.UnitId, null, newUnit, newUnit, newUnit, newUnit, "Department", true) { Version = 1 });
        await city.PublishAsync(new PostChanged(official.PostId, official.PersonId, official.UnitId, "岗位", official.Roles, official.Level, true) { Version = 1 });
        await Eventually.HoldsAsync(async () => await city.CountAsync($"select count(*) from post_copy p join unit_copy u on u.id = p.unit_id where p.id = '{official.PostId}'") == 1, City.Patience, "the copy of the post");
        return official;
    }

    async Task<Guid> CountyAsync() => (Guid)(await city.ScalarAsync("select id from unit_copy where path = '6203.620302.'"))!;
}

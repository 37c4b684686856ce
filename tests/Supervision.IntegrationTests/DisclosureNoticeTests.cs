using System.Net;
using System.Text.Json;
using Anjie.Contracts;
using Anjie.Contracts.Directory;
using Anjie.Support;

namespace Anjie.Supervision.IntegrationTests;

public sealed class DisclosureNoticeTests(Office office)
{
    readonly Official _securityAdministrator = new(Office.CityId, "6203.", "secadmin"), _auditor = new(Office.CityId, "6203.", "auditor");
    readonly Guid _unit = Guid.CreateVersion7();
    string _before = "";

    [Fact]
    public async Task S_97_a_person_at_the_limit_is_told_to_the_security_administrators_and_the_head_of_the_unit()
    {
        var (head, clerk) = (Of("registrarhead"), Of("registrar"));
        await FillAsync(head, clerk);
        var id = await TellAsync(new Contracts.Reception.ManyDisclosed { Scope = "Person", People = 30, Hours = 1, ActorId = clerk.PersonId });

        foreach (var reader in (Official[])[_securityAdministrator, head])
        {
            var notice = (await NoticesAsync(reader)).ShouldHaveSingleItem();
            (notice.GetProperty("kind").GetString(), notice.GetProperty("byPersonId").GetGuid(), notice.GetProperty("people").GetInt32(), notice.GetProperty("hours").GetInt32(), notice.GetProperty("service").GetString())
                .ShouldBe(("ManyByPerson", clerk.PersonId, 30, 1, "reception"));
        }
        foreach (var other in (Official[])[clerk, _auditor, office.Administrator, office.Supervisor, office.Head])
            (await NoticesAsync(other)).ShouldBeEmpty(other.Roles[0]);

        var read = (await NoticesAsync(_securityAdministrator))[0].GetProperty("id").GetGuid();
        (await office.PostAsync(_auditor, $"/notices/{read}/reading", new { })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await office.PostAsync(_securityAdministrator, $"/notices/{read}/reading", new { })).Body.GetProperty("readAt").ValueKind.ShouldBe(JsonValueKind.String);
        await office.IdleAsync();
        (await office.CountAsync($"select count(*) from outbox where body->>'caseId' = '{read}'")).ShouldBe(0);
        (await office.CountAsync($"select count(*) from event_log where body::text like '%{id}%'")).ShouldBe(0);
    }

    [Fact]
    public async Task S_97_a_head_at_the_limit_is_not_the_one_who_is_told()
    {
        var (head, deputy) = (Of("unithead"), Of("townhead"));
        await FillAsync(head, deputy);
        await TellAsync(new Contracts.Screening.ManyDisclosed { Scope = "Person", People = 150, Hours = 24, ActorId = head.PersonId });

        (await NoticesAsync(head)).ShouldBeEmpty();
        (await NoticesAsync(deputy)).Count.ShouldBe(1);
        (await NoticesAsync(_securityAdministrator)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task S_97_a_unit_and_all_together_are_told_without_the_name_of_whoever_looked_last()
    {
        var (head, clerk) = (Of("unithead"), Of("unithandler"));
        await FillAsync(head, clerk);
        await TellAsync(new Contracts.Screening.ManyDisclosed { Scope = "Unit", People = 200, Hours = 24, ActorId = clerk.PersonId });
        (await NoticesAsync(head)).ShouldHaveSingleItem().GetProperty("byUnitId").GetGuid().ShouldBe(_unit);
        await TellAsync(new Contracts.Screening.ManyDisclosed { Scope = "Everybody", People = 1000, Hours = 24, ActorId = clerk.PersonId });

        (await NoticesAsync(head)).Count.ShouldBe(1);
        var told = await NoticesAsync(_securityAdministrator);
        told.Select(notice => notice.GetProperty("kind").GetString()).ShouldBe(["ManyByEverybody", "ManyByUnit"]);
        told.ShouldAllBe(notice => notice.GetProperty("byPersonId").ValueKind == JsonValueKind.Null);
    }

    Official Of(string role) => new(_unit, "6203.new.", role);

    async Task FillAsync(params Official[] posts)
    {
        _before = Guid.CreateVersion7().ToString(); // ids of notices begin with the time
        await office.PublishAsync([.. posts.Select(post => new PostChanged(post.PostId, post.PersonId, _unit, "岗位", post.Roles, null, true) { Version = 1 })]);
        await Eventually.HoldsAsync(async () => await office.CountAsync($"select count(*) from post_copy where unit_id = '{_unit}'") == posts.Length, Office.Patience, "the posts of the unit");
    }

    async Task<Guid> TellAsync(DisclosuresEvent fact)
    {
        var told = fact with { AlarmId = Guid.CreateVersion7(), ActorUnitId = _unit, ActorRole = "registrar", Version = 1, OccurredAt = office.Now };
        var before = await office.CountAsync("select count(*) from notice");
        await office.PublishAsync(told);
        await Eventually.HoldsAsync(async () => await office.CountAsync("select count(*) from notice") > before, Office.Patience, "a notice");
        await office.IdleAsync();
        return told.AlarmId;
    }

    /// <summary>Those of this test: all security administrators are told of everybody.</summary>
    async Task<List<JsonElement>> NoticesAsync(Official reader) =>
        [.. (await office.GetAsync(reader, "/notices?limit=200")).GetProperty("items").EnumerateArray()
            .Where(notice => notice.GetProperty("itemId").ValueKind == JsonValueKind.Null && string.CompareOrdinal(notice.GetProperty("id").GetString(), _before) > 0)];
}

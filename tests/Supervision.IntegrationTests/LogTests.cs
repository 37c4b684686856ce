using System.Net;
using Anjie.Contracts.Reception;
using Anjie.Contracts.Screening;
using Anjie.Support;

namespace Anjie.Supervision.IntegrationTests;

public sealed class LogTests(Office office)
{
    [Fact]
    public async Task Events_out_of_order_and_ten_times_make_one_line_and_a_whole_timeline()
    {
        var (matter, id) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var facts = office.Numbered(matter, id, 1, new DisputeReported("PC2026000101", office.Today, 1, "06.01", Office.BureauId, 3), new DisputeAssessed("06.01", "Red", Office.BureauId),
            new FiveGuaranteesAssigned(office.Today.AddDays(10), Office.BureauId), new DisputeHandlingStarted());
        await office.PublishAsync(facts[2], facts[3]);
        await Eventually.HoldsAsync(async () => await office.CountAsync($"select count(*) from event_log where case_id = '{id}'") == 2, Office.Patience, "two wait");
        (await office.CountAsync($"select count(*) from ledger_entry where id = '{id}' and version = 0 and highest = 4")).ShouldBe(1);
        await office.PublishAsync(facts[0]);
        await Eventually.HoldsAsync(async () => await office.CountAsync($"select count(*) from ledger_entry where id = '{id}' and version = 1") == 1, Office.Patience, "opened");

        var waiting = (await office.GetAsync(office.Supervisor, $"/ledger?matterId={matter}")).GetProperty("items")[0];
        waiting.GetProperty("complete").GetBoolean().ShouldBeFalse();
        waiting.GetProperty("state").GetString().ShouldBe("Reported");

        for (var i = 0; i < 10; i++)
            await office.PublishAsync([.. facts.AsEnumerable().Reverse()]);
        await Eventually.HoldsAsync(async () => await office.CountAsync($"select count(*) from ledger_entry where id = '{id}' and version = 4") == 1, Office.Patience, "complete");
        await office.IdleAsync();

        var timeline = await office.GetAsync(office.Head, $"/matters/{matter}/timeline");
        timeline.GetProperty("complete").GetBoolean().ShouldBeTrue();
        var told = timeline.GetProperty("entries").EnumerateArray().Where(e => e.GetProperty("caseId").GetGuid() == id).ToList();
        told.Select(e => e.GetProperty("fact").GetString()).ShouldBe(["DisputeReported", "DisputeAssessed", "FiveGuaranteesAssigned", "DisputeHandlingStarted"]);
        told[1].GetProperty("data").EnumerateObject().Select(p => p.Name).Order().ShouldBe(["responsibleUnitId", "risk", "typeCode"]);
        timeline.GetProperty("entries").EnumerateArray().ShouldContain(e => e.GetProperty("fact").GetString() == "SupervisionOpened");
        (await office.CountAsync($"select count(*) from supervision_item where matter_id = '{matter}'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_second_truth_about_one_version_is_refused_and_parked()
    {
        var (matter, id) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await office.TellAsync(matter, id, 1, new DisputeReported("PC2026000102", office.Today, 1, "06.01", Office.BureauId, 3));
        await office.PublishAsync(office.Numbered(matter, id, 1, new DisputeReported("PC2026000102", office.Today, 2, "06.01", Office.BureauId, 3))[0]);

        await Eventually.HoldsAsync(async () => await office.CountAsync("select count(*) from parked_message where code = 'supervision.log_conflict'") == 1, Office.Patience, "nothing parked");
        (await office.ScalarAsync($"select body->>'method' from event_log where case_id = '{id}'")).ShouldBe("1");
    }

    [Fact]
    public async Task What_you_may_not_see_does_not_exist()
    {
        var (matter, id) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await office.TellAsync(matter, id, 1, new DisputeReported("PC2026000103", office.Today, 1, "06.01", Office.BureauId, 3));

        using var stranger = office.As(office.OtherHead);
        (await stranger.GetAsync(new Uri($"/api/supervision/matters/{matter}/timeline", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await office.GetAsync(office.OtherHead, $"/ledger?matterId={matter}")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await office.GetAsync(office.Administrator, $"/ledger?matterId={matter}")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await office.GetAsync(office.Head, $"/ledger?matterId={matter}&kind=Dispute&open=true&q=PC2026000103")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_unit_that_arrives_late_sees_its_lines()
    {
        var (matter, id, unit) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await office.TellAsync(matter, id, 1, new MatterRegistered("XF2026000104", office.Today, 2, "Appeal", "01", Office.PetitionOfficeId, false), new MatterDispatched("Transfer", unit, null));
        var late = new Official(unit, "6203.620321.late.", "unithead");
        (await office.GetAsync(late, $"/ledger?matterId={matter}")).GetProperty("items").GetArrayLength().ShouldBe(0);

        await office.PublishAsync(Office.UnitOf(unit, Office.CityId, late.UnitPath));
        await Eventually.HoldsAsync(async () => await office.CountAsync($"select count(*) from unit_copy where id = '{unit}'") == 1, Office.Patience, "the unit");

        (await office.GetAsync(late, $"/ledger?matterId={matter}")).GetProperty("items").GetArrayLength().ShouldBe(1);
        (await office.GetAsync(late, "/items?mine=true")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_rebuild_gives_the_same_bytes()
    {
        var (matter, id) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await office.TellAsync(matter, id, 1, new DisputeReported("PC2026000105", office.Today, 1, "06.01", Office.BureauId, 3), WatchTests.Clock(office.Today, 20));
        await office.TellAsync(Guid.CreateVersion7(), Guid.CreateVersion7(), 1, new SessionPlanned(Guid.CreateVersion7(), Guid.CreateVersion7(), office.Today, "Fixed"), new SessionClosed(Guid.CreateVersion7(), Guid.CreateVersion7(), office.Today, 3));
        const string everything = """
            select (select json_agg(t order by t.id)::text from ledger_entry t) || (select json_agg(t order by t.id)::text from clock_watch t) || (select json_agg(t order by t.session_id)::text from reception_day t)
            """;
        var before = (string?)await office.ScalarAsync(everything);

        await office.RunVerbAsync("rebuild");

        before!.Length.ShouldBeGreaterThan(100);
        (await office.ScalarAsync(everything)).ShouldBe(before);
    }

    [Fact]
    public async Task The_runtime_role_cannot_rewrite_the_log()
    {
        (await office.ScalarAsync("select has_table_privilege(current_database() || '_app', 'event_log', 'UPDATE') or has_table_privilege(current_database() || '_app', 'event_log', 'DELETE')")).ShouldBe(false);
    }
}

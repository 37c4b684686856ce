using Anjie.Contracts.Screening;
using Anjie.Support;

namespace Anjie.Supervision.IntegrationTests;

public sealed class ReplayTests(Office office)
{
    [Fact]
    public async Task S_116_facts_of_last_year_told_once_more_change_nothing_when_no_inbox_knows_them_any_more()
    {
        var (matter, id, unit) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        List<Contracts.CaseEvent> facts = office.Numbered(matter, id, 1, new DisputeReported("PC2026000116", office.Today, 1, "06.01", Office.BureauId, 3), new DisputeAssessed("06.01", "Red", Office.BureauId), new DisputeHandlingStarted());
        await office.PublishAsync([.. facts, Office.UnitOf(unit, Office.CityId, "6203.old."), Office.UnitOf(unit, Office.CityId, "6203.new.") with { Version = 2 }]);
        await Eventually.HoldsAsync(async () => await office.CountAsync($"select count(*) from event_log where case_id = '{id}'") == 3 && await office.CountAsync($"select count(*) from unit_copy where id = '{unit}' and version = 2") == 1, Office.Patience, "three facts and a unit");
        await office.IdleAsync();
        string everything = $"select (select json_agg(t order by t.id)::text from ledger_entry t where t.id = '{id}') || (select json_agg(u)::text from unit_copy u where u.id = '{unit}') || (select count(*) from event_log where case_id = '{id}') || (select count(*) from supervision_item where matter_id = '{matter}')";
        var before = (string?)await office.ScalarAsync(everything);

        await office.ScalarAsync("delete from inbox");
        await office.PublishAsync([.. facts.AsEnumerable().Reverse(), Office.UnitOf(unit, Office.CityId, "6203.old."), .. facts]);
        await office.TellAsync(Guid.CreateVersion7(), Guid.CreateVersion7(), 1, new DisputeReported("PC2026000117", office.Today, 1, "06.01", Office.BureauId, 3)); // came later, and then all was quiet

        (await office.ScalarAsync(everything)).ShouldBe(before);
        before!.ShouldContain("6203.new.");
    }
}

using System.Text.Json;
using Anjie.DisputeScreening.IntegrationTests;
using Anjie.Support;

namespace Anjie.Security.Tests;

/// <summary>Evidence for other keepers of logs, and for as long as the law asks.</summary>
public sealed class KeptEvidenceTests(Town town)
{
    const int LawfulDays = 180; // Cybersecurity Law, article 21

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task S_108_evidence_outlives_the_lawful_days_and_leaves_in_lines_that_any_keeper_of_logs_reads()
    {
        await town.ReportAsync();
        var old = TimeProvider.System.GetUtcNow().AddDays(-2 * LawfulDays);
        var id = Guid.CreateVersion7(old);
        await town.CountAsync($"insert into audit_row select '{id}', '{old:O}', actor_id, post_id, unit_id, roles, action, subject, result, address, trace_id from audit_row limit 1; select 1::bigint");

        using var auditor = town.As(new Official(Town.CityId, "6203.", "auditadmin"));
        using var answer = await auditor.GetAsync(new Uri("/api/screening/audit/export", UriKind.Relative), Stop);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-ndjson");
        var lines = (await answer.Content.ReadAsStringAsync(Stop)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var rows = lines.Where(line => line.TryGetProperty("row", out _)).Select(line => line.GetProperty("row")).ToList();

        var kept = rows.Single(row => row.GetProperty("id").GetGuid() == id);
        kept.GetProperty("occurredAt").GetDateTimeOffset().ShouldBe(old, TimeSpan.FromSeconds(1));
        rows.Count.ShouldBe((int)await town.CountAsync("select count(*) from audit_row"));
        rows.ShouldAllBe(row => row.GetProperty("occurredAt").GetString()!.EndsWith("+00:00") && row.GetProperty("action").GetString()!.Length > 0 && row.GetProperty("result").GetString()!.Length > 0);
        lines[0].GetProperty("service").GetString().ShouldBe("screening");

        // Nothing of ours throws it away: the running service has no right to, and the schema knows no such rule.
        foreach (var right in (string[])["DELETE", "UPDATE", "TRUNCATE"])
            (await town.CountAsync($"select has_table_privilege(current_database() || '_app', 'audit_row', '{right}')::int")).ShouldBe(0, right);
        (await town.CountAsync("select count(*) from pg_trigger where tgrelid = 'audit_row'::regclass and not tgisinternal")).ShouldBe(0);
        await town.CountAsync($"delete from audit_link where row_id = '{id}'; delete from audit_row where id = '{id}'; select 1::bigint");
    }
}

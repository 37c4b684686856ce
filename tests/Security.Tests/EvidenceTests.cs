using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Anjie.Cases;
using Anjie.DisputeScreening.IntegrationTests;
using Anjie.Support;
using Npgsql;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Anjie.Security.Tests;

/// <summary>Evidence as a service really keeps it: real database, real roles, its own export, verified as an outsider would.</summary>
public sealed class EvidenceTests(Town town)
{
    static readonly Official Auditor = new(Town.CityId, "6203.", "auditor");
    static readonly Official AuditAdministrator = new(Town.CityId, "6203.", "auditadmin");

    [Fact]
    public async Task S_99_what_is_done_to_the_tables_shows_in_the_next_export()
    {
        var dispute = await town.InHandlingAsync();
        var id = dispute.GetProperty("id").GetGuid();
        await LinkedAsync();
        (await VerifyAsync()).Findings.ShouldBeEmpty();

        await ShowsAsync(AuditFault.Changed, "update audit_row set action = 'GET /' where action like '%assessment' and subject = @id::text", "update audit_row set action = 'POST /api/screening/disputes/{id:guid}/assessment' where action = 'GET /'", id);
        await ShowsAsync(AuditFault.Missing, "create table spared as select * from audit_row where subject = @id::text; delete from audit_row where subject = @id::text", "insert into audit_row select * from spared; drop table spared", id);
        const string Swap = "update audit_link set row_id = @id where position = 1; update audit_link set row_id = (select row_id from swapped where position = 1) where position = 2; update audit_link set row_id = (select row_id from swapped where position = 2) where position = 1";
        await ShowsAsync(AuditFault.Changed, "create table swapped as select * from audit_link where position in (1, 2); " + Swap, "update audit_link set row_id = @id where position = 1; update audit_link l set row_id = s.row_id from swapped s where l.position = 2 and s.position = 2; update audit_link l set row_id = s.row_id from swapped s where l.position = 1 and s.position = 1; drop table swapped", id);
        var old = Guid.CreateVersion7(TimeProvider.System.GetUtcNow().AddHours(-3));
        await ShowsAsync(AuditFault.Unlinked, $"insert into audit_row select '{old}', occurred_at, actor_id, post_id, unit_id, roles, action, subject, result, address, trace_id from audit_row where subject = @id::text limit 1", $"delete from audit_row where id = '{old}'", id);
        (await VerifyAsync()).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task S_99_a_cut_end_shows_against_the_copies_of_the_checkpoints()
    {
        await town.ReportAsync();
        await LinkedAsync();
        var head = await town.CountAsync("select max(position) from audit_link");
        var link = (await ExportAsync()).Select(AuditLine.Read).Single(line => line.Position == head).Link!;
        using var key = Key();
        var kept = AuditCheckpoint.Sign(key, "screening", head, link, TimeProvider.System.GetUtcNow());

        List<string> cut = [.. (await ExportAsync()).Where(line => AuditLine.Read(line) is not { Position: { } position } || position < head)];

        AuditVerifier.Verify(cut, key, [kept]).Findings.ShouldContain(new AuditFinding(AuditFault.CutOff, head));
    }

    [Fact]
    public async Task Another_keeper_of_logs_fetches_part_after_part_and_has_the_whole()
    {
        await town.InHandlingAsync();
        await LinkedAsync();
        var head = await town.CountAsync("select max(position) from audit_link");
        var middle = head - 3;

        List<string> parts = [.. await ExportAsync($"?after=0&limit={middle}"), .. await ExportAsync($"?after={middle}&limit=1"), .. await ExportAsync($"?after={middle + 1}")];

        using var key = Key();
        var verdict = AuditVerifier.Verify(parts, key, []);
        verdict.Findings.ShouldBeEmpty();
        verdict.Rows.ShouldBeGreaterThanOrEqualTo(head);
        parts.Select(AuditLine.Read).Where(line => line.Row is not null).ShouldAllBe(line => line.Position != null, "what waits for its link is in the next part");
    }

    [Theory, InlineData("?after=-1", 400), InlineData("?after=x", 400), InlineData("?after=0&limit=0", 400), InlineData("?after=0&limit=100001", 400), InlineData("?limit=5", 400), InlineData("?after=9000000000000000000", 409)]
    public async Task A_part_that_cannot_be_is_told_so_and_leaves_no_row(string query, int status)
    {
        await LinkedAsync();
        var before = await town.CountAsync("select count(*) from audit_row where action like '%audit/export' and result = 'done'");
        using var auditor = town.As(AuditAdministrator);
        using var answer = await auditor.GetAsync(new Uri("/api/screening/audit/export" + query, UriKind.Relative), Stop);
        ((int)answer.StatusCode).ShouldBe(status);
        (await town.CountAsync("select count(*) from audit_row where action like '%audit/export' and result = 'done'")).ShouldBe(before);
    }

    [Fact]
    public async Task S_100_every_command_leaves_one_row_and_every_row_is_linked_soon()
    {
        var before = await town.CountAsync("select count(*) from audit_row");
        var dispute = await town.InHandlingAsync();

        (await town.CountAsync("select count(*) from audit_row")).ShouldBe(before + 4);
        await Eventually.HoldsAsync(
            async () => await town.CountAsync("select count(*) from audit_row a join audit_link l on l.row_id = a.id where a.subject = @id::text", dispute.GetProperty("id").GetGuid()) == 4, TimeSpan.FromSeconds(5), "four links");
        (await town.CountAsync("select max(position) - count(*) from audit_link")).ShouldBe(0); // without gaps
    }

    [Fact]
    public async Task S_101_a_command_whose_evidence_cannot_be_written_has_no_effect()
    {
        var role = new NpgsqlConnectionStringBuilder(Infrastructure.AsRuntime(town.Service.Database)).Username;
        var id = Guid.CreateVersion7();
        await town.CountAsync($"revoke insert on audit_row from \"{role}\"; select 0::bigint");
        try
        {
            using var grid = town.As(town.GridWorker);
            (await grid.PutAsJsonAsync($"/api/screening/disputes/{id}", Town.Report, Stop)).StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        }
        finally
        {
            await town.CountAsync($"grant insert on audit_row to \"{role}\"; select 0::bigint");
        }

        (await town.CountAsync("select count(*) from dispute where id = @id", id)).ShouldBe(0);
        (await town.CountAsync("select count(*) from outbox where body->>'caseId' = @id::text", id)).ShouldBe(0);
        await town.ReportAsync(id);
    }

    [Fact]
    public async Task S_101_a_person_whose_disclosure_leaves_no_evidence_is_not_shown()
    {
        var role = new NpgsqlConnectionStringBuilder(Infrastructure.AsRuntime(town.Service.Database)).Username;
        var party = (await town.ReportAsync()).GetProperty("parties")[0].GetProperty("id").GetGuid();
        using var officer = town.As(town.Officer);
        await town.CountAsync($"revoke insert on audit_row from \"{role}\"; select 0::bigint");
        try
        {
            using var refused = await DiscloseAsync();
            refused.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
            (await refused.Content.ReadAsStringAsync(Stop)).ShouldNotContain("13800138000");
        }
        finally
        {
            await town.CountAsync($"grant insert on audit_row to \"{role}\"; select 0::bigint");
        }

        (await town.CountAsync("select count(*) from disclosure where person_id = @id", party)).ShouldBe(0);
        using var shown = await DiscloseAsync();
        (await shown.Content.ReadAsStringAsync(Stop)).ShouldContain("13800138000");

        Task<HttpResponseMessage> DiscloseAsync() => officer.PostAsJsonAsync($"/api/screening/parties/{party}/disclosure", new { purpose = "Handling" }, Stop);
    }

    [Fact]
    public async Task S_103_a_denial_leaves_one_row_with_its_code_and_nothing_else()
    {
        var dispute = await town.ReportAsync();
        var id = dispute.GetProperty("id").GetGuid();

        // The grid worker may not assess; the head of another town does not even see it.
        (await town.SendAsync(town.GridWorker, id, "assessment", Town.Assessment, 1)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await town.SendAsync(town.OtherHead, id, "assessment", Town.Assessment, 1)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var other = town.As(town.OtherHead);
        // An id in another spelling is the same id.
        (await other.GetAsync(new Uri($"/api/screening/disputes/{id.ToString("N").ToUpperInvariant()}", UriKind.Relative), Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        using var auditor = town.As(Auditor);
        var rows = (await auditor.GetFromJsonAsync<JsonElement>($"/api/screening/audit?subject={id}&refused=true", Stop)).GetProperty("items").EnumerateArray()
            .Select(row => (row.GetProperty("actorId").GetGuid(), row.GetProperty("action").GetString()!.Split(' ')[0], row.GetProperty("result").GetString())).ToList();
        rows.ShouldBe([(town.OtherHead.PersonId, "GET", "http.404"), (town.OtherHead.PersonId, "POST", "http.404"), (town.GridWorker.PersonId, "POST", CaseErrors.RoleForbidden)]);
        (await town.CountAsync("select count(*) from case_history where case_id = @id", id)).ShouldBe(dispute.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task S_103_to_keep_out_and_to_have_no_post_are_denials_too()
    {
        var dispute = await town.ReportAsync();
        var id = dispute.GetProperty("id").GetGuid();
        dispute = await town.DoAsync(town.Officer, dispute, "recusal", new { reason = "Relative" });
        (await town.SendAsync(town.Officer, id, "assessment", Town.Assessment, dispute.GetProperty("version").GetInt32())).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await town.CountAsync($"select count(*) from audit_row where subject = @id::text and result = '{CaseErrors.Recused}' and actor_id = '{town.Officer.PersonId}'", id)).ShouldBe(1);

        var nobody = TestTokens.ClaimsOf(new(Town.TownId, "6203.620302.nyp.", "town"), TestTokens.Issuer);
        nobody.Remove("post");
        using var client = town.Anonymous();
        client.DefaultRequestHeaders.Authorization = new("Bearer", TestTokens.Of(nobody));
        (await client.GetAsync(new Uri($"/api/screening/disputes/{id}", UriKind.Relative), Stop)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await town.CountAsync($"select count(*) from audit_row where subject = @id::text and result = 'http.403' and actor_id = '{nobody["sub"]}' and roles = ''", id)).ShouldBe(1);
    }

    [Fact]
    public async Task S_104_the_service_itself_can_only_add_to_evidence()
    {
        await using var connection = new NpgsqlConnection(Infrastructure.AsRuntime(town.Service.Database));
        await connection.OpenAsync(Stop);
        foreach (var (table, change) in new[] { ("audit_row", "action = ''"), ("audit_link", "position = 0"), ("audit_checkpoint", "position = 0"), ("disclosure", "purpose = 'Handling'") })
            foreach (var statement in (string[])[$"update {table} set {change}", $"delete from {table}", $"truncate {table}"])
            {
                await using var command = new NpgsqlCommand(statement, connection);
                (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Stop))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, statement);
            }
    }

    [Fact]
    public async Task S_104_evidence_is_read_by_those_who_audit_and_nobody_else()
    {
        foreach (var reader in (Official[])[Auditor, AuditAdministrator])
        {
            using var client = town.As(reader);
            (await client.GetAsync(new Uri("/api/screening/audit", UriKind.Relative), Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        using (var auditor = town.As(Auditor))
            (await auditor.GetAsync(new Uri("/api/screening/audit/export", UriKind.Relative), Stop)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, "whole, it holds also what is hidden from an auditor who is accused");
        foreach (var other in (Official[])[town.Officer, town.Head, town.Clerk, town.Administrator])
            foreach (var path in (string[])["/api/screening/audit", "/api/screening/audit/export"])
            {
                using var client = town.As(other);
                (await client.GetAsync(new Uri(path, UriKind.Relative), Stop)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, $"{other.Roles[0]} {path}");
            }
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    ECDsa Key()
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(town.Service.AuditKeyFile));
        return key;
    }

    Task LinkedAsync() => Eventually.HoldsAsync(
        async () => await town.CountAsync("select count(*) from audit_row a where not exists (select from audit_link l where l.row_id = a.id)") == 0, TimeSpan.FromSeconds(5), "every row to be linked");

    async Task<List<string>> ExportAsync(string query = "")
    {
        using var auditor = town.As(AuditAdministrator);
        return [.. (await auditor.GetStringAsync(new Uri("/api/screening/audit/export" + query, UriKind.Relative), Stop)).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    async Task ShowsAsync(AuditFault fault, string tamper, string repair, Guid id)
    {
        await town.CountAsync($"{tamper}; select 0::bigint", id);
        (await VerifyAsync()).Findings.Select(finding => finding.Fault).ShouldContain(fault, tamper);
        await town.CountAsync($"{repair}; select 0::bigint", id);
    }

    async Task<AuditVerdict> VerifyAsync()
    {
        using var key = Key();
        return AuditVerifier.Verify(await ExportAsync(), key, []);
    }
}

using System.Globalization;
using System.Net;
using Anjie.Contracts.Directory;
using Anjie.Support;
using Anjie.VisitReception.Features.Retention;
using Anjie.VisitReception.Tests;
using static Anjie.VisitReception.IntegrationTests.Scene;

namespace Anjie.VisitReception.IntegrationTests;

/// <summary>What is left when the ten years are over for which a file is kept. Nobody waits for them: what happened is put ten years back, and the clock goes over the end of the time.</summary>
public sealed class RetentionTests(City city) : IAsyncLifetime
{
    const string LastFour = "5678";
    const int Years = 10;

    // Where a row tells to which case it belongs.
    static readonly string[] Keys = ["matter_id", "case_id", "visit_id", "id"];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await city.PublishAsync(
            new CodeListPublished(Guid.CreateVersion7(), "content-category", [new("02", "国土资源", "Land", null), new("02.01", "土地征收", "Expropriation", "02"), new("18", "其他", "Other", null)]) { Version = 1 },
            new PostChanged(city.Clerk.PostId, city.Clerk.PersonId, city.Clerk.UnitId, "岗位", city.Clerk.Roles, null, true) { Version = 1 });
        await Eventually.HoldsAsync(async () => await city.CountAsync($"select (select count(*) from code_list_copy) + (select count(*) from post_copy where id = '{city.Clerk.PostId}')") == 2, City.Patience, "list and post");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task S_95_after_the_time_of_keeping_only_the_skeleton_is_left_whatever_it_came_from()
    {
        await city.MoveToAsync(city.Today.AddDays(1));
        var (imported, open) = (await ImportedAsync(), await city.RegisterLetterAsync());
        var (visit, matter) = await HandledAsync();
        var code = (await city.SlipAsync(matter)).Text("code");
        var file = $"{matter}/attachments/{await city.ScalarAsync($"select id from attachment where case_id = '{IdOf(matter)}'")}";
        await city.DoAsync(city.Clerk, matter, "withdrawal", new { signedOn = city.Day(0), note = "张三丰自愿撤回" });
        var letter = (await city.SeeAsync(city.Clerk, matter)).GetProperty("letters").EnumerateArray().First(one => one.GetProperty("kept").GetBoolean()).Text("id");
        var moved = await ClosedAsync();
        foreach (var one in (string[])[matter, visit, open, moved])
            await PutBackAsync(one);
        var history = await city.CountAsync($"select count(*) from case_history where case_id = '{IdOf(matter)}'");
        Guid[] cases = [Guid.Parse(IdOf(matter)), Guid.Parse(IdOf(visit))];

        // On the last day it is all there, whoever looks; and whatever stops the watch, it goes on.
        var watch = city.Running<EraseOldMatters>();
        await watch.StopAsync(Stop);
        await watch.StartAsync(Stop);
        foreach (var one in (string[])[imported, matter, moved])
            await Eventually.HoldsAsync(async () => await city.CountAsync($"select count(*) from matter where id = '{IdOf(one)}' and ended_on = '{city.Today.AddYears(-Years):O}'") == 1, City.Patience, $"the end of {one}");
        (await city.CountAsync($"select count(*) from matter where id in ('{IdOf(imported)}', '{IdOf(matter)}') and erased_on is null")).ShouldBe(2);
        (await FullAsync(cases)).Count.ShouldBeGreaterThan(15);
        (await PeopleOfAsync(matter)).ShouldBe("张三丰");
        // Something happens to an ended matter: its time begins anew, though the end was found before.
        await city.DoAsync(city.Head, moved, "outcome", new { outcome = new[] { "A" }, text = "已支付" });
        var happened = city.Today;

        await city.MoveToAsync(city.Today.AddDays(1));
        await Eventually.HoldsAsync(async () => await city.CountAsync($"select count(*) from matter where id = '{IdOf(matter)}' and erased_on = '{city.Today:O}'") == 1, City.Patience, "the matter is erased");

        (await FullAsync(cases)).ShouldBeEmpty();
        (await city.CountAsync($"select count(*) from petitioner where matter_id = '{IdOf(matter)}' and (length(name_index) > 0 or coalesce(identity_number_index, phone_index, address_index) is not null)")).ShouldBe(0);
        (await city.CountAsync($"select (select count(*) from attachment_part where case_id = '{IdOf(matter)}') + (select count(*) from query_code where case_id = '{IdOf(matter)}')")).ShouldBe(0);
        foreach (var person in (object[])[new { identityNumber = "11010519491231002X" }, new { name = "张三丰" }, new { phone = "13812345678" }])
            (await city.SendAsync(HttpMethod.Post, city.Clerk, "/person-search", person)).Body.GetProperty("items").EnumerateArray().ShouldNotContain(match => match.Text("id") == IdOf(matter));
        (await city.QueryAsync(code, LastFour)).ShouldBe(HttpStatusCode.NotFound, "query.no_match");
        (await city.GetAsync(city.Clerk, file)).ShouldBe(HttpStatusCode.NotFound);
        (await city.GetAsync(city.Clerk, $"{matter}/letters/{letter}/docx")).ShouldBe(HttpStatusCode.Conflict, "letter.not_kept");

        // The skeleton can be read as before, and what goes on is not touched, however old it is.
        var view = await city.SeeAsync(city.Clerk, matter);
        (view.Text("state"), view.Text("summary"), view.Text("contentCode")).ShouldBe(("Withdrawn", "", "02.01"));
        view.GetProperty("letters").EnumerateArray().ShouldAllBe(one => one.Text("number") != "");
        view.GetProperty("letters").EnumerateArray().ShouldAllBe(one => !one.GetProperty("kept").GetBoolean());
        (await city.SeeAsync(city.Clerk, visit)).Text("summary").ShouldBe("");
        (await city.SeeAsync(city.Clerk, imported)).Text("state").ShouldBe("Closed");
        (await city.CountAsync($"select count(*) from case_history where case_id = '{IdOf(matter)}'")).ShouldBe(history);
        (await PeopleOfAsync(open)).ShouldBe("李四");

        (await city.CountAsync($"select count(*) from matter where id = '{IdOf(moved)}' and erased_on is null and ended_on = '{happened:O}'")).ShouldBe(1);
        (await PeopleOfAsync(moved)).ShouldBe("李四");
        (await city.CountAsync($"select count(*) from matter where id = '{IdOf(imported)}' and erased_on is null")).ShouldBe(1, "what has just come can still be mended");

        // Nothing new comes into what is erased.
        var gone = await city.ScalarAsync($"select id from petitioner where matter_id = '{IdOf(matter)}'");
        (await city.SendAsync(HttpMethod.Post, city.Clerk, $"/petitioners/{gone}/correction", new { name = "张三丰", reason = "恢复" })).ShouldBe(HttpStatusCode.Conflict, "matter.erased");
        (await city.SendAsync(HttpMethod.Post, city.Clerk, $"/petitioners/{gone}/copy", new { })).ShouldBe(HttpStatusCode.Conflict, "matter.erased");
        view.Actions().ShouldBeEmpty();

        await city.MoveToAsync(city.Today.AddDays(30));
        await Eventually.HoldsAsync(async () => await city.CountAsync($"select count(*) from matter where id = '{IdOf(imported)}' and erased_on = '{city.Today:O}'") == 1, City.Patience, "the imported one is erased");
        (await city.CountAsync($"select count(*) from petitioner where matter_id = '{IdOf(imported)}' and (length(name_index) > 0 or coalesce(identity_number_index, phone_index, address_index) is not null)")).ShouldBe(0);

        // Once each, also when the watch looks again.
        await watch.StopAsync(Stop);
        await watch.StartAsync(Stop);
        await city.MoveToAsync(city.Today.AddDays(1));
        foreach (var erased in (string[])[imported, matter])
            (await city.CountAsync($"select count(*) from audit_row where action = 'retention' and subject = '{IdOf(erased)}' and result = 'done'")).ShouldBe(1);
        (await city.CountAsync($"select count(*) from audit_row where action = 'retention' and subject = '{IdOf(open)}'")).ShouldBe(0);
    }

    // With everything that can hang on a matter: a visit, letters, a file, a look, a correction, a request.
    async Task<(string Visit, string Matter)> HandledAsync()
    {
        var (visit, matter) = await city.AssignedVisitAsync();
        await city.DoAsync(city.Handler, matter, "acceptance", new { acceptedOn = city.Day(0), simple = false });
        var person = (await city.SeeAsync(city.Clerk, matter)).GetProperty("petitioners")[0].Text("id");
        (await city.AttachAsync(city.Handler, matter, SampleFiles.Text("张三丰的材料"), "张三丰.txt")).Status.ShouldBe(HttpStatusCode.Created);
        (await city.SendAsync(HttpMethod.Post, city.Clerk, $"/petitioners/{person}/disclosure", new { purpose = "Other", note = "核对张三丰" })).ShouldBe(HttpStatusCode.OK);
        (await city.SendAsync(HttpMethod.Post, city.Clerk, $"/petitioners/{person}/correction", new { address = "甘肃省金昌市金川区北京路2号", reason = "迁居" })).ShouldBe(HttpStatusCode.OK);
        (await city.SendAsync(HttpMethod.Post, city.Clerk, $"/petitioners/{person}/erasure-request", new { text = "请删除" })).ShouldBe(HttpStatusCode.OK);
        return (visit, matter);
    }

    async Task<string> ClosedAsync()
    {
        var matter = await city.ServedMatterAsync();
        foreach (var about in (string[])["PetitionOffice", "ResponsibleUnit"])
            await city.DoAsync(city.Clerk, matter, "evaluation", new { about, value = "Satisfied" });
        await city.DoAsync(city.Clerk, matter, "closure", new { acceptance = true, proof = city.Signed() });
        return matter;
    }

    // Due eleven years ago today, as far as the export says: a review may have taken another year.
    async Task<string> ImportedAsync()
    {
        const int Number = 77_000_001;
        var due = city.Today.AddYears(-Years - 1);
        var row = ProvinceFiles.Row(Number).With("登记部门", "金昌市信访局/金昌市").With("信访件状态", "已办结")
            .With("信访日期", Day(due.AddDays(-61))).With("登记日期", Day(due.AddDays(-60))).With("限办时间", Day(due));
        var import = $"/imports/{NewId()}";
        (await city.FileAsync(HttpMethod.Put, city.Clerk, import, ProvinceFiles.Workbook(ProvinceFiles.Headings, [row]), "省平台导出.xlsx")).Answer.ShouldBe(HttpStatusCode.Created);
        await city.IdleAsync();
        (await city.SendAsync(HttpMethod.Post, city.Clerk, $"{import}/start")).ShouldBe(HttpStatusCode.OK);
        await city.IdleAsync();
        return $"/matters/{await city.ScalarAsync($"select id from province_record where import_id = '{IdOf(import)}'")}";

        static string Day(DateOnly on) => on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    async Task PutBackAsync(string subject)
    {
        await using var connection = await city.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand($"update case_history set occurred_at = occurred_at - interval '{Years} years' where case_id = '{IdOf(subject)}'; update matter set created_at = created_at - interval '{Years} years' where id = '{IdOf(subject)}'", connection);
        await command.ExecuteNonQueryAsync(Stop);
    }

    async Task<string> PeopleOfAsync(string matter) => string.Join(' ', (await city.SeeAsync(city.Clerk, matter)).GetProperty("petitioners").EnumerateArray().Select(person => person.Text("name")));

    /// <summary>Columns in which rows of the cases hold something sealed; a sealed empty text is as long as any other.</summary>
    async Task<List<string>> FullAsync(Guid[] cases)
    {
        var ids = string.Join(',', cases.Select(id => $"'{id}'"));
        List<string> full = [];
        foreach (var (table, columns) in await TablesAsync())
            foreach (var column in columns.Where(column => column.Type == "bytea"))
                foreach (var key in Keys.Where(key => columns.Any(other => other.Name == key)))
                    if (await city.CountAsync($"select count(*) from \"{table}\" where \"{key}\" in ({ids}) and length(\"{column.Name}\") > {SealedNothing}") > 0)
                        full.Add($"{table}.{column.Name}");
        return full;
    }

    // Version, length and name of the key, nonce and mark of AES-GCM, and no text.
    const int SealedNothing = 1 + 1 + 2 + 12 + 16;

    async Task<IEnumerable<(string Table, List<(string Name, string Type)> Columns)>> TablesAsync()
    {
        await using var connection = await city.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand("select table_name::text, column_name::text, data_type::text from information_schema.columns where table_schema = 'public' and table_name not in ('outbox', 'inbox', 'parked_message')", connection);
        await using var reader = await command.ExecuteReaderAsync(Stop);
        List<(string Table, string Name, string Type)> columns = [];
        while (await reader.ReadAsync(Stop))
            columns.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        return columns.GroupBy(column => column.Table).Select(table => (table.Key, table.Select(column => (column.Name, column.Type)).ToList()));
    }
}

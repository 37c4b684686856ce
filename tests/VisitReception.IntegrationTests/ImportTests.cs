using System.Globalization;
using System.Net;
using Anjie.Contracts.Directory;
using Anjie.Support;
using Anjie.VisitReception.Features.Imports;
using Anjie.VisitReception.Features.Sheets;
using Anjie.VisitReception.Tests;
using Npgsql;
using static Anjie.VisitReception.IntegrationTests.Scene;
using static Anjie.VisitReception.Tests.ProvinceFiles;

namespace Anjie.VisitReception.IntegrationTests;

/// <summary>The province's export on its way into the ledger: looked through, taken over once, mended where it is faulty.</summary>
public sealed class ImportTests(City city) : IAsyncLifetime
{
    const string Office = "金昌市信访局/金昌市";

    static int s_next = 1;

    public async ValueTask InitializeAsync()
    {
        if (await city.CountAsync("select count(*) from code_list_copy") > 0)
            return;
        await city.PublishAsync(
            new CodeListPublished(Guid.CreateVersion7(), "content-category", [new("02", "国土资源", "Land", null), new("02.01", "土地征收", "Expropriation", "02"), new("18", "其他", "Other", null)]) { Version = 1 },
            new PostChanged(city.Clerk.PostId, city.Clerk.PersonId, city.Clerk.UnitId, "岗位", city.Clerk.Roles, null, true) { Version = 1 });
        await Eventually.HoldsAsync(async () => await city.CountAsync($"select (select count(*) from code_list_copy) + (select count(*) from post_copy where id = '{city.Clerk.PostId}')") == 2, City.Patience, "list and post");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Two_thousand_rows_come_in_once_although_the_work_is_broken_off_stopped_by_its_owner_and_killed()
    {
        const int Count = 2000;
        await city.RegisterLetterAsync();
        var (first, rows) = (Next(Count), new List<Dictionary<string, object>>());
        for (var i = 0; i < Count; i++)
            rows.Add(Good(first + i).With("姓名", $"张{(char)('一' + (i % 500))}"));
        var import = await CheckedAsync(Workbook(Headings, rows));
        (await SeeAsync(import, "rows", "fresh", "known", "changed", "faulty")).ShouldBe([Count, Count, 0, 0, 0]);
        (await city.CountAsync("select count(*) from province_record where import_id = '" + IdOf(import) + "'")).ShouldBe(0);

        // Somebody else holds the number that the thousandth matter will get: the batch with it waits, whatever the machine does.
        var serial = await city.CountAsync("select last_value from matter_number");
        await using (var other = await city.OpenAsync())
        {
            await using var barrier = await BarrierAsync(other, serial + 1000);
            await StartAsync(import);
            await PositionAsync(import, 800);
            await city.Running<RunImports>().StopAsync(TestContext.Current.CancellationToken);
            (await CountsAsync(import)).ShouldBe((800, 800, 800));
            await barrier.RollbackAsync(TestContext.Current.CancellationToken);
        }

        serial = await city.CountAsync("select last_value from matter_number");
        await using (var other = await city.OpenAsync())
        {
            await using var barrier = await BarrierAsync(other, serial + 500);
            await city.Running<RunImports>().StartAsync(TestContext.Current.CancellationToken);
            await PositionAsync(import, 1200);
            (await city.SendAsync(HttpMethod.Post, city.Clerk, $"{import}/stop")).Body.Text("state").ShouldBe("Stopped");
            await barrier.RollbackAsync(TestContext.Current.CancellationToken);
        }
        await city.IdleAsync();
        (await CountsAsync(import)).ShouldBe((1200, 1200, 1200));

        serial = await city.CountAsync("select last_value from matter_number");
        await using (var other = await city.OpenAsync())
        {
            await using var barrier = await BarrierAsync(other, serial + 300);
            await StartAsync(import);
            await PositionAsync(import, 1400);
            await KillAsync();
            await barrier.RollbackAsync(TestContext.Current.CancellationToken);
        }

        await city.IdleAsync();
        (await city.SeeAsync(city.Clerk, import)).Text("state").ShouldBe("Done");
        (await SeeAsync(import, "rows", "fresh", "known", "changed", "faulty")).ShouldBe([Count, Count, 0, 0, 0]);
        (await CountsAsync(import)).ShouldBe((Count, Count, Count));
        // One gap-free history each, and every event of it was told.
        (await city.CountAsync($"select count(*) from matter m join province_record r on r.id = m.id where r.import_id = '{IdOf(import)}' and m.version <> (select count(*) from outbox o where o.body->>'caseId' = m.id::text)")).ShouldBe(0);
        (await city.CountAsync($"select count(*) from outbox where contract = 'Reception.ClockChanged' and (body->>'silent')::bool is not true and body->>'caseId' in (select id::text from province_record where import_id = '{IdOf(import)}')")).ShouldBe(0);

        var again = await CheckedAsync(Workbook([.. Headings.Reverse()], rows));
        (await SeeAsync(again, "fresh", "known")).ShouldBe([0, Count]);
        await DoneAsync(again);
        (await CountsAsync(again)).ShouldBe((0, 0, Count));
    }

    [Fact]
    public async Task Faulty_rows_come_back_as_a_file_that_can_be_mended_and_brought_again()
    {
        var first = Next(6);
        Dictionary<string, object>[] rows =
        [
            Good(first), Good(first + 1).With("信访日期", "三月").With("手机号码", "=1+1"), Good(first + 2).With("概况", "=HYPERLINK(\"http://a\")").With("内容分类", "没有_的"),
            Good(first + 3).With("信访目的", "揭发控告").With("概况", "某镇长收钱"), Good(first).With("概况", "另一件事"), Good(first + 5).With("登记部门", "6204.xfj."),
        ];
        var import = await CheckedAsync(Workbook([.. Headings, "备注"], rows));
        var view = await city.SeeAsync(city.Clerk, import);
        (await SeeAsync(import, "rows", "fresh", "known", "changed", "faulty")).ShouldBe([6, 1, 0, 1, 4]);
        view.GetProperty("preview").GetProperty("unused").EnumerateArray().Select(name => name.GetString()).ShouldBe(["备注"]);
        var preview = view.GetProperty("preview").GetProperty("rows")[0].EnumerateArray().Select(cell => cell.GetString()).ToList();
        (preview[1], preview[3], preview[4]).ShouldBe(("张三丰", "甘肃省金昌市金川区****", "138****5678"));
        await DoneAsync(import);
        (await CountsAsync(import)).ShouldBe((1, 1, 6));

        var (headings, faulty) = await ErrorsAsync(import);
        headings.ShouldBe([.. Headings, "原行号", "错误说明"]);
        faulty.Select(row => (row["原行号"], Says(row))).ShouldBe([("3", "手机号码 信访日期"), ("4", "内容分类"), ("5", "信访目的"), ("6", "信访件编号"), ("7", "登记部门")]);
        faulty[1]["概况"].ShouldBe("=HYPERLINK(\"http://a\")");
        faulty[2].Values.ShouldNotContain("某镇长收钱");
        (await city.CountAsync($"select count(*) from matter_import_fault f where f::text like '%三月%' or f::text like '%没有%'")).ShouldBe(0);
        (await city.CountAsync($"select count(*) from audit_row where subject = '{IdOf(import)}' and action like 'GET %errors' and result = 'done'")).ShouldBe(1);

        Dictionary<string, object>[] mended =
        [
            new Dictionary<string, object>(faulty[0].Select(Boxed)).With("信访日期", "2025-03-03").With("手机号码", "13912345678"), new Dictionary<string, object>(faulty[1].Select(Boxed)).With("内容分类", "国土资源_土地征收"),
        ];
        var second = await CheckedAsync(Workbook(headings, mended));
        await DoneAsync(second);
        (await CountsAsync(second)).ShouldBe((2, 2, 2));
        (await city.CountAsync("select count(*) from matter where class <> 'Ordinary' and id in (select id from province_record)")).ShouldBe(0);
    }

    [Fact]
    public async Task What_was_over_is_silent_and_what_runs_is_watched()
    {
        var first = Next(2);
        var import = await CheckedAsync(Workbook(Headings,
        [
            Good(first).With("信访件状态", "超期未作出处理意见").With("是否办结", "否"),
            Good(first + 1).With("信访件状态", "受理").With("是否办结", "否").With("信访日期", city.Day(-10)).With("登记日期", city.Day(-9)).With("限办时间", city.Day(40)),
        ]));
        await DoneAsync(import);

        var over = await city.ScalarAsync($"select c.silent || ' ' || c.rule || ' ' || c.started_on from case_clock c join province_record r on r.id = c.case_id where r.number = '{NumberOf(first)}'");
        over.ShouldBe("true T5 2025-03-04");
        var runs = await city.ScalarAsync($"select c.silent || ' ' || c.rule || ' ' || c.started_on from case_clock c join province_record r on r.id = c.case_id where r.number = '{NumberOf(first + 1)}'");
        runs.ShouldBe($"false T5 {city.Day(-9)}");
        (await city.CountAsync($"select count(*) from matter m join province_record r on r.id = m.id where r.import_id = '{IdOf(import)}' and m.received_on < '2026-01-01' and m.state = 'Handling'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_file_that_cannot_be_imported_says_why_and_is_never_begun()
    {
        foreach (var (file, code) in new (byte[], string)[] { (Workbook(["姓名"], []), "import.no_headings"), (Workbook([.. Headings.Except(["概况", "登记部门"])], [Good(1)]), "import.heading_missing"), (Workbook(Headings, []), "import.empty"), (SampleFiles.Xlsx(), "import.unreadable") })
        {
            var import = await UploadAsync(file);
            await city.IdleAsync();
            var view = await city.SeeAsync(city.Clerk, import);
            (view.Text("state"), view.Text("code")).ShouldBe(("Refused", code));
            (await city.SendAsync(HttpMethod.Post, city.Clerk, $"{import}/start")).ShouldBe(HttpStatusCode.Conflict, "import.not_checked");
            if (code == "import.heading_missing")
                view.Text("reason").ShouldContain("概况、登记部门");
        }
        (await city.FileAsync(HttpMethod.Put, city.Clerk, $"/imports/{NewId()}", SampleFiles.Docx(), "a.docx")).Answer.ShouldBe(HttpStatusCode.Conflict, "attachment.kind");
        (await city.FileAsync(HttpMethod.Put, city.Clerk, $"/imports/{NewId()}", SampleFiles.Xlsx(("xl/vbaProject.bin", [1])), "a.xlsx")).Answer.ShouldBe(HttpStatusCode.Conflict, "attachment.macro");
    }

    [Fact]
    public async Task A_file_is_its_senders_own_and_the_same_id_takes_the_same_file_only()
    {
        var (id, file) = (NewId(), Workbook(Headings, [Good(Next(1))]));
        (await city.FileAsync(HttpMethod.Put, city.Clerk, $"/imports/{id}", file, "a.xlsx")).Answer.ShouldBe(HttpStatusCode.Created);
        (await city.FileAsync(HttpMethod.Put, city.Clerk, $"/imports/{id}", file, "a.xlsx")).Answer.ShouldBe(HttpStatusCode.OK);
        (await city.FileAsync(HttpMethod.Put, city.Clerk, $"/imports/{id}", Workbook(Headings, [Good(Next(1))]), "a.xlsx")).Answer.ShouldBe(HttpStatusCode.Conflict, "id.reused");
        var colleague = new Official(city.Clerk.UnitId, "6203.xfj.", "registrar");
        foreach (var path in (string[])[$"/imports/{id}", $"/imports/{id}/errors"])
            (await city.GetAsync(colleague, path)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await city.SendAsync(HttpMethod.Post, colleague, $"/imports/{id}/start")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await city.SeeAsync(colleague, "/imports")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await city.GetAsync(city.Handler, "/imports")).ShouldBe(HttpStatusCode.Forbidden);
        await city.IdleAsync();
        (await city.CountAsync($"select count(*) from attachment_part where case_id = '{id}' and sealed::text like '%{Convert.ToHexStringLower("PK"u8)}03%'")).ShouldBe(0);
    }

    static int Next(int count) => Interlocked.Add(ref s_next, count) - count;

    static string NumberOf(int number) => (string)Row(number)["信访件编号"];

    static Dictionary<string, object> Good(int number) => Row(number).With("登记部门", Office);

    static KeyValuePair<string, object> Boxed(KeyValuePair<string, string> cell) => new(cell.Key, cell.Value);

    static string Says(Dictionary<string, string> row) => string.Join(' ', row["错误说明"].Split('；').Select(one => one.Split('：')[0]).Where(Headings.Contains));

    async Task<string> UploadAsync(byte[] file)
    {
        var import = $"/imports/{NewId()}";
        (await city.FileAsync(HttpMethod.Put, city.Clerk, import, file, "省平台导出.xlsx")).Answer.ShouldBe(HttpStatusCode.Created);
        return import;
    }

    async Task<string> CheckedAsync(byte[] file)
    {
        var import = await UploadAsync(file);
        await city.IdleAsync();
        var view = await city.SeeAsync(city.Clerk, import);
        view.Text("state").ShouldBe("Checked", view.ToString());
        return import;
    }

    async Task StartAsync(string import) => (await city.SendAsync(HttpMethod.Post, city.Clerk, $"{import}/start")).ShouldBe(HttpStatusCode.OK);

    async Task DoneAsync(string import)
    {
        await StartAsync(import);
        await city.IdleAsync();
        var view = await city.SeeAsync(city.Clerk, import);
        view.Text("state").ShouldBe("Done", view.ToString());
    }

    async Task<int[]> SeeAsync(string import, params string[] counters)
    {
        var view = await city.SeeAsync(city.Clerk, import);
        return [.. counters.Select(counter => view.GetProperty(counter).GetInt32())];
    }

    // Matters, records and the position that is stored with them.
    async Task<(long Matters, long Records, long Position)> CountsAsync(string import) => (
        await city.CountAsync($"select count(*) from matter where id in (select id from province_record where import_id = '{IdOf(import)}')"),
        await city.CountAsync($"select count(distinct number) from province_record where import_id = '{IdOf(import)}'"),
        await city.CountAsync($"select position from matter_import where id = '{IdOf(import)}'"));

    async Task PositionAsync(string import, int position) => await Eventually.HoldsAsync(
        async () => await city.CountAsync($"select count(*) from matter_import where id = '{IdOf(import)}' and position = {position}") == 1
            && await city.CountAsync("select count(*) from pg_locks where not granted") > 0,
        City.Patience, $"the batch behind {position} waits");

    static async Task<NpgsqlTransaction> BarrierAsync(NpgsqlConnection other, long serial)
    {
        var barrier = await other.BeginTransactionAsync();
        var number = string.Create(CultureInfo.InvariantCulture, $"XF2025{serial:D6}");
        await using var command = new NpgsqlCommand(
            $$"""insert into matter select (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid(), 'matter_id', gen_random_uuid(), 'number', '{{number}}'))).* from matter m limit 1""", other, barrier);
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
        return barrier;
    }

    // Whoever waits for the barrier loses the connection in the middle of a batch, as when the machine goes down.
    static async Task KillAsync()
    {
        await using var administrator = new NpgsqlConnection(Infrastructure.PostgresAdministrator);
        await administrator.OpenAsync();
        await using var command = new NpgsqlCommand("select count(pg_terminate_backend(pid)) from (select distinct pid from pg_locks where not granted) waiting", administrator);
        (await command.ExecuteScalarAsync()).ShouldBe(1L);
    }

    async Task<(string[] Headings, List<Dictionary<string, string>> Rows)> ErrorsAsync(string import)
    {
        var (answer, bytes, _) = await city.FileAsync(HttpMethod.Get, city.Clerk, $"{import}/errors");
        answer.Status.ShouldBe(HttpStatusCode.OK);
        return Sheets.Read(bytes);
    }
}

static class Sheets
{
    /// <summary>The headings of a workbook and its rows by them.</summary>
    public static (string[] Headings, List<Dictionary<string, string>> Rows) Read(byte[] file)
    {
        using var sheet = SheetReader.Open(file);
        string[] headings = [.. sheet.Read()!.Cells.OrderBy(cell => cell.Key).Select(cell => cell.Value.Text)];
        List<Dictionary<string, string>> rows = [];
        while (sheet.Read() is { } row)
            rows.Add(row.Cells.ToDictionary(cell => headings[cell.Key], cell => cell.Value.Text));
        return (headings, rows);
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using Anjie.EndToEnd.Tests.Browser;
using Anjie.EndToEnd.Tests.PersonalData;
using Anjie.Launcher;
using Anjie.Support;

namespace Anjie.EndToEnd.Tests;

/// <summary>Invented people live through the system; afterwards every place where something is written is searched for them.</summary>
public sealed class CanaryTests(RunningSystem running, ITestOutputHelper output) : IAsyncLifetime
{
    const int Matters = 400, Disputes = 100, Busy = 10;
    const int FirstParty = 2 * Matters;
    const int AtOnce = 4;

    // No secrets, so they may go everywhere, and stand nowhere else: a code of a dispute, and the name of a village.
    const string Control = "ZQ7F3KX9", ChineseControl = "鸤鸠在桑";
    const string LogControl = "The policy was read";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    static readonly TimeSpan LastExport = TimeSpan.FromSeconds(3);
    static readonly string[] Observed = ["screening", "reception", "backlog", "supervision", "portal", "gateway"];

    readonly Office _office = new(running);
    TelemetryCollector _collector = null!;

    string Telemetry => Path.Combine(running.Folder, "telemetry");

    string Temporary => Path.Combine(running.Folder, "temporary");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Temporary);
        _collector = new(Telemetry, Ports.Free());
        await RestartAsync(new Dictionary<string, string>(_collector.Settings) { ["TMPDIR"] = Temporary });
    }

    // Nobody comes after (StoryOrder), so the parts stay as they are.
    public async ValueTask DisposeAsync()
    {
        await _collector.DisposeAsync();
        _office.Dispose();
    }

    [Fact]
    public async Task S_89_S_91_people_are_found_nowhere_but_in_sealed_columns()
    {
        var known = await LiveAsync();
        await File.WriteAllTextAsync(Path.Combine(Temporary, "control"), Control);
        await running.AwaitCalmAsync(Patience);
        await Task.Delay(LastExport);
        foreach (var database in Provisioning.Databases)
            await _office.RowsAsync<int>(database, "checkpoint; select 1");

        // The search is worth something: what is no secret is found in every one of these places.
        string[] places = ["postgresql", "rabbitmq", "logs", "telemetry", "temporary"];
        var controls = await HoldersAsync([Control, LogControl, known.ToString()]);
        foreach (var place in places)
            controls.ShouldContain(file => file.StartsWith(place + "/", StringComparison.Ordinal), place);
        var chinese = await HoldersAsync([ChineseControl]);
        foreach (var place in (string[])["postgresql", "rabbitmq"])
            chinese.ShouldContain(file => file.StartsWith(place + "/", StringComparison.Ordinal), place);
        controls.ShouldContain(file => file.Contains("pg_wal/", StringComparison.Ordinal));
        controls.ShouldContain(file => file.Contains("/base/", StringComparison.Ordinal));
        foreach (var signal in (string[])["traces", "metrics"])
            Directory.EnumerateFiles(Telemetry).ShouldContain(file => file.EndsWith(signal, StringComparison.Ordinal), signal);
        var tables = await TablesAsync([Control]);
        foreach (var table in (string[])["anjie_screening.dispute", "anjie_screening.outbox", "anjie_supervision.event_log"])
            tables.ShouldContain(table);

        var (files, bytes) = Size(running.Folder);
        (await HoldersAsync(Canary.Marks)).ShouldBeEmpty();
        (await TablesAsync(Canary.Marks)).ShouldBeEmpty();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{FirstParty + 2 * Disputes} people; {files} files, {bytes / 1_000_000} MB and all tables of {Provisioning.Databases.Count} databases searched: 0 found, the controls in {controls.Count} files and {tables.Count} tables"));
    }

    /// <summary>What people go through, and what goes wrong on the way.</summary>
    /// <returns>A matter whose id is no secret.</returns>
    async Task<Guid> LiveAsync()
    {
        var today = await running.TodayAsync();
        List<Guid> matters = [];
        for (var i = 0; i < Busy; i++)
        {
            var (one, other) = (Canary.Of(2 * i), Canary.Of((2 * i) + 1));
            var (matter, tag) = await _office.RegisterMatterAsync(today, one, other);
            matters.Add(matter.GetProperty("id").GetGuid());
            await _office.DiscloseAsync("clerk", Office.PersonOf(matter), body: new { purpose = "Other", note = $"{one.Name}来电核对{one.Phone}" });
            await WrongAsync(today, matters[^1], one);
            await FilesAsync(matters[^1], one);
            foreach (var question in (object[])[new { name = one.Name, phone = one.Phone }, new { identityNumber = one.IdentityNumber }, new { address = one.Address }])
                (await _office.AskAsync("clerk", HttpMethod.Post, "api/reception/person-search", question)).Status.ShouldBe(200);
            foreach (var path in (string[])["", "/history", "/letters"])
                (await _office.AskAsync("clerk", HttpMethod.Get, $"api/reception/matters/{matters[^1]}{path}")).Status.ShouldBe(200);
            var guided = await _office.AskAsync("clerk", HttpMethod.Post, $"api/reception/matters/{matters[^1]}/legal-route", new
            {
                demandId = matter.GetProperty("demands")[0].GetProperty("id").GetGuid(), route = "Litigation", organ = $"{one.Name}住所地法院", timeLimit = "六个月", noticeNumber = "1号",
                proof = new { means = "Signed", servedOn = today, recipient = one.Name, relation = "本人" },
            }, tag);
            guided.Status.ShouldBe(200, guided.Text);
        }

        var others = new ParallelOptions { MaxDegreeOfParallelism = AtOnce };
        await Parallel.ForEachAsync(Enumerable.Range(Busy, Matters - Busy), others, async (i, _) => await _office.RegisterMatterAsync(today, Canary.Of(2 * i), Canary.Of((2 * i) + 1)));
        await Parallel.ForEachAsync(Enumerable.Range(Busy, Disputes - Busy), others, async (i, _) => await _office.ReportDisputeAsync(today, Control, Canary.Of(FirstParty + (2 * i)), Canary.Of(FirstParty + (2 * i) + 1)));
        for (var i = 0; i < Busy; i++)
        {
            var (one, other) = (Canary.Of(FirstParty + (2 * i)), Canary.Of(FirstParty + (2 * i) + 1));
            var dispute = await _office.ReportDisputeAsync(today, Control, one, other);
            await _office.DiscloseAsync("town", Office.PersonOf(dispute), "screening/parties");
            var dismissed = await _office.AskAsync("town", HttpMethod.Post, $"api/screening/disputes/{dispute.GetProperty("id").GetGuid()}/dismissal", new { reason = "Groundless", explanation = $"{other.Name}否认" }, new($"\"{dispute.GetProperty("version").GetInt32()}\""));
            dismissed.Status.ShouldBe(200, dismissed.Text);
        }

        await NameUnitAsync();
        await FailingDatabaseAsync(today);
        await OnScreenAsync(matters[^1]);
        return matters[0];
    }

    async Task NameUnitAsync()
    {
        var units = JsonDocument.Parse((await _office.AskAsync("sysadmin", HttpMethod.Get, "api/directory/units?limit=200")).Text).RootElement.GetProperty("items").EnumerateArray();
        var town = units.First(unit => unit.GetProperty("path").GetString() == "6203.620302.nyp.").GetProperty("id").GetGuid();
        var named = await _office.AskAsync("sysadmin", HttpMethod.Put, $"api/directory/units/{Guid.CreateVersion7()}", new
        {
            parentId = town, code = "zqctl", name = ChineseControl, englishName = "Control Village", kind = "Village", active = false,
        });
        named.Status.ShouldBe(201, named.Text);
    }

    // Refusals and faults are where texts slip into answers and logs.
    async Task WrongAsync(DateOnly today, Guid matter, Canary canary)
    {
        (await _office.AskAsync("clerk", HttpMethod.Put, $"api/reception/matters/{matter}", Office.MatterBody(today.AddDays(-1), canary))).Status.ShouldBe(409);
        (await _office.AskAsync("clerk", HttpMethod.Put, $"api/reception/matters/{Guid.CreateVersion7()}", new { summary = canary.Name, petitioners = new[] { new { name = canary.Name, phone = canary.Phone + "9", identityNumber = canary.IdentityNumber[..17] + "Y" } } })).Status.ShouldBe(400);
        (await _office.AskAsync("clerk", HttpMethod.Post, $"api/reception/matters/{matter}/dispatch", new { kind = canary.Name, note = canary.Address })).Status.ShouldBe(400);
        (await _office.AskAsync("grid", HttpMethod.Post, "api/reception/person-search", new { name = canary.Name })).Status.ShouldBe(403);
        var twice = Guid.CreateVersion7();
        var race = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _office.AskAsync("clerk", HttpMethod.Put, $"api/reception/matters/{twice}", Office.MatterBody(today, canary))));
        race.ShouldContain(answer => answer.Status == 201);
    }

    // In what files are called and in what they hold, taken or refused.
    async Task FilesAsync(Guid matter, Canary canary)
    {
        var (file, content) = ($"api/reception/matters/{matter}/attachments/{Guid.CreateVersion7()}", SampleFiles.Text($"{canary.Name}，{canary.IdentityNumber}，{canary.Phone}，{canary.Address}"));
        (await _office.AttachAsync("clerk", file, $"{canary.Name}{canary.Phone}.txt", content)).ShouldBe(201);
        (await _office.DownloadAsync("clerk", file)).ShouldBe(content);
        (await _office.AttachAsync("clerk", $"{file[..file.LastIndexOf('/')]}/{Guid.CreateVersion7()}", $"{canary.Name}.jpg", content)).ShouldBe(409);
        (await _office.AttachAsync("clerk", $"{file[..file.LastIndexOf('/')]}/{Guid.CreateVersion7()}", $"{canary.Name}.docx", SampleFiles.Docx(canary.Name, ("word/vbaProject.bin", content)))).ShouldBe(409);
    }

    // A statement that fails in the database is the loudest of all faults.
    async Task FailingDatabaseAsync(DateOnly today)
    {
        var role = Provisioning.RuntimeOf("anjie_reception");
        await _office.RowsAsync<int>("anjie_reception", $"revoke insert on audit_row from \"{role}\"; select 1");
        try
        {
            var failed = await _office.AskAsync("clerk", HttpMethod.Put, $"api/reception/matters/{Guid.CreateVersion7()}", Office.MatterBody(today, Canary.Of(0)));
            failed.Status.ShouldBe(500);
            Canary.Marks.ShouldAllBe(mark => !failed.Text.Contains(mark));
        }
        finally
        {
            await _office.RowsAsync<int>("anjie_reception", $"grant insert on audit_row to \"{role}\"; select 1");
        }
    }

    async Task OnScreenAsync(Guid matter)
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var clerk = await office.AtAsync("clerk", $"/matters/{matter}");
        await clerk.RevealAsync("Contact");
        await Microsoft.Playwright.Assertions.Expect(clerk.Page.GetByTestId("revealed")).ToContainTextAsync(Canary.PhoneMark);
    }

    async Task<List<string>> HoldersAsync(IEnumerable<string> words) =>
        [.. (await Needles.HoldersAsync(running.Folder, Needles.Of(words))).Select(file => Path.GetRelativePath(running.Folder, file)).Order(StringComparer.Ordinal)];

    // Row by row as well: what the server compresses is not seen in its files.
    async Task<List<string>> TablesAsync(IEnumerable<string> words)
    {
        var patterns = string.Join(", ", words.SelectMany(word => (string[])[word, Convert.ToHexStringLower(Encoding.UTF8.GetBytes(word))]).Select(word => $"'%{word}%'"));
        List<string> found = [];
        foreach (var database in Provisioning.Databases)
            foreach (var table in await _office.RowsAsync<string>(database, "select table_name::text from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1"))
                if ((await _office.RowsAsync<bool>(database, $"select exists(select from \"{table}\" t where t::text like any (array[{patterns}]))")).Single())
                    found.Add($"{database}.{table}");
        return found;
    }

    async Task RestartAsync(IReadOnlyDictionary<string, string> settings)
    {
        // The launcher hands its environment on to what it starts.
        string[] names = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_METRIC_EXPORT_INTERVAL", "OTEL_BSP_SCHEDULE_DELAY", "TMPDIR"];
        var before = names.ToDictionary(name => name, Environment.GetEnvironmentVariable);
        try
        {
            foreach (var (name, value) in settings)
                Environment.SetEnvironmentVariable(name, value);
            await Task.WhenAll(Observed.Select(running.System.StopServiceAsync));
            await Task.WhenAll(Observed.Select(service => running.System.StartServiceAsync(service)));
        }
        finally
        {
            foreach (var (name, value) in before)
                Environment.SetEnvironmentVariable(name, value);
        }
    }

    static (int Files, long Bytes) Size(string folder)
    {
        List<FileInfo> files = [.. new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.Exists)];
        return (files.Count, files.Sum(file => file.Length));
    }
}

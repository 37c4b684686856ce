using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Anjie.Cases;
using Anjie.EndToEnd.Tests.PersonalData;
using Anjie.Support;

namespace Anjie.EndToEnd.Tests;

/// <summary>What the running system tells, stores, sends and writes down of people.</summary>
public sealed class PersonalDataTests(RunningSystem running, ITestOutputHelper output) : IDisposable
{
    static readonly string[] Databases = ["anjie_directory", "anjie_screening", "anjie_reception", "anjie_backlog", "anjie_supervision", "anjie_portal"];
    static readonly string[] Sealing = ["anjie_screening", "anjie_reception", "anjie_backlog", "anjie_supervision"];
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    static readonly ParallelOptions AtOnce = new() { MaxDegreeOfParallelism = 4 };

    readonly Office _office = new(running);

    public void Dispose() => _office.Dispose();

    [Fact]
    public async Task S_88_no_list_detail_search_history_or_refusal_shows_numbers_or_addresses_and_names_only_to_those_of_the_policy()
    {
        var today = await running.TodayAsync();
        var person = Canary.Of(900);
        var (matter, _) = await _office.RegisterMatterAsync(today, person);
        var dispute = await _office.ReportDisputeAsync(today, "06.01", Canary.Of(901), Canary.Of(902));
        var (id, matterId) = (matter.GetProperty("id").GetString(), matter.GetProperty("matterId").GetString());
        string[] paths =
        [
            $"api/reception/matters/{id}", $"api/reception/matters/by-matter/{matterId}", $"api/reception/matters/{id}/history", $"api/reception/matters/{id}/letters", $"api/reception/matters?matterId={matterId}",
            $"api/screening/disputes/{dispute.GetProperty("id").GetString()}", $"api/screening/disputes/{dispute.GetProperty("id").GetString()}/history", $"api/screening/disputes?matterId={dispute.GetProperty("matterId").GetString()}",
            $"api/supervision/ledger?matterId={matterId}", $"api/supervision/matters/{matterId}/timeline", "api/supervision/board", $"api/reception/audit?subject={id}",
        ];
        await running.AwaitCalmAsync(Patience);
        var (details, named) = (0, new ConcurrentBag<string>());
        var readers = (from role in Roles.All from unit in (string[])["6203.xfj.", "6203.620302.nyp."] select (role, unit)).ToList();
        await Parallel.ForEachAsync(readers, AtOnce, async (reader, _) =>
        {
            var (role, unit) = reader;
            var token = await running.TokenAsync(new Official(Guid.CreateVersion7(), unit, role) { Level = role == Roles.Leader ? "City" : null });
            foreach (var path in paths)
            {
                var (status, text, _) = await _office.SendAsync(token, HttpMethod.Get, path);
                var people = status == 200 ? PeopleIn(text) : [];
                foreach (var (name, numbers) in people)
                {
                    Interlocked.Increment(ref details);
                    numbers.ShouldAllBe(value => value.Contains("***"), $"{role} {path}");
                    var service = path.Split('/')[1];
                    var route = service == "screening" ? "POST /parties/{id}/disclosure" : "POST /petitioners/{id}/disclosure";
                    var mayName = Policy.Shipped.RuleOf(service, route)!.Roles!.Contains(role);
                    name.StartsWith(Canary.NameMark, StringComparison.Ordinal).ShouldBe(mayName, $"{role} {path}: {name}");
                    if (mayName)
                        named.Add(role);
                }
            }

            var search = await _office.SendAsync(token, HttpMethod.Post, "api/reception/person-search", new { identityNumber = person.IdentityNumber });
            Canary.Marks.ShouldAllBe(mark => !search.Text.Contains(mark), $"{role} person-search");
        });

        // Each refusal of a different kind: wrong numbers, unknown members, wrong types, an id used twice, a rule broken.
        foreach (var body in (object[])
        [
            new { petitioners = new[] { new { name = person.Name, identityNumber = person.IdentityNumber[..17] + "Y", phone = person.Phone + "0" } } },
            new { surprise = person.Name }, new { receivedOn = person.IdentityNumber }, Office.MatterBody(today.AddDays(1), person), Office.MatterBody(today, Canary.Of(903)),
        ])
        {
            var (status, text, _) = await _office.AskAsync("clerk", HttpMethod.Put, $"api/reception/matters/{id}", body);
            status.ShouldBeInRange(400, 409);
            Canary.Marks.ShouldAllBe(mark => !text.Contains(mark), text);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{details} people in {Roles.All.Count} roles' answers; named to {string.Join(", ", named.Distinct().Order(StringComparer.Ordinal))}"));
        details.ShouldBeGreaterThan(30);
        named.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task S_92_S_93_keys_rotate_under_writers_every_value_opens_no_row_keeps_an_old_key_and_everybody_is_found()
    {
        const int Writers = 3;
        var (today, number, failures) = (await running.TodayAsync(), 0, new ConcurrentBag<string>());
        ConcurrentDictionary<string, Canary> written = [];
        using var enough = new CancellationTokenSource();
        await running.TokenAsync("clerk");
        var writers = Enumerable.Range(0, Writers).Select(_ => Task.Run(WriteAsync)).ToList();
        await Eventually.HoldsAsync(() => Task.FromResult(written.Count > 10), Patience, "ten registrations");
        var (file, content) = ($"api/reception/matters/{await _office.MatterWithFileAsync(today, Canary.Of(970))}", SampleFiles.Text(Canary.Of(970).Name));
        var old = await HeaderInUseAsync();
        var active = await running.System.RotateKeysAsync();
        var during = written.Count;
        await Eventually.HoldsAsync(() => Task.FromResult(written.Count > during + 10 || !failures.IsEmpty), Patience, "ten registrations more");
        await enough.CancelAsync();
        await Task.WhenAll(writers);

        failures.ShouldBeEmpty(string.Join('\n', failures.Take(5)));
        var texts = 0;
        foreach (var database in Sealing)
            foreach (var (table, column) in await SealedColumnsAsync(database))
            {
                var keys = await _office.RowsAsync<string>(database, $"select convert_from(substring(\"{column}\" from 3 for get_byte(\"{column}\", 1)), 'UTF8') from \"{table}\" where \"{column}\" is not null");
                texts += keys.Count;
                keys.ShouldAllBe(key => key == active, $"{database}.{table}.{column}");
            }
        await Parallel.ForEachAsync(written, AtOnce, async (registration, _) =>
        {
            var (petitioner, canary) = registration;
            var shown = await _office.DiscloseAsync("clerk", petitioner);
            (shown.GetProperty("name").GetString(), shown.GetProperty("identityNumber").GetString(), shown.GetProperty("phone").GetString(), shown.GetProperty("address").GetString())
                .ShouldBe((canary.Name, canary.IdentityNumber, canary.Phone, canary.Address));
            foreach (var question in (object[])[new { identityNumber = canary.IdentityNumber }, new { phone = canary.Phone }, new { name = canary.Name }])
            {
                var (status, text, _) = await _office.AskAsync("clerk", HttpMethod.Post, "api/reception/person-search", question);
                status.ShouldBe(200, text);
                JsonDocument.Parse(text).RootElement.GetProperty("items").GetArrayLength().ShouldBeGreaterThan(0);
            }
        });

        (await _office.DownloadAsync("clerk", file)).ShouldBe(content);
        foreach (var database in Sealing)
            (await _office.RowsAsync<long>(database, $"select count(*) from audit_row where action = 'rotate-keys' and subject = '{active}'")).Single().ShouldBe(1, database);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{old} -> {active}: {texts} sealed texts, {written.Count} registrations meanwhile, {during} of them before the end of the rotation"));
        active.ShouldNotBe(old);

        async Task WriteAsync()
        {
            while (!enough.IsCancellationRequested)
            {
                var canary = Canary.Of(400 + Interlocked.Increment(ref number) % 500); // people come again; a fast machine needs more than there are
                var (status, text, _) = await _office.AskAsync("clerk", HttpMethod.Put, $"api/reception/matters/{Guid.CreateVersion7()}", Office.MatterBody(today, canary));
                if (status == 201)
                    written[Office.PersonOf(JsonDocument.Parse(text).RootElement)] = canary;
                else
                    failures.Add(text);
                await Task.Delay(150); // everybody is looked for afterwards, and a minute has only so many searches
            }
        }
    }

    [Fact]
    public async Task S_93_equal_values_of_two_tables_cannot_be_joined()
    {
        var today = await running.TodayAsync();
        var canary = Canary.Of(950);
        var petitioner = Office.PersonOf((await _office.RegisterMatterAsync(today, canary)).Matter);
        var again = Office.PersonOf((await _office.RegisterMatterAsync(today, canary)).Matter);
        var party = Office.PersonOf(await _office.ReportDisputeAsync(today, "06.01", canary, Canary.Of(951)));

        foreach (var column in (string[])["name_index", "identity_number_index", "phone_index"])
        {
            var (one, other) = ((await IndexAsync("anjie_reception", "petitioner", column, petitioner)), (await IndexAsync("anjie_reception", "petitioner", column, again)));
            one.ShouldBe(other, "the same person is found in her own table");
            one.ShouldNotBe(await IndexAsync("anjie_screening", "dispute_party", column, party), column);
        }

        async Task<string> IndexAsync(string database, string table, string column, string id) =>
            (await _office.RowsAsync<string>(database, $"select encode({column}, 'hex') from {table} where id = '{id}'")).Single();
    }

    [Fact]
    public async Task S_57_S_58_rare_and_long_names_come_back_as_they_were_and_every_form_of_one_finds_the_person()
    {
        const string Longest = "阿卜杜热依木·买买提吐尔逊江·阿卜杜克里木·吐尔洪江·买合木提·艾买提江·玉素甫·阿不都瓦依提·库尔";
        var today = await running.TodayAsync();
        foreach (var (typed, kept, asked) in new[]
        {
            ("\U0002CD02\U00030EDD三", "\U0002CD02\U00030EDD三", "\U0002CD02\U00030EDD三"), (Longest, Longest, Longest.Replace('·', '•')),
            ("Rose\u0301 Ａnna", "Ros\u00E9 Anna", "Ros\u00E9  Anna"), ("\uFA1E\U0002F81A😀", "\uFA1E\U0002F81A😀", " \uFA1E\U0002F81A😀 "),
        })
        {
            var person = Canary.Of(960) with { Name = typed };
            var (matter, _) = await _office.RegisterMatterAsync(today, person);

            (await _office.DiscloseAsync("clerk", Office.PersonOf(matter))).GetProperty("name").GetString().ShouldBe(kept);
            var search = await _office.AskAsync("clerk", HttpMethod.Post, "api/reception/person-search", new { name = asked, phone = "+86 " + person.Phone });
            JsonDocument.Parse(search.Text).RootElement.GetProperty("items").EnumerateArray()
                .ShouldContain(match => match.GetProperty("id").GetString() == matter.GetProperty("id").GetString() && match.GetProperty("matchedBy").GetString() == "NameAndPhone", kept);
        }
    }

    async Task<string> HeaderInUseAsync() =>
        (await _office.RowsAsync<string>("anjie_reception", "select convert_from(substring(name from 3 for get_byte(name, 1)), 'UTF8') from petitioner order by id desc limit 1")).Single();

    // Every column of bytes but hashes, links, signatures, and what is sealed with the key of its file, which is such a column itself.
    // Keyed hashes are not sealed: the indexes, and the digest of an imported row.
    async Task<List<(string Table, string Column)>> SealedColumnsAsync(string database) =>
        [.. (await _office.RowsAsync<string>(database, """
            select table_name || '.' || column_name from information_schema.columns
            where table_schema = 'public' and data_type = 'bytea' and column_name not like '%\_index' and column_name <> 'digest' and table_name not in ('audit_link', 'audit_checkpoint', 'attachment_part')
            """)).Select(name => name.Split('.')).Select(parts => (parts[0], parts[1]))];

    static List<(string Name, List<string> Numbers)> PeopleIn(string text)
    {
        var view = JsonDocument.Parse(text).RootElement;
        if (view.ValueKind != JsonValueKind.Object)
            return [];
        List<(string, List<string>)> people = [];
        foreach (var list in (string[])["petitioners", "parties"])
            if (view.TryGetProperty(list, out var found))
                people.AddRange(found.EnumerateArray().Select(person => (
                    person.GetProperty("name").GetString()!,
                    ((string[])["identityNumber", "phone", "address"]).Select(field => person.GetProperty(field).GetString()!).ToList())));
        return people;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Anjie.EndToEnd.Tests.PersonalData;
using Anjie.Support;

namespace Anjie.EndToEnd.Tests;

/// <summary>A file has turned up somewhere: whose data it holds, and who had been shown them, one command says.</summary>
public sealed class BreachDrillTests(RunningSystem running, ITestOutputHelper output) : IDisposable
{
    const int Matters = 100, PerMatter = 10, Strangers = 50_000;

    // Of the matters, in their order: in the file by identity number, by name and number of telephone, by telephone alone, by name alone; the rest is not in it.
    const int ByIdentity = 20, ByBoth = 40, ByPhone = 50, ByName = 70;

    static readonly DateOnly Petitioners = new(1955, 1, 1), Others = new(1966, 1, 1);

    readonly Office _office = new(running);
    readonly string _folder = TemporaryFolder.Create("leak");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _office.Dispose();
        TemporaryFolder.Remove(_folder);
    }

    [Fact]
    public async Task S_98_one_command_tells_from_a_leaked_file_whose_data_it_holds_and_who_had_been_shown_them()
    {
        var (today, matters) = (await running.TodayAsync(), new JsonElement[Matters]);
        await running.TokenAsync("clerk");
        await Parallel.ForEachAsync(Enumerable.Range(0, Matters), new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = Stop }, async (at, _) => matters[at] = await RegisterAsync(today, at));
        foreach (var at in (int[])[0, 0, ByIdentity, ByName, Matters - 1]) // the last two stand in no line
            await ShowAsync("clerk", matters[at]);
        await ShowAsync("clerkhead", matters[ByBoth]);
        var (file, results) = (Path.Combine(_folder, "netdisk.csv"), Path.Combine(_folder, "results"));
        await File.WriteAllLinesAsync(file, ["姓名,证件号码,电话", .. Lines()], Stop);

        var began = Stopwatch.GetTimestamp();
        var count = await running.System.DrillAsync(file, results, Stop);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{File.ReadLines(file).Count()} lines in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s"));

        count.Certain.ShouldBe(ByPhone * PerMatter);
        count.ByNameAlone.ShouldBe((ByName - ByPhone) * PerMatter);
        var affected = (await TableAsync(results, "affected")).ToLookup(row => row[0]);
        for (var at = 0; at < Matters; at++)
        {
            var expected = at < ByIdentity ? "IdentityNumber" : at < ByBoth ? "NameAndPhone" : at < ByPhone ? "Phone" : at < ByName ? "Name" : null;
            var people = affected[matters[at].GetProperty("id").GetString()!].ToList();
            people.Count.ShouldBe(expected is null ? 0 : PerMatter, $"matter {at}");
            people.ShouldAllBe(row => row[1] == matters[at].GetProperty("number").GetString() && row[4] == expected);
            people.Select(row => row[3]).ShouldBe(Ids(matters[at]).Take(people.Count), ignoreOrder: true);
        }

        var readers = (await TableAsync(results, "readers")).Select(row => (People: row[3], Times: row[4])).ToList();
        readers.ShouldBe([("2", "3"), ("1", "1")]);
        count.Readers.ShouldBe(readers.Count);

        // Nothing of what the file says is in what comes out, and the search itself is evidence.
        foreach (var written in Directory.EnumerateFiles(results, "*.csv"))
            (await File.ReadAllTextAsync(written, Stop)).ShouldNotContain(new LeakedPerson(0, Petitioners).IdentityNumber);
        var notice = await File.ReadAllTextAsync(Path.Combine(results, "notice.txt"), Stop);
        notice.ShouldContain($"姓名、电话号码、身份证件号码。经比对，确定涉及 {count.Certain} 人，仅姓名相同、有待核实的 {count.ByNameAlone} 人");
        foreach (var database in (string[])["anjie_reception", "anjie_screening"])
            (await _office.RowsAsync<string>(database, "select subject from audit_row where action = 'breach-drill'")).ShouldHaveSingleItem().Length.ShouldBe(64);
    }

    static IEnumerable<string> Lines()
    {
        for (var at = 0; at < ByName; at++)
            for (var person = at * PerMatter; person < (at + 1) * PerMatter; person++)
            {
                var one = new LeakedPerson(person, Petitioners);
                yield return at < ByIdentity ? $"某某,{one.IdentityNumber},"
                    : at < ByBoth ? $"{one.Name},,{one.Phone}"
                    : at < ByPhone ? $",,+86 {one.Phone}"
                    : $"{one.Name},,";
                // The same name with another identity number is somebody else.
                if (at < ByIdentity)
                    yield return $"{new LeakedPerson(person + (ByName * PerMatter), Petitioners).Name},{new LeakedPerson(person, Others.AddYears(2)).IdentityNumber},";
            }

        for (var stranger = 0; stranger < Strangers; stranger++)
            yield return $"外人,{new LeakedPerson(stranger, Others).IdentityNumber},{new LeakedPerson(stranger, Others).Phone}";
    }

    async Task<JsonElement> RegisterAsync(DateOnly today, int at)
    {
        var (status, text, _) = await _office.AskAsync("clerk", HttpMethod.Put, $"api/reception/matters/{Guid.CreateVersion7()}", new
        {
            receivedOn = today, form = 1, category = "Appeal", contentCode = "02.01", summary = "反映征地补偿款", problemPlace = "金川区", demands = new[] { new { text = "补发" } }, peopleConcerned = PerMatter,
            petitioners = Enumerable.Range(at * PerMatter, PerMatter).Select(person => new LeakedPerson(person, Petitioners).AsPetitioner),
        });
        status.ShouldBe(201, text);
        return JsonDocument.Parse(text).RootElement;
    }

    static IEnumerable<string> Ids(JsonElement matter) => matter.GetProperty("petitioners").EnumerateArray().Select(person => person.GetProperty("id").GetString()!);

    async Task ShowAsync(string user, JsonElement matter)
    {
        var (status, text, _) = await _office.AskAsync(user, HttpMethod.Post, $"api/reception/petitioners/{Ids(matter).First()}/disclosure", new { purpose = "Handling" });
        status.ShouldBe(200, text);
    }

    static async Task<List<string[]>> TableAsync(string folder, string table)
    {
        (await File.ReadAllLinesAsync(Path.Combine(folder, $"screening-{table}.csv"), Stop)).Length.ShouldBe(1);
        return [.. (await File.ReadAllLinesAsync(Path.Combine(folder, $"reception-{table}.csv"), Stop)).Skip(1).Select(line => line.Split(','))];
    }
}

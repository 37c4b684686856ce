using System.Globalization;
using System.Text.RegularExpressions;
using Anjie.Launcher;
using Anjie.Support;

namespace Anjie.Benchmarks;

/// <summary>Registrations of visits per second by the real way, beside pgbench writing the same rows: what is left of the database's own speed.</summary>
static partial class Registration
{
    const int Rounds = 3;
    const int RoundsToWarm = 8;
    const int Connections = 12;
    const int Seconds = 8;
    const string Scratch = "benchmark_scratch";

    public static async Task MeasureAsync(AnjieSystem system, Office office, string folder, Report report)
    {
        var (real, scratch) = (Database.To(system.Postgres, "anjie_reception"), Database.To(system.Postgres, Scratch));
        await office.SignInAsync();
        var sample = await office.RegisterAsync();
        for (var round = 0; round < RoundsToWarm; round++) // a service compiles its hot code anew for about a minute
        {
            await office.SignInAsync();
            await office.RegisterManyAsync(Connections, TimeSpan.FromSeconds(Seconds));
        }
        await office.AwaitCalmAsync();
        var (script, rows) = await SameRows.ScriptAsync(real, sample);
        var file = Path.Combine(folder, "same-rows.sql");
        await File.WriteAllTextAsync(file, script);
        await CopyTablesAsync(system.Postgres, folder, scratch, real);

        var (ours, reference, cpu, registered) = (new List<double>(), new List<double>(), new Dictionary<string, double>(StringComparer.Ordinal), 0);
        for (var round = 1; round <= Rounds; round++)
        {
            var before = await Database.CountAsync(scratch, "visit");
            var output = await Database.RunAsync("pgbench", system.Postgres, "-n", "-M", "prepared", "-c", $"{Connections}", "-j", "2", "-T", $"{Seconds}", "-f", file, Scratch);
            var written = await Database.CountAsync(scratch, "visit") - before;
            reference.Add(double.Parse(Speed().Match(output).Groups["tps"].Value, CultureInfo.InvariantCulture));
            Demand(written == long.Parse(Processed().Match(output).Groups["count"].Value, CultureInfo.InvariantCulture), $"{written} rows are there, and pgbench says: {output}");

            await office.SignInAsync();
            before = await Database.CountAsync(real, "visit");
            var used = Processes.Cpu();
            var (count, seconds) = await office.RegisterManyAsync(Connections, TimeSpan.FromSeconds(Seconds));
            foreach (var (name, at) in Processes.Cpu())
                cpu[name] = cpu.GetValueOrDefault(name) + at - used.GetValueOrDefault(name);
            ours.Add(count / seconds);
            registered += count;
            Demand(await Database.CountAsync(real, "visit") - before == count, "not every answered registration is a row");
            await office.AwaitCalmAsync();
            Report.Say(string.Create(CultureInfo.InvariantCulture, $"registration, round {round}: pgbench {reference[^1]:0}/s, ours {ours[^1]:0}/s"));
        }

        var ratio = Report.Median(ours.Zip(reference, (a, b) => a / b));
        report.Add(
            "(a) visit registrations", string.Create(CultureInfo.InvariantCulture, $"{Report.Median(ours):0}/s"), string.Create(CultureInfo.InvariantCulture, $"pgbench, same rows, one prepared statement: {Report.Median(reference):0}/s"),
            string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00} ({ours.Zip(reference, (a, b) => a / b).Min():0.00}–{ours.Zip(reference, (a, b) => a / b).Max():0.00})"), "≥ 0.35", ratio >= 0.35);
        report.Note($"(a) {Rounds} rounds of {Seconds} s, {Connections} connections, rows counted after each; per registration: {rows}. Ours includes sending every event and keeping it in the ledger meanwhile.");
        report.Note($"(a) CPU per registration: {string.Join(", ", cpu.Where(one => one.Value > 0.1).OrderByDescending(one => one.Value).Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Key} {one.Value * 1000 / registered:0.00} ms")))}.");
    }

    static async Task CopyTablesAsync(string administrator, string folder, string scratch, string real)
    {
        await Database.ExecuteAsync(administrator, $"create database {Scratch}");
        var schema = Path.Combine(folder, "schema.sql");
        await Database.RunAsync("pg_dump", administrator, "--schema-only", "--no-owner", "--no-privileges", "-f", schema, "anjie_reception");
        await Database.RunAsync("psql", administrator, "-q", "-v", "ON_ERROR_STOP=1", "-f", schema, Scratch);
        // Visits point at sessions; the copy needs the one of this day.
        var rows = Path.Combine(folder, "sessions.sql");
        await Database.RunAsync("pg_dump", administrator, "--data-only", "-t", "session", "-f", rows, "anjie_reception");
        await Database.RunAsync("psql", administrator, "-q", "-v", "ON_ERROR_STOP=1", "-f", rows, Scratch);
        Demand(await Database.CountAsync(scratch, "session") == await Database.CountAsync(real, "session"), "the copy has other sessions");
    }

    static void Demand(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidOperationException(otherwise);
    }

    [GeneratedRegex("actually processed: (?<count>[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Processed();

    [GeneratedRegex(@"tps = (?<tps>[0-9.]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Speed();
}

using System.Diagnostics;
using System.Globalization;
using Anjie.Launcher;
using Anjie.Support;

namespace Anjie.Benchmarks;

/// <summary>From the commit of a registration to the commit of its line in the ledger, beside what the broker alone needs for one message there and back.</summary>
static class Latency
{
    const int QuietRoundTrips = 1000;

    // The pace the design asks for, and one that leaves two cores time to spare: the second shows the way itself, the first the queue before it.
    static readonly (int PerSecond, int Registrations)[] Paces = [(50, 1000), (10, 300)];

    public static async Task MeasureAsync(AnjieSystem system, Office office, Report report)
    {
        var (reception, supervision) = (Database.To(system.Postgres, "anjie_reception"), Database.To(system.Postgres, "anjie_supervision"));
        // The transaction a row came with; the server remembers when it was committed. Outbox rows change later, so theirs is kept beside.
        await Database.ExecuteAsync(reception, "alter table outbox add column written_by xid8 default pg_current_xact_id()");
        await office.SignInAsync();
        await office.RegisterAsync(); // statements are prepared anew for the changed table
        await office.AwaitCalmAsync();
        await using var broker = await RoundTrips.ToAsync(system.RabbitMq);
        var quiet = await broker.MeasureAsync(QuietRoundTrips, TimeSpan.Zero);
        foreach (var (perSecond, registrations) in Paces)
        {
            await office.SignInAsync();
            var since = (await Database.ReadAsync(reception, "select max(position) from outbox", row => row.GetInt64(0)))[0];
            var (before, started) = (Processes.Cpu(), Stopwatch.StartNew());
            var beside = broker.MeasureAsync(registrations / 2, TimeSpan.FromSeconds(2.0 / perSecond));
            await RegisterSteadilyAsync(office, perSecond, registrations);
            Note(report, perSecond, before, started.Elapsed);
            await office.AwaitCalmAsync();
            Add(report, perSecond, quiet, await beside, await ArrivalsAsync(reception, supervision, since));
        }
    }

    static async Task<List<(int Version, double Milliseconds)>> ArrivalsAsync(string reception, string supervision, long since)
    {
        var sent = await Database.ReadAsync(
            reception, $"select (body ->> 'caseId')::uuid, (body ->> 'version')::int, pg_xact_commit_timestamp(written_by::xid) from outbox where position > {since}", Row);
        var kept = (await Database.ReadAsync(supervision, "select case_id, version, pg_xact_commit_timestamp(xmin) from event_log", Row)).ToDictionary(row => row.Key, row => row.At);
        return [.. sent.Select(row => (row.Key.Version, (kept[row.Key] - row.At).TotalMilliseconds))]; // every event is there, or this fails

        static ((Guid Case, int Version) Key, DateTimeOffset At) Row(Npgsql.NpgsqlDataReader row) => ((row.GetGuid(0), row.GetInt32(1)), row.GetFieldValue<DateTimeOffset>(2));
    }

    static void Add(Report report, int perSecond, List<double> quiet, List<double> beside, List<(int Version, double Milliseconds)> arrivals)
    {
        List<double> first = [.. arrivals.Where(arrival => arrival.Version == 1).Select(arrival => arrival.Milliseconds).Order()];
        List<double> all = [.. arrivals.Select(arrival => arrival.Milliseconds).Order()];
        var (p50, p99, raw50, raw99) = (Report.Percentile(first, 0.5), Report.Percentile(first, 0.99), Report.Percentile(beside, 0.5), Report.Percentile(beside, 0.99));
        report.Add(
            $"(b) registration → ledger at {perSecond}/s", string.Create(CultureInfo.InvariantCulture, $"p50 {p50:0.0} ms, p99 {p99:0.0} ms"),
            string.Create(CultureInfo.InvariantCulture, $"quorum queue, publish → consume, beside the same registrations: p50 {raw50:0.00} ms, p99 {raw99:0.00} ms"), string.Create(CultureInfo.InvariantCulture, $"p50 {p50 / raw50:0.0} x, p99 {p99 / raw99:0.0} x"), "p50 ≤ 20 x", p50 <= 20 * raw50);
        var (quiet50, quiet99) = (Report.Percentile(quiet, 0.5), Report.Percentile(quiet, 0.99));
        report.Note(string.Create(
            CultureInfo.InvariantCulture, $"(b) {perSecond}/s: the same round trip while nobody else asks for anything: p50 {quiet50:0.00} ms, p99 {quiet99:0.00} ms; against that ours is p50 {p50 / quiet50:0.0} x, p99 {p99 / quiet99:0.0} x."));
        report.Note(string.Create(
            CultureInfo.InvariantCulture, $"(b) {perSecond}/s: {first.Count} first events of a case; over all {all.Count} events, which go out one after the other per matter: p50 {Report.Percentile(all, 0.5):0.0} ms, p99 {Report.Percentile(all, 0.99):0.0} ms. Both ends are the database's commit times."));
    }

    static void Note(Report report, int perSecond, Dictionary<string, double> before, TimeSpan busy)
    {
        var used = Processes.Cpu().Select(one => (Name: one.Key, Cores: (one.Value - before.GetValueOrDefault(one.Key)) / busy.TotalSeconds)).Where(one => one.Cores > 0.01).OrderByDescending(one => one.Cores);
        report.Note(string.Create(
            CultureInfo.InvariantCulture, $"(b) {perSecond}/s: of {Environment.ProcessorCount} cores {string.Join(", ", used.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Name} {one.Cores:0.00}")))}."));
    }

    /// <summary>At a fixed pace whatever the answers take, so that a slow moment is not hidden by asking less.</summary>
    static async Task RegisterSteadilyAsync(Office office, int perSecond, int registrations)
    {
        var (answers, started) = (new List<Task>(registrations), Stopwatch.StartNew());
        for (var number = 0; number < registrations; number++)
        {
            var due = TimeSpan.FromSeconds((double)number / perSecond) - started.Elapsed;
            if (due > TimeSpan.Zero)
                await Task.Delay(due);
            answers.Add(office.RegisterAsync());
        }

        await Task.WhenAll(answers);
    }
}

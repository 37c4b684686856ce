using System.Diagnostics;
using System.Globalization;
using Anjie.Launcher;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Anjie.Benchmarks;

/// <summary>From the commit of a registration to its line in the ledger, beside what the broker alone needs for one message there and back.</summary>
static class Latency
{
    const int RoundTrips = 1000;
    const int BodySize = 700;
    const string Queue = "benchmark-round-trip";

    // The pace the design asks for, and one that leaves two cores time to spare: the second shows the way itself, the first the queue before it.
    static readonly (int PerSecond, int Registrations)[] Paces = [(50, 1000), (10, 300)];

    public static async Task MeasureAsync(AnjieSystem system, Office office, Report report)
    {
        var (reception, supervision) = (Database.To(system.Postgres, "anjie_reception"), Database.To(system.Postgres, "anjie_supervision"));
        // The database's own clock at both ends, in the statement just before each commit.
        await Database.ExecuteAsync(reception, "alter table outbox add column written_at timestamptz default clock_timestamp()");
        await Database.ExecuteAsync(supervision, "alter table event_log add column written_at timestamptz default clock_timestamp()");
        await office.SignInAsync();
        await office.RegisterAsync(); // statements are prepared anew for the changed tables
        await office.AwaitCalmAsync();
        var raw = await RoundTripsAsync(system.RabbitMq);
        foreach (var (perSecond, registrations) in Paces)
        {
            await office.SignInAsync();
            var since = (await Database.ReadAsync(reception, "select max(position) from outbox", row => row.GetInt64(0)))[0];
            await RegisterSteadilyAsync(office, perSecond, registrations);
            await office.AwaitCalmAsync();
            Add(report, perSecond, raw, await ArrivalsAsync(reception, supervision, since));
        }
    }

    static async Task<List<(int Version, double Milliseconds)>> ArrivalsAsync(string reception, string supervision, long since)
    {
        var sent = await Database.ReadAsync(reception, $"select (body ->> 'caseId')::uuid, (body ->> 'version')::int, written_at from outbox where position > {since}", row => (Key: (row.GetGuid(0), row.GetInt32(1)), At: row.GetFieldValue<DateTimeOffset>(2)));
        var kept = (await Database.ReadAsync(supervision, "select case_id, version, written_at from event_log", row => (Key: (row.GetGuid(0), row.GetInt32(1)), At: row.GetFieldValue<DateTimeOffset>(2)))).ToDictionary(row => row.Key, row => row.At);
        return [.. sent.Select(row => (row.Key.Item2, (kept[row.Key] - row.At).TotalMilliseconds))]; // every event is there, or this fails
    }

    static void Add(Report report, int perSecond, List<double> raw, List<(int Version, double Milliseconds)> arrivals)
    {
        List<double> first = [.. arrivals.Where(arrival => arrival.Version == 1).Select(arrival => arrival.Milliseconds).Order()];
        List<double> all = [.. arrivals.Select(arrival => arrival.Milliseconds).Order()];
        var (p50, p99, raw50, raw99) = (Report.Percentile(first, 0.5), Report.Percentile(first, 0.99), Report.Percentile(raw, 0.5), Report.Percentile(raw, 0.99));
        report.Add(
            $"(b) registration → ledger at {perSecond}/s", string.Create(CultureInfo.InvariantCulture, $"p50 {p50:0.0} ms, p99 {p99:0.0} ms"),
            string.Create(CultureInfo.InvariantCulture, $"quorum queue, publish → consume: p50 {raw50:0.00} ms, p99 {raw99:0.00} ms"), string.Create(CultureInfo.InvariantCulture, $"p50 {p50 / raw50:0} x, p99 {p99 / raw99:0} x"), "p50 ≤ 20 x");
        report.Note(string.Create(
            CultureInfo.InvariantCulture, $"(b) {perSecond}/s: {first.Count} first events of a case; over all {all.Count} events, which go out one after the other per matter: p50 {Report.Percentile(all, 0.5):0.0} ms, p99 {Report.Percentile(all, 0.99):0.0} ms. Both ends by the database's clock, in the statement just before the commit."));
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

    static async Task<List<double>> RoundTripsAsync(string address)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(address) }.CreateConnectionAsync();
        await using var publishing = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await using var consuming = await connection.CreateChannelAsync();
        await publishing.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" });
        var arrived = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new AsyncEventingBasicConsumer(consuming);
        consumer.ReceivedAsync += async (_, message) =>
        {
            var at = Stopwatch.GetTimestamp();
            await consuming.BasicAckAsync(message.DeliveryTag, multiple: false);
            arrived.TrySetResult(at);
        };
        await consuming.BasicConsumeAsync(Queue, autoAck: false, consumer);
        var (times, body) = (new List<double>(RoundTrips), new byte[BodySize]);
        for (var number = 0; number < RoundTrips; number++)
        {
            arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
            var sent = Stopwatch.GetTimestamp();
            await publishing.BasicPublishAsync("", Queue, mandatory: true, new BasicProperties { Persistent = true }, body);
            times.Add(Stopwatch.GetElapsedTime(sent, await arrived.Task).TotalMilliseconds);
        }

        await publishing.QueueDeleteAsync(Queue);
        return [.. times.Skip(RoundTrips / 10).Order()]; // the first ones warm up
    }
}

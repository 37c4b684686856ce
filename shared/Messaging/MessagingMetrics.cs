using System.Diagnostics.Metrics;

namespace Anjie.Messaging;

/// <summary>Figures of meter "Anjie.Messaging".</summary>
sealed class MessagingMetrics : IDisposable
{
    public const string MeterName = "Anjie.Messaging";

    readonly Meter _meter;
    readonly Counter<long> _published;
    readonly Counter<long> _duplicates;
    readonly Counter<long> _parkings;
    readonly Counter<long> _deadLetters;
    OutboxState _state = new(0, 0, 0, 0);

    public MessagingMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _published = _meter.CreateCounter<long>("anjie.outbox.published", "{event}", "Events the broker has confirmed.");
        _duplicates = _meter.CreateCounter<long>("anjie.inbox.duplicates", "{message}", "Messages that had been consumed before.");
        _parkings = _meter.CreateCounter<long>("anjie.messages.parkings", "{message}", "Received messages that were parked.");
        _deadLetters = _meter.CreateCounter<long>("anjie.messages.dead_lettered", "{message}", "Messages that reached the net below the parking.");
        _meter.CreateObservableGauge("anjie.outbox.pending", () => _state.Pending, "{event}", "Committed events the broker has not confirmed.");
        _meter.CreateObservableGauge("anjie.outbox.oldest_age", () => _state.OldestAgeSeconds, "s", "Age of the oldest pending event.");
        _meter.CreateObservableGauge("anjie.outbox.parked", () => _state.ParkedRows, "{event}", "Events that cannot be published.");
        _meter.CreateObservableGauge("anjie.messages.parked", () => _state.ParkedMessages, "{message}", "Received messages waiting for a replay.");
    }

    public void Published(int count) => _published.Add(count);
    public void Duplicate(string endpoint) => _duplicates.Add(1, new KeyValuePair<string, object?>("endpoint", endpoint));
    public void Parked(string endpoint) => _parkings.Add(1, new KeyValuePair<string, object?>("endpoint", endpoint));
    public void DeadLettered(string endpoint) => _deadLetters.Add(1, new KeyValuePair<string, object?>("endpoint", endpoint));
    public void Saw(OutboxState state) => _state = state;
    public void Dispose() => _meter.Dispose();
}

sealed record OutboxState(long Pending, double OldestAgeSeconds, long ParkedRows, long ParkedMessages);

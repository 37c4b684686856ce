using System.Diagnostics.Metrics;

namespace Anjie.Supervision.Features;

/// <summary>Figures that somebody is woken for.</summary>
internal sealed class SupervisionMetrics : IDisposable
{
    readonly Meter _meter;
    readonly Counter<long> _conflicts;
    readonly Counter<long> _fired;
    int _gaps;

    public SupervisionMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Anjie.Supervision");
        _conflicts = _meter.CreateCounter<long>("anjie.log.conflicts", "{event}", "Events that contradict the log and were refused.");
        _fired = _meter.CreateCounter<long>("anjie.watch.fired", "{stage}", "Stages of clocks acted on.");
        _meter.CreateObservableGauge("anjie.log.gaps", () => _gaps, "{case}", "Cases that have waited for a missing event for more than 30 s.");
    }

    public void Conflict() => _conflicts.Add(1);
    public void Fired(string stage) => _fired.Add(1, new KeyValuePair<string, object?>("stage", stage));
    public void Gaps(int count) => _gaps = count;
    public void Dispose() => _meter.Dispose();
}

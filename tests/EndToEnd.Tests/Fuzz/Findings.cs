using System.Collections.Concurrent;
using System.Globalization;

namespace Anjie.EndToEnd.Tests.Fuzz;

/// <summary>What the lanes saw, counted, and everything that must not be.</summary>
sealed class Findings
{
    readonly ConcurrentDictionary<int, int> _statuses = new();
    readonly ConcurrentDictionary<string, int> _codes = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, int> _done = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, (int Count, string Example)> _faults = new(StringComparer.Ordinal);
    readonly ConcurrentBag<double> _times = [];

    public int Requests => _times.Count;

    /// <summary>Answers that took too long; on a machine that others keep busy they say nothing about us.</summary>
    public ConcurrentBag<string> Slow { get; } = [];

    public void Saw(string operation, int status, string? code, double milliseconds)
    {
        _times.Add(milliseconds);
        _statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
        if (code is not null)
            _codes.AddOrUpdate(code, 1, (_, count) => count + 1);
        if (status < 300)
            _done.AddOrUpdate(operation, 1, (_, count) => count + 1);
    }

    /// <param name="kind">Faults of one kind are shown once, with their number.</param>
    public void Fault(string kind, string example) => _faults.AddOrUpdate(kind, (1, example), (_, known) => (known.Count + 1, known.Example));

    public IReadOnlyList<string> Faults =>
        [.. _faults.OrderByDescending(fault => fault.Value.Count).Select(fault => string.Create(CultureInfo.InvariantCulture, $"{fault.Value.Count} x {fault.Key}\n    {fault.Value.Example}"))];

    public string Summary(IReadOnlyCollection<Operation> operations)
    {
        var times = _times.Order().ToArray();
        var writes = operations.Where(operation => !operation.IsRead).ToList();
        var never = writes.Where(operation => !_done.ContainsKey(operation.Name)).Select(operation => operation.Name).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"""
            {times.Length} requests; p50 {times[times.Length / 2]:0.0} ms, p99 {times[(int)(times.Length * 0.99)]:0} ms, slowest {times[^1]:0} ms
            statuses: {string.Join(", ", _statuses.OrderBy(one => one.Key).Select(one => $"{one.Key}: {one.Value}"))}
            {_codes.Count} error codes: {string.Join(", ", _codes.OrderByDescending(one => one.Value).Select(one => $"{one.Key} {one.Value}"))}
            {writes.Count - never.Count} of {writes.Count} kinds of writes went through at least once; never: {string.Join(", ", never)}
            """);
    }
}

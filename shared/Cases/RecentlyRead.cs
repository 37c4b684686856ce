using System.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Cases;

/// <summary>What requests read of the database so often that they share it for a short while.</summary>
/// <param name="maximumAge">How old it may become when nobody says that it has changed.</param>
/// <param name="read">Reads it with the context of the request that needs it.</param>
sealed class RecentlyRead<T>(TimeSpan maximumAge, Func<DbContext, CancellationToken, Task<T>> read) : IDisposable where T : class
{
    readonly SemaphoreSlim _reading = new(1, 1);
    // Counted, not flagged: while one request reads anew, the others must not go by what it had before.
    int _changes;
    volatile Reading? _last;

    /// <summary>From now on no request goes by what was read before.</summary>
    public void Expire() => Interlocked.Increment(ref _changes);

    public async ValueTask<T> GetAsync(DbContext db, CancellationToken ct)
    {
        if (Fresh() is { } known)
            return known;

        await _reading.WaitAsync(ct);
        try
        {
            if (Fresh() is { } meanwhile)
                return meanwhile;
            // Both before the reading: what changes during it is not in it for sure.
            var (changes, at) = (Volatile.Read(ref _changes), Stopwatch.GetTimestamp());
            var value = await read(db, ct);
            _last = new(value, changes, at);
            return value;
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();

    T? Fresh() => _last is { } last && last.Changes == Volatile.Read(ref _changes) && Stopwatch.GetElapsedTime(last.At) < maximumAge ? last.Value : null;

    sealed record Reading(T Value, int Changes, long At);
}

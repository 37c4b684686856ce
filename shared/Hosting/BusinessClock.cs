using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Anjie.Hosting;

/// <summary>The time that deadlines live in. Sign-in, tokens, sessions and bookkeeping stay on the system's own TimeProvider.</summary>
public sealed class BusinessClock(TimeProvider system, Func<TimeSpan> offset) : TimeProvider
{
    const int PulsesPerLook = 10;
    static readonly TimeSpan Pulse = TimeSpan.FromMilliseconds(50);
    static readonly TimeZoneInfo Office = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public override DateTimeOffset GetUtcNow() => system.GetUtcNow() + offset();

    /// <summary>How far business time is ahead of system time; zero outside Development.</summary>
    public TimeSpan Offset => offset();

    /// <summary>The office's calendar day; between 00:00 and 08:00 it is not the UTC day.</summary>
    public DateOnly Today() => DayOf(GetUtcNow());

    /// <summary>The office day of a moment.</summary>
    public static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Office).DateTime);

    /// <summary>Twice a second, and at once when a new business day has begun, until cancelled: the pulse of everything that waits for a date.</summary>
    public async IAsyncEnumerable<DateOnly> LooksAsync([EnumeratorCancellation] CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Pulse);
        var (seen, pulses) = (default(DateOnly), 0);
        while (await NextAsync(timer, ct))
        {
            if (Today() is var today && today == seen && ++pulses < PulsesPerLook)
                continue;
            (seen, pulses) = (today, 0);
            yield return today;
        }
    }

    static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Reads the offset from the file all processes share (Development), or stays on system time.</summary>
    internal static BusinessClock From(IConfiguration configuration, IHostEnvironment environment, TimeProvider system)
    {
        var file = configuration["Clock:File"];
        return file is null || !environment.IsDevelopment() ? new(system, () => TimeSpan.Zero) : new(system, new OffsetFile(file, system).Read);
    }

    sealed class OffsetFile(string path, TimeProvider system)
    {
        static readonly long ReadEvery = TimeSpan.FromMilliseconds(20).Ticks;
        readonly Lock _gate = new();
        TimeSpan _offset;
        long _readAt = long.MinValue / 2;

        public TimeSpan Read()
        {
            lock (_gate)
            {
                var now = system.GetTimestamp();
                if (system.GetElapsedTime(_readAt, now).Ticks < ReadEvery && _readAt > 0)
                    return _offset;
                _readAt = now;
                _offset = File.Exists(path) && long.TryParse(File.ReadAllText(path), CultureInfo.InvariantCulture, out var seconds)
                    ? TimeSpan.FromSeconds(seconds)
                    : TimeSpan.Zero;
                return _offset;
            }
        }
    }
}

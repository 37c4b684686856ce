using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Anjie.Cases;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Anjie.Hosting;

/// <summary>The policy a service goes by: the delivered one, or that of the file <c>Policy:File</c> names, read again when it changes.</summary>
/// <remarks>All services of a system name the same file. One that cannot be read keeps a service from starting; a later fault leaves the last good policy in force.</remarks>
public sealed partial class PolicyInForce
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    readonly Lock _reading = new();
    readonly string? _file;
    readonly BusinessClock _clock;
    readonly ILogger<PolicyInForce> _log;
    readonly ConcurrentQueue<Beginning> _begun = new();
    Policy? _current;
    DateTime _writtenAt;
    long _lookedAt;

    public PolicyInForce(IConfiguration configuration, BusinessClock clock, ILogger<PolicyInForce> log)
    {
        (_file, _clock, _log) = (configuration["Policy:File"], clock, log);
        if (_file is not null)
            Read(_file);
        else
            Begin(Policy.Shipped);
    }

    /// <summary>From when which policy was in force.</summary>
    internal sealed record Beginning(string Hash, DateTimeOffset At);

    /// <summary>What has come into force and is not evidence yet, the eldest first.</summary>
    internal ConcurrentQueue<Beginning> Begun => _begun;

    public Policy Current
    {
        get
        {
            if (_file is not null && Stopwatch.GetElapsedTime(Volatile.Read(ref _lookedAt)) > Look)
                ReadIfChanged(_file);
            return Volatile.Read(ref _current)!;
        }
    }

    void ReadIfChanged(string file)
    {
        lock (_reading)
        {
            try
            {
                if (File.GetLastWriteTimeUtc(file) != _writtenAt)
                    Read(file);
            }
            catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
            {
                LogUnreadable(e);
            }
            Volatile.Write(ref _lookedAt, Stopwatch.GetTimestamp());
        }
    }

    void Read(string file)
    {
        _writtenAt = File.GetLastWriteTimeUtc(file); // first, so that what is written meanwhile is read next time
        using var json = File.OpenRead(file);
        var read = Policy.Read(json);
        Begin(read);
        LogRead(read.Grants.Count);
    }

    void Begin(Policy policy)
    {
        // Written anew with the same text, it is the same policy.
        if (policy.Hash != _current?.Hash)
            _begun.Enqueue(new(policy.Hash, _clock.GetUtcNow()));
        Volatile.Write(ref _current, policy);
    }

    [LoggerMessage(LogLevel.Information, "The policy was read: {Grants} grants")]
    partial void LogRead(int grants);

    [LoggerMessage(LogLevel.Error, "The policy could not be read; the last good one stays in force")]
    partial void LogUnreadable(Exception e);
}

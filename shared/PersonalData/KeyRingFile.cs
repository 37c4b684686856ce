using System.Diagnostics;

namespace Anjie.PersonalData;

/// <summary>The ring that a file holds now. It is looked at again twice a second, and at once when a text names a key that the ring in hand lacks:
/// a key is added while services run, and whoever meets its first text has it.</summary>
/// <remarks>A file that cannot be read, or that has another index key, leaves the last good ring in force.</remarks>
public sealed class KeyRingFile
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    readonly Lock _reading = new();
    readonly string _file;
    KeyRing _current;
    DateTime _writtenAt;
    long _lookedAt;

    /// <exception cref="InvalidDataException">The file is no key ring.</exception>
    public KeyRingFile(string file)
    {
        (_file, _writtenAt, _lookedAt) = (file, File.GetLastWriteTimeUtc(file), Stopwatch.GetTimestamp());
        _current = KeyRing.Load(file);
    }

    /// <summary>The ring to seal with.</summary>
    public KeyRing Current
    {
        get
        {
            if (Stopwatch.GetElapsedTime(Volatile.Read(ref _lookedAt)) > Look)
                ReadIfChanged();
            return Volatile.Read(ref _current);
        }
    }

    /// <summary>The ring to open a text with.</summary>
    internal KeyRing Holding(string keyId)
    {
        if (Volatile.Read(ref _current).Find(keyId) is null)
            ReadIfChanged();
        return Volatile.Read(ref _current);
    }

    void ReadIfChanged()
    {
        lock (_reading)
        {
            try
            {
                var writtenAt = File.GetLastWriteTimeUtc(_file);
                // The index has one key for ever: with another, nobody would be found.
                if (writtenAt != _writtenAt && KeyRing.Load(_file) is var next && next.HasIndexOf(_current))
                    Volatile.Write(ref _current, next);
                _writtenAt = writtenAt;
            }
            catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                // Looked at again next time; what is sealed with a key that only the new file holds does not open until then.
            }
            Volatile.Write(ref _lookedAt, Stopwatch.GetTimestamp());
        }
    }
}

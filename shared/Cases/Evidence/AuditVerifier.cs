using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Anjie.Cases;

/// <summary>What is wrong with evidence.</summary>
public enum AuditFault
{
    /// <summary>The file is no export of evidence.</summary>
    Unreadable,

    /// <summary>A row or its link is not as it was when it was linked, or stands in another place.</summary>
    Changed,

    /// <summary>A link's row is gone, or a position is missing.</summary>
    Missing,

    /// <summary>A row that was there long enough has no link: it did not come by the service.</summary>
    Unlinked,

    /// <summary>A row that was linked long after rows that are younger by its id: it was put in later.</summary>
    Backdated,

    /// <summary>A checkpoint speaks of a position that the chain does not reach: its end was cut off.</summary>
    CutOff,

    /// <summary>A checkpoint saw another link at this position: the chain was made anew.</summary>
    Replaced,

    /// <summary>A checkpoint was not signed with the given key, or was altered.</summary>
    BadSignature,
}

/// <param name="Position">In the chain; null when the fault has none.</param>
/// <param name="RowId">The row of evidence; null when the fault has none.</param>
public sealed record AuditFinding(AuditFault Fault, long? Position = null, Guid? RowId = null)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Fault} position {Position?.ToString(CultureInfo.InvariantCulture) ?? "-"} row {RowId?.ToString() ?? "-"}");
}

/// <summary>The outcome of a verification.</summary>
/// <param name="Service">Whose evidence it is.</param>
/// <param name="From">The first position that was read; above 1 when the first part is not the beginning, of which nothing is said then.</param>
/// <param name="Rows">Linked rows that were read.</param>
/// <param name="Checkpoints">Checkpoints that agree with the chain.</param>
/// <param name="Findings">Empty when nothing is wrong.</param>
public sealed record AuditVerdict(string Service, long From, long Rows, int Checkpoints, IReadOnlyList<AuditFinding> Findings);

/// <summary>Reads an export from its beginning to its end and needs nothing else: no database, no service, no network.</summary>
public static class AuditVerifier
{
    /// <summary>A row that is younger than this when the export is made may still wait for its link.</summary>
    static readonly TimeSpan Linking = TimeSpan.FromSeconds(30);

    /// <summary>Rows are made before their transaction and linked after it; no transaction lasts that long.</summary>
    static readonly TimeSpan LongestCommit = TimeSpan.FromMinutes(15);

    /// <param name="export">The lines of an export, or of parts of it in their order.</param>
    /// <param name="key">The public key of the checkpoints.</param>
    /// <param name="kept">Checkpoints that were kept elsewhere; those of other services, and of positions before the first part, are passed over.</param>
    public static AuditVerdict Verify(IEnumerable<string> export, ECDsa key, IEnumerable<AuditCheckpoint> kept)
    {
        using var lines = export.Where(line => line.Length > 0).GetEnumerator();
        try
        {
            return !lines.MoveNext() || AuditLine.Read(lines.Current) is not { Service: { } service, ExportedAt: not null } heading
                ? new("", 1, 0, 0, [new(AuditFault.Unreadable)])
                : new Reading(service, heading, key).Read(lines, kept);
        }
        catch (JsonException)
        {
            return new("", 1, 0, 0, [new(AuditFault.Unreadable)]);
        }
    }

    sealed class Reading
    {
        readonly string _service;
        readonly ECDsa _key;
        readonly List<AuditFinding> _findings = [];
        readonly List<AuditCheckpoint> _checkpoints = [];
        readonly Dictionary<long, byte[]> _links = [];
        readonly List<(long After, long Until)> _gaps = [];
        readonly long _first;
        DateTimeOffset _exportedAt, _newest;
        byte[] _previous;
        long _position, _rows;

        public Reading(string service, AuditLine heading, ECDsa key)
        {
            (_service, _key, _exportedAt) = (service, key, heading.ExportedAt!.Value);
            // A part that comes first says itself where it begins; a checkpoint that was kept of that place knows better.
            _first = _position = heading.After ?? 0;
            _previous = _position > 0 ? heading.Link ?? throw new JsonException("A part without a beginning.") : AuditChain.Beginning(service);
            if (_position > 0)
                _links[_position] = _previous;
        }

        public AuditVerdict Read(IEnumerator<string> lines, IEnumerable<AuditCheckpoint> kept)
        {
            while (lines.MoveNext())
                Take(AuditLine.Read(lines.Current));
            // Two parts may both hold the checkpoint of the place where they meet.
            var agreed = _checkpoints.DistinctBy(one => (one.Position, one.SignedAt)).Concat(kept.Where(one => one.Service == _service && one.Position >= _first))
                .Where(one => !_gaps.Exists(gap => one.Position > gap.After && one.Position < gap.Until)).Count(Agrees);
            return new(_service, _first + 1, _rows, agreed, _findings);
        }

        void Take(AuditLine line)
        {
            if (line.Checkpoint is { } checkpoint)
                _checkpoints.Add(checkpoint);
            else if (line is { Position: { } position, Link: { } link, Algorithm: { } algorithm })
                Follow(position, link, algorithm, line);
            else if (line is { Service: { } service, ExportedAt: { } exportedAt })
                Continue(service, exportedAt, line.After ?? 0, line.Link);
            else if (line.Row is { } row && _exportedAt - MadeAt(row.Id) > Linking)
                _findings.Add(new(AuditFault.Unlinked, null, row.Id));
        }

        void Continue(string service, DateTimeOffset exportedAt, long after, byte[]? link)
        {
            if (service != _service || after < _position)
                throw new JsonException("Parts of one service, in their order and each once.");
            if (after > _position)
            {
                _findings.Add(new(AuditFault.Missing, _position + 1));
                _gaps.Add((_position, after));
            }
            else if (after > 0 && link?.AsSpan().SequenceEqual(_previous) != true)
                _findings.Add(new(AuditFault.Replaced, after));
            if (after > 0)
            {
                (_previous, _position) = (link ?? _previous, after);
                _links.TryAdd(after, _previous);
            }
            _exportedAt = exportedAt;
        }

        void Follow(long position, byte[] link, string algorithm, AuditLine line)
        {
            if (position != _position + 1)
                _findings.Add(new(AuditFault.Missing, _position + 1));
            if (line.Row is not { } row)
                _findings.Add(new(AuditFault.Missing, position, line.RowId));
            else if (ChainAlgorithm.Find(algorithm) is not { } known || row.Id != line.RowId || !AuditChain.Link(known, _previous, position, row).AsSpan().SequenceEqual(link))
                _findings.Add(new(AuditFault.Changed, position, row.Id));
            else
                Count(row, position);
            // From here on by the link that stands there: one fault is reported once.
            (_previous, _position) = (link, position);
            _links[position] = link;
        }

        void Count(AuditRow row, long position)
        {
            var madeAt = MadeAt(row.Id);
            if (_newest - madeAt > LongestCommit)
                _findings.Add(new(AuditFault.Backdated, position, row.Id));
            _newest = madeAt > _newest ? madeAt : _newest;
            _rows++;
        }

        bool Agrees(AuditCheckpoint checkpoint)
        {
            AuditFault? fault = checkpoint.Service != _service || !checkpoint.IsSignedBy(_key) ? AuditFault.BadSignature
                : checkpoint.Position > _position ? AuditFault.CutOff
                : !_links.TryGetValue(checkpoint.Position, out var link) || !link.AsSpan().SequenceEqual(checkpoint.Link) ? AuditFault.Replaced
                : null;
            if (fault is { } found)
                _findings.Add(new(found, checkpoint.Position));
            return fault is null;
        }

        // A UUIDv7 begins with the milliseconds of its making.
        static DateTimeOffset MadeAt(Guid id)
        {
            var bytes = id.ToByteArray(bigEndian: true);
            var milliseconds = 0L;
            foreach (var part in bytes.AsSpan(0, 6))
                milliseconds = (milliseconds << 8) | part;
            return DateTimeOffset.UnixEpoch + TimeSpan.FromMilliseconds(Math.Min(milliseconds, 1L << 45));
        }
    }
}

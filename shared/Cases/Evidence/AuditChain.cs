using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Digests;

namespace Anjie.Cases;

/// <summary>The hash of a chain; every link names its own, so that a chain may go over to another and stay whole.</summary>
public sealed record ChainAlgorithm(string Name, Func<byte[], byte[]> Hash)
{
    public static readonly ChainAlgorithm Sha256 = new("SHA-256", SHA256.HashData);

    /// <summary>GB/T 32905, for installations that must use the national algorithms.</summary>
    public static readonly ChainAlgorithm Sm3 = new("SM3", bytes =>
    {
        var digest = new SM3Digest();
        digest.BlockUpdate(bytes, 0, bytes.Length);
        var hash = new byte[digest.GetDigestSize()];
        digest.DoFinal(hash, 0);
        return hash;
    });

    static readonly ChainAlgorithm[] Known = [Sha256, Sm3];

    /// <summary>Null for a name that no chain was ever made with.</summary>
    public static ChainAlgorithm? Find(string name) => Array.Find(Known, one => one.Name == name);
}

/// <summary>What binds the rows of evidence of one service to each other: each link is the hash of the one before, of its own position and of its whole row.</summary>
public static class AuditChain
{
    /// <summary>What the first link is bound to: the service, so that the chain of one cannot stand for the chain of another.</summary>
    public static byte[] Beginning(string service) => Encoding.UTF8.GetBytes($"anjie-audit/{service}");

    /// <summary>The link of a row at a position, after the link before it.</summary>
    /// <param name="position">From 1, without gaps.</param>
    public static byte[] Link(ChainAlgorithm algorithm, byte[] previous, long position, AuditRow row)
    {
        using var text = new MemoryStream();
        Write(text, previous);
        Write(text, Number(position));
        Write(text, row.Id.ToByteArray(bigEndian: true));
        // As the database keeps it: whole microseconds.
        Write(text, Number((row.OccurredAt.UtcDateTime - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond));
        foreach (var id in new[] { row.ActorId, row.PostId, row.UnitId })
            Write(text, id.ToByteArray(bigEndian: true));
        foreach (var word in new[] { row.Roles, row.Action, row.Subject, row.Result, row.Address, row.TraceId })
            Write(text, word is null ? null : Encoding.UTF8.GetBytes(word));
        // Rows from before there was a purpose keep their links.
        if (row.Purpose is not null || row.ActingFor is not null)
            Write(text, row.Purpose is { } purpose ? Encoding.UTF8.GetBytes(purpose) : null);
        // And those from before anybody stood in for anybody.
        if (row.ActingFor is { } holder)
            Write(text, holder.ToByteArray(bigEndian: true));
        return algorithm.Hash(text.ToArray());
    }

    // With its length before it, no field can borrow from its neighbour; an absent one differs from an empty one.
    static void Write(MemoryStream text, byte[]? field)
    {
        text.Write(Number(field?.Length ?? -1));
        text.Write(field ?? []);
    }

    static byte[] Number(long value)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }
}

/// <summary>A row's place in the chain.</summary>
public sealed class AuditLink
{
    public required long Position { get; init; }
    public required Guid RowId { get; init; }
    public required string Algorithm { get; init; }
    public required byte[] Link { get; init; }
}

/// <summary>A signed statement that the chain of a service had this link at this position. A copy kept elsewhere shows what happened to the chain since.</summary>
public sealed class AuditCheckpoint
{
    public required string Service { get; init; }
    public required long Position { get; init; }
    public required byte[] Link { get; init; }
    public required DateTimeOffset SignedAt { get; init; }

    /// <summary>Names the key that signed: the first half of the hash of its public part.</summary>
    public required string KeyId { get; init; }

    public required byte[] Signature { get; init; }

    public static AuditCheckpoint Sign(ECDsa key, string service, long position, byte[] link, DateTimeOffset at)
    {
        var second = DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds());
        return new()
        {
            Service = service, Position = position, Link = link, SignedAt = second, KeyId = KeyIdOf(key),
            Signature = key.SignData(Statement(service, position, link, second), HashAlgorithmName.SHA256),
        };
    }

    public bool IsSignedBy(ECDsa key) => key.VerifyData(Statement(Service, Position, Link, SignedAt), Signature, HashAlgorithmName.SHA256);

    public static string KeyIdOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..32];

    static byte[] Statement(string service, long position, byte[] link, DateTimeOffset at) =>
        Encoding.UTF8.GetBytes(FormattableString.Invariant($"anjie-audit-checkpoint|{service}|{position}|{Convert.ToBase64String(link)}|{at.ToUnixTimeSeconds()}"));
}

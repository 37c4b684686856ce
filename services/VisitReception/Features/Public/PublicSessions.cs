using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;

namespace Anjie.VisitReception.Features.Public;

/// <summary>What a right query opens for a quarter of an hour: one matter, as long as its code is the one it was opened with. No access token, and good at no other door.</summary>
/// <remarks>Nothing is kept of it: it carries the matter, the issue of the code and its end, under a keyed hash. It runs by the system's time, as all that opens doors.</remarks>
internal sealed class PublicSessions(BlindIndex index, TimeProvider time)
{
    const string Purpose = "query_code.session";
    const int IdSize = 16, MarkSize = 16, Size = IdSize + sizeof(int) + sizeof(long);

    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    public (string Token, DateTimeOffset Until) Open(QueryCode code)
    {
        var until = time.GetUtcNow() + Lifetime;
        Span<byte> session = stackalloc byte[Size + MarkSize];
        code.CaseId.TryWriteBytes(session, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(session[IdSize..], code.Issue);
        BinaryPrimitives.WriteInt64BigEndian(session[(IdSize + sizeof(int))..], until.ToUnixTimeSeconds());
        MarkOf(session[..Size]).CopyTo(session[Size..]);
        return (Base64Url.EncodeToString(session), until);
    }

    /// <summary>What a session opens; null when it is none of ours or its time is over.</summary>
    public (Guid CaseId, int Issue)? Read(string? token)
    {
        Span<byte> session = stackalloc byte[Size + MarkSize];
        if (token is null || token.Length != Base64Url.GetEncodedLength(Size + MarkSize) || !Base64Url.TryDecodeFromChars(token, session, out var read) || read != session.Length)
            return null;
        if (!CryptographicOperations.FixedTimeEquals(MarkOf(session[..Size]), session[Size..]))
            return null;
        return BinaryPrimitives.ReadInt64BigEndian(session[(IdSize + sizeof(int))..]) > time.GetUtcNow().ToUnixTimeSeconds()
            ? (new Guid(session[..IdSize], bigEndian: true), BinaryPrimitives.ReadInt32BigEndian(session[IdSize..]))
            : null;
    }

    byte[] MarkOf(ReadOnlySpan<byte> session) => index.Of(Purpose, Convert.ToHexString(session));
}

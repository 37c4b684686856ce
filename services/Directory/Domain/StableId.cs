using System.Security.Cryptography;
using System.Text;

namespace Anjie.Directory.Domain;

/// <summary>Ids that are the same in every installation, so that loading the same data twice finds the first load.</summary>
internal static class StableId
{
    /// <param name="kind">What is named, for instance <c>unit</c>.</param>
    /// <param name="name">Its name among its kind, for instance a path or a user name.</param>
    public static Guid Of(string kind, string name)
    {
        Span<byte> bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"anjie/{kind}/{name}")).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80); // version 8: made by the application's own rule (RFC 9562)
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}

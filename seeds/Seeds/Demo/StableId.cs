using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Anjie.Seeds.Demo;

/// <summary>Ids that are the same in every run and stand in the lists where their business day stands.</summary>
internal static class StableId
{
    const long OfficeHours = 9 * 3600 * 1000L;

    /// <summary>A UUID of version 7: the time is an hour of the day, the rest follows from the name.</summary>
    public static Guid Of(string name, DateOnly day)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        var hour = BinaryPrimitives.ReadUInt32BigEndian(bytes) % OfficeHours;
        var time = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds() + hour;
        Span<byte> stamp = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(stamp, time);
        stamp[2..].CopyTo(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Anjie.PersonalData;

/// <summary>Finds a sealed value by equality without opening it: a keyed hash beside the column.</summary>
/// <remarks>Each column has its own derived key, so equal values of two columns or tables cannot be joined.</remarks>
public sealed class BlindIndex(KeyRing ring)
{
    const int Size = 16;

    readonly ConcurrentDictionary<string, byte[]> _columnKeys = new();

    /// <summary>The index of a value, 16 bytes.</summary>
    /// <param name="column">Table and column, for instance <c>dispute_party.phone</c>.</param>
    /// <param name="normalisedValue">The value as its validator normalised it.</param>
    public byte[] Of(string column, string normalisedValue)
    {
        ArgumentException.ThrowIfNullOrEmpty(column);
        var key = _columnKeys.GetOrAdd(column, static (name, index) =>
            HKDF.DeriveKey(HashAlgorithmName.SHA256, index, 32, info: Encoding.UTF8.GetBytes("anjie blind index 1|" + name)), ring.IndexKey);
        return HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(normalisedValue))[..Size];
    }
}

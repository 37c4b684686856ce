using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Anjie.Hosting;

/// <summary>Seals the content of one file, part by part, with a key of the file's own. A part opens at its place in its file and nowhere else.</summary>
/// <remarks>
/// AES-256-GCM; a part is its tag and its ciphertext. The key is made for one sealing of one file, so the number of a part is a nonce that never comes again.
/// The key itself is a sealed column: a rotation seals it anew, and the content need not be touched.
/// </remarks>
sealed class FileSeal : IDisposable
{
    public const int PartSize = 1024 * 1024;
    const int KeySize = 32;
    const int NonceSize = 12;
    const int TagSize = 16;

    readonly AesGcm _aes;
    readonly string _place;

    public FileSeal(string key, Guid caseId, Guid id) => (_aes, _place) = (new(Convert.FromBase64String(key), TagSize), $"attachment_part|{caseId}|{id}");

    public static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeySize));

    public static int PartsOf(int size) => (size + PartSize - 1) / PartSize;

    public byte[] Seal(ReadOnlySpan<byte> part, int position, int parts)
    {
        var result = new byte[TagSize + part.Length];
        _aes.Encrypt(NonceOf(position), part, result.AsSpan(TagSize), result.AsSpan(0, TagSize), BoundTo(position, parts));
        return result;
    }

    /// <exception cref="CryptographicException">Altered, or of another place.</exception>
    public byte[] Open(byte[] part, int position, int parts)
    {
        var result = new byte[part.Length - TagSize];
        _aes.Decrypt(NonceOf(position), part.AsSpan(TagSize), part.AsSpan(0, TagSize), result, BoundTo(position, parts));
        return result;
    }

    public void Dispose() => _aes.Dispose();

    static byte[] NonceOf(int position)
    {
        var nonce = new byte[NonceSize];
        BinaryPrimitives.WriteInt32BigEndian(nonce.AsSpan(NonceSize - sizeof(int)), position);
        return nonce;
    }

    // How many there are is bound too: without its end a file does not open.
    byte[] BoundTo(int position, int parts) => Encoding.UTF8.GetBytes(FormattableString.Invariant($"{_place}|{position}/{parts}"));
}

using System.Security.Cryptography;
using System.Text;

namespace Anjie.PersonalData;

/// <summary>Seals a text for one place (table, column, row); anywhere else it does not open.</summary>
/// <remarks>AES-256-GCM. Sealed form: version 1, length of the key id, key id, 12 bytes nonce, 16 bytes tag, ciphertext.</remarks>
public sealed class FieldCipher
{
    const byte FormatVersion = 1;
    const int NonceSize = 12;
    const int TagSize = 16;

    // Refuses lone surrogates instead of sealing something else than what was given.
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    readonly Func<KeyRing> _current;
    readonly Func<string, KeyRing> _holding;

    /// <summary>A cipher with these keys and no others.</summary>
    public FieldCipher(KeyRing ring) => (_current, _holding) = (() => ring, _ => ring);

    /// <summary>A cipher whose keys change with the file.</summary>
    public FieldCipher(KeyRingFile file) => (_current, _holding) = (() => file.Current, file.Holding);

    /// <summary>What every text begins with that the active key has sealed.</summary>
    internal byte[] ActiveHeader => HeaderOf(_current().ActiveKeyId);

    /// <summary>Seals a text with the active key.</summary>
    /// <param name="plain">The text.</param>
    /// <param name="aad">The place it is meant for; never empty.</param>
    public byte[] Seal(string plain, string aad)
    {
        ArgumentException.ThrowIfNullOrEmpty(aad);
        var ring = _current();
        var text = Utf8.GetBytes(plain);
        var beginning = HeaderOf(ring.ActiveKeyId);
        var header = beginning.Length;
        var result = new byte[header + NonceSize + TagSize + text.Length];
        beginning.CopyTo(result, 0);

        var nonce = result.AsSpan(header, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(ring.Find(ring.ActiveKeyId)!, TagSize);
        aes.Encrypt(nonce, text, result.AsSpan(header + NonceSize + TagSize), result.AsSpan(header + NonceSize, TagSize), Bound(result.AsSpan(0, header), aad));
        CryptographicOperations.ZeroMemory(text);
        return result;
    }

    /// <summary>Opens a sealed text.</summary>
    /// <exception cref="CryptographicException">Altered, sealed for another place, or sealed with a key the ring does not hold.</exception>
    public string Open(ReadOnlySpan<byte> @sealed, string aad)
    {
        ArgumentException.ThrowIfNullOrEmpty(aad);
        var keyId = KeyIdOf(@sealed);
        var key = _holding(keyId).Find(keyId) ?? throw new CryptographicException("Sealed with a key that is not on the ring.");
        var header = 2 + @sealed[1];
        var rest = @sealed[header..];
        var text = new byte[rest.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(rest[..NonceSize], rest[(NonceSize + TagSize)..], rest.Slice(NonceSize, TagSize), text, Bound(@sealed[..header], aad));
        var plain = Utf8.GetString(text);
        CryptographicOperations.ZeroMemory(text);
        return plain;
    }

    /// <summary>Whether the text was sealed with the key that is active now; a rotation seals the others anew.</summary>
    public bool IsSealedWithActiveKey(ReadOnlySpan<byte> @sealed) => KeyIdOf(@sealed) == _current().ActiveKeyId;

    static byte[] HeaderOf(string keyId) => [FormatVersion, (byte)keyId.Length, .. Encoding.ASCII.GetBytes(keyId)];

    static string KeyIdOf(ReadOnlySpan<byte> @sealed) =>
        @sealed.Length < 2 || @sealed[0] != FormatVersion || @sealed.Length < 2 + @sealed[1] + NonceSize + TagSize
            ? throw new CryptographicException("Not a sealed text.")
            : Encoding.ASCII.GetString(@sealed.Slice(2, @sealed[1]));

    // The header is authenticated too, so that nobody can point a ciphertext at another key.
    static byte[] Bound(ReadOnlySpan<byte> header, string aad) => [.. header, .. Utf8.GetBytes(aad)];
}

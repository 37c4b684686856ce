using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace Anjie.Hosting;

/// <summary>The public keys that access tokens may be signed with: those of the file <c>Auth:PublicKeyFile</c> (PEM, one after the other), read again when it changes.</summary>
/// <remarks>A key is added to the file before anything is signed with it, and taken out when the last of its tokens is over. A file that cannot be read leaves the last good keys in force.</remarks>
public sealed class TokenKeys
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    readonly Lock _reading = new();
    readonly string _file;
    volatile IReadOnlyList<RsaSecurityKey> _current;
    DateTime _writtenAt;
    long _lookedAt;

    /// <exception cref="CryptographicException">The file holds no key.</exception>
    public TokenKeys(string file)
    {
        (_file, _writtenAt, _lookedAt) = (file, File.GetLastWriteTimeUtc(file), Stopwatch.GetTimestamp());
        _current = [.. Read(file)];
    }

    /// <exception cref="InvalidOperationException"><c>Auth:PublicKeyFile</c> is not configured.</exception>
    public static TokenKeys Of(IConfiguration configuration) =>
        new(configuration["Auth:PublicKeyFile"] ?? throw new InvalidOperationException("Auth:PublicKeyFile is not configured."));

    /// <summary>The keys of a file, public or private, in its order; each is known by the hash of its public part.</summary>
    /// <exception cref="CryptographicException">The file holds no key, or something else.</exception>
    public static IEnumerable<RsaSecurityKey> Read(string file)
    {
        var text = File.ReadAllText(file);
        var (keys, begin) = (new List<RsaSecurityKey>(), 0);
        while (PemEncoding.TryFind(text.AsSpan(begin), out var found))
        {
            var key = RSA.Create();
            try
            {
                key.ImportFromPem(text.AsSpan(begin)[found.Location]);
            }
            catch (ArgumentException e)
            {
                throw new CryptographicException("The file holds something that is no key of RSA.", e);
            }

            keys.Add(new(key) { KeyId = Base64UrlEncoder.Encode(SHA256.HashData(key.ExportSubjectPublicKeyInfo())[..12]) });
            begin += found.Location.End.Value;
        }

        return keys.Count > 0 ? keys : throw new CryptographicException("The file holds no key.");
    }

    /// <summary>The key a token names, all for a token that names none.</summary>
    public IEnumerable<SecurityKey> Find(string? keyId)
    {
        // A key nobody has heard of may have come this moment.
        if (Stopwatch.GetElapsedTime(Volatile.Read(ref _lookedAt)) > Look || !Named(keyId).Any())
            ReadIfChanged();
        return Named(keyId);
    }

    IEnumerable<RsaSecurityKey> Named(string? keyId) => string.IsNullOrEmpty(keyId) ? _current : _current.Where(key => key.KeyId == keyId);

    void ReadIfChanged()
    {
        lock (_reading)
        {
            try
            {
                var writtenAt = File.GetLastWriteTimeUtc(_file);
                if (writtenAt != _writtenAt)
                    _current = [.. Read(_file)];
                _writtenAt = writtenAt;
            }
            catch (Exception e) when (e is IOException or CryptographicException or UnauthorizedAccessException)
            {
                // Looked at again next time.
            }
            Volatile.Write(ref _lookedAt, Stopwatch.GetTimestamp());
        }
    }
}

using System.Security.Cryptography;
using Anjie.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace Anjie.Directory.Features.SignIn;

/// <summary>The private keys of the file <c>Auth:SigningKeyFile</c> (PEM, one after the other): the first signs, the others still open what was made with them.</summary>
/// <remarks>Looked at twice a second: a new key is put first while the service runs. A file that cannot be read leaves the last good keys in force.</remarks>
internal sealed partial class SigningKeys(IConfiguration configuration, ILogger<SigningKeys> log) : BackgroundService, IConfigureOptions<OpenIddictServerOptions>, IOptionsChangeTokenSource<OpenIddictServerOptions>
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    CancellationTokenSource _change = new();
    List<(SigningCredentials Signing, EncryptingCredentials Encrypting)>? _credentials;
    DateTime _writtenAt;

    public string Name => Options.DefaultName;

    public IChangeToken GetChangeToken() => new CancellationChangeToken(Volatile.Read(ref _change).Token);

    // Asked when the host starts, so that migrate needs no keys.
    public void Configure(OpenIddictServerOptions options)
    {
        if (_credentials is null)
            Read();
        foreach (var (signing, encrypting) in _credentials!)
        {
            options.SigningCredentials.Add(signing);
            options.EncryptionCredentials.Add(encrypting);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var look = new PeriodicTimer(Look);
        while (await look.WaitForNextTickAsync(stoppingToken))
            try
            {
                // Nobody has asked yet: whoever does will read.
                if (_credentials is null || File.GetLastWriteTimeUtc(FileName) == _writtenAt)
                    continue;
                Read();
                LogRead(_credentials.Count);
                await Interlocked.Exchange(ref _change, new()).CancelAsync();
            }
            catch (Exception e) when (e is IOException or CryptographicException or UnauthorizedAccessException)
            {
                LogUnreadable(e);
            }
    }

    void Read()
    {
        _writtenAt = File.GetLastWriteTimeUtc(FileName); // first, so that what is written meanwhile is read next time, and a fault is told once
        _credentials = [.. TokenKeys.Read(FileName).Select(key =>
        {
            // Codes and refresh tokens are for this service alone; a key derived from the signing key spares a second secret.
            var exported = key.Rsa.ExportPkcs8PrivateKey();
            var secret = HKDF.DeriveKey(HashAlgorithmName.SHA256, exported, 32, info: "anjie codes and refresh tokens"u8.ToArray());
            CryptographicOperations.ZeroMemory(exported);
            return (new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
                new EncryptingCredentials(new SymmetricSecurityKey(secret) { KeyId = key.KeyId }, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
        })];
    }

    string FileName => configuration["Auth:SigningKeyFile"] ?? throw new InvalidOperationException("Auth:SigningKeyFile is not configured.");

    [LoggerMessage(LogLevel.Information, "The signing keys were read: {Keys}")]
    partial void LogRead(int keys);

    [LoggerMessage(LogLevel.Error, "The signing keys could not be read; the last good ones stay in force")]
    partial void LogUnreadable(Exception e);
}

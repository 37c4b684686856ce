using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Anjie.Launcher;

/// <summary>
/// The installation's own authority and what it certifies: a certificate for every part, by which it is known as a server, and the gateway as a caller too.
/// The parts trust this authority and no other.
/// </summary>
public sealed class Certificates
{
    /// <summary>Whoever looks at the system from outside: health, tests.</summary>
    public const string Operator = "operator";

    public const string Postgres = "postgres";
    public const string RabbitMq = "rabbitmq";

    /// <summary>Every part that needs a certificate of its own.</summary>
    internal static IReadOnlyList<string> Parts { get; } = [Topology.Gateway.Name, .. Topology.Services.Select(service => service.Name), Postgres, RabbitMq, Operator];

    // Longer than any installation waits for its next start; what is used up sooner is made anew then.
    const string ServerUse = "1.3.6.1.5.5.7.3.1", ClientUse = "1.3.6.1.5.5.7.3.2";

    static readonly TimeSpan life = TimeSpan.FromDays(398);
    static readonly TimeSpan leastLeft = TimeSpan.FromDays(60);
    static readonly TimeSpan lifeOfAuthority = TimeSpan.FromDays(3650);
    static readonly TimeSpan clocksDiffer = TimeSpan.FromHours(1);

    readonly string folder;

    static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    Certificates(string folder) => this.folder = folder;

    /// <summary>All that is trusted lies here; an administrator may add the authority of a server of their own.</summary>
    public string TrustedFolder => Path.Combine(folder, "trusted");

    public string AuthorityFile => Path.Combine(TrustedFolder, "anjie.pem");

    public string FileOf(string part) => Path.Combine(folder, $"{part}.pem");

    public string KeyFileOf(string part) => Path.Combine(folder, $"{part}-key.pem");

    string AuthorityKeyFile => Path.Combine(folder, "authority-key.pem");

    /// <summary>Those among an installation's keys, as they are.</summary>
    internal static Certificates In(string keysFolder) => new(Path.Combine(Path.GetFullPath(keysFolder), "tls"));

    /// <summary>Makes what is missing, or will soon have ended.</summary>
    public static async Task<Certificates> EnsureAsync(string keysFolder, CancellationToken cancellation)
    {
        var certificates = In(keysFolder);
        Directory.CreateDirectory(certificates.TrustedFolder);
        if (!File.Exists(certificates.AuthorityFile) || IsUsedUp(certificates.AuthorityFile, leastLeft + life))
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using var made = NewAuthority(key);
            await SecretFiles.WriteAsync(certificates.AuthorityKeyFile, key.ExportPkcs8PrivateKeyPem() + "\n", cancellation);
            await SecretFiles.WriteAsync(certificates.AuthorityFile, made.ExportCertificatePem() + "\n", cancellation);
        }

        using var authority = X509Certificate2.CreateFromPemFile(certificates.AuthorityFile, certificates.AuthorityKeyFile);
        foreach (var part in Parts)
        {
            if (!File.Exists(certificates.FileOf(part)) || IsUsedUp(certificates.FileOf(part), leastLeft) || !certificates.IsOfAuthority(part, authority))
            {
                await certificates.WriteAsync(part, authority, Now + life, cancellation);
            }
        }

        return certificates;
    }

    /// <summary>One more certificate, which ends when it is told to, also in the past.</summary>
    public async Task AddAsync(string part, DateTimeOffset end, CancellationToken cancellation = default)
    {
        using var authority = X509Certificate2.CreateFromPemFile(AuthorityFile, AuthorityKeyFile);
        await WriteAsync(part, authority, end, cancellation);
    }

    /// <summary>Trusts the authority alone, and shows who asks.</summary>
    /// <param name="caller">Nobody when null.</param>
    public SslClientAuthenticationOptions ClientOptions(string? caller = Operator) => new()
    {
        CertificateChainPolicy = TrustIn(AuthorityFile),
        ClientCertificateContext = caller is null ? null : SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(FileOf(caller), KeyFileOf(caller)), additionalCertificates: null, offline: true),
    };

    /// <summary>A stream to a server that the authority knows by this name.</summary>
    internal static async Task<Stream> SecureAsync(Stream inner, string host, string authority, CancellationToken cancellation)
    {
        var stream = new SslStream(inner);
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host, CertificateChainPolicy = TrustIn(authority) }, cancellation);
        return stream;
    }

    static X509ChainPolicy TrustIn(string authority) => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(authority) },
        RevocationMode = X509RevocationMode.NoCheck,
    };

    static bool IsUsedUp(string file, TimeSpan needed)
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(file);
        return certificate.NotAfter.ToUniversalTime() < Now.UtcDateTime + needed;
    }

    bool IsOfAuthority(string part, X509Certificate2 authority)
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(FileOf(part));
        return certificate.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().Single().KeyIdentifier is { } signer
            && authority.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Single().SubjectKeyIdentifierBytes.Span.SequenceEqual(signer.Span);
    }

    /// <summary>The part's name is also the one by which others reach it in a network of its own.</summary>
    async Task WriteAsync(string part, X509Certificate2 authority, DateTimeOffset end, CancellationToken cancellation)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={part}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(part);
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(UsesOf(part), critical: true));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        var begin = end < Now ? end - life : Now - clocksDiffer;
        using var made = request.Create(authority, Later(begin, new DateTimeOffset(authority.NotBefore)), end, RandomNumberGenerator.GetBytes(16));
        await SecretFiles.WriteAsync(KeyFileOf(part), key.ExportPkcs8PrivateKeyPem() + "\n", cancellation);
        await SecretFiles.WriteAsync(FileOf(part), made.ExportCertificatePem() + "\n", cancellation);
    }

    // A service must not take the broker, whose key it is not, for the gateway.
    static OidCollection UsesOf(string part) => part is Operator || part == Topology.Gateway.Name ? [new Oid(ServerUse), new Oid(ClientUse)] : [new Oid(ServerUse)];

    static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    static X509Certificate2 NewAuthority(ECDsa key)
    {
        var request = new CertificateRequest("CN=Anjie", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.CreateSelfSigned(Now - clocksDiffer - clocksDiffer, Now + lifeOfAuthority);
    }
}

using System.Net.Security;
using System.Runtime.Versioning;
using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Anjie.Hosting;

/// <summary>What a TLS line of ours must be worth. Which endpoints are TLS, and with which certificates, is their configuration's affair.</summary>
static class TlsRules
{
    /// <summary>Forward secrecy and authenticated encryption in every one of them.</summary>
    static readonly TlsCipherSuite[] suites =
    [
        TlsCipherSuite.TLS_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
    ];

    public static void Set(KestrelServerOptions kestrel)
    {
        // Elsewhere the system's own policy decides about suites.
        var policy = OperatingSystem.IsLinux() ? NewPolicy() : null;
        kestrel.ConfigureHttpsDefaults(https =>
        {
            https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            https.OnAuthenticate = (_, options) =>
            {
                options.AllowRenegotiation = false;
                if (policy is not null)
                    options.CipherSuitesPolicy = policy;
            };
        });
    }

    [SupportedOSPlatform("linux")]
    static CipherSuitesPolicy NewPolicy() => new(suites);
}

using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Anjie.Gateway;

/// <summary>By which the services know that it is the gateway who asks (settings <c>Caller:CertificateFile</c> and <c>Caller:KeyFile</c>, PEM); none where the lines are plain.</summary>
sealed class CallerCertificate
{
    readonly SslStreamCertificateContext? certificate;

    public CallerCertificate(IConfiguration configuration)
    {
        if (configuration["Caller:CertificateFile"] is { Length: > 0 } file)
        {
            certificate = SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(file, configuration["Caller:KeyFile"]), additionalCertificates: null, offline: true);
        }
    }

    public void Show(SocketsHttpHandler handler) => handler.SslOptions.ClientCertificateContext = certificate;
}

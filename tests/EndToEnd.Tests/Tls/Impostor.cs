using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Anjie.EndToEnd.Tests.Tls;

/// <summary>Somebody who answers where a part of the system should, with a certificate of their choice, and waits for what they are told.</summary>
sealed class Impostor : IAsyncDisposable
{
    // The first message of PostgreSQL asks for TLS; "S" promises it.
    const int LengthOfTlsRequest = 8;

    static readonly SslApplicationProtocol Postgres = new("postgresql");

    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly X509Certificate2 _certificate;
    readonly bool _isPostgres;
    readonly Task _listening;
    int _calls, _told;

    public Impostor(string certificateFile, string keyFile, bool isPostgres = false)
    {
        _certificate = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
        _isPostgres = isPostgres;
        _listener.Start();
        _listening = ListenAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How often somebody began to talk TLS to them.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>How often they were trusted enough to be told anything.</summary>
    public int Told => Volatile.Read(ref _told);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _listening;
        _certificate.Dispose();
        _stop.Dispose();
    }

    async Task ListenAsync()
    {
        List<Task> talks = [];
        try
        {
            while (true)
                talks.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(talks);
        }
    }

    async Task TalkAsync(TcpClient caller)
    {
        using (caller)
        {
            try
            {
                var line = caller.GetStream();
                if (_isPostgres)
                {
                    await line.ReadExactlyAsync(new byte[LengthOfTlsRequest], _stop.Token);
                    await line.WriteAsync("S"u8.ToArray(), _stop.Token);
                }

                Interlocked.Increment(ref _calls);
                await using var secure = new SslStream(line);
                await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate, ApplicationProtocols = [SslApplicationProtocol.Http2, Postgres] }, _stop.Token);
                // In TLS 1.3 the caller's refusal comes after this side has finished.
                if (await secure.ReadAsync(new byte[1], _stop.Token) > 0)
                    Interlocked.Increment(ref _told);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or AuthenticationException)
            {
                // Refused.
            }
        }
    }
}

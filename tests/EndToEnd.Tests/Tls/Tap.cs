using System.Net;
using System.Net.Sockets;

namespace Anjie.EndToEnd.Tests.Tls;

/// <summary>A wire that is listened to: it passes on what it hears, in both directions, and keeps a copy.</summary>
sealed class Tap : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly MemoryStream _heard = new();
    readonly Task _listening;

    public Tap(int target)
    {
        _listener.Start();
        _listening = ListenAsync(target);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>All that went over it until now.</summary>
    public byte[] Heard()
    {
        lock (_heard)
            return _heard.ToArray();
    }

    public bool HasHeard(IEnumerable<byte[]> needles)
    {
        var heard = Heard();
        return needles.Any(needle => heard.AsSpan().IndexOf(needle) >= 0);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _listening;
        _stop.Dispose();
    }

    async Task ListenAsync(int target)
    {
        List<Task> lines = [];
        try
        {
            while (true)
                lines.Add(JoinAsync(await _listener.AcceptTcpClientAsync(_stop.Token), target));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(lines);
        }
    }

    async Task JoinAsync(TcpClient caller, int target)
    {
        using (caller)
        using (var called = new TcpClient())
        {
            try
            {
                await called.ConnectAsync(IPAddress.Loopback, target, _stop.Token);
                await Task.WhenAny(CopyAsync(caller.GetStream(), called.GetStream()), CopyAsync(called.GetStream(), caller.GetStream()));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                // Nobody there: the caller finds the line closed.
            }
        }
    }

    async Task CopyAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            for (int count; (count = await from.ReadAsync(buffer, _stop.Token)) > 0;)
            {
                lock (_heard)
                    _heard.Write(buffer, 0, count);
                await to.WriteAsync(buffer.AsMemory(0, count), _stop.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // One side has closed; the other is closed for it.
        }
    }
}

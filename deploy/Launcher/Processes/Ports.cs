using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Anjie.Launcher;

public static class Ports
{
    // Below the plans of whole systems, and far below what the system gives to whoever connects: one of those is easily taken before its server is up.
    const int First = 10_000;
    const int End = 20_000;

    static readonly ConcurrentDictionary<int, bool> Given = [];

    /// <summary>A port that nobody listens on, and that was not given before.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(First, End);
            if (IsFree(port) && Given.TryAdd(port, true))
                return port;
        }
    }

    public static bool IsFree(int port)
    {
        try
        {
            // Without the exclusive flag .NET sets SO_REUSEADDR, which only ignores connections still in TIME_WAIT.
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public static void DemandFree(int port, string purpose)
    {
        if (!IsFree(port))
        {
            throw new StartFailedException(
                $"端口 {port}（{purpose}）已被占用；请停下占用它的程序，或用 ANJIE_PORT 另选一段端口。",
                $"Port {port} ({purpose}) is in use; stop what uses it or choose other ports with ANJIE_PORT.");
        }
    }
}

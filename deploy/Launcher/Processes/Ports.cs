using System.Net;
using System.Net.Sockets;

namespace Anjie.Launcher;

public static class Ports
{
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
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

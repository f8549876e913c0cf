using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Omnichannel.TestKit;

/// <summary>
/// Loopback ports that nothing listens on, from below the range that the system takes for outgoing connections (32768 and up on Linux): a port
/// from inside that range is sometimes gone before the server that it was meant for has started.
/// </summary>
public static class FreePort
{
    private const int Lowest = 12_000;
    private const int Highest = 32_000;

    private static readonly ConcurrentDictionary<int, bool> _given = new();

    /// <summary>One port that is free, and that nobody in this test process was given before. Servers that can listen on port 0 themselves should do that instead.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(Lowest, Highest);
            if (_given.TryAdd(port, true) && IsFree(port))
            {
                return port;
            }
        }
    }

    /// <summary>Several different free ports.</summary>
    /// <param name="count">How many.</param>
    public static int[] Next(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace Omnichannel.TestKit;

/// <summary>Loopback ports that nothing listens on.</summary>
public static class FreePort
{
    /// <summary>One port that was free a moment ago. Servers that can listen on port 0 themselves should do that instead.</summary>
    public static int Next() => Next(1)[0];

    /// <summary>Several different ports, all free a moment ago.</summary>
    /// <param name="count">How many.</param>
    public static int[] Next(int count)
    {
        // All are held until the last one is known, or the system could hand out the same one twice.
        var listeners = new List<TcpListener>(count);
        try
        {
            for (var i = 0; i < count; i++)
            {
                var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                listeners.Add(listener);
            }

            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }
}

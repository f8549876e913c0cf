using System.Net;
using System.Net.Sockets;

namespace Omnichannel.TestKit;

/// <summary>
/// Loopback ports that nothing listens on, from below the range that the system takes for outgoing connections (32768 and up on Linux): a port
/// from inside that range is sometimes gone before the server that it was meant for has started. Each test process has its own hundreds of ports:
/// a server that one of them has killed, and is about to start again, finds its port as it left it.
/// </summary>
public static class FreePort
{
    private const int Lowest = 12_000;
    private const int Highest = 32_000;
    private const int BlockSize = 100;

    private static readonly Lock _gate = new();
    private static readonly Queue<int> _ports = new();

    // Held until the process ends, however it ends.
    private static readonly List<FileStream> _claims = [];

    /// <summary>One port that is free, and that nobody was given before. Servers that can listen on port 0 themselves should do that instead.</summary>
    public static int Next()
    {
        lock (_gate)
        {
            while (true)
            {
                if (_ports.Count == 0)
                {
                    ClaimBlock();
                }

                var port = _ports.Dequeue();
                if (IsFree(port))
                {
                    return port;
                }
            }
        }
    }

    /// <summary>Several different free ports.</summary>
    /// <param name="count">How many.</param>
    public static int[] Next(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    // A lock on a file is the claim. It ends with the process that holds it, so nothing has to be tidied up.
    private static void ClaimBlock()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "omnichannel-test-ports")).FullName;
        var blocks = Enumerable.Range(0, (Highest - Lowest) / BlockSize).ToArray();
        Random.Shared.Shuffle(blocks);
        foreach (var block in blocks)
        {
            try
            {
                _claims.Add(new FileStream(Path.Combine(folder, $"{block}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException)
            {
                // Another test process has it.
                continue;
            }

            foreach (var port in Enumerable.Range(Lowest + (block * BlockSize), BlockSize))
            {
                _ports.Enqueue(port);
            }

            return;
        }

        throw new InvalidOperationException($"All ports from {Lowest} to {Highest} belong to running tests.");
    }

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

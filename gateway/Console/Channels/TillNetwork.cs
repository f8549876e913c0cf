using System.Net.Sockets;

namespace Omnichannel.WebConsole.Channels;

/// <summary>The network as one till has it. Its switch cuts the till off as a pulled cable would: connections break in the middle of calls and streams, and none comes about.</summary>
public sealed class TillNetwork : IDisposable
{
    private readonly Lock gate = new();
    private readonly HashSet<Socket> open = [];
    private bool isSwitchedOff;

    public TillNetwork() => Handler = new SocketsHttpHandler
    {
        ConnectCallback = Connect,
        EnableMultipleHttp2Connections = true,
        KeepAlivePingDelay = TimeSpan.FromSeconds(30),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(20),
    };

    /// <summary>What carries the till's calls.</summary>
    public SocketsHttpHandler Handler { get; }

    /// <summary>A connection came about (true), or could not (false). Told from any thread.</summary>
    public event Action<bool>? Tried;

    /// <summary>Whether the cable is pulled.</summary>
    public bool IsSwitchedOff
    {
        get
        {
            lock (gate)
            {
                return isSwitchedOff;
            }
        }

        set
        {
            Socket[] cut;
            lock (gate)
            {
                isSwitchedOff = value;
                cut = value ? [.. open] : [];
            }

            foreach (var socket in cut)
            {
                socket.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Handler.Dispose();

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            Demand();
            await socket.ConnectAsync(context.DnsEndPoint, cancellation).ConfigureAwait(false);
            Keep(socket);
        }
        catch
        {
            socket.Dispose();
            Tried?.Invoke(false);
            throw;
        }

        Tried?.Invoke(true);
        return new Connection(this, socket);
    }

    private void Demand()
    {
        if (IsSwitchedOff)
        {
            throw new IOException("The till is off line.");
        }
    }

    // It may have been switched off while the connection came about.
    private void Keep(Socket socket)
    {
        lock (gate)
        {
            Demand();
            open.Add(socket);
        }
    }

    private void Forget(Socket socket)
    {
        lock (gate)
        {
            open.Remove(socket);
        }
    }

    private sealed class Connection(TillNetwork network, Socket socket) : NetworkStream(socket, ownsSocket: true)
    {
        protected override void Dispose(bool disposing)
        {
            network.Forget(Socket);
            base.Dispose(disposing);
        }
    }
}

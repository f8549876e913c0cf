using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Options;
using Omnichannel.Gateway.Errors;
using Omnichannel.Platform.Clients;
using Omnichannel.Platform.Hosting;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace Omnichannel.Gateway.Upstream;

/// <summary>gRPC channels for the calls that the gateway makes itself, to the destinations that the proxy knows, by its knowledge of their health.</summary>
internal sealed class UpstreamChannels(IProxyStateLookup proxy, CircuitBreaker breaker, IOptions<UpstreamOptions> options, PlatformTls tls, ILoggerFactory loggers)
    : IDisposable
{
    private const int MostMessageBytes = 16 * 1024 * 1024;

    // A channel lives as long as the proxy knows its destination: pods come and go.
    private readonly ConditionalWeakTable<DestinationModel, Lazy<GrpcChannel>> channels = [];

    /// <summary>A destination for one call to an area; carts go by their id.</summary>
    /// <exception cref="ProblemException">No destination of the area can be reached.</exception>
    public Destination Choose(string area, string? cartId = null) =>
        proxy.TryGetCluster(area, out var cluster) && CartAffinity.Pick(cartId, cluster.DestinationsState.AvailableDestinations) is { } destination
            ? new Destination(this, cluster, destination)
            : throw new ProblemException(Problems.Unavailable(area, options.Value.OpenCircuit));

    /// <summary>The channel to a destination, whatever its health.</summary>
    public CallInvoker Invoker(DestinationState destination) =>
        channels.GetValue(destination.Model, model => new Lazy<GrpcChannel>(() => Open(model.Config))).Value.CreateCallInvoker();

    /// <summary>Tells how a call to a destination went.</summary>
    public void Report(ClusterState cluster, DestinationState destination, bool reached) => breaker.Report(cluster, destination, reached);

    public void Dispose()
    {
        foreach (var (_, channel) in channels.Where(each => each.Value.IsValueCreated))
        {
            channel.Value.Dispose();
        }
    }

    /// <summary>How the gateway connects to services, by its own channels and by the proxy.</summary>
    public static void Configure(SocketsHttpHandler handler, PlatformTls tls)
    {
        handler.EnableMultipleHttp2Connections = true;
        handler.ConnectTimeout = TimeSpan.FromSeconds(2);
        handler.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(10);
        handler.PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan;

        // Open streams keep theirs.
        handler.PooledConnectionLifetime = tls.ConnectionLifetime;
        if (tls.Call() is { } ssl)
        {
            handler.SslOptions = ssl;
        }
    }

    /// <summary>
    /// A resolved destination is called by its host's name, for certificates are made out to names, but at its own address. (A target host set in the TLS
    /// options would not do: the handler takes the name of the URL.)
    /// </summary>
    private GrpcChannel Open(DestinationConfig destination)
    {
        var handler = new SocketsHttpHandler();
        Configure(handler, tls);
        var url = new Uri(destination.Address);
        if (destination.Host is { } host)
        {
            var at = new IPEndPoint(IPAddress.Parse(url.DnsSafeHost), url.Port);
            handler.ConnectCallback = (_, cancellation) => Connect(at, cancellation);
            url = new Uri($"{url.Scheme}://{host}");
        }

        return GrpcChannel.ForAddress(url, new GrpcChannelOptions
        {
            LoggerFactory = loggers,
            MaxReceiveMessageSize = MostMessageBytes,
            MaxSendMessageSize = MostMessageBytes,
            HttpHandler = new HandshakeHandler(handler),
            DisposeHttpClient = true,
        });
    }

    private static async ValueTask<Stream> Connect(IPEndPoint address, CancellationToken cancellation)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The destination that was chosen for one call.</summary>
internal readonly struct Destination(UpstreamChannels channels, ClusterState cluster, DestinationState destination)
{
    public string Area => cluster.ClusterId;

    public CallInvoker Invoker => channels.Invoker(destination);

    /// <summary>The destination answered, be it with an error.</summary>
    public void Answered() => channels.Report(cluster, destination, reached: true);

    /// <summary>The call failed; connection failures count towards the circuit breaker, answers clear it.</summary>
    public void Failed(RpcException failure) => channels.Report(
        cluster, destination, reached: failure is not { StatusCode: StatusCode.Unavailable, Status.DebugException: not null });
}

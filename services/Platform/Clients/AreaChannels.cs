using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.Logging;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Platform.Clients;

/// <summary>One channel per area of services: <c>Omnichannel:Services:{area}</c>, or the service of that area in this process.</summary>
internal sealed class AreaChannels(ServiceAddresses addresses, PlatformHost host, PlatformTls tls, ILoggerFactory loggers) : IDisposable
{
    private const int MaxReceiveBytes = 16 * 1024 * 1024;
    private const int MaxSendBytes = 4 * 1024 * 1024;

    private readonly ConcurrentDictionary<Uri, Lazy<GrpcChannel>> channels = new();

    /// <summary>The area's channel. Looked up per call: in one process, a service may start after those that call it.</summary>
    /// <exception cref="RpcException">UNAVAILABLE: the area has not started in this process.</exception>
    public GrpcChannel Get(string area)
    {
        var address = AddressOf(area) ?? throw GrpcErrors.Create(
            StatusCode.Unavailable, ErrorReasons.DependencyUnavailable, $"The {area} service is not running.", retryAfter: TimeSpan.FromSeconds(1));
        return channels.GetOrAdd(address, to => new Lazy<GrpcChannel>(() => Open(to))).Value;
    }

    /// <exception cref="StartupException">The address is missing or no URL.</exception>
    public void CheckAddress(string area)
    {
        if (AddressOf(area) is null && !host.HostsSeveralServices)
        {
            throw new StartupException($"Omnichannel:Services:{area} is not set: the URL of the {area} service's gRPC endpoint.");
        }
    }

    public void Dispose()
    {
        foreach (var channel in channels.Values.Where(channel => channel.IsValueCreated))
        {
            channel.Value.Dispose();
        }
    }

    private Uri? AddressOf(string area)
    {
        return addresses.GetValueOrDefault(area) is { } text
            ? Uri.TryCreate(text, UriKind.Absolute, out var url) ? url : throw new StartupException($"Omnichannel:Services:{area}: {text} is not a URL.")
            : host.Addresses.GetValueOrDefault(area);
    }

    private GrpcChannel Open(Uri address)
    {
        var handler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = TimeSpan.FromSeconds(2),
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(20),
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,

            PooledConnectionLifetime = tls.ConnectionLifetime,

            // The client interceptor sends the trace.
            ActivityHeadersPropagator = null,
        };
        if (tls.Call() is { } ssl)
        {
            handler.SslOptions = ssl;
        }

        return GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = new HandshakeHandler(handler),

            // Within a cluster without TLS, too, services show their tokens.
            UnsafeUseInsecureChannelCallCredentials = true,
            DisposeHttpClient = true,
            LoggerFactory = loggers,
            MaxReceiveMessageSize = MaxReceiveBytes,
            MaxSendMessageSize = MaxSendBytes,
            ServiceConfig = Retries(),
        });
    }

    /// <summary>
    /// Up to three attempts with jittered back-off, for UNAVAILABLE only. Every rpc of this system may be repeated: reads and rpcs that name their effect by nature,
    /// all others by the idempotency key that they are refused without.
    /// </summary>
    private static ServiceConfig Retries() => new()
    {
        MethodConfigs =
        {
            new MethodConfig
            {
                Names = { MethodName.Default },
                RetryPolicy = new RetryPolicy
                {
                    MaxAttempts = 3,
                    InitialBackoff = TimeSpan.FromMilliseconds(50),
                    MaxBackoff = TimeSpan.FromMilliseconds(500),
                    BackoffMultiplier = 3,
                    RetryableStatusCodes = { StatusCode.Unavailable },
                },
            },
        },
    };
}

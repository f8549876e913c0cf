using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Omnichannel.Platform.Hosting;

/// <summary>What one client may cost: sizes, rates and counts of every listener.</summary>
internal static class KestrelLimits
{
    public static void Apply(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxConcurrentConnections = 20_000;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestHeaderCount = 64;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);

        // A little more than the largest gRPC message, so that gRPC's own limit answers with a proper status.
        limits.MaxRequestBodySize = 5 * 1024 * 1024;

        // A client that neither reads nor writes loses its stream. gRPC lifts the request rate for streams of the client.
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(10));
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(10));

        limits.Http2.MaxStreamsPerConnection = 1000;
        limits.Http2.MaxRequestHeaderFieldSize = 16 * 1024;
        limits.Http2.InitialConnectionWindowSize = 1024 * 1024;
        limits.Http2.InitialStreamWindowSize = 512 * 1024;
        limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
    }
}

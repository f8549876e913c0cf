using Omnichannel.Platform.Hosting;
using Yarp.ReverseProxy.Forwarder;

namespace Omnichannel.Gateway.Upstream;

/// <summary>Makes the proxy's HTTP clients: it connects as the gateway's own channels do.</summary>
internal sealed class UpstreamClients(PlatformTls tls, ILogger<ForwarderHttpClientFactory> logger) : ForwarderHttpClientFactory(logger)
{
    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        base.ConfigureHandler(context, handler);
        UpstreamChannels.Configure(handler, tls);
    }
}

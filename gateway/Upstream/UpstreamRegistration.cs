using Omnichannel.Gateway.Contracts;
using Omnichannel.Platform.Hosting;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace Omnichannel.Gateway.Upstream;

/// <summary>Registers the proxy and the channels to the services.</summary>
internal static class UpstreamRegistration
{
    public static void AddUpstreams(this PlatformBuilder builder, RpcCatalogue catalogue)
    {
        var services = builder.Services;
        services.Configure<UpstreamOptions>(builder.Configuration.GetSection("Omnichannel:Gateway:Upstream"));
        services.AddSingleton(catalogue);
        services.AddSingleton<ILoadBalancingPolicy, CartAffinity>();
        services.AddSingleton<IAvailableDestinationsPolicy, UsableDestinations>();
        services.AddSingleton<CircuitBreaker>();
        services.AddSingleton<IPassiveHealthCheckPolicy>(provider => provider.GetRequiredService<CircuitBreaker>());
        services.AddSingleton<UpstreamChannels>();
        services.AddSingleton<UpstreamMonitor>();
        services.AddHostedService<ClusterUpdates>();
        services.AddHostedService(provider => provider.GetRequiredService<UpstreamMonitor>());

        var proxy = services.AddReverseProxy().LoadFromMemory(Clusters.Routes(catalogue), Clusters.Of(catalogue, builder.Configuration, builder.Host));
        services.AddSingleton<IForwarderHttpClientFactory, UpstreamClients>();
        if (builder.Configuration.GetValue<bool>("Omnichannel:Gateway:Upstream:ResolveDns"))
        {
            proxy.AddDnsDestinationResolver(options => options.RefreshPeriod = TimeSpan.FromSeconds(10));
        }

        builder.AddReadiness("services", (provider, _) => Task.FromResult(UpstreamReport.IsAnyServing(provider)));
    }
}

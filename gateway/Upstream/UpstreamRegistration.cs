using Microsoft.Extensions.Options;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Edge;
using Omnichannel.Gateway.Pages;
using Omnichannel.Platform.Clients;
using Omnichannel.Platform.Hosting;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace Omnichannel.Gateway.Upstream;

/// <summary>Registers the proxy and the channels to the services.</summary>
internal static class UpstreamRegistration
{
    public static void AddUpstreams(this PlatformBuilder builder, RpcCatalogue catalogue, ResolveHost resolve)
    {
        var services = builder.Services;
        var options = builder.Settings<EdgeOptions>();
        var addresses = new UpstreamAddresses(options, builder.Settings<ServiceAddresses>());
        services.AddSingleton(addresses);
        services.AddSingleton(Options.Create(options.Upstream));
        services.AddSingleton(catalogue);
        services.AddSingleton<ILoadBalancingPolicy, CartAffinity>();
        services.AddSingleton<IAvailableDestinationsPolicy, UsableDestinations>();
        services.AddSingleton<CircuitBreaker>();
        services.AddSingleton<IPassiveHealthCheckPolicy>(provider => provider.GetRequiredService<CircuitBreaker>());
        services.AddSingleton<UpstreamChannels>();
        services.AddSingleton(resolve);
        services.AddSingleton<UpstreamNews>();
        services.AddSingleton<IClusterChangeListener>(provider => provider.GetRequiredService<UpstreamNews>());
        services.AddSingleton<HostAddresses>();
        services.AddSingleton<UpstreamMonitor>();
        services.AddHostedService<ClusterUpdates>();
        services.AddHostedService(provider => provider.GetRequiredService<UpstreamMonitor>());

        services.AddReverseProxy().LoadFromMemory(
            [.. Clusters.Routes(catalogue), .. ConsoleRoutes.Routes(options, builder.Host)],
            [.. Clusters.Of(catalogue, addresses, builder.Host), .. ConsoleRoutes.Clusters(options, builder.Host)]);
        services.AddSingleton<IForwarderHttpClientFactory, UpstreamClients>();
        if (options.Upstream.ResolveDns)
        {
            services.AddSingleton<IDestinationResolver>(provider => provider.GetRequiredService<HostAddresses>());
        }

        builder.AddProbe(UpstreamReport.Path, UpstreamReport.Answer);
        builder.AddReadiness("services", (provider, _) => Task.FromResult(UpstreamReport.IsAnyServing(provider)));
    }
}

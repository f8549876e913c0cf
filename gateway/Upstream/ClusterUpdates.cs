using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Pages;
using Omnichannel.Platform.Hosting;
using Yarp.ReverseProxy.Configuration;

namespace Omnichannel.Gateway.Upstream;

/// <summary>
/// Tells the proxy where the services are that run in this very process: their ports are known only once they have started, in parallel with the
/// gateway. Configured addresses are there from the start.
/// </summary>
internal sealed class ClusterUpdates(InMemoryConfigProvider proxy, RpcCatalogue catalogue, UpstreamAddresses addresses, PlatformHost host) : BackgroundService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var missing = Clusters.Unconfigured(catalogue, addresses).ToList();
        var isConsoleAwaited = ConsoleRoutes.IsAwaited(addresses.Gateway, host);
        while (missing.Count > 0 || isConsoleAwaited)
        {
            var found = missing.RemoveAll(host.Addresses.ContainsKey);
            var isConsoleFound = isConsoleAwaited && !ConsoleRoutes.IsAwaited(addresses.Gateway, host);
            if (found > 0 || isConsoleFound)
            {
                isConsoleAwaited &= !isConsoleFound;
                proxy.Update(
                    [.. Clusters.Routes(catalogue), .. ConsoleRoutes.Routes(addresses.Gateway, host)],
                    [.. Clusters.Of(catalogue, addresses, host), .. ConsoleRoutes.Clusters(addresses.Gateway, host)]);
            }

            await Task.Delay(LookAgain, stoppingToken);
        }
    }
}

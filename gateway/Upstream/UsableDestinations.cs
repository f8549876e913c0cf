using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Omnichannel.Gateway.Upstream;

/// <summary>A destination gets calls unless a health check (active) or failing calls (passive) say otherwise. Not knowing is no reason to refuse.</summary>
internal sealed class UsableDestinations : IAvailableDestinationsPolicy
{
    public const string PolicyName = "Usable";

    public string Name => PolicyName;

    public IReadOnlyList<DestinationState> GetAvailalableDestinations(ClusterConfig config, IReadOnlyList<DestinationState> allDestinations) =>
        [.. allDestinations.Where(destination =>
            destination.Health is not { Active: DestinationHealth.Unhealthy } and not { Passive: DestinationHealth.Unhealthy })];
}

using System.Globalization;
using Omnichannel.Gateway.Contracts;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Omnichannel.Gateway.Upstream;

/// <summary>Makes the proxy's routes and clusters of the contracts and of <c>Omnichannel:Services:&lt;area&gt;</c>.</summary>
internal static class Clusters
{
    // Streams may be silent for long: a dead peer is found by HTTP/2 pings, an abandoned stream ends with its token.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromHours(12);

    /// <summary>gRPC calls to a service go to its area's cluster.</summary>
    public static IReadOnlyList<RouteConfig> Routes(RpcCatalogue catalogue) =>
    [
        .. catalogue.Services.Select(service => new RouteConfig
        {
            RouteId = service.Descriptor.FullName,
            ClusterId = service.Area,
            Match = new RouteMatch { Methods = ["POST"], Path = $"/{service.Descriptor.FullName}/{{**rpc}}" },
            // The pass-through checks size by message at the service; a limit on the body would end long client streams.
            MaxRequestBodySize = -1,
        }),
    ];

    /// <summary>Each area's destinations: one address, or several separated by commas.</summary>
    public static IReadOnlyList<ClusterConfig> Of(RpcCatalogue catalogue, IConfiguration configuration) =>
        [.. catalogue.Services.Select(service => service.Area).Distinct().Select(area => Cluster(area, configuration[$"Omnichannel:Services:{area}"]))];

    private static ClusterConfig Cluster(string area, string? addresses)
    {
        var destinations = (addresses ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (destinations.Length == 0 || !destinations.All(address => Uri.TryCreate(address, UriKind.Absolute, out _)))
        {
            throw new InvalidOperationException(
                $"Configuration 'Omnichannel:Services:{area}' should be the address of the {area} service's gRPC endpoint (or several, separated by commas), "
                + $"for example http://{area}:8080. It is '{addresses}'.");
        }

        return new ClusterConfig
        {
            ClusterId = area,
            LoadBalancingPolicy = CartAffinity.PolicyName,
            HealthCheck = new HealthCheckConfig
            {
                AvailableDestinationsPolicy = UsableDestinations.PolicyName,
                Passive = new PassiveHealthCheckConfig { Enabled = true, Policy = CircuitBreaker.PolicyName },
            },
            HttpClient = new HttpClientConfig { EnableMultipleHttp2Connections = true },
            HttpRequest = new ForwarderRequestConfig
            {
                Version = new Version(2, 0),
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                ActivityTimeout = LongestSilence,
            },
            Destinations = destinations
                .Select((address, index) => (Name: string.Create(CultureInfo.InvariantCulture, $"{area}-{index}"), Address: address))
                .ToDictionary(each => each.Name, each => new DestinationConfig { Address = each.Address }),
        };
    }
}

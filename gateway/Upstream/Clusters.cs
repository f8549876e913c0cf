using System.Globalization;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Edge;
using Omnichannel.Gateway.Pages;
using Omnichannel.Platform.Clients;
using Omnichannel.Platform.Hosting;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Omnichannel.Gateway.Upstream;

/// <summary>Makes the proxy's routes and clusters of the contracts and of <c>Omnichannel:Services:&lt;area&gt;</c>.</summary>
internal static class Clusters
{
    // Streams may be silent for long: a dead peer is found by HTTP/2 pings, an abandoned stream ends with its token.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromHours(12);

    /// <summary>Metadata by which a caller of a service that every area serves says which one it means.</summary>
    public const string AreaHeader = "omnichannel-area";

    /// <summary>Whether it is a service's, and speaks gRPC. The console's is not.</summary>
    public static bool IsArea(ClusterState cluster) => cluster.ClusterId != ConsoleRoutes.Cluster;

    /// <summary>gRPC calls to a service go to its area's cluster.</summary>
    public static IReadOnlyList<RouteConfig> Routes(RpcCatalogue catalogue) =>
    [
        .. catalogue.Services.Where(service => service.Area.Length > 0).Select(service => Route(service, service.Area, null)),
        .. catalogue.Services.Where(service => service.Area.Length == 0).SelectMany(service => catalogue.Areas.Select(area => Route(
            service, area, new RouteHeader { Name = AreaHeader, Values = [area], Mode = HeaderMatchMode.ExactHeader }))),
    ];

    /// <summary>Each area's destinations: what <c>Omnichannel:Gateway:Services:&lt;area&gt;</c> lists (separated by commas), or
    /// <c>Omnichannel:Services:&lt;area&gt;</c>, or where the area runs in this process.</summary>
    /// <exception cref="StartupException">An area has no address.</exception>
    public static IReadOnlyList<ClusterConfig> Of(RpcCatalogue catalogue, UpstreamAddresses addresses, PlatformHost host) =>
        [.. catalogue.Areas.Select(area => Cluster(area, Addresses(area, addresses, host)))];

    /// <summary>The areas without a configured address.</summary>
    public static IEnumerable<string> Unconfigured(RpcCatalogue catalogue, UpstreamAddresses addresses) =>
        catalogue.Areas.Where(area => addresses.Of(area) is null);

    private static string[] Addresses(string area, UpstreamAddresses configured, PlatformHost host)
    {
        if (configured.Of(area) is not { } text)
        {
            return host.Addresses.TryGetValue(area, out var address) ? [address.ToString()]
                : host.HostsSeveralServices ? []
                : throw new StartupException($"Omnichannel:Services:{area} is not set: the URL of the {area} service's gRPC endpoint.");
        }

        var addresses = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return addresses.All(each => Uri.TryCreate(each, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            ? addresses
            : throw new StartupException($"Omnichannel:Services:{area}: {text} is not an http or https URL.");
    }

    private static RouteConfig Route(PublishedService service, string area, RouteHeader? header) => new()
    {
        RouteId = $"{service.Descriptor.FullName}@{area}",
        ClusterId = area,
        Match = new RouteMatch { Methods = ["POST"], Path = $"/{service.Descriptor.FullName}/{{**rpc}}", Headers = header is null ? null : [header] },
        // The service limits each message; a limit on the body would end long client streams.
        MaxRequestBodySize = -1,
    };

    private static ClusterConfig Cluster(string area, string[] addresses) => new()
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
        Destinations = addresses
            .Select((address, index) => (Name: string.Create(CultureInfo.InvariantCulture, $"{area}-{index}"), Address: address))
            .ToDictionary(each => each.Name, each => new DestinationConfig { Address = each.Address }),
    };
}

/// <summary>Where the services are, as the settings say: the gateway's own list before that of all services.</summary>
internal sealed record UpstreamAddresses(EdgeOptions Gateway, ServiceAddresses Services)
{
    /// <summary>URLs separated by commas; null when the area is not configured.</summary>
    public string? Of(string area) => Gateway.Services.GetValueOrDefault(area) ?? Services.GetValueOrDefault(area);
}

using Omnichannel.Platform.Hosting;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace Omnichannel.Gateway.Upstream;

/// <summary>
/// The health of what stands behind the gateway: <c>GET /readyz/services</c> on the probes' listener, 200 when every area serves, else 503. <c>/readyz</c> itself asks for one
/// only: a gateway must not leave its load balancer because a single service is away.
/// </summary>
internal static class UpstreamReport
{
    public const string Path = "/readyz/services";

    public static async Task<IResult> Answer(HttpContext http)
    {
        await http.RequestServices.GetRequiredService<UpstreamMonitor>().Check().WaitAsync(http.RequestAborted);
        var clusters = http.RequestServices.GetRequiredService<IProxyStateLookup>().GetClusters().Where(Clusters.IsArea);
        var areas = clusters.OrderBy(cluster => cluster.ClusterId, StringComparer.Ordinal).Select(Describe).ToList();
        var serving = areas.TrueForAll(area => area.Serving);
        return Results.Json(
            new { serving, areas }, statusCode: serving ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Whether calls to any area can be made.</summary>
    public static bool IsAnyServing(IServiceProvider services) => services.GetRequiredService<IProxyStateLookup>().GetClusters().Where(Clusters.IsArea).Any(IsServing);

    private static AreaReport Describe(ClusterState cluster) => new(
        cluster.ClusterId, IsServing(cluster), cluster.DestinationsState.AllDestinations.Count, cluster.DestinationsState.AllDestinations.Count(IsHealthy));

    private static bool IsServing(ClusterState cluster) => cluster.DestinationsState.AllDestinations.Any(IsHealthy);

    private static bool IsHealthy(DestinationState destination) =>
        destination.Health is { Active: DestinationHealth.Healthy } and not { Passive: DestinationHealth.Unhealthy };

    private sealed record AreaReport(string Area, bool Serving, int Destinations, int HealthyDestinations);
}
